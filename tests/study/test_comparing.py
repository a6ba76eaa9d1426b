"""Two studies compared behind the one door."""

import pytest
from tests.commands import COARSE, change

import marchland as ml
from marchland.errors import InputError
from marchland.scenario.template import write_template
from marchland.study.comparing import argue, compare


@pytest.fixture(scope="module")
def coarse(tmp_path_factory):
    path = write_template(tmp_path_factory.mktemp("comparing") / "study", "narva")
    change(path, COARSE)
    return ml.load(path)


def test_a_smaller_budget_is_a_smaller_plan(coarse):
    poor = coarse.replace(limits={"cost_eur": 1e6})
    found = ml.compare(coarse, poor)
    assert found.names == ("narva (first)", "narva (second)")
    assert found.keys["key"].tolist() == ["limits.cost_eur"]
    figures = found.figures.set_index("figure")
    assert figures.loc["cost", "two"].best < figures.loc["cost", "one"].best
    before = found.times[found.times["when"] == "before"]
    assert (before["more_s"] == 0).all()
    assert any(said.startswith("built with narva (first) alone") for said in found.flips)
    assert found.ranking is None
    assert str(found).startswith("narva (first) against narva (second)")


def test_weights_of_both_scenarios_rank(coarse):
    weighed = coarse.replace(accounts={"weights": {"cost": 1.0}})
    poor = weighed.replace(limits={"cost_eur": 1e6})
    assert ml.compare(weighed, poor).ranking.first == "narva (second)"
    assert ml.compare(weighed, coarse).ranking is None


def test_one_study_is_argued_against_nothing(coarse):
    found = argue(coarse)
    assert found.names == ("plan", "nothing built")
    assert found.ranking is None
    assert argue(coarse, weights={"cost": 1.0}).ranking.first == "nothing built"
    assert argue(coarse, coarse).names == ("narva (first)", "narva (second)")


def test_what_is_no_study_is_not_compared():
    with pytest.raises(InputError, match=r"one: 'a.toml' is no study. Give what marchland.load"):
        compare("a.toml", "b.toml")
