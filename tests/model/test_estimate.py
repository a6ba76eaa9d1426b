"""The order of an estimate is a law: nothing that we do to one can break it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland import Estimate
from marchland.model.estimate import TAGS
from marchland.units import SI

amounts = st.floats(min_value=0, max_value=1e9)


@st.composite
def estimates(draw):
    low, best, high = sorted(draw(st.lists(amounts, min_size=3, max_size=3)))
    unit = draw(st.sampled_from(sorted(SI)))
    return Estimate(low, best, high, unit, "somebody", draw(st.sampled_from(TAGS)))


def ordered(estimate):
    return estimate.low <= estimate.best <= estimate.high


@given(st.lists(amounts, min_size=3, max_size=3))
def test_only_three_values_in_order_are_an_estimate(values):
    low, best, high = values
    if low <= best <= high:
        assert ordered(Estimate(low, best, high, "m", "somebody", "assumed"))
    else:
        with pytest.raises(ValueError, match="low <= best <= high is broken"):
            Estimate(low, best, high, "m", "somebody", "assumed")


@given(estimates(), st.floats(min_value=0, max_value=1e6))
def test_scaling_keeps_the_order_and_says_that_it_was_computed(estimate, factor):
    scaled = estimate.times(factor)
    assert ordered(scaled)
    assert (scaled.unit, scaled.source, scaled.tag) == (estimate.unit, estimate.source, "computed")


@given(estimates())
def test_si_keeps_the_order_the_source_and_the_tag(estimate):
    si = estimate.si()
    assert ordered(si)
    assert (si.source, si.tag) == (estimate.source, estimate.tag)
    assert si.unit == SI[estimate.unit][1]


@given(estimates())
def test_si_of_si_changes_nothing(estimate):
    assert estimate.si().si() == estimate.si()


@given(estimates())
def test_the_levels_are_the_three_values(estimate):
    levels = [estimate.at(level) for level in ("low", "best", "high")]
    assert levels == [estimate.low, estimate.best, estimate.high]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("place", range(3))
def test_a_value_that_is_not_finite_is_refused(bad, place):
    values = [1.0, 1.0, 1.0]
    values[place] = bad
    with pytest.raises(ValueError, match="must be finite"):
        Estimate(*values, "m", "somebody", "assumed")


@pytest.mark.parametrize(("unit", "source"), [("", "somebody"), ("m", "")])
def test_a_number_without_unit_or_source_is_refused(unit, source):
    with pytest.raises(ValueError, match="needs a unit and a source"):
        Estimate(1, 1, 1, unit, source, "assumed")


def test_a_tag_of_ones_own_is_refused():
    with pytest.raises(ValueError, match="unknown tag 'guessed': one of published, second-hand"):
        Estimate(1, 1, 1, "m", "somebody", "guessed")


def test_a_negative_factor_is_refused():
    with pytest.raises(ValueError, match="non-negative"):
        Estimate(1, 2, 3, "m", "somebody", "assumed").times(-1)


def test_an_estimate_cannot_be_changed():
    with pytest.raises(AttributeError):
        Estimate(1, 2, 3, "m", "somebody", "assumed").best = 5


@pytest.mark.parametrize(
    ("values", "unit", "text"),
    [
        ((8, 12, 20), "EUR/m", "12 (8 to 20) EUR/m"),
        ((4, 4, 4), "m", "4 m"),
        ((0.4, 0.5, 0.6), "1", "0.5 (0.4 to 0.6)"),
        ((1, 1, 1), "1", "1"),
    ],
)
def test_an_estimate_prints_its_range_and_its_unit(values, unit, text):
    assert str(Estimate(*values, unit, "somebody", "assumed")) == text
