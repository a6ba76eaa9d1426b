"""Objectives and solutions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.optimise.follower import Member
from marchland.optimise.solution import Objective, Progress, Solution, Stop, gap

THREE = (Member("a", 1.0), Member("b", 1.0), Member("c", 2.0))


def test_objectives_by_hand():
    times = np.array([4.0, 1.0, 2.0])
    assert Objective("min").value(times, THREE) == 1
    assert Objective("expected").value(times, THREE) == (4 + 1 + 2 * 2) / 4
    assert Objective("cvar", 0.25).value(times, THREE) == 1
    assert Objective("cvar", 0.5).value(times, THREE) == (1 + 2) / 2
    assert Objective("cvar", 1.0).value(times, THREE) == pytest.approx(9 / 4)


@given(
    st.lists(st.floats(0, 1e5), min_size=3, max_size=3),
    st.floats(0.01, 1.0),
)
def test_cvar_is_the_best_of_its_formula_and_lies_between(times, share):
    values = np.array(times)
    weight = np.array([0.25, 0.25, 0.5])
    by_formula = max(e - weight @ np.maximum(e - values, 0) / share for e in values)
    found = Objective("cvar", share).value(values, THREE)
    assert found == pytest.approx(by_formula, abs=1e-6)
    lower = Objective("min").value(values, THREE)
    assert lower - 1e-6 <= found <= Objective("expected").value(values, THREE) + 1e-6


def test_no_way_through_for_some_is_not_the_end_of_the_worst():
    times = np.array([1.0, np.inf, np.inf])
    assert Objective("cvar", 0.25).value(times, THREE) == 1
    assert Objective("expected").value(times, THREE) == np.inf


def test_a_share_is_a_share():
    with pytest.raises(ValueError, match="share"):
        Objective("cvar", 0.0)


def test_a_bound_below_the_value_is_refused():
    with pytest.raises(ValueError, match="below the value"):
        Solution(frozenset(), 2.0, 1.0, (2.0,), (), (), (), 1, 0, "gap", ())


def test_gap():
    assert gap(100.0, 101.0) == pytest.approx(0.01)
    assert gap(np.inf, np.inf) == 0
    assert gap(0.0, 1.0) == np.inf
    assert Progress(100.0, 101.0, 3, "target").gap == pytest.approx(0.01)
    assert not Stop().cancelled()
