"""Alternatives and importance, on plans that can all be tried."""

import pytest
from tests.optimise.plans import offer

from marchland.optimise.explain import SHARES, alternatives, explain, importance
from marchland.optimise.front import Step
from marchland.optimise.problem import Problem
from marchland.optimise.solve import Effort, solve

EXACT = Effort(gap=1e-6)
LINES = offer(
    [1, 1, 2, 9],
    [(0, (10.0, {0: 1, 2: 1})), (0, (10.0, {1: 1, 2: 1})), (0, (19.0, {3: 1}))],
    delays=[[8.0, 8.0, 8.0, 8.0]],
)
"""One line of sites 0 and 1, and another of site 2 alone; round both leads the way over 3."""


def solved(problem):
    return solve(problem.offer, problem.aim, problem.clauses, EXACT)


def test_alternatives_do_without_a_part_of_the_plan_and_say_what_they_share():
    problem = Problem(LINES).limit("cost_eur", 2)
    found = alternatives(problem, solved(problem), effort=EXACT)
    plans = [set(p.plan.options) for p in found.plans]
    assert {frozenset(p) for p in plans} == {
        frozenset({"line-2:wall"}),
        frozenset({"line-0:wall", "line-1:wall"}),
    }
    assert [p.lower for p in found.plans] == [18, 18]
    assert found.shared == ()
    assert found.none_better_than < 18 * 0.98


def test_without_a_plan_there_is_no_other():
    problem = Problem(LINES).limit("cost_eur", 0)
    found = alternatives(problem, solved(problem), effort=EXACT)
    assert len(found.plans) == 1
    assert found.shared == ()


def test_an_option_is_worth_what_is_lost_without_it():
    """Line 2 can be replaced by the other line at no loss; nothing replaces it if it fails."""
    problem = Problem(LINES).limit("cost_eur", 2).lock_out("line-0:wall")
    table = importance(problem, solved(problem), effort=EXACT)
    assert list(table["option"]) == ["line-2:wall"]
    assert table.loc[0, "lost"] == 8
    assert table.loc[0, "loss_low"] == pytest.approx(8, abs=1e-3)
    both = Problem(LINES).limit("cost_eur", 2)
    table = importance(both, solved(both), effort=EXACT)
    assert (table["lost"] == 8).all()
    assert table["loss_high"].abs().max() < 1e-3
    quick = importance(both, solved(both), searched=False)
    assert quick["loss_low"].isna().all()


def test_all_of_it_together():
    problem = Problem(LINES).limit("cost_eur", 2)
    told = explain(problem, solved(problem), effort=EXACT)
    assert list(told.alternatives["value"]) == [18, 18]
    assert set(told.alternatives.loc[0, "only"]) == set(told.alternatives.loc[0, "options"])
    assert list(told.front["bound"]) == [2 * share for share in SHARES]
    assert list(told.front["value"]) == [10, 10, 10, 18, 18, 18, 19]
    assert told.step == Step(2.0, 1.0)
    assert told.shared == ()
    assert (told.importance["lost"] == 8).all()
