"""A study: the packaged sample from its file to its folder."""

import json
import shutil

import numpy as np
import pytest
import shapely
from tests.sources.opendata.conftest import write_countries

import marchland as ml
from marchland.errors import ApproachError, OfflineError, OutputError, ScenarioError
from marchland.samples.find import sample_file
from marchland.schema import same_grid
from marchland.study import report


@pytest.fixture(scope="module")
def study():
    """Return the packaged sample, computed once."""
    return ml.sample()


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory):
    """Return the folder of a run."""
    return study.write(tmp_path_factory.mktemp("out") / "suwalki")


def test_the_flow_holds_together(study):
    assert same_grid(study.terrain, study.speed, study.travel_time) == study.scenario.region.grid
    assert set(study.plan.options) <= set(study.options["option"])
    assert set(study.options["site"]) <= set(study.sites.table["site"])
    assert len(study.effect) == len(study.before) == 2 * 3 * 3


def test_the_headline_is_the_worst_opposing_case(study):
    opposing = study.before[study.before["side"] == "opposing"]
    case = study.headline
    worst = opposing.loc[opposing["best_s"].idxmin()]
    assert (case.approach, case.mover, case.season) == (
        worst["approach"], worst["mover"], worst["season"],
    )  # fmt: skip


def test_a_plan_delays_nobody_less_and_keeps_its_limits(study):
    effect = study.effect
    for level in ("low", "best", "high"):
        assert (effect[f"after_{level}_s"] >= effect[f"before_{level}_s"]).all()
    assert study.plan.cost_eur.best <= study.scenario.limits.cost_eur
    assert study.plan.certificate == "heuristic: no bound"


def test_walkers_are_not_held(study):
    walkers = study.effect[study.effect["mover"] == "dismounted"]
    assert (walkers["after_best_s"] == walkers["before_best_s"]).all()


def test_ranges_are_in_order(study):
    for when in ("before", "after"):
        low, best, high = (study.effect[f"{when}_{v}_s"] for v in ("low", "best", "high"))
        assert ((low <= best) & (best <= high)).all()


def test_the_tripoints_are_65_km_apart(study):
    facts = report(study).facts.set_index("fact")["value"]
    line = "straight distance between the ends of the border Poland–Lithuania, great circle"
    assert 65.4 < facts[line] < 65.5


def test_it_prints_on_one_screen(study):
    text = str(study)
    assert len(text.splitlines()) <= 45
    assert study.scenario.notice in text


def test_the_same_scenario_twice_gives_the_same_bytes(folder, tmp_path):
    again = ml.load(folder / "run.json").write(tmp_path / "again")
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    for name in names:
        if name.name != "run.json":
            assert (folder / name).read_bytes() == (again / name).read_bytes(), name
    first, second = (json.loads((f / "run.json").read_text("utf-8")) for f in (folder, again))
    assert first["fingerprint"] == second["fingerprint"]
    assert first["effect"] == second["effect"]


def test_any_coefficient_changes_the_fingerprint(study):
    declared = {"low": 0.3, "best": 0.5, "high": 0.6, "unit": "1", "by": "a test"}
    other = study.replace(coefficients={"cover.forest.tracked": declared})
    assert other.fingerprint != study.fingerprint
    assert other.catalogue.get("cover.forest.tracked").tag == "declared"


def test_an_undeclared_delay_leaves_the_plan_empty_and_the_effect_as_it_was(study):
    silent = study.replace(coefficients={}, movers=["light_tracked"], seasons=["dry"])
    assert silent.plan.options == ()
    assert np.isnan(silent.plan.value)
    assert (silent.effect["after_best_s"] == silent.effect["before_best_s"]).all()
    assert any("not declared" in note for note in report(silent).notes)


def test_replace_refuses_what_the_form_refuses(study):
    with pytest.raises(ScenarioError, match="Did you mean seasons"):
        study.replace(seasns=["dry"])


def test_an_origin_in_a_lake_is_told(study):
    places = study.scenario.model_dump(mode="json", exclude_none=True)["places"]
    dusia = {"point_deg": [23.699, 54.296]}
    with pytest.raises(ApproachError, match="its origin lies in water"):
        study.replace(places={**places, "kaliningrad": dusia}).before  # noqa: B018


def test_an_existing_folder_is_refused_before_anything_is_computed(folder):
    fresh = ml.sample()
    with pytest.raises(OutputError, match="is there already"):
        fresh.write(folder)
    assert "before" not in vars(fresh)


def test_open_data_is_fetched_into_a_study(server, tmp_path):
    said = sample_file("suwalki").read_text(encoding="utf-8")
    base = f'open_data = ["natural-earth"]\nmirrors = {{ natural-earth = "{server.base}/ne" }}\n'
    folder = tmp_path / "study"
    shutil.copytree(sample_file("suwalki").parent, folder)
    (folder / "scenario.toml").write_text(base + said, encoding="utf-8")
    shapes = {"Alder": shapely.box(20, 50, 23, 58), "Birch": shapely.box(23, 50, 26, 58)}
    write_countries(server.root, shapes)
    study = ml.fetch(folder / "scenario.toml", tmp_path / "cache")
    assert study.provenance[0].origins[0].url.startswith(server.base)
    assert study.replace(title="other").scenario.stack == study.scenario.stack
    with pytest.raises(OfflineError):
        ml.fetch(folder / "scenario.toml", tmp_path / "none", offline=True)
