"""A plan always says how good it is known to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland import Estimate, Plan

COST = Estimate(1, 2, 3, "EUR", "somebody", "computed")


def plan(value, bound):
    return Plan(("a:ditch",), COST, COST, "delay", value, bound, "greedy", 3)


def test_without_a_bound_there_is_no_gap_and_the_plan_says_so():
    assert plan(100.0, None).gap is None
    assert plan(100.0, None).certificate == "greedy: no bound"


def test_the_gap_is_relative_to_the_value():
    assert plan(100.0, 125.0).gap == pytest.approx(0.25)
    assert plan(100.0, 125.0).certificate == "greedy: gap 25%"


def test_a_plan_that_gains_nothing_has_no_relative_gap():
    assert plan(0.0, 125.0).gap is None


@given(st.floats(min_value=1e-3, max_value=1e9), st.floats(min_value=0, max_value=1e3))
def test_a_bound_at_or_above_the_value_leaves_no_negative_gap(value, more):
    assert plan(value, value * (1 + more)).gap >= 0
