"""The scenarios beside the package: each is sound, and those on data at hand run when coarse."""

import re
from pathlib import Path

import numpy as np
import pytest

import marchland as ml
from marchland.scenario.read import read_scenario
from marchland.sources.check import check_sources

EXAMPLES = Path(__file__).parents[2] / "examples"
OPEN = sorted(p.stem for p in EXAMPLES.glob("*.toml") if "shared/data" not in p.read_text("utf-8"))
HERE = sorted(p.stem for p in EXAMPLES.glob("*.toml") if p.stem not in OPEN)


def test_the_list_names_every_scenario():
    listed = re.findall(r"\]\(([\w-]+)\.toml\)", (EXAMPLES / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(OPEN + HERE)
    assert len(HERE) >= 2


@pytest.mark.parametrize("name", OPEN)
def test_a_scenario_on_open_data_has_nothing_wrong(name):
    scenario = read_scenario(EXAMPLES / f"{name}.toml")
    assert check_sources(scenario) == []
    assert scenario.name == name
    assert not scenario.coefficients
    assert {approach.side for approach in scenario.approaches} >= {"opposing"}
    assert scenario.question.endswith("?")


@pytest.mark.parametrize("name", HERE)
def test_a_scenario_on_data_at_hand_runs_when_coarse(shared, name):  # noqa: ARG001
    scenario = read_scenario(EXAMPLES / f"{name}.toml")
    assert check_sources(scenario) == []
    region = scenario.region.model_copy(update={"cell_m": 1000.0})
    study = ml.Study(scenario.model_copy(update={"region": region}))
    times = study.before
    assert set(times["approach"]) == {approach.name for approach in scenario.approaches}
    opposing = times[(times["side"] == "opposing") & (times["mover"] == "dismounted")]
    assert np.isfinite(opposing["best_s"]).all()
    assert (times["low_s"] <= times["high_s"]).all()
    assert not study.bottlenecks.empty
