"""Doors that differ, and doors as a table."""

from hypothesis import given, settings
from tests.drawing import ends, speeds
from tests.strategies import crossings

from marchland.mobility.bottlenecks import narrowest
from marchland.mobility.doors import COLUMNS, door_table, doors, open_stretches
from marchland.schema import grid_of

DRAWING = "a.#.b\na...b\na.#.b"
TWO_GAPS = "a.#.b\na...b\na.#.b\na.#.b\na...b\na...b\na.#.b"


def test_a_door_is_a_line_of_the_grid_with_its_case():
    pace = speeds(DRAWING)
    door = narrowest(pace, ends(DRAWING))
    table = door_table({("light_tracked", "wet"): (door,)}, grid_of(pace))
    (row,) = table.itertuples()
    assert tuple(table.columns) == COLUMNS
    assert (row.approach, row.mover, row.season, row.band) == (
        "west to east", "light_tracked", "wet", "whole",
    )  # fmt: skip
    assert (row.width_m, row.gaps) == (100.0, 1)
    assert row.geometry.length == 200.0
    assert table.crs.to_epsg() == 3035


def test_open_stretches_lie_along_the_door_one_for_each_gap():
    pace = speeds(TWO_GAPS)
    door = narrowest(pace, ends(TWO_GAPS))
    front = open_stretches(door, grid_of(pace))
    assert len(front.geoms) == door.gaps == 2
    assert front.length == door.width_m == 300
    assert [round(part.length) for part in front.geoms] == [100, 200]


def test_a_closed_door_has_no_open_stretch():
    shut = narrowest(speeds("a#b\na#b"), ends("a#b\na#b"))
    assert open_stretches(shut, grid_of(speeds("a#b\na#b"))).is_empty


def test_no_doors_make_an_empty_table():
    table = door_table({("light_tracked", "wet"): ()}, grid_of(speeds(DRAWING)))
    assert len(table) == 0
    assert tuple(table.columns) == COLUMNS


def wall(*gaps, height=41, length=21):
    rows = [["a", *"." * length, "b"] for _ in range(height)]
    for row in set(range(height)) - set(gaps):
        rows[row][length // 2 + 1] = "#"
    return "\n".join("".join(row) for row in rows)


TWO_WALLS = "\n".join(
    "a" + "." * 8 + ("." if row in (5, 6) else "#") + "." * 22 + ("." if row > 37 else "#")
    + "." * 8 + "b" for row in range(41)
)  # fmt: skip


def test_of_two_walls_each_has_its_door():
    one, other = doors(speeds(TWO_WALLS), ends(TWO_WALLS), most=2)
    assert (round(one.width_m), round(other.width_m)) == (200, 300)
    assert (one.overlap, other.overlap) == (0, 0)
    fronts = (set(map(tuple, door.cells[door.open_cells])) for door in (one, other))
    assert set.intersection(*fronts) == set()


def test_ground_that_is_closed_has_one_door_of_no_width():
    (door,) = doors(speeds(wall()), ends(wall()))
    assert door.width_m == 0


def test_without_a_line_there_is_no_door():
    assert doors(speeds("ab"), ends("ab")) == ()


@settings(max_examples=30)
@given(crossings())
def test_doors_share_no_more_than_asked_and_each_closes(world):
    pace, approach = world
    found, again = (doors(pace, approach, most_overlap=0.3) for _ in range(2))
    assert all(door.checked for door in found)
    assert all(door.overlap <= 0.3 for door in found[1:])
    assert all(door.width_m >= found[0].width_m * 0.999 - 1e-3 for door in found)
    assert [door.width_m for door in found] == [door.width_m for door in again]
