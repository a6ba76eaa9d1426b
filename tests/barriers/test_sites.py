"""Sites: the open part of a closing line, gap by gap and road by road."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from tests.drawing import ground
from tests.strategies import seeds, worlds

from marchland.barriers.sites import COLUMNS, Sites, sites
from marchland.catalogue.read import catalogue
from marchland.kernels.walls import Barriers
from marchland.mobility.bottlenecks import bottlenecks, narrowest
from marchland.mobility.corridors import corridors
from marchland.mobility.speed import speed
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import crossing
from marchland.model.approach import Approach


def on(drawing, **given):
    """Sites on the narrowest door of a drawing."""
    here = ground(drawing)
    pace = here.speed(*here.cases[0])
    return sites(here.terrain, (narrowest(pace, here.terminals[0]),), **given)


def kinds(found):
    return found.table[["kind", "length_m", "road"]].to_numpy().tolist()


def test_a_line_is_cut_into_gaps_and_crossings():
    found = on("asOsb\nasOsb\nasssb\na===b\nasssb\nasssb\nasOsb")
    primary = catalogue().classes["road"]["primary"]
    assert sorted(kinds(found)) == [
        ["crossing", 100.0, primary],
        ["gap", 100.0, 0],
        ["gap", 200.0, 0],
    ]


def test_a_track_is_a_crossing_only_where_asked():
    drawing = "asOsb\nasssb\na+++b\nasOsb"
    track = catalogue().classes["road"]["track"]
    assert kinds(on(drawing)) == [["gap", 200.0, 0]]
    assert sorted(kinds(on(drawing, least_road=track))) == [
        ["crossing", 100.0, track],
        ["gap", 100.0, 0],
    ]


def test_a_railway_is_a_crossing():
    here = ground("asOsb\nasssb\nasOsb")
    here.terrain["rail"][1] = 1
    door = narrowest(here.speed(*here.cases[0]), here.terminals[0])
    assert kinds(sites(here.terrain, (door,))) == [["crossing", 100.0, 0]]


def test_a_site_is_named_after_its_approach_band_and_place_on_the_line():
    assert on("asOsb\nasssb\nasOsb").table["site"].tolist() == ["west to east-whole-001"]


def test_a_line_that_meets_an_earlier_one_leaves_it_its_cells():
    here = ground("asOsb\nasssb\nasOsb")
    door = narrowest(here.speed(*here.cases[0]), here.terminals[0])
    assert len(sites(here.terrain, (door, door)).table) == 1


def test_a_river_cuts_a_gap_for_whoever_may_cross_it():
    here = ground("asOsb\nasssb\nasssb\na~~~b\nasssb\nasOsb", movers=("dismounted",))
    door = narrowest(here.speed(*here.cases[0]), here.terminals[0])
    lake = here.terrain["water"].values[tuple(door.cells.T)] == 5
    swum = replace(door, open_cells=~lake)
    found = sites(here.terrain, (swum,)).table["length_m"].tolist()
    assert sorted(found) == [100.0, 100.0, 200.0]


def test_a_long_gap_is_cut_into_equal_parts():
    drawing = "asOsb\n" + "asssb\n" * 6 + "asOsb"
    assert [row[1] for row in kinds(on(drawing, longest_m=300))] == [300.0, 300.0]
    assert [row[1] for row in kinds(on(drawing, longest_m=250))] == [200.0, 200.0, 200.0]


def test_sites_that_are_there_before_come_first_and_keep_their_cells():
    here = ground("asOsb\nasssb\nasOsb")
    door = narrowest(here.speed(*here.cases[0]), here.terminals[0])
    alone = sites(here.terrain, (door,))
    own = Sites(alone.table.assign(site="own-001", band="own"), alone.owner)
    assert sites(here.terrain, (door,), before=own).table["site"].tolist() == ["own-001"]


def test_without_lines_there_are_no_sites():
    found = sites(ground("asb").terrain, ())
    assert tuple(found.table.columns) == COLUMNS
    assert found.table.empty
    assert not found.owner.any()


def lines(terrain, rng):
    """Closing lines of a random approach over a terrain, and what they are to close."""
    rows, cols = terrain["cover"].shape
    ends = np.zeros((2, rows, cols), np.bool_)
    ends[0, rng.integers(rows) :, 0] = True
    ends[1, rng.integers(rows) :, -1] = True
    approach = Terminals(Approach("west", ("a",), ("b",)), *ends, np.zeros_like(ends[0]))
    table = catalogue()
    pace = speed(terrain, table.mover("light_tracked"), table.season("dry"))
    return pace, approach, bottlenecks(pace, approach, corridors(pace, approach))


@settings(max_examples=50)
@given(worlds(), seeds)
def test_every_site_has_cells_of_its_own(terrain, rng):
    _, _, doors = lines(terrain, rng)
    found = sites(terrain, doors)
    numbers = np.unique(found.owner[found.owner > 0])
    np.testing.assert_array_equal(numbers, np.arange(1, len(found.table) + 1))
    assert found.table["site"].is_unique


@settings(max_examples=50)
@given(worlds(), seeds)
def test_closing_all_sites_of_a_line_closes_the_approach(terrain, rng):
    pace, approach, doors = lines(terrain, rng)
    for door in doors:
        found = sites(terrain, (door,))
        delays = np.where(np.arange(len(found.table) + 1) > 0, np.inf, 0.0)
        assert np.isinf(crossing(pace, approach, barriers=Barriers(found.owner, delays)).time_s)
