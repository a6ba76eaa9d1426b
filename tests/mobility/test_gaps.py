"""Fords, gaps, steps and bridges: few figures, and unknown everywhere else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.mobility.gaps import (
    SHORT_TON_KG,
    bridge_bears,
    climbs_step,
    crosses_gap,
    fords,
    lanes,
    load_class,
    within,
)

BOOK = catalogue()
FORDS = {  # m, low and high; only the last is public data, the rest are assumptions
    "dismounted": (0.8, 0.8),
    "light_wheeled": (0.5, 0.75),
    "heavy_wheeled": (0.75, 1.0),
    "light_tracked": (1.0, 1.2),
    "heavy_tracked": (1.0, 1.2),
}
amounts = st.floats(0, 10)


@pytest.mark.parametrize(("mover", "depths"), FORDS.items())
def test_fording_depths(mover, depths):
    for level, deepest in zip(("low", "high"), depths, strict=True):
        found = fords(np.array([deepest, deepest + 0.01]), 0.5, mover, BOOK, level)
        np.testing.assert_array_equal(found, [1, 0])


def test_a_ford_needs_slow_water_too():
    np.testing.assert_array_equal(fords(0.3, np.array([1.5, 1.6]), "dismounted", BOOK), [1, 0])


def test_too_much_of_one_stops_whatever_the_other_is():
    depth, current = np.array([5.0, np.nan, 0.1, np.nan]), np.array([np.nan, 9.0, np.nan, 0.1])
    found = fords(depth, current, "heavy_wheeled", BOOK)
    np.testing.assert_array_equal(found, [0, 0, np.nan, np.nan])


def test_what_public_data_say_of_a_battle_tank():
    """A ditch 3.5 m wide crossed in a demonstration; steps above 1 m."""
    np.testing.assert_array_equal(crosses_gap(np.array([3.5, 3.6]), "heavy_tracked", BOOK), [1, 0])
    np.testing.assert_array_equal(climbs_step(np.array([1.0, 1.1]), "heavy_tracked", BOOK), [1, 0])


def test_where_there_is_no_figure_the_answer_is_unknown():
    assert np.isnan(crosses_gap(np.array([0.5]), "car", BOOK)).all()
    assert np.isnan(climbs_step(np.array([0.1]), "car", BOOK)).all()


@pytest.mark.parametrize(("kind", "tons", "expected"), [("wheeled", 20, 17), ("tracked", 60, 60)])
def test_load_class(kind, tons, expected):
    """The expedient rule of 0.85 for wheels; for tracks the weight, an assumption."""
    assert load_class(tons * SHORT_TON_KG, kind, BOOK) == pytest.approx(expected)


def test_a_bridge_without_a_posted_limit_is_unknown():
    found = bridge_bears(np.array([30.0, 17.0, 16.0, np.nan]), 17.0)
    np.testing.assert_array_equal(found, [1, 1, 0, np.nan])


@pytest.mark.parametrize(
    ("kind", "width", "streams"),
    [("wheeled", 7.3, 2), ("wheeled", 7.2, 1), ("tracked", 7.9, 1), ("tracked", 8, 2)],
)
def test_lanes_of_a_route(kind, width, streams):
    """Double flow from 7.3 m for wheels and 8 m for tracks."""
    assert lanes(np.array(width), kind, BOOK) == streams
    assert np.isnan(lanes(np.array([np.nan]), kind, BOOK)).all()


@given(amounts, amounts, amounts)
def test_more_of_an_obstacle_never_lets_more_through(one, other, limit):
    less, more = within(np.array(sorted((one, other))), limit)
    assert more <= less


@given(st.floats(0, 9e4), st.floats(0, 9e4), st.floats(0, 150))
def test_a_heavier_vehicle_never_crosses_more_bridges(one, other, bridge):
    light, heavy = load_class(np.array(sorted((one, other))), "wheeled", BOOK)
    assert bridge_bears(bridge, heavy) <= bridge_bears(bridge, light)
