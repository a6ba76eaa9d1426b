"""Pace by slope along the direction of travel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.kernels.relief import Relief, pace_factor, tilt

FLAT = np.zeros((2, 2), np.float32)


def speed(slope):
    return np.exp(-3.0 * (slope + 0.1) ** 2)


def pace(slope, *, reverse=False):
    tilted = tilt(Relief.of(FLAT, 50.0, speed), 1, reverse=reverse)
    rise_over_one_cell = np.float32(slope * 50.0)
    return pace_factor(tilted.pace, rise_over_one_cell * tilted.scale + tilted.middle)


@given(st.floats(-1, 1))
def test_pace_is_the_speed_on_the_flat_over_the_speed_on_the_slope(slope):
    assert pace(slope) == pytest.approx(speed(0.0) / speed(slope), rel=1e-4)


@given(st.floats(-1, 1))
def test_taken_backwards_up_is_down(slope):
    assert pace(slope, reverse=True) == pytest.approx(pace(-slope), rel=1e-4)


@pytest.mark.parametrize("slope", [-7.0, 7.0])
def test_beyond_the_steepest_slope_pace_is_that_of_the_steepest(slope):
    assert pace(slope) == pytest.approx(pace(np.sign(slope) * 2.0), rel=1e-3)


def test_flat_ground_has_no_heights():
    assert tilt(None, 2, reverse=False).height.size == 1
