"""A study: the packaged sample from its file to its folder."""

import json

import pytest
from tests.commands import one_picture

import marchland as ml
from marchland.errors import OutputError, ScenarioError
from marchland.schema import same_grid


def test_the_flow_holds_together(study):
    assert same_grid(study.terrain, study.speed, study.travel_time) == study.scenario.region.grid
    assert set(study.plan.options) <= set(study.options["option"])
    assert set(study.options["site"]) <= set(study.sites.table["site"])
    assert len(study.effect) == len(study.before) == 2 * 3 * 3


def test_it_prints_on_one_screen(study):
    text = str(study)
    assert len(text.splitlines()) <= 45
    assert study.scenario.notice in text


def test_the_same_scenario_twice_gives_the_same_bytes(folder, tmp_path):
    with one_picture():  # all of them: tests/cli/test_running.py
        again = ml.load(folder / "run.json").write(tmp_path / "again")
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    for name in names:
        if name.name != "run.json":
            assert (folder / name).read_bytes() == (again / name).read_bytes(), name
    first, second = (json.loads((f / "run.json").read_text("utf-8")) for f in (folder, again))
    assert first["fingerprint"] == second["fingerprint"]
    assert first["effect"] == second["effect"]


def test_replace_refuses_what_the_form_refuses(study):
    with pytest.raises(ScenarioError, match="Did you mean seasons"):
        study.replace(seasns=["dry"])


def test_an_existing_folder_is_refused_before_anything_is_computed(folder):
    fresh = ml.sample()
    with pytest.raises(OutputError, match="is there already"):
        fresh.write(folder)
    assert "before" not in vars(fresh)
