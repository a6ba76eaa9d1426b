"""Areas on which something could be built, drawn small enough to count."""

import numpy as np
from shapely import LineString, MultiLineString, Point, box
from tests.drawing import sites

from marchland.barriers.areas import Drawn, drained_peat, own_sites, with_areas
from marchland.catalogue.read import catalogue
from marchland.model.estimate import Estimate
from marchland.schema import grid_of, raster
from marchland.testing import world

BOOK = catalogue()
ONE = Estimate(0, 100, 1e6, "m2", "here", "declared")
SMALL = BOOK.declare({"rules.site.least": ONE})


def ditched(drawing):
    ground = world(drawing.replace("d", "."))
    ditch = np.array([[c == "d" for c in line.strip()] for line in drawing.split()])
    code = BOOK.classes["water"]["ditch"]
    ground["water"].values[ditch] = code
    return ground


def test_without_a_soil_layer_ditched_ground_beside_mapped_peat_is_taken_for_drained():
    found = drained_peat(ditched("pd........\n.........."), BOOK)
    assert found[0].tolist() == [False, True, True, True, *[False] * 6]


def test_without_ditches_or_without_peat_nothing_is():
    assert not drained_peat(world("p..."), BOOK).any()
    assert not drained_peat(ditched(".d.."), BOOK).any()


def test_where_soil_is_known_it_decides():
    ground = world("..T=p")
    codes = np.array([[16, 15, 15, 15, 15]], np.uint8)
    assert BOOK.classes["soil"]["Pt"] == 15
    ground = ground.assign(soil=raster(codes, grid_of(ground), "soil", "class"))
    assert drained_peat(ground, BOOK).tolist() == [[False, True, True, False, False]]


def test_patches_become_sites_the_largest_first_and_leave_lines_their_cells():
    ground = world(".....\n.....")
    lines = sites("1....\n.....")
    wet = np.array([[1, 1, 0, 0, 1], [1, 0, 0, 0, 0]], bool)
    found = with_areas(lines, wet, "peat", ground, SMALL)
    assert found.table["site"].tolist() == ["line-1", "peat-001", "peat-002"]
    assert found.table["kind"].tolist() == ["gap", "peat", "peat"]
    assert found.owner.tolist() == [[1, 2, 0, 0, 3], [2, 0, 0, 0, 0]]
    assert found.table.geometry.iloc[1].area == 2 * 100**2


def test_small_patches_are_left_out():
    found = with_areas(sites("1.."), np.array([[0, 1, 1]], bool), "peat", world("..."), BOOK)
    assert len(found.table) == 1


def test_a_long_patch_is_cut_along_a_net():
    short = Estimate(100, 200, 300, "m", "here", "declared")
    book = SMALL.declare({"rules.site.longest": short})
    found = with_areas(sites("1...."), np.ones((1, 5), bool), "peat", world("....."), book)
    assert found.owner.tolist() == [[1, 4, 2, 2, 3]] or found.owner.max() == 4
    assert np.bincount(found.owner.ravel()).max() <= 2


def test_what_an_analyst_drew_becomes_sites():
    ground = world("....\n..=.\n....")
    drawn = [
        Drawn("fence", "gap", MultiLineString([[(0, 250), (400, 250)], [(0, 50), (90, 50)]])),
        Drawn("bridge", "crossing", Point(250, 150)),
        Drawn("fen", "peat", box(0, 100, 200, 200)),
    ]
    found = own_sites(drawn, ground)
    assert found.table["site"].tolist() == ["fence-001", "fence-002", "bridge-001", "fen-001"]
    assert found.owner.tolist() == [[1, 1, 1, 1], [4, 4, 3, 0], [2, 0, 0, 0]]
    assert found.table["length_m"].tolist() == [400, 100, 100, 300]
    assert found.table["road"].tolist()[2] == BOOK.classes["road"]["primary"]
    assert set(found.table["band"]) == {"own"}


def test_where_two_meet_the_first_keeps_its_cells():
    line = LineString([(0, 50), (200, 50)])
    found = own_sites([Drawn("a", "gap", line), Drawn("b", "gap", line)], world(".."))
    assert found.table["site"].tolist() == ["a-001"]
