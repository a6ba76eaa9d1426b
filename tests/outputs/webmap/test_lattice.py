import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.model.grid import Grid
from marchland.outputs.webmap.lattice import HALF_M, lattice

SMALL = Grid(32634, 564_000.0, 6_066_000.0, 250.0, 40, 60)


def test_every_cell_is_under_some_pixel():
    found = lattice(SMALL)
    numbers = np.arange(SMALL.rows * SMALL.cols, dtype=np.int32).reshape(SMALL.shape)
    seen = np.unique(found.sample(numbers, SMALL, -1))
    assert (np.isin(numbers, seen)).mean() > 0.9
    assert seen[0] == -1  # the grid is turned in Mercator, so there are pixels beside it


def test_a_pixel_takes_the_cell_at_its_place():
    found = lattice(SMALL)
    west, north, east, south = found.world
    rows, cols = found.shape
    assert (east - west) / cols == pytest.approx((south - north) / rows)
    row, col = rows // 2, cols // 2
    x, y = found.x_m[row, col], found.y_m[row, col]
    grid_row = int((SMALL.y_max_m - y) // 250)
    grid_col = int((x - SMALL.x_min_m) // 250)
    marked = np.zeros(SMALL.shape, np.uint8)
    marked[grid_row, grid_col] = 1
    assert found.sample(marked, SMALL, 0)[row, col] == 1


def test_the_world_is_one_wide():
    west, north, _, _ = lattice(SMALL).world
    assert west == pytest.approx((lattice(SMALL).west_m + HALF_M) / (2 * HALF_M))
    assert 0.3 < north < 0.35  # about 54° north


@given(st.integers(100, 5000))
def test_pixels_are_no_more_than_asked(most):
    rows, cols = lattice(SMALL, most).shape
    assert rows * cols <= most + rows + cols + 1


def test_two_grids_may_be_sampled_on_one_lattice():
    coarse = Grid(32634, 564_000.0, 6_066_000.0, 500.0, 20, 30)
    found = lattice(SMALL)
    fine = np.repeat(np.repeat(np.arange(600, dtype=np.int32).reshape(20, 30), 2, 0), 2, 1)
    alike = found.sample(fine[::2, ::2], coarse, -1) == found.sample(fine, SMALL, -1)
    assert alike.all()
