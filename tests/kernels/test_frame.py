"""Rasters in a frame, and what a queue must know of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.kernels.frame import extremes, finite, framed

INF = np.inf


@pytest.fixture
def frame():
    cost = np.array([[1, INF, 3], [0, 5, 6]], np.float32)
    start = np.array([[INF, 0, INF], [2, INF, INF]], np.float32)
    return framed(cost, start, 2)


def test_the_rim_is_closed(frame):
    assert frame.cost.shape == frame.time.shape == (6, 7)
    inside = np.zeros((6, 7), bool)
    inside[2:-2, 2:-2] = True
    assert np.isinf(frame.cost[~inside]).all()
    assert np.isinf(frame.time[~inside]).all()


def test_nobody_sets_out_where_nothing_passes(frame):
    np.testing.assert_array_equal(frame.inner(), [[INF, INF, INF], [2, INF, INF]])
    assert finite(frame.time.ravel()).tolist() == [3 * 7 + 2]


def test_starts_can_be_cells(frame):
    cost = frame.cost[2:-2, 2:-2]
    start = np.array([[0, 1, 0], [1, 0, 0]], np.bool_)
    np.testing.assert_array_equal(framed(cost, start, 1).inner(), [[INF, INF, INF], [0, INF, INF]])


def test_finite_labels_are_found_in_every_block():
    labels = np.full(200_000, INF, np.float32)
    cells = [0, 65_535, 65_536, 199_999]
    labels[cells] = 1
    assert finite(labels).tolist() == cells


def test_inner_shares_memory_with_the_frame(frame):
    assert np.shares_memory(frame.inner(), frame.time)
    assert frame.width == 7


def test_extremes_leave_out_free_and_closed_cells(frame):
    assert extremes(frame.cost) == (1.0, pytest.approx(6 * 5**0.5))


@pytest.mark.parametrize("cost", [0.0, INF])
def test_extremes_where_nothing_takes_time(cost):
    assert extremes(np.full((2, 2), cost, np.float32)) == (1.0, 0.0)


@given(st.lists(st.floats(0, width=32) | st.just(INF), max_size=20))
def test_extremes_are_those_of_the_values_above_zero_and_below_infinity(values):
    cost = np.array(values, np.float32)
    inside = cost[(cost > 0) & (cost < INF)]
    least = float(inside.min()) if inside.size else 1.0
    most = float(inside.max()) if inside.size else 0.0
    assert extremes(cost) == (least, pytest.approx(most * 5**0.5))
