"""A mean reaches its target exactly when its programme has a solution."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.optimise.test_pool import CANDIDATES, cuts

from marchland.optimise.candidates import Row
from marchland.optimise.follower import Cut, Member, Way
from marchland.optimise.master import solve
from marchland.optimise.pool import table
from marchland.optimise.solution import Objective
from marchland.optimise.sums import Mean, mean_programme

MEMBERS = (Member("one", 1.0, 10.0), Member("other", 2.0, 20.0, 2.0))
ROWS = (Row("cost", np.array([2.0, 3, 2, 2]), "<=", 6.0), *CANDIDATES.single())
ALL = [Cut(0, (Way(40.0),)), Cut(1, (Way(45.0),))]


def plans():
    for plan in product([0.0, 1.0], repeat=4):
        x = np.array(plan)
        if all(row.holds(x) for row in ROWS):
            yield x


@pytest.mark.parametrize("engine", ["scip", "cp_sat"])
@pytest.mark.parametrize("kind", ["expected", "cvar"])
@settings(max_examples=25)
@given(known=st.lists(cuts, max_size=6), share=st.floats(0.2, 1.0), part=st.floats(-0.1, 1.1))
def test_solvable_exactly_up_to_the_best_of_all_plans(engine, kind, known, share, part):
    pool = table([*ALL, *known], CANDIDATES)
    objective = Objective(kind, share)
    values = [objective.value(pool.times(x, 2), MEMBERS) for x in plans()]
    most_s = pool.times(np.array([0.0, 1, 1, 1]), 2)
    mean = Mean(objective, MEMBERS, most_s)
    target = min(values) + part * (max(values) - min(values)) if part < 1 else max(values) + 0.01
    told = solve(mean_programme(mean, pool, ROWS, target, np.zeros(4)), engine)
    assert (told.y is not None) == (target <= max(values) + 1e-5)
    if told.y is not None:
        x = np.round(told.y[:4])
        assert objective.value(pool.times(x, 2), MEMBERS) >= target - 1e-4


def test_what_is_left_to_a_member_when_others_are_at_their_best():
    mean = Mean(Objective("expected"), MEMBERS, np.array([20.0, 42.0]))
    # scores at best 2 and 2, weights 1/3 and 2/3; a mean of 1.8 leaves 1.4 and 1.7
    assert mean.least_s(1.8) == pytest.approx([14.0, 36.0])
