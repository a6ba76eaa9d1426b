"""Cells under drawn lines and areas: every one that is touched, joined by sides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, Point, Polygon, box
from tests.strategies import seeds

from marchland.barriers.cover import covered, flat, flat_parts, line_cells
from marchland.model.grid import Grid

GRID = Grid(3035, 0, 800, 100, 8, 10)


def passed(*points_m):
    return line_cells(np.array(points_m, float), GRID).tolist()


def test_a_line_along_a_row_passes_its_cells_in_order():
    assert passed((50, 750), (350, 750)) == [[0, 0], [0, 1], [0, 2], [0, 3]]


def test_a_line_through_corners_takes_a_cell_beside_each():
    assert passed((0, 800), (300, 500)) == [[0, 0], [0, 1], [1, 1], [1, 2], [2, 2]]
    assert passed((50, 650), (150, 750)) == [[1, 0], [1, 1], [0, 1]]


def test_a_line_back_over_itself_comes_back():
    assert passed((50, 750), (150, 750), (50, 750)) == [[0, 0], [0, 1], [0, 0]]


@given(seeds, st.integers(2, 6), st.booleans())
def test_cells_touch_by_sides_and_each_is_touched_by_the_line(rng, corners, on_lattice):
    points = rng.uniform(-200, 1200, (corners, 2))
    points = np.round(points / 50) * 50 if on_lattice else points
    cells = line_cells(points, GRID)
    assert (np.abs(np.diff(cells, axis=0)).sum(axis=1) == 1).all()
    line = LineString(points)
    for row, col in cells:
        cell = box(col * 100, 800 - row * 100 - 100, col * 100 + 100, 800 - row * 100)
        assert cell.distance(line) < 1e-6


@given(seeds, st.integers(2, 5))
def test_no_cell_whose_inside_is_crossed_is_left_out(rng, corners):
    line = LineString(rng.uniform(0, 800, (corners, 2)))
    held, core = covered(line, GRID)
    assert core.size == 0
    rows, cols = np.divmod(np.setdiff1d(np.arange(80), held), GRID.cols)
    for row, col in zip(rows, cols, strict=True):
        cell = box(col * 100, 700 - row * 100, col * 100 + 100, 800 - row * 100)
        assert cell.buffer(-0.01).distance(line) > 0


def test_an_area_holds_what_it_touches_and_its_core_the_centres():
    held, core = covered(box(120, 520, 340, 640), GRID)
    assert [divmod(int(n), 10) for n in core] == [(2, 1), (2, 2)]
    rows, cols = np.divmod(held, 10)
    assert sorted(zip(rows.tolist(), cols.tolist(), strict=True)) == [
        (row, col) for row in (1, 2) for col in (1, 2, 3)
    ]


def test_a_hole_is_not_held_but_for_its_outline():
    around = Polygon(box(0, 0, 800, 800).exterior, [box(210, 210, 590, 590).exterior])
    held, _ = covered(around, GRID)
    assert divmod(45, 10) == (4, 5)
    assert {33, 34, 43, 44}.isdisjoint(held)


def test_what_lies_outside_is_left_out_and_the_edge_is_reached():
    held, _ = covered(LineString([(-1e7, 450), (1e7, 450)]), GRID)
    assert held.tolist() == list(range(30, 40))
    assert covered(LineString([(2000, 0), (3000, 0)]), GRID)[0].size == 0
    assert flat(np.array([[-1, 0], [0, 0], [8, 0]]), GRID).tolist() == [0]


@pytest.mark.parametrize(
    ("shape", "count"),
    [(Point(0, 0), 1), (MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3)]]), 2)],
)
def test_parts_are_single(shape, count):
    assert len(flat_parts(shape)) == count
