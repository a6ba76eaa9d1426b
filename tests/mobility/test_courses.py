"""Avenues as pieces of one echelon."""

from itertools import pairwise

import numpy as np
import pytest

from marchland.catalogue.read import catalogue
from marchland.mobility.courses import COLUMNS, TOO_NARROW, course
from marchland.model.grid import Grid

GRID = Grid(3035, 0, 1000, 100, 10, 10)
CELLS = np.column_stack([np.zeros(6, int), np.arange(6)])


def pieces(*width_m):
    return course("1", CELLS, np.array(width_m, np.float32), catalogue(), GRID)


def test_pieces_are_cut_where_the_echelon_changes():
    table = pieces(100, 500, 900, 1600, 1600, 100)
    assert tuple(table.columns) == COLUMNS
    assert table["echelon"].tolist() == [TOO_NARROW, "company", "battalion", TOO_NARROW]
    assert table["width_m"].tolist() == [100, 500, 1600, 100]
    assert table["length_m"].tolist() == [50, 200, 200, 50]
    assert table["piece"].tolist() == [1, 2, 3, 4]
    assert table.crs.to_epsg() == 3035


def test_pieces_make_the_whole_way_without_gaps():
    table = pieces(100, 500, 900, 1600, 1600, 100)
    assert table["length_m"].sum() == pytest.approx(500)
    assert table.length.tolist() == table["length_m"].tolist()
    for one, other in pairwise(table.geometry):
        assert one.coords[-1] == other.coords[0]
    assert table.geometry[0].coords[0] == GRID.centre(0, 0)


def test_a_way_of_one_width_is_one_piece():
    (row,) = pieces(*[7000] * 6).itertuples()
    assert (row.echelon, row.length_m) == ("division", 500)
