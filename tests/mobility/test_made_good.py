"""Speed made good over the best part of the ground."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.mobility.made_good import speed_made_good

speeds = st.lists(st.just(0.0) | st.floats(0.01, 30), min_size=1, max_size=40).map(np.array)


def test_by_hand():
    # nine cells of 6 m/s and one of 1: ten lengths in 9/6 + 1 s
    speed = np.array([6.0] * 9 + [1.0])
    assert speed_made_good(speed, (0.5, 0.9, 1.0)) == pytest.approx((6, 6, 10 / 2.5))


def test_closed_ground_counts_once_it_is_needed():
    speed = np.array([5.0] * 8 + [0.0] * 2)
    assert speed_made_good(speed, (0.5, 0.8, 0.9)) == (5, 5, 0)


def test_unknown_ground_and_what_lies_outside_are_left_out():
    speed = np.array([4.0, np.nan, 2.0])
    assert speed_made_good(speed, (0.5,), inside=np.array([False, True, True])) == (2.0,)
    assert np.isnan(speed_made_good(np.array([np.nan]))).all()


@given(speeds, st.floats(0.01, 1), st.floats(0.01, 1))
def test_more_of_the_ground_is_never_faster(speed, one, other):
    few, many = speed_made_good(speed, tuple(sorted((one, other))))
    assert many <= few * (1 + 1e-9)
    assert speed.min() * (1 - 1e-9) <= many <= speed.max() * (1 + 1e-9)
