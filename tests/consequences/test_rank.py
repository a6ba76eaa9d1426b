"""Nobody's weights but the user's, and where they turn the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.consequences.test_cases import DRAWN, WALL, WET, value

from marchland.consequences.cases import Alternative
from marchland.consequences.rank import rank
from marchland.errors import InputError


def test_there_is_no_ranking_without_weights():
    with pytest.raises(InputError, match="There are no default weights"):
        rank(WET, WALL, {})


def test_what_is_unknown_cannot_be_weighed():
    with pytest.raises(InputError, match="unknown for wetland"):
        rank(WET, WALL, {"cost": 1, "delay": 2, "glory": 3})


def test_a_ranking_says_where_it_flips():
    """Wetland is 30 cheaper and near 3 people more: it flips at 10 for a person."""
    found = rank(WET, WALL, {"cost": 1.0, "people": 1.0})
    assert found.first == "wetland"
    assert found.flips == {"cost": pytest.approx(0.1), "people": pytest.approx(10.0)}
    assert rank(WET, WALL, {"cost": 1.0, "people": 10.1}).first == "concrete"
    assert found.certain
    assert not rank(WET, WALL, {"people": 1.0}).certain


def test_more_of_what_is_good_counts_against_the_total():
    slow = Alternative("slow", {"delay": value(10, unit="s"), "cost": value(5)})
    fast = Alternative("fast", {"delay": value(40, unit="s"), "cost": value(20)})
    assert rank(slow, fast, {"cost": 1, "delay": 1}).first == "fast"
    assert rank(slow, fast, {"cost": 1, "delay": 0.4}).first == "slow"
    assert rank(slow, fast, {"cost": 1, "delay": 0.4}).flips["delay"] == pytest.approx(0.5)


@given(
    st.lists(st.floats(0, 100), min_size=6, max_size=6),
    st.lists(st.floats(0.01, 10), min_size=3, max_size=3),
)
def test_at_a_flip_the_totals_are_equal(figures, given_weights):
    names = ("cost", "land", "people")
    one = Alternative("one", dict(zip(names, map(value, figures[:3]), strict=True)))
    two = Alternative("two", dict(zip(names, map(value, figures[3:]), strict=True)))
    weights = dict(zip(names, given_weights, strict=True))
    found = rank(one, two, weights)
    assert found.first == rank(two, one, weights).first
    for topic, turn in found.flips.items():
        there = rank(one, two, {**weights, topic: turn}).totals
        scale = max(1.0, *(abs(t[1]) for t in there.values()))
        assert there["one"][1] == pytest.approx(there["two"][1], abs=1e-6 * scale)


def test_a_missing_cost_says_how_much_it_would_have_to_be():
    found = rank(WALL, DRAWN, {"cost": 2.0})
    assert (found.first, found.certain, found.missing) == ("declared", False, ("monitoring",))
    assert found.turned_by == 49  # the wall costs 50, the area 1 and what monitoring costs


def test_what_nobody_computed_cannot_be_weighed():
    with pytest.raises(InputError, match="unknown for declared"):
        rank(WALL, DRAWN, {"cost": 1, "people": 1})
