"""A study that carries declared areas: assessed in the run, never among its options."""

import shutil

import pytest
from tests.commands import COARSE, change

import marchland as ml
from marchland.errors import LayerError, ScenarioError, ScopeError
from marchland.model.declaration import Declaration
from marchland.outputs.declared import write_declarations
from marchland.scenario.template import write_template
from marchland.sources.check import check_sources
from marchland.study.accounted import AREAS, NOTHING, PLAN

RING = ((23.0, 54.15), (23.1, 54.15), (23.1, 54.2), (23.0, 54.2))
WET = ((23.2, 54.15), (23.3, 54.15), (23.3, 54.2), (23.2, 54.2))
DRAWN = (
    Declaration("hand", "mined_area", RING, "LT", category="anti_personnel"),
    Declaration("wet", "flooded", WET, "LT"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    path = write_template(tmp_path_factory.mktemp("accounted") / "study", "narva")
    change(path, COARSE)
    write_declarations(DRAWN, path.with_name("areas.geojson"))
    return path


@pytest.fixture(scope="module")
def drawn(home):
    accounts = {"lifted_in_y": 29, "weights": {"cost": 1.0, "land": 1.0}}
    return ml.load(home).replace(declarations="areas.geojson", accounts=accounts)


def test_declared_areas_are_assessed_and_are_no_options(drawn):
    assert [area.name for area in drawn.declarations] == ["hand", "wet"]
    assert set(drawn.accounts) == {PLAN, AREAS}
    assert not any("hand" in option or "wet" in option for option in drawn.options["option"])
    assert {finding.party for _, finding in drawn.assessment.findings} == {"LT"}
    items = set(drawn.ledger.loc[drawn.ledger["of"] == AREAS, "item"])
    assert "survey and clearance" in items


def test_an_attempt_to_optimise_one_is_refused_with_the_reason(drawn):
    with pytest.raises(ScopeError, match="a declaration is assessed, never optimised"):
        ml.options(drawn.sites, (*drawn.measures, drawn.declarations[0]))
    with pytest.raises(ScenarioError, match="Marchland never sites, chooses or optimises it"):
        drawn.replace(measures=["ditch", "mined_area"])


def test_a_plan_is_the_same_with_and_without_declared_areas(home, drawn):
    bare = ml.load(home)
    assert bare.plan == drawn.plan
    assert bare.fingerprint != drawn.fingerprint
    assert drawn.provenance[-1].layer == "declarations"
    assert drawn.provenance[-1].credit == "declared by the analyst"


def test_the_pair_is_the_plan_and_the_areas_or_nothing(home, drawn):
    assert [account.side.name for account in drawn.pair] == [PLAN, AREAS]
    assert drawn.ranking.first in (PLAN, AREAS)
    bare = ml.load(home)
    assert [account.side.name for account in bare.pair] == [PLAN, NOTHING]
    none = bare.pair[1].side.figures
    assert none["delay"].best == none["cost"].best == 0
    assert bare.ranking is None
    assert bare.account is bare.accounts[PLAN]


def test_the_law_is_that_of_the_parties_on_the_day(drawn):
    assert [one.party for one in drawn.law] == [
        party for party in drawn.scenario.party if party in ml.read_factbook().parties
    ]
    assert {one.on for one in drawn.law} == {drawn.scenario.on}
    engaged = drawn.replace(in_armed_conflict=["2025-09-01/"], on="2026-01-15", party=["LT"])
    (law,) = engaged.law
    status = {where.instrument: where.status for where in law.standings}
    assert status["APMBC"] == "leaving"  # it joined a conflict inside the six months


def test_a_scenario_with_bad_accounts_or_areas_is_refused(home, drawn, tmp_path):
    for changes, said in (
        ({"declarations": "none.gpkg"}, "declarations: no file none.gpkg"),
        ({"in_armed_conflict": ["2025"]}, "write BEGIN/END"),
        ({"accounts": {"discount_per_y": -2}}, "accounts.discount_per_y"),
        ({"accounts": {"weights": {"cost": -1.0}}}, "accounts.weights.cost"),
        ({"accounts": {"years": 3}}, "Known keys: horizon_y"),
    ):
        with pytest.raises(ScenarioError, match=said):
            drawn.replace(**changes)
    folder = tmp_path / "copy"
    shutil.copytree(home.parent, folder)
    (folder / "areas.geojson").write_text("{}")
    broken = ml.load(folder / "scenario.toml").replace(declarations="areas.geojson")
    with pytest.raises(LayerError, match=r"areas\.geojson"):
        _ = broken.assessment
    assert any("areas.geojson" in str(fault) for fault in check_sources(broken.scenario))
