"""Openings: which barrier each opens, and how much of it."""

import numpy as np
from shapely import LineString, Point, box

from marchland.barriers.cover import covered
from marchland.barriers.openings import Footprint, opened
from marchland.model.grid import Grid

GRID = Grid(3035, 0, 900, 100, 9, 12)
LINE = LineString([(550, -50), (550, 950)])
BESIDE = LineString([(750, -50), (750, 950)])


def footprint(shape, grid=GRID):
    return Footprint("wall", shape, 60.0, *covered(shape, grid))


def left(opening, *shapes, grid=GRID):
    """How many cells each barrier keeps, and what was wrong."""
    prints, faults = opened([("gate", opening)], [footprint(s, grid) for s in shapes], grid)
    return [print_.held.size for print_ in prints], [fault.what for fault in faults]


def test_a_point_opens_the_nearest_line_only():
    assert left(Point(560, 450), LINE, BESIDE) == ([8, 9], [])


def test_a_line_opens_all_that_it_meets():
    assert left(LineString([(450, 450), (850, 450)]), LINE, BESIDE) == ([8, 8], [])


def test_a_slanting_line_is_opened_straight_across():
    slant = LineString([(-50, 0), (950, 1000)])
    cells, faults = left(Point(400, 450), slant)
    whole = footprint(slant).held.size
    assert faults == []
    assert 1 <= whole - cells[0] <= 3


def test_a_closed_line_is_opened_at_its_first_corner_too():
    ring = box(320, 220, 780, 680).exterior
    cells, faults = left(Point(ring.coords[0]), ring)
    assert faults == []
    assert cells[0] < footprint(ring).held.size


def test_a_line_that_fills_its_surroundings_is_not_opened():
    field = Grid(3035, 0, 2100, 100, 21, 12)
    rows = np.repeat(np.arange(50, 2100, 100), 2)
    to_and_fro = LineString(np.column_stack([np.tile([50, 1150, 1150, 50], 11)[:42], rows]))
    _, faults = left(Point(550, 1050), to_and_fro, grid=field)
    assert faults == ["finds wall on both hands for 800 m"]
