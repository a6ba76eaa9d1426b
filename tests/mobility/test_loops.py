"""Loops around places, drawn by hand; :mod:`tests.mobility.test_closing` has them by flow."""

import numpy as np
import pytest
from hypothesis import given
from tests.drawing import ends, speeds
from tests.strategies import seeds

from marchland.mobility.banks import framed
from marchland.mobility.bottlenecks import narrowest
from marchland.mobility.loops import MOST_PARTS, least_loop, least_turn, winding
from marchland.mobility.separation import separates

CASTLE = """
    .............
    ..#########..
    ..#.......#..
    ..#.......#..
    ..#...b...#..
    ..#..........
    ..#.......#..
    ..####.####..
    .............
    a............
"""


def door(drawing):
    return narrowest(speeds(drawing), ends(drawing))


def price(drawing):
    there = ends(drawing)
    open_ = (speeds(drawing).values != 0).astype(np.float32)
    return framed(np.where(there.origins | there.objectives, np.float32(np.inf), open_))


def test_a_walled_place_has_the_doors_of_its_wall():
    found = door(CASTLE)
    assert found.width_m == pytest.approx(200.0)
    assert found.cut_cells == found.open_cells.sum() == found.gaps == 2
    assert found.checked


def test_a_place_in_the_open_is_closed_all_round():
    found = door("\n".join(["." * 9] * 3 + ["....b...."] + ["." * 9] * 3 + ["aaaaaaaaa"]))
    assert found.cut_cells == 8
    assert found.width_m == pytest.approx(100 * 4 * np.sqrt(2))


def test_of_two_enclosed_places_the_tighter_is_closed():
    found = door("""
        ...............
        .###.......#...
        .#a#......#.#..
        .#.......#.b.#.
        .#.#......#.#..
        .###.......#...
        ...............
    """)
    assert found.cut_cells == 1


def test_a_closed_loop_names_each_cell_once_and_its_line_closes():
    found = door(CASTLE)
    assert len({tuple(cell) for cell in found.cells}) == len(found.cells)
    assert np.abs(found.cells[0] - found.cells[-1]).sum() == 1
    assert (found.corners[0] == found.corners[-1]).all()


def test_near_the_edge_the_way_beyond_it_is_free():
    found = door("....\nb...\n....\n...a")
    assert found.cut_cells == 3
    assert set(map(tuple, found.cells)) == {(2, 3), (2, 2), (3, 2)}
    assert found.width_m == pytest.approx(100 * (1 + np.sqrt(2)))


@pytest.mark.parametrize("row", range(1, 6))
def test_a_loop_goes_round_every_part_of_one_side(row):
    rows = [["."] * 9 for _ in range(7)]
    rows[row][2] = rows[3][5] = "b"
    rows[6][8] = "a"
    drawing = "\n".join(map("".join, rows))
    there = ends(drawing)
    wind = winding(there)
    loop = least_loop(price(drawing), wind, square=True)
    walked = loop.cells[:-1]
    ground = np.ones(price(drawing).shape, np.bool_)
    ground[tuple(walked.T)] = False
    pad = [np.pad(cells, 1) for cells in (there.origins, there.objectives)]
    inside = np.zeros(ground.shape, np.bool_)
    inside[1:-1, 1:-1] = True
    assert separates(walked, *pad, inside)
    assert not wind.least


def test_more_parts_than_sheets_can_hold_are_left():
    assert winding(ends("a.a.a.b" + "." * 0)) is not None
    assert winding(ends("a.a.a.a.b")) is None
    assert winding(ends("a....")) is None
    assert MOST_PARTS == 4


@given(seeds)
def test_a_bound_that_is_known_saves_time_and_changes_nothing(rng):
    rows = np.where(rng.random((12, 12)) < 0.3, "#", ".")
    rows[5, 5], rows[11, 11] = "b", "a"
    drawing = "\n".join("".join(row) for row in rows)
    wind, ground = winding(ends(drawing)), price(drawing)
    length, _ = least_turn(ground, wind, square=True)
    again, _ = least_turn(ground, wind, square=True, at_most=length)
    assert length == again
    free, _ = least_turn(ground, wind)
    known, _ = least_turn(ground, wind, at_most=length)
    assert known == pytest.approx(free, rel=2e-3)
