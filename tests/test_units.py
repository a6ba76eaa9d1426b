"""Conversions go to SI, and durations are written the way a reader says them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.units import KM_H, SI, clock, hours


@pytest.mark.parametrize(
    ("unit", "factor", "si"),
    [
        ("%", 0.01, "1"),
        ("km", 1000.0, "m"),
        ("km/h", 1 / 3.6, "m/s"),
        ("min", 60.0, "s"),
        ("h", 3600.0, "s"),
        ("d", 86400.0, "s"),
        ("t", 1000.0, "kg"),
        ("d/m", 86400.0, "s/m"),
    ],
)
def test_factors(unit, factor, si):
    assert SI[unit] == (pytest.approx(factor), si)


def test_what_is_si_already_stays():
    targets = {si for _, si in SI.values()}
    assert {si for si in targets if SI.get(si) != (1.0, si)} == set()


def test_every_factor_is_positive_so_that_an_order_survives():
    assert all(factor > 0 for factor, _ in SI.values())


def test_every_unit_of_the_catalogue_converts():
    assert {e.unit for e in catalogue().estimates.values()} - set(SI) == set()


def test_thirty_six_kilometres_an_hour_are_ten_metres_a_second():
    speed = 36 * KM_H
    assert speed == pytest.approx(10)


def test_an_hour_and_a_half():
    assert hours(5400) == 1.5


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0 min"),
        (29.0, "0 min"),
        (31.0, "1 min"),
        (3600.0, "1 h 00 min"),
        (3599.0, "1 h 00 min"),
        (5400.0, "1 h 30 min"),
        (86400.0, "24 h 00 min"),
        (math.inf, "no way through"),
        (math.nan, "unknown"),
    ],
)
def test_clock(seconds, text):
    assert clock(seconds) == text


@given(st.floats(min_value=0, max_value=1e7))
def test_the_clock_is_right_to_the_nearest_minute(seconds):
    *whole, minutes = [int(part) for part in clock(seconds).split() if part.isdigit()]
    said = 60 * (60 * sum(whole) + minutes)
    assert abs(said - seconds) <= 30
    assert 0 <= minutes < 60
