"""Sight on surfaces that can be checked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds

from marchland.kernels.sight import HIDDEN, SEEN, UNKNOWN, sight

FLAT = 0.0
"""No curvature: cell² / (2 R) of an endless radius."""


def seen_from(surface, eye, heights=(0.0, 0.0), reach=1e6, curve=FLAT, stand=None):
    surface = np.asarray(surface, float)
    stand = surface if stand is None else np.asarray(stand, float)
    return sight(surface, stand, eye, heights, reach, curve)


@pytest.mark.parametrize("height_m", [0.5, 10.0, 100.0])
def test_level_ground_is_seen_as_far_as_the_horizon(height_m):
    """The square root of 2 R h, on a sphere of 6371 km, to within a cell."""
    cell_m, radius_m = 100.0, 6_371_000.0
    flat = np.zeros((1, 600))
    seen = seen_from(flat, (0, 0), (height_m, 0), curve=cell_m**2 / (2 * radius_m))[0]
    wanted = math.sqrt(2 * radius_m * height_m) / cell_m
    assert seen[: int(wanted) + 1].all()
    assert not seen[int(wanted) + 2 :].any()


def test_a_target_adds_its_own_horizon():
    cell_m, radius_m = 100.0, 6_371_000.0
    flat = np.zeros((1, 600))
    seen = seen_from(flat, (0, 0), (10, 40), curve=cell_m**2 / (2 * radius_m))[0]
    wanted = (math.sqrt(2 * radius_m * 10) + math.sqrt(2 * radius_m * 40)) / cell_m
    assert abs(int(seen.sum()) - wanted) <= 2


def test_the_shadow_of_a_wall():
    """Eye 30 m up; a wall of 20 m four cells off hides 8 cells: 20 / (30 - 20) times 4."""
    ground = np.zeros((1, 20))
    ground[0, 4] = 20
    seen = seen_from(ground, (0, 0), (30, 0))[0]
    assert seen[:5].all()
    assert not seen[5:12].any()
    assert seen[12:].all()


def test_a_wall_is_seen_past_at_its_end():
    """Level with the wall's foot: nothing behind it is seen but along its end."""
    ground = np.zeros((5, 5))
    ground[1, 1:] = 50
    seen = seen_from(ground, (2, 2), (1, 1))
    assert seen[2:].all()
    assert not seen[0].any()
    assert seen[1].tolist() == [0, 1, 1, 1, 1], "the wall slopes down to the cell beside it"
    assert seen_from(ground, (1, 0), (1, 1))[0, 0] == SEEN


@given(seeds, st.floats(0, 30), st.floats(0, 1))
def test_who_sees_is_seen(rng, height_m, curve):
    """With equal heights sight is the same both ways, bit for bit."""
    surface = rng.uniform(0, 40, (7, 9))
    for _ in range(5):
        one, other = ((int(rng.integers(7)), int(rng.integers(9))) for _ in range(2))
        there = seen_from(surface, one, (height_m, height_m), curve=curve)[other]
        back = seen_from(surface, other, (height_m, height_m), curve=curve)[one]
        assert there == back


@given(seeds)
def test_higher_sees_no_less_and_a_rounder_earth_no_more(rng):
    surface = rng.uniform(0, 40, (7, 9))
    low = seen_from(surface, (3, 4), (5, 2))
    assert (seen_from(surface, (3, 4), (15, 2)) >= low).all()
    assert (seen_from(surface, (3, 4), (5, 9)) >= low).all()
    assert (seen_from(surface, (3, 4), (5, 2), curve=0.3) <= low).all()


def test_a_convex_slope_is_seen_and_a_hill_hides_what_is_behind():
    bowl = (np.arange(9.0) - 4)[None, :] ** 2
    assert seen_from(bowl, (0, 4)).all()
    hill = -bowl
    assert seen_from(hill, (0, 0), (0.1, 0))[0].tolist() == [1, 1, 0, 0, 0, 0, 0, 0, 0]


def test_reach_is_a_circle():
    seen = seen_from(np.zeros((7, 7)), (3, 3), (1, 1), reach=2.0)
    assert seen.sum() == 13


def test_what_is_below_the_tops_of_its_own_cell_is_hidden():
    ground = np.zeros((1, 5))
    tops = ground.copy()
    tops[0, 3] = 15
    seen = seen_from(tops, (0, 0), (30, 2), stand=ground)[0]
    assert seen.tolist() == [SEEN, SEEN, SEEN, HIDDEN, HIDDEN]


def test_unknown_ground_is_unknown_and_what_a_known_wall_hides_is_not():
    ground = np.zeros((1, 6))
    ground[0, 2] = np.nan
    assert seen_from(ground, (0, 0), (5, 5))[0].tolist() == [1, 1, *[UNKNOWN] * 4]
    ground[0, 4] = 50
    assert seen_from(ground, (0, 0), (5, 5))[0, 5] == HIDDEN
    blind = np.zeros((1, 3))
    blind[0, 0] = np.nan
    assert (seen_from(blind, (0, 0), (5, 5)) == UNKNOWN).all()
