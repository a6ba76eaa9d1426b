"""The overlay: areas of one class and one reason that cover what is restricted."""

import numpy as np
import pytest
from hypothesis import given
from tests.strategies import worlds

from marchland.catalogue.read import catalogue
from marchland.errors import GridError
from marchland.mobility.obstacles import COLUMNS, obstacles
from marchland.mobility.restriction import limiting_factor, restriction
from marchland.mobility.speed import speed
from marchland.schema import grid_of
from marchland.testing import world

TABLE = catalogue()
CARRIER, DRY = TABLE.mover("light_tracked"), TABLE.season("dry")


def layers(ground):
    pace = speed(ground, CARRIER, DRY)
    return restriction(pace, CARRIER), limiting_factor(ground, CARRIER, DRY)


def test_areas_by_hand():
    found = obstacles(*layers(world("..~\n.-~\n..~\n?.~")))
    assert tuple(found.columns) == COLUMNS
    rows = [
        tuple(row) for row in found[["restriction", "reason", "area_m2"]].itertuples(index=False)
    ]
    assert rows == [("severe", "water", 40_000), ("restricted", "water", 10_000)]
    assert found.crs.to_epsg() == 3035
    assert found.geometry[0].bounds == (200.0, 0.0, 300.0, 400.0)


@given(worlds())
def test_areas_cover_all_restricted_ground_once(ground):
    classes, factors = layers(ground)
    found = obstacles(classes, factors)
    cell = grid_of(ground).cell_m ** 2
    for name in ("restricted", "severe"):
        cells = (classes.values == TABLE.classes["restriction"][name]).sum()
        assert found.loc[found["restriction"] == name, "area_m2"].sum() == pytest.approx(
            cells * cell
        )


def test_small_areas_can_be_left_out():
    drawing = "\n".join(["......", "..~...", "....~~", "....~~"])
    assert obstacles(*layers(world(drawing)))["area_m2"].tolist() == [40_000, 10_000]
    assert obstacles(*layers(world(drawing)), least_cells=3)["area_m2"].tolist() == [40_000]
    assert len(obstacles(*layers(world(drawing)), least_cells=999)) == 2


def test_open_and_unknown_ground_make_an_empty_table():
    found = obstacles(*layers(world("..?")))
    assert len(found) == 0
    assert tuple(found.columns) == COLUMNS


def test_both_must_lie_on_one_grid():
    (classes, _), (_, factors) = layers(world("..")), layers(world("..."))
    with pytest.raises(GridError):
        obstacles(classes, factors)
    np.testing.assert_array_equal(classes.shape, (1, 2))
