"""Fronts and what the next euro buys, on plans that can all be tried."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.optimise.plans import every, offer, offers

from marchland.optimise.clauses import Limit
from marchland.optimise.front import Step, front, next_step
from marchland.optimise.problem import Problem
from marchland.optimise.solution import Objective
from marchland.optimise.solve import Effort

EXACT = Effort(gap=1e-6)


@settings(max_examples=15)
@given(offers(members=1), st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True))
def test_a_front_is_what_enumeration_finds_and_never_falls(offered, budgets):
    table = front(Problem(offered), "cost_eur", budgets, effort=EXACT)
    objective = Objective("min")
    for row in table.itertuples():
        rows = tuple(Limit("cost_eur", row.bound).rows(offered.table))
        best = every(offered.candidates, rows, offered.follower, objective)
        assert row.value == pytest.approx(best.lower, rel=1e-5)
        assert row.value <= row.upper_bound
        assert row.used <= row.bound
    assert list(table["bound"]) == sorted(budgets)
    assert (table["value"].diff().dropna() >= 0).all()
    assert (table["upper_bound"].diff().dropna() >= 0).all()


def test_a_front_over_ones_own_time():
    here = offer([1, 1], [(0, (10.0, {0: 1, 1: 1}))], delays=[[5.0, 3.0]],
                 own=lambda chosen: {"relief": 60.0 * (1 + len(chosen))})  # fmt: skip
    table = front(Problem(here), "relief", [60, 120, 180], effort=EXACT)
    assert list(table["value"]) == [10, 15, 18]
    assert list(table["used"]) == [60, 120, 180]


def test_the_next_euro_buys_the_steepest_step():
    table = pd.DataFrame({"bound": [0.0, 10.0, 20.0, 50.0], "value": [1.0, 1.0, 4.0, 9.0]})
    assert next_step(table, 10.0) == Step(10.0, 3.0)
    assert next_step(table, 0.0) == Step(50.0, 8.0)
    assert next_step(table, 10.0).each == pytest.approx(0.3)
    assert next_step(table, 50.0) is None
