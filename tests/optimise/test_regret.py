"""Plans where delays are only declared as ranges."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.optimise.plans import offer

from marchland.errors import ProblemError
from marchland.optimise.problem import Problem
from marchland.optimise.regret import ends, flips, regret
from marchland.optimise.solve import Effort, solve

EXACT = Effort(gap=1e-6)


def ranged(low, best, high, ways=None, costs=(1, 1), names=("ditch", "wall")):
    """Two sites with a measure each, on one way; only one can be paid for."""
    made = offer(costs, ways or [(0, (10.0, {0: 1, 1: 1}))], delays=[best])
    table = made.table.assign(measure=list(names))
    return replace(made, table=table, spread_s=(np.array([low], float), np.array([high], float)))


CLOSE = ranged([1, 4], [6, 5], [9, 6])
"""A ditch holds from 1 to 9, at best 6; a wall from 4 to 6, at best 5."""


def test_scenarios_are_the_ends_of_all_and_of_each():
    assert ends(CLOSE) == {
        "best": {},
        "low": {"ditch": 0.0, "wall": 0.0},
        "high": {"ditch": 1.0, "wall": 1.0},
        "ditch low": {"ditch": 0.0},
        "ditch high": {"ditch": 1.0},
        "wall low": {"wall": 0.0},
        "wall high": {"wall": 1.0},
    }
    one = replace(CLOSE, table=CLOSE.table.assign(measure="ditch"))
    assert list(ends(one)) == ["best", "low", "high"]


def test_delays_lie_where_they_are_put():
    assert CLOSE.delays({}).tolist() == [[6, 5]]
    assert CLOSE.delays({"ditch": 0.5}).tolist() == [[5, 5]]


def test_the_robust_plan_and_that_of_least_regret_by_hand():
    """With one of them: the ditch is worth 11 to 19, the wall 14 to 16."""
    found = regret(Problem(CLOSE).limit("cost_eur", 1), effort=EXACT)
    assert found.plans["best"].plan.options == ("line-0:wall",)
    assert found.plans["robust"].plan.options == ("line-1:wall",)
    assert found.worst["robust"] == 14
    assert found.values.loc["best", "ditch low"] == 11
    assert found.regrets.loc["best", "low"] == pytest.approx(1 - 11 / 14)
    assert found.largest.iloc[0] == pytest.approx(found.largest["least regret"])
    assert (found.values.max(axis=0) <= np.array(list(found.upper.values())) * (1 + 1e-6)).all()


ranges = st.lists(st.tuples(*[st.integers(0, 9)] * 3).map(sorted), min_size=3, max_size=3)


@settings(max_examples=10)
@given(ranges, st.integers(0, 4))
def test_both_are_the_best_of_every_plan(drawn, budget):
    low, best, high = (list(map(float, column)) for column in zip(*drawn, strict=True))
    ways = [(0, (10.0, {0: 1})), (0, (9.0, {1: 1, 2: 1})), (0, (14.0, {2: 1}))]
    here = ranged(low, best, high, ways, (1, 2, 3), ("ditch", "wall", "wall"))
    found = regret(Problem(here).limit("cost_eur", budget), effort=EXACT)
    plans = [
        np.array(x, float) for x in product((0, 1), repeat=3) if np.dot(x, (1, 2, 3)) <= budget
    ]

    def values(x):
        each = []
        for at in ends(here).values():
            held = replace(here.candidates, delay_s=here.delays(at)).delays(x)
            each.append(here.follower.sweep(held).time_s[0])
        return np.array(each)

    every = np.array([values(x) for x in plans])
    assert found.worst["robust"] == pytest.approx(every.min(axis=1).max())
    shares = (every / every.max(axis=0)).min(axis=1)
    assert found.largest["least regret"] == pytest.approx(1 - shares.max(), abs=1e-5)


def test_the_delay_at_which_another_plan_wins():
    """The wall holds for 5; the ditch holds for more from there on."""
    problem = Problem(CLOSE).limit("cost_eur", 1)
    ditch = solve(problem.offer, problem.aim, problem.clauses, EXACT)
    wall = solve(problem.offer, problem.aim, problem.lock_out("line-0:wall").clauses, EXACT)
    table = flips(problem, (ditch, wall))
    (row,) = table[table["measure"] == "ditch"].itertuples()
    assert row.delay_s == pytest.approx(5, abs=0.05)
    assert (row.wins_below, row.wins_above) == (1, 0)
    assert table[table["measure"] == "wall"].empty


def test_other_aims_are_refused_with_the_reason():
    with pytest.raises(ProblemError, match="Maximise min"):
        regret(Problem(CLOSE).maximise("expected"))
    with pytest.raises(ProblemError, match="not above zero"):
        regret(
            Problem(CLOSE).maximise(of="margin", response_s=99).limit("cost_eur", 0), effort=EXACT
        )
