"""What a plan hangs on, as tables."""

from dataclasses import replace

import pytest
from tests.optimise.plans import offer

from marchland.optimise.explain import explain
from marchland.optimise.problem import Problem
from marchland.optimise.solve import Effort, solve
from marchland.outputs.explained import alternatives_table, front_table, importance_table, worth

LINES = offer(
    [1, 1, 2, 9],
    [(0, (10.0, {0: 1, 2: 1})), (0, (10.0, {1: 1, 2: 1})), (0, (19.0, {3: 1}))],
    delays=[[8.0, 8.0, 8.0, 8.0]],
)


@pytest.fixture(scope="module")
def told():
    problem = Problem(LINES).limit("cost_eur", 2)
    first = solve(problem.offer, problem.aim, problem.clauses, Effort(gap=1e-6))
    return first.plan, explain(problem, first, effort=Effort(gap=1e-6))


def cells(table):
    return [[str(c).replace("\u00a0", " ") for c in row] for row in table.groups[0].rows]


def test_every_plan_about_as_good_is_told(told):
    plan, explained = told
    first, other = cells(alternatives_table(plan, explained))
    assert [first[0], other[0]] == ["the plan", "another, 1"]
    assert first[3] == other[3] == "EUR 2"
    caption = alternatives_table(plan, explained).caption.replace("\u00a0", " ")
    assert "Shared by all: 0 options;" in caption


def test_money_and_what_it_buys(told):
    plan, explained = told
    table = front_table(plan, explained)
    rows = cells(table)
    assert len(rows) == 7
    assert rows[3][0] == "EUR 2"
    assert "EUR 2 more" in table.caption.replace("\u00a0", " ")
    none = replace(explained, step=None)
    assert "No more money" in front_table(plan, none).caption


def test_what_is_needed_most(told):
    rows = cells(importance_table(*told))
    assert {row[1] for row in rows} == {"wall"}


def test_a_time_is_written_on_the_clock_and_a_ratio_as_a_number(told):
    plan, _ = told
    assert worth(plan, 3600.0).replace("\u00a0", " ") == "1 h 00 min"
    other = replace(plan, objective="least crossing time as a multiple of that without measures")
    assert worth(other, 1.25) == "1.25"
