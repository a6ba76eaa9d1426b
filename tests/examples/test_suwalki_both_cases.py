"""The example on real ground at 500 m: three accounts, both cases, and where a ranking flips."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import marchland as ml


@pytest.fixture(scope="module")
def made(shared):  # noqa: ARG001
    path = Path(__file__).parents[2] / "examples" / "suwalki_both_cases.py"
    spec = spec_from_file_location("suwalki_both_cases", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, *module.accounts()


def test_the_account_of_each_is_whole(made):
    _, study, _, found = made
    concrete = found["concrete"]
    chosen = study.options[study.options["option"].isin(study.plan.options)]
    assert concrete.side.figures["delay"].best > 0
    rows = concrete.table.set_index("consequence")
    assert rows.loc["cost to build", "best"] == pytest.approx(chosen["cost_eur_best"].sum())
    grown = found["concrete with cost growth"].side.figures["cost"]
    assert grown.best == pytest.approx(4 * concrete.side.figures["cost"].best)
    for name, one in found.items():
        near = "endangered" if name == "declared area" else "people"
        assert one.side.figures[near].best > 0
    assert found["declared area"].side.figures["people"].high == 0  # nothing there but the mined
    assert found["wetland"].side.figures["saved"].low > 0


def test_the_declared_area_is_never_an_option(made):
    _, study, seen, found = made
    assert not any("drawn by hand" in name for name in study.options["option"])
    assert found["declared area"].side.figures["delay"] is None
    said = {(f.instrument, f.article): f.status for _, f in seen.findings}
    assert said["APMBC", "1"] == "not prohibited"  # Poland left on 20 February 2026
    assert said["AP II", "9"] == "conditional"


def test_both_cases_and_where_the_ranking_flips(made):
    module, _, _, found = made
    one, two = found["concrete"].side, found["declared area"].side
    cases = ml.both_cases(one, two)
    assert any("Deminers" in said for said in cases.humanity)
    assert any(said.startswith("Time won") for said in cases.necessity)
    ranked = ml.rank(one, two, module.WEIGHTS)
    turn = ranked.flips["land"]
    before, after = (ml.rank(one, two, {**module.WEIGHTS, "land": turn * k}) for k in (0.99, 1.01))
    assert {before.first, after.first} == {one.name, two.name}
