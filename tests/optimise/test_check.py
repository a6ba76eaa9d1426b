"""Checks before solving: all at once, and what is odd."""

import numpy as np
import pytest
from tests.optimise.plans import offer

from marchland.errors import ProblemError
from marchland.optimise.problem import Problem

OFFER = offer([100, 100, 50], [(0, (10.0, {0: 1, 1: 1}))], own=lambda _: {"relief": 60.0})
PROBLEM = Problem(OFFER)


def faults(problem):
    with pytest.raises(ProblemError) as caught:
        problem.check()
    return {fault.where: f"{fault.what} {fault.remedy}" for fault in caught.value.faults}


def test_everything_wrong_is_told_at_once():
    told = faults(
        PROBLEM.limit("cost_euro", 5)
        .limit("land_m2", -1)
        .limit("cost_eur", 0.01)
        .require("camera", before="wall")
        .require("wall", least=3, most=2)
        .require("flanks", within_s=5)
        .require("relief", within_s=59)
        .keep_open(-1)
        .lock_in("line-0:wall", "line-9:wall")
        .lock_out("line-0:wall")
        .maximise("cvar", of="margin", worst=0.0)
    )
    assert "no column cost_euro" in told["cost_euro at most 5"]
    assert "Use one of: " in told["cost_euro at most 5"]
    assert "negative" in told["land_m2 at most -1"]
    assert "Give the limit in EUR" in told["cost_eur at most 0.01"]
    assert "no option is of camera" in told["camera before wall on the same approach"]
    assert "above the most" in told["at least 3 and at most 2 wall"]
    assert "no approach of one's own" in told["flanks within 5 s"]
    assert "Allow at least 60 s" in told["relief within 59 s"]
    assert "negative" in told["at least -1 crossings kept open on each approach"]
    assert "no option line-9:wall" in told["built in any case: line-0:wall, line-9:wall"]
    assert "both" in told["option line-0:wall"]
    assert "Give response_s" in told["maximise"]
    assert "a share of 0" in faults(PROBLEM.maximise("cvar", worst=0.0))["maximise"]
    assert "0 s or more" in faults(PROBLEM.maximise(response_s=-1))["maximise"]


def test_a_column_that_forbids_must_be_there():
    assert (
        "no column law"
        in faults(PROBLEM.forbid("law", "prohibited"))["no option whose law is prohibited"]
    )


def test_clauses_that_contradict_are_named_with_what_would_do():
    told = faults(PROBLEM.limit("cost_eur", 149).limit("land_m2", 5).require("wall", least=2))
    assert set(told) == {"cost_eur at most 149", "at least 2 wall"}
    assert "150" in told["cost_eur at most 149"]
    assert "1 at the nearest" in told["at least 2 wall"]


def test_what_is_odd_is_said():
    said = PROBLEM.limit("cost_eur", 60).limit("land_m2", 5).forbid("measure", "ditch").check()
    assert "2 of 3 options can be in no plan." in said
    assert "land_m2 at most 5 does not bind: all options together take less." in said
    assert "no option whose measure is ditch: there is none." in said


def test_unknown_amounts_are_said_where_they_are_limited():
    table = OFFER.table.assign(carbon_kg_best=[np.nan, 1.0, 1.0])
    from dataclasses import replace

    said = Problem(replace(OFFER, table=table)).limit("carbon_kg", 5).check()
    assert "1 options may not be used: their carbon_kg is unknown, and it is limited." in said


def test_where_nothing_holds_anybody_it_is_said():
    idle = offer([1], [(0, (10.0, {0: 1}))], delays=[[0.0]])
    assert any("No option holds" in text for text in Problem(idle).check())


def test_a_sensible_problem_says_nothing():
    assert PROBLEM.limit("cost_eur", 150).check() == ()
