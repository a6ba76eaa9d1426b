"""Several budgets at once, on plans that can all be tried."""

import pytest
from tests.optimise.plans import offer

from marchland.optimise.budgets import PLANS, Thrift, best_plans, for_budgets
from marchland.optimise.front import front
from marchland.optimise.problem import Problem
from marchland.optimise.solve import Effort, solve

EXACT = Effort(gap=1e-6)
LINES = offer(
    [1, 1, 2, 9],
    [(0, (10.0, {0: 1, 2: 1})), (0, (10.0, {1: 1, 2: 1})), (0, (19.0, {3: 1}))],
    delays=[[8.0, 8.0, 8.0, 8.0]],
)
"""One line of sites 0 and 1, and another of site 2 alone; round both leads the way over 3."""


def told(*budgets, **more):
    return for_budgets(Problem(LINES), budgets, thrift=Thrift(EXACT, EXACT), **more)


def test_each_budget_has_its_plan_its_bound_and_others_as_good():
    found = told(4, 1, 2)
    assert tuple(found.plans.columns) == PLANS
    best = found.best()
    assert list(best["budget"]) == [1, 2, 4]
    assert list(best["value"]) == [10, 18, 19]
    assert (best["upper_bound"] >= best["value"]).all()
    assert (best["gap"] <= 1e-5).all()
    two = found.plans[found.plans["budget"] == 2]
    assert {frozenset(options) for options in two["options"]} == {
        frozenset({"line-2:wall"}),
        frozenset({"line-0:wall", "line-1:wall"}),
    }
    assert set(two["shared"]) == {()}


def test_the_front_is_that_of_single_searches_and_has_a_budget_between_each_two():
    found = told(2, 8)
    assert list(found.front["bound"]) == [2, 4, 8]
    alone = front(Problem(LINES), "cost_eur", [2, 4, 8], effort=EXACT)
    assert list(found.front["value"]) == list(alone["value"]) == [18, 19, 19]


def test_what_every_budget_builds_is_told():
    assert told(2).always == told(2).best()["options"][0]
    assert told(1, 2).always == ()


def test_a_plan_that_is_known_is_not_sought_again():
    problem = Problem(LINES).limit("cost_eur", 2)
    first = solve(problem.offer, problem.aim, problem.clauses, EXACT)
    said: list[str] = []
    found = told(1, 2, known={2.0: first}, progress=said.append)
    assert "a plan within EUR 1e-06 million: evaluation 1" in said
    assert "a plan within EUR 2e-06 million" not in said
    assert found.best()["value"].tolist() == [10, 18]


def test_a_search_cut_short_says_so_and_keeps_to_what_smaller_budgets_found():
    short = Thrift(Effort(sweeps=3), Effort(sweeps=3))
    best = for_budgets(Problem(LINES), [1, 2, 4], thrift=short).best()
    assert best["value"].is_monotonic_increasing
    assert best["upper_bound"].is_monotonic_increasing
    assert (best["value"] <= best["upper_bound"]).all()
    exact = told(1, 2, 4).best()
    assert (best["value"] <= exact["value"] + 1e-9).all()
    assert (best["upper_bound"] >= exact["value"] - 1e-9).all()


@pytest.mark.parametrize("order", [(1, 2, 4), (4, 2, 1)])
def test_the_order_of_budgets_changes_nothing(order):
    assert told(*order).plans.equals(told(1, 2, 4).plans)


def test_the_best_plan_of_each_is_that_of_a_search_for_it_alone():
    found = best_plans(Problem(LINES), [4, 1, 2], EXACT)
    assert list(found) == [1, 2, 4]
    for budget, one in found.items():
        limited = Problem(LINES).limit("cost_eur", budget)
        alone = solve(LINES, limited.aim, limited.clauses, EXACT)
        assert one.lower == alone.lower
        assert one.plan.cost_eur.best <= budget
    assert len(found[1].pool) <= len(found[2].pool) <= len(found[4].pool)
