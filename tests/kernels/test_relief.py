"""Pace by slope along the direction of travel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.kernels.relief import ENTRIES, Relief, bare, pace_factor, tilt
from marchland.kernels.stencil import EIGHT, KNIGHTS, steps

FLAT = np.zeros((2, 2), np.float32)


def speed(slope):
    return np.exp(-3.0 * (slope + 0.1) ** 2)


def pace(slope, *, reverse=False):
    """The pace of a step to the east over a slope."""
    height = np.array([[0, slope * 50.0]], np.float32)
    near = steps(EIGHT + KNIGHTS, 6)
    tilted = tilt(Relief.of(height, 50.0, speed), near, 2, reverse=reverse)
    return pace_factor(
        tilted, np.uint64(bare(tilted, np.uint64(14))), height[0, 0], EIGHT.index((0, 1))
    )


@given(st.floats(-1, 1))
def test_pace_is_the_speed_on_the_flat_over_the_speed_on_the_slope(slope):
    assert pace(slope) == pytest.approx(speed(0.0) / speed(slope), rel=1e-4)


@given(st.floats(-1, 1))
def test_taken_backwards_up_is_down(slope):
    assert pace(slope, reverse=True) == pytest.approx(pace(-slope), rel=1e-4)


@pytest.mark.parametrize("slope", [-7.0, 7.0])
def test_beyond_the_steepest_slope_pace_is_that_of_the_steepest(slope):
    assert pace(slope) == pytest.approx(pace(np.sign(slope) * 2.0), rel=1e-3)


def test_a_diagonal_step_is_as_steep_as_it_is_long():
    height = np.array([[0, 0], [0, 50.0]], np.float32)
    tilted = tilt(Relief.of(height, 50.0, speed), steps(EIGHT + KNIGHTS, 6), 2, reverse=False)
    southeast = EIGHT.index((1, 1))
    found = pace_factor(tilted, np.uint64(bare(tilted, np.uint64(14))), height[0, 0], southeast)
    assert found == pytest.approx(pace(0.5**0.5), rel=1e-4)


@pytest.mark.parametrize("rim", [1, 2])
def test_a_cell_in_a_frame_is_the_same_cell_without_it(rim):
    rows, cols = 3, 5
    flat = Relief.of(np.zeros((rows, cols), np.float32), 50.0, speed)
    tilted = tilt(flat, steps(EIGHT, cols + 2 * rim), rim, reverse=False)
    framed = np.full((rows + 2 * rim, cols + 2 * rim), -1)
    framed[rim:-rim, rim:-rim] = np.arange(rows * cols).reshape(rows, cols)
    for cell, place in enumerate(framed.ravel()):
        if place >= 0:
            assert bare(tilted, np.uint64(cell)) == place


@given(st.floats(-3, 3))
def test_the_pieces_are_those_between_the_entries(slope):
    entries = speed(0.0) / speed(np.linspace(-2, 2, ENTRIES))
    between = np.interp(slope, np.linspace(-2, 2, ENTRIES), entries)
    assert pace(slope) == pytest.approx(between, rel=1e-5)


def test_on_the_flat_the_pace_is_that_of_the_flat():
    assert pace(0.0) == 1.0


def test_a_step_into_the_rim_of_the_last_row_reads_a_height_that_is_there():
    tilted = tilt(Relief.of(FLAT, 50.0, speed), steps(EIGHT, 6), 2, reverse=False)
    for step in range(8):
        for place in range(4):
            assert pace_factor(tilted, np.uint64(place), FLAT[0, 0], step) == 1.0


def test_the_extreme_paces_are_those_of_the_slopes_there_can_be():
    height = np.array([[0, 5.0], [0, 0]], np.float32)
    relief = Relief.of(height, 50.0, speed)
    least, most = relief.extreme_paces()
    assert least == relief.pace.min()
    assert pace(0.1) < most < pace(0.3)


def test_an_unknown_height_closes_its_cell():
    relief = Relief.of(np.array([[0, np.nan]], np.float32), 50.0, speed)
    np.testing.assert_array_equal(relief.closed(np.ones((1, 2), np.float32)), [[1, np.inf]])
