"""A grid covers what it was asked to cover, and all grids of one cell share a lattice."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marchland import Grid

cells = st.sampled_from([1.0, 10.0, 25.0, 30.0, 100.0, 250.0, 1000.0])
metres = st.floats(min_value=-1e6, max_value=7e6)


@st.composite
def frames(draw):
    """Bounds that are at most 1,000 cells wide, and their cell."""
    cell = draw(cells)
    west, south = draw(metres), draw(metres)
    across = st.floats(min_value=0.01, max_value=1000)
    return (west, south, west + draw(across) * cell, south + draw(across) * cell), cell


@given(frames())
def test_a_grid_covers_its_bounds_and_hardly_more(frame):
    bounds, cell = frame
    west, south, east, north = Grid.over(bounds, epsg=3035, cell_m=cell).bounds
    slack = 1e-6 * cell
    assert west <= bounds[0] + slack
    assert south <= bounds[1] + slack
    assert east >= bounds[2] - slack
    assert north >= bounds[3] - slack
    beyond = (bounds[0] - west, bounds[1] - south, east - bounds[2], north - bounds[3])
    assert max(beyond) < cell + slack


@given(frames(), metres, metres)
def test_two_grids_of_one_cell_share_a_lattice(frame, east, north):
    (west, south, right, top), cell = frame
    one = Grid.over((west, south, right, top), epsg=3035, cell_m=cell)
    moved = (east, north, east + right - west, north + top - south)
    assume(moved[0] < moved[2] and moved[1] < moved[3])
    other = Grid.over(moved, epsg=3035, cell_m=cell)
    for apart in (one.x_min_m - other.x_min_m, one.y_max_m - other.y_max_m):
        assert apart / cell == pytest.approx(round(apart / cell), abs=1e-9)


@given(frames())
def test_a_grid_over_its_own_bounds_is_itself(frame):
    bounds, cell = frame
    grid = Grid.over(bounds, epsg=3035, cell_m=cell)
    assert Grid.over(grid.bounds, epsg=3035, cell_m=cell) == grid


@given(frames())
def test_centres_lie_half_a_cell_inside(frame):
    bounds, cell = frame
    grid = Grid.over(bounds, epsg=3035, cell_m=cell)
    west, south, east, north = grid.bounds
    assert grid.centre(0, 0) == pytest.approx((west + cell / 2, north - cell / 2))
    last = grid.centre(grid.rows - 1, grid.cols - 1)
    assert last == pytest.approx((east - cell / 2, south + cell / 2))


def test_the_transform_takes_a_corner_to_its_coordinates():
    grid = Grid(3035, 500.0, 900.0, 50.0, 4, 6)
    a, b, c, d, e, f = grid.transform
    assert (a * 6 + b * 4 + c, d * 6 + e * 4 + f) == (800.0, 700.0)
    assert grid.bounds == (500.0, 700.0, 800.0, 900.0)


@pytest.mark.parametrize(
    ("cell", "rows", "cols", "message"),
    [
        (0.0, 1, 1, "cell_m must be above zero"),
        (-5.0, 1, 1, "cell_m must be above zero"),
        (1.0, 0, 3, "needs rows and columns, not 0 x 3"),
        (1.0, 3, 0, "needs rows and columns, not 3 x 0"),
        (1.0, 30_000, 30_000, "900,000,000 cells: choose a coarser cell_m"),
    ],
)
def test_a_frame_that_cannot_hold_a_raster_is_refused(cell, rows, cols, message):
    with pytest.raises(ValueError, match=message):
        Grid(3035, 0.0, 0.0, cell, rows, cols)


def test_a_grid_says_what_it_is():
    assert str(Grid(2180, 0.0, 0.0, 100.0, 3, 4)) == "3 x 4 cells of 100 m, EPSG:2180"


@pytest.mark.parametrize("lost", [{"x_min_m": float("nan")}, {"cell_m": float("inf")}])
def test_a_grid_lies_somewhere(lost):
    with pytest.raises(ValueError, match="finite"):
        Grid(**{"epsg": 3035, "x_min_m": 0, "y_max_m": 0, "cell_m": 1, "rows": 1, "cols": 1} | lost)
