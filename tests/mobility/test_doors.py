"""Doors that differ, and doors as a table."""

from hypothesis import given, settings
from tests.drawing import ends, speeds
from tests.strategies import crossings

from marchland.mobility.bottlenecks import narrowest
from marchland.mobility.doors import COLUMNS, dissimilar_doors, door_table
from marchland.schema import grid_of

DRAWING = "a.#.b\na...b\na.#.b"


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
    doors = dissimilar_doors(speeds(TWO_WALLS), ends(TWO_WALLS), most=2)
    assert [round(door.width_m) for door in doors] == [200, 300]
    assert [door.overlap for door in doors] == [0, 0]
    assert not set(map(tuple, doors[0].cells[doors[0].open_cells])) & set(
        map(tuple, doors[1].cells[doors[1].open_cells])
    )


def test_ground_that_is_closed_has_one_door_of_no_width():
    (door,) = dissimilar_doors(speeds(wall()), ends(wall()))
    assert door.width_m == 0


def test_without_a_line_there_is_no_door():
    assert dissimilar_doors(speeds("ab"), ends("ab")) == ()


@settings(max_examples=30)
@given(crossings())
def test_doors_share_no_more_than_asked_and_each_closes(world):
    pace, approach = world
    doors = dissimilar_doors(pace, approach, most_overlap=0.3)
    assert all(door.checked for door in doors)
    assert all(door.overlap <= 0.3 for door in doors[1:])
    assert all(door.width_m >= doors[0].width_m * 0.999 - 1e-3 for door in doors)
    again = dissimilar_doors(pace, approach, most_overlap=0.3)
    assert [door.width_m for door in doors] == [door.width_m for door in again]
