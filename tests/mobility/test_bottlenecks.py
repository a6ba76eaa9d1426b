"""Doors: as wide as the gaps in a wall, and tight."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.ndimage import label
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from tests.drawing import at, ends, speeds
from tests.oracles import graph
from tests.strategies import crossings

from marchland.mobility.bottlenecks import BANDS, bottlenecks, narrowest
from marchland.mobility.corridors import corridors


def door(drawing):
    return narrowest(speeds(drawing), ends(drawing))


def doors(pace, approach):
    """The narrowest door of all, then one for each band that has one."""
    found = [narrowest(pace, approach), *bottlenecks(pace, approach, corridors(pace, approach))]
    return [each for each in found if each is not None]


def wall(*gaps, height=9, length=9):
    """A drawing with a wall in the middle, open in the rows given."""
    rows = [["a", *"." * length, "b"] for _ in range(height)]
    for row in set(range(height)) - set(gaps):
        rows[row][length // 2 + 1] = "#"
    return "\n".join("".join(row) for row in rows)


@pytest.mark.parametrize("gaps", [(), (4,), (0,), (3, 4), (2, 6), (0, 4, 8), (0, 1, 2, 8)])
def test_a_wall_is_as_wide_as_its_gaps(gaps):
    found = door(wall(*gaps))
    assert found.width_m == pytest.approx(100.0 * len(gaps))
    assert found.gaps == (np.diff((-2, *gaps)) > 1).sum()
    assert found.open_cells.sum() == found.cut_cells == len(gaps)
    assert found.checked


def test_a_door_runs_along_the_wall_from_bank_to_bank():
    cells = door(wall(4)).cells
    assert sorted(map(tuple, cells)) == [(row, 5) for row in range(9)]


def test_open_ground_is_as_wide_as_it_is_high():
    assert door(wall(*range(9))).width_m == pytest.approx(900.0)


def test_unknown_ground_counts_as_open():
    drawing = wall(4)
    pace = speeds(drawing.replace("#", "?"))
    assert narrowest(pace, ends(drawing)).width_m == pytest.approx(900.0)


def test_a_place_to_avoid_closes():
    assert door(wall(4).replace("#", "x")).width_m == pytest.approx(100.0)


def test_ends_that_touch_have_no_door():
    drawing = "....\n.a..\n..b."
    pace, approach = speeds(drawing), ends(drawing)
    assert narrowest(pace, approach) is None
    assert bottlenecks(pace, approach, corridors(pace, approach)) == ()


def test_a_place_inside_the_region_is_closed_all_round():
    found = door("""
        bbbbbbb
        b.....b
        b.....b
        b..a..b
        b.....b
        b.....b
        bbbbbbb
    """)
    assert found.cut_cells == 8


TWO_WALLS = """
    a..#............#..b
    a..#...............b
    a..................b
    a..................b
    a..#...............b
    a..#............#..b
"""


def test_the_narrowest_door_is_that_of_the_tighter_wall():
    assert set(door(TWO_WALLS).cells[:, 1]) == {3}


def test_every_band_has_its_own_door():
    pace, approach = speeds(TWO_WALLS), ends(TWO_WALLS)
    widths = {d.band: d.width_m for d in bottlenecks(pace, approach, corridors(pace, approach))}
    assert widths == {
        "border": pytest.approx(200),
        "middle": pytest.approx(600),
        "deep": pytest.approx(400),
    }


def test_a_denied_approach_has_no_door_in_any_band():
    drawing = wall()
    pace, approach = speeds(drawing), ends(drawing)
    assert bottlenecks(pace, approach, corridors(pace, approach)) == ()


def test_a_line_to_close_to_several_movers_is_measured_over_all_their_ground():
    pace, approach = speeds(wall(4)), ends(wall(4))
    everywhere = np.ones(pace.shape, np.bool_)
    (middle,) = (
        found
        for found in bottlenecks(pace, approach, corridors(pace, approach), passable=everywhere)
        if found.band == "middle"
    )
    assert middle.width_m == pytest.approx(900.0)


@given(crossings())
def test_a_door_is_a_chain_of_edges_from_one_side_of_the_region_to_the_other(world):
    for each in doors(*world):
        assert (np.abs(np.diff(each.cells, axis=0)).sum(axis=1) == 1).all()
        for row, col in each.cells[[0, -1]]:
            assert row in (0, world[0].shape[0] - 1) or col in (0, world[0].shape[1] - 1)


@settings(max_examples=200)
@given(crossings())
def test_closing_its_open_cells_parts_origins_from_objectives(world):
    pace, approach = world
    for each in doors(pace, approach):
        open_ground = pace.values > 0
        open_ground[tuple(each.cells[each.open_cells].T)] = False
        parts, _ = label(open_ground, np.ones((3, 3)))
        sides = (set(parts[end & open_ground]) for end in (approach.origins, approach.objectives))
        assert set.intersection(*sides) == set()


@given(crossings())
def test_a_door_stands_on_neither_end_and_in_its_band(world):
    pace, approach = world
    slack = corridors(pace, approach)
    with np.errstate(invalid="ignore"):
        share = slack["travel_time"] / (slack["travel_time"] + slack["to_objective"])
    for each in doors(pace, approach):
        rows, cols = each.cells.T
        assert not (approach.origins | approach.objectives)[rows, cols].any()
        if each.band != "whole":
            first, last = BANDS[each.band]
            inside = share.values[rows, cols][each.open_cells]
            known = inside[np.isfinite(inside)]
            assert ((known >= first) & (known <= last)).all()


@given(crossings())
def test_no_line_is_narrower_than_the_narrowest_door(world):
    whole, *others = doors(*world) or [None]
    assert all(whole.width_m <= other.width_m * 1.001 + 1 for other in others)


@given(crossings())
def test_a_door_is_at_most_as_wide_as_its_open_cells(world):
    for each in doors(*world):
        assert each.width_m <= 100 * each.open_cells.sum() + 1e-3


def test_open_cells_and_gaps_agree_with_the_ground():
    drawing = wall(2, 6)
    found = door(drawing)
    assert (found.open_cells == ~at(drawing, "#")[tuple(found.cells.T)]).all()


def least_cut(pace, approach):
    """Fewest open cells that part origins from objectives, by maximum flow through the cells.

    A cell is two nodes with an edge of one between them; the ends let everything through.
    """
    many = pace.size
    cells = np.arange(many).reshape(pace.shape)
    through = (pace.values > 0).astype(int)
    through[approach.origins | approach.objectives] = many
    steps = graph(np.ones(pace.shape)).tocoo()
    source, sink = 2 * many, 2 * many + 1
    edges = [
        *((cell, cell + many, through.flat[cell]) for cell in cells.flat),
        *((u + many, v, many) for u, v in zip(*steps.coords, strict=True)),
        *((source, cell, many) for cell in cells[approach.origins]),
        *((cell + many, sink, many) for cell in cells[approach.objectives]),
    ]
    tails, heads, capacity = np.array(edges, np.int32).T
    network = csr_array((capacity, (tails, heads)), shape=(sink + 1, sink + 1))
    return maximum_flow(network, source, sink).flow_value


@settings(max_examples=50)
@given(crossings(most=10))
def test_a_door_tells_the_least_cut_in_cells(world):
    if whole := narrowest(*world):
        assert whole.cut_cells == least_cut(*world)
