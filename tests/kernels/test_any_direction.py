"""Any direction: close to the straight line on open ground, true to roads and walls."""

import numpy as np
from hypothesis import given
from tests.strategies import grounds

from marchland.kernels.march import march

ELONGATION = 1 / np.cos(np.pi / 8)
"""Length of the longest detour that eight directions force."""


def test_is_close_to_the_straight_line_on_open_ground():
    middle = (200, 200)
    start = np.full((401, 401), np.inf, np.float32)
    start[middle] = 0
    time = march(np.ones((401, 401), np.float32), start)
    straight = np.hypot(*(np.indices(start.shape) - 200))
    error = (time / straight.clip(1) - 1)[straight > 20]
    assert error.min() > -1e-6
    assert error.max() < 0.012
    assert error.mean() < 0.002


@given(grounds())
def test_gains_on_eight_directions_no_more_than_their_detour(ground):
    cost, start, barriers = ground
    eight = march(cost, start, stencil="eight", barriers=barriers)
    free = march(cost, start, barriers=barriers)
    np.testing.assert_array_equal(np.isfinite(free), np.isfinite(eight))
    reached = np.isfinite(eight)
    assert (free[reached] <= eight[reached] * (1 + 1e-5)).all()
    assert (free[reached] >= eight[reached] / ELONGATION * (1 - 1e-5)).all()


def test_follows_a_road_one_cell_wide_as_eight_neighbours_do():
    cost = np.full((40, 40), 50, np.float32)
    rows = np.arange(40)
    cols = (20 + 5 * np.sin(rows / 6)).astype(int)
    cost[rows, cols] = 1
    start = np.full(cost.shape, np.inf, np.float32)
    start[rows[0], cols[0]] = 0
    free, eight = march(cost, start), march(cost, start, stencil="eight")
    np.testing.assert_allclose(free[rows, cols], eight[rows, cols], rtol=1e-5)


def test_slower_ground_opens_no_shorter_way_through_a_triangle():
    start = np.array([[0, 0.89], [np.inf, np.inf]], np.float32)
    before, after = (
        march(np.array([[2, corner], [np.inf, 1]], np.float32), start)[1, 1] for corner in (1, 1.1)
    )
    assert after >= before
