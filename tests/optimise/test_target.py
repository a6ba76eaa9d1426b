"""A target holds for a plan exactly when its rows do."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.optimise.test_pool import CANDIDATES, cuts

from marchland.kernels.covering import improve
from marchland.optimise.candidates import Row
from marchland.optimise.follower import Member
from marchland.optimise.master import solve
from marchland.optimise.pool import table
from marchland.optimise.target import clauses, needs, programme, scores, target_times

ROWS = (Row("cost", np.array([2.0, 3, 2, 2]), "<=", 6.0), *CANDIDATES.single())
PLANS = [np.array(plan, float) for plan in product([0, 1], repeat=4)]


def reaches(known, target_s, x):
    return (table(known, CANDIDATES).times(x, 2) >= target_s - 1e-9).all()


@given(st.lists(cuts, min_size=1, max_size=8), st.floats(5, 60), st.floats(5, 60))
def test_clipped_rows_hold_exactly_where_the_target_is_reached(known, one, other):
    target_s = np.array([one, other])
    needed = needs(table(known, CANDIDATES), target_s)
    for x in PLANS:
        if not CANDIDATES.single()[0].holds(x):
            continue
        sums = needed.delay_s @ x
        best = np.full(int(needed.cut.max(initial=-1)) + 1, -np.inf)
        np.maximum.at(best, needed.cut, sums)
        held = bool((best >= 1 - 1e-9).all())
        assert held == reaches(known, target_s, x) or np.isclose(best, 1).any()


@given(st.lists(cuts, min_size=1, max_size=8), st.floats(5, 60))
def test_solver_and_local_search_say_the_same(known, target):
    target_s = np.array([target, target])
    needed = needs(table(known, CANDIDATES), target_s)
    told = solve(programme(needed, ROWS, np.zeros(4)))
    possible = any(reaches(known, target_s - 1e-4, x) for x in PLANS if all(
        row.holds(x) for row in ROWS))  # fmt: skip
    sure = any(reaches(known, target_s + 1e-4, x) for x in PLANS if all(
        row.holds(x) for row in ROWS))  # fmt: skip
    assert not sure or told.status != "infeasible"
    assert possible or told.status == "infeasible"
    plan, lack = improve(clauses(needed, ROWS, 4), np.zeros(4, np.int8), 200)
    assert lack > 0 or reaches(known, target_s - 1e-4, plan.astype(float))


def test_targets_of_members_in_their_own_time():
    members = (Member("walker", scale_s=100.0), Member("truck", scale_s=20.0, offset_s=10.0))
    assert target_times(1.5, members).tolist() == [150, 40]
    assert scores(np.array([150.0, 40.0]), members).tolist() == [1.5, 1.5]


def test_nothing_is_needed_of_what_is_held_already():
    assert needs(table([], CANDIDATES), np.array([5.0, 5.0])).cut.size == 0
