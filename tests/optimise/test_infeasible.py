"""Limits that contradict one another, in words, with what would do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.optimise.candidates import Candidates, Row
from marchland.optimise.infeasible import conflict, contradictions, nearest
from marchland.optimise.integers import least

THREE = Candidates(("a", "b", "c"), np.array([0, 0, 1]), np.zeros((1, 3)))


def row(coefficients, sense, bound):
    return [Row("row", np.array(coefficients, float), sense, float(bound))]


PARTS = {
    "cheap": row([5, 3, 4], "<=", 6),
    "two of them": row([1, 1, 1], ">=", 2),
    "small": row([1, 1, 1], "<=", 3),
}


def test_the_least_sum_by_hand():
    """One of a and b, with c: b and c take 7."""
    assert least(THREE, PARTS["two of them"], np.array([5.0, 3.0, 4.0])) == 7
    assert least(THREE, PARTS["two of them"]) == 0
    assert least(THREE, row([1, 1, 1], ">=", 3)) is None
    assert least(THREE, row([1, 1, 1], "==", 1), np.array([5.0, 3.0, 4.0])) == 3


def test_a_conflict_names_what_cannot_be_spared_and_nothing_else():
    assert conflict(THREE, PARTS) == ("cheap", "two of them")
    assert conflict(THREE, {k: v for k, v in PARTS.items() if k != "cheap"}) == ()


def test_the_nearest_value_of_each_clause():
    assert nearest(THREE, PARTS, "cheap") == 7
    assert nearest(THREE, PARTS, "two of them") == 1


def test_faults_say_both():
    first, second = contradictions(THREE, PARTS)
    assert first.where == "cheap"
    assert "no plan keeps all 2 of: cheap; two of them" in first.what
    assert "7" in first.remedy
    assert "1" in second.remedy
    assert contradictions(THREE, {"small": PARTS["small"]}) == []


def test_one_clause_may_be_impossible_alone():
    """Two options stand at one site, so all three are never built."""
    (fault,) = contradictions(THREE, {"all": row([1, 1, 1], ">=", 3)})
    assert "no plan at all" in fault.what
    assert "2" in fault.remedy


def test_a_clause_of_several_rows_has_no_nearest_value():
    both = {"both": [*row([1, 0, 0], ">=", 1), *row([1, 0, 0], "<=", 0)]}
    (fault,) = contradictions(THREE, both)
    assert "loosen" in fault.remedy


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(-3, 5), min_size=3, max_size=3),
            st.sampled_from(["<=", ">="]),
            st.integers(-2, 6),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_conflict_is_one_and_gives_way_when_any_part_of_it_does(drawn):
    parts = {f"clause {n}": row(*each) for n, each in enumerate(drawn)}
    found = conflict(THREE, parts)
    for words in found:
        rest = [r for other in found if other != words for r in parts[other]]
        assert least(THREE, rest) is not None
    every = [r for rows in parts.values() for r in rows]
    assert (least(THREE, every) is None) == bool(found)


@pytest.mark.parametrize("words", list(PARTS))
def test_the_nearest_value_lets_a_plan_through(words):
    (old,) = PARTS[words]
    value = nearest(THREE, PARTS, words)
    mended = {**PARTS, words: [Row(old.name, old.coefficients, old.sense, value)]}
    if words in conflict(THREE, PARTS):
        assert conflict(THREE, mended) == ()
