"""What no clause can be made of is refused as soon as it is said."""

import math

import numpy as np
import pytest
from tests.optimise.plans import offer

from marchland.errors import ProblemError, ScopeError
from marchland.optimise.asked import check_effort
from marchland.optimise.clauses import (
    Forbid,
    KeepOpen,
    Limit,
    Lock,
    Maximise,
    Precede,
    Quota,
    Within,
)
from marchland.optimise.problem import Problem

HERE = Problem(offer([100], [(0, (10.0, {0: 1}))]))


WEAPONS = [
    lambda: HERE.forbid("measure", "minefield"),
    lambda: HERE.forbid("measure", "anti_tank_mines"),
    lambda: HERE.require("minefield", least=1),
    lambda: HERE.require("mines", before="stop"),
    lambda: HERE.require("stop", before="demolition"),
    lambda: HERE.limit("explosives", 3),
    lambda: HERE.keep_open(1, within="minefield"),
    lambda: HERE.lock_in("a:ditch", "b:minefield"),
    lambda: HERE.lock_out("b:minefield"),
]


@pytest.mark.parametrize("number", range(len(WEAPONS)))
def test_no_clause_speaks_of_a_weapon(number):
    with pytest.raises(ScopeError, match=r"non-explosive.*drawn as a declaration"):
        WEAPONS[number]()


WRONG = [
    (lambda: Limit("cost_eur", "5"), "most"),
    (lambda: Limit("cost_eur", True), "most"),
    (lambda: Limit("", 5), "column"),
    (lambda: Limit("cost_eur", 5, "worst"), "level"),
    (lambda: Forbid(3, "ditch"), "column"),
    (lambda: Forbid("cost_eur", None), "value"),
    (lambda: Precede("warn", None), "then"),
    (lambda: Quota("stop", 1.5), "least"),
    (lambda: Quota("stop", 1, math.inf), "most"),
    (lambda: KeepOpen("1"), "least"),
    (lambda: Lock((), built=True), "options"),
    (lambda: Lock((["a"],), built=True), r"options\[1\]"),
    (lambda: Within("own", "soon"), "most_s"),
    (lambda: Maximise("joy"), "how"),
    (lambda: Maximise(worst="half"), "worst"),
]


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_a_clause_refuses_what_it_cannot_be_made_of(number):
    said, where = WRONG[number]
    with pytest.raises(ProblemError, match=f"  - {where}: "):
        said()


def test_everything_wrong_with_a_clause_is_told_at_once():
    with pytest.raises(ProblemError, match="3 faults"):
        Limit(1, "x", "y")


def test_numbers_of_numpy_are_numbers():
    assert Limit("cost_eur", np.int64(5)) == Limit("cost_eur", 5.0)
    assert Quota("stop", np.int32(1), 2.0).least == 1


def test_an_effort_that_no_search_can_make():
    check_effort(0.01, None, None)
    check_effort(1, 0.5, 1)
    with pytest.raises(ProblemError, match="3 faults"):
        check_effort(0, -1, 0)
    for wrong in (("x", None, None), (math.nan, None, None), (0.1, "1", None), (0.1, None, 1.5)):
        with pytest.raises(ProblemError):
            check_effort(*wrong)
    with pytest.raises(ProblemError, match="gap"):
        HERE.solve(gap=-1)


UNCHECKED = [
    (lambda: HERE.forbid("measure", "dich"), "Did you mean ditch"),
    (lambda: HERE.forbid("measure", 4), "holds words"),
    (lambda: HERE.forbid("cost_eur", "ditch"), "holds numbers"),
    (lambda: HERE.forbid("cost_eur", math.nan), "negative or unknown"),
    (lambda: HERE.limit("measure", 4), "holds words"),
    (lambda: HERE.require("stop", least=-1), "cannot be negative"),
]


@pytest.mark.parametrize("number", range(len(UNCHECKED)))
def test_what_only_the_options_tell_is_checked_with_the_problem(number):
    said, what = UNCHECKED[number]
    with pytest.raises(ProblemError, match=what):
        said().check()


def test_a_measure_of_the_catalogue_that_is_not_offered_may_be_forbidden():
    assert HERE.forbid("measure", "ditch").check()
