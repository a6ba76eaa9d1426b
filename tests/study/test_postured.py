"""Postures of a study, on the packaged sample."""

import numpy as np
import pytest

HALF = {"low": 0.2, "best": 0.5, "high": 0.9, "unit": "1", "by": "a test"}


@pytest.fixture(scope="module")
def postured(study):
    return study.replace(
        movers=["light_tracked"], seasons=["dry"], postures=["none", "tripwire", "forward_line"],
        response={"bases": ["south-edge"], "mover": "heavy_wheeled", "assessment": HALF,
                  "communication": HALF, "decision": {**HALF, "unit": "h"}},
    )  # fmt: skip


def test_a_study_without_postures_compares_none(study):
    assert study.postures.empty
    assert study.considered == study.measures
    assert study.hinge is None


def test_each_posture_has_a_row_for_each_approach(postured):
    table = postured.postures
    assert table["posture"].tolist() == ["none"] * 2 + ["tripwire"] * 2 + ["forward_line"] * 2
    bare = table[table["posture"] == "none"]
    assert (bare["added_best_s"] == 0).all()
    assert (bare["cost_eur_best"] == 0).all()


def test_what_must_be_believed_has_a_row_for_each_posture_and_opposing_approach(postured):
    held, table = postured.hinge.held, postured.postures.query("side == 'opposing'")
    assert held["posture"].tolist() == table["posture"].tolist()
    np.testing.assert_array_equal(held["chance"].to_numpy(), table["interrupted_best"].to_numpy())
    assert (held["even_s"].isna() | held["chance"].isna()).all()


def test_no_posture_is_beyond_the_limits(postured):
    assert (postured.postures["cost_eur_best"] <= postured.scenario.limits.cost_eur).all()


def test_a_tripwire_adds_no_time_and_what_it_notices_is_unknown(postured):
    row = postured.postures.query("posture == 'tripwire' and side == 'opposing'").iloc[0]
    assert row["added_best_s"] == 0
    assert np.isnan(row["noticed_best"])
    assert "detection of" in row["undeclared"]


def test_a_posture_of_ones_own_stands_in_for_that_of_the_catalogue(postured):
    own = postured.replace(posture={"tripwire": {"text": "Nothing at all."}}, postures=["tripwire"])
    assert own.stances[0].options == ()


def test_the_plan_costs_the_own_side_something(study):
    told = study.own_side.set_index("what")
    assert told.loc["crossings closed", "best"] > 0
    assert told.loc["the way to town: people cut off", "best"] >= 0


def test_without_an_answer_nothing_is_interrupted_for_certain(postured):
    silent = postured.replace(response=None, postures=["forward_line"])
    row = silent.postures.query("side == 'opposing'").iloc[0]
    assert np.isnan(row["interrupted_best"])
    assert "response" in row["undeclared"]
