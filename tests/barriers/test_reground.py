"""Ground that a measure has changed."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.strategies import seeds, worlds

from marchland.barriers.reground import changeable, regrounded
from marchland.catalogue.read import catalogue
from marchland.mobility.speed import speed
from marchland.model.estimate import Estimate
from marchland.model.measure import Reground
from marchland.schema import grid_of, raster
from marchland.testing import world

BOOK = catalogue()
COVER, WATER = BOOK.classes["cover"], BOOK.classes["water"]
PEAT = Reground("peat")
DEEP = Estimate(0.3, 0.6, 1.2, "m", "here", "declared")


def everywhere(terrain):
    return np.ones(terrain["cover"].shape, np.bool_)


def test_only_the_ground_asked_for_changes():
    before = world("...T")
    where = np.array([[True, False, False, True]])
    after = regrounded(before, where, PEAT, BOOK)
    assert after["cover"].values.tolist() == [[91, 40, 40, 91]]
    assert before["cover"].values.tolist() == [[40, 40, 40, 10]]


def test_roads_rails_rivers_lakes_buildings_and_unknown_ground_are_left():
    ground = world(".=~O#?+")
    assert changeable(ground, BOOK).tolist() == [[True, False, False, False, False, False, True]]
    ground["rail"][0, 0] = 1
    assert not changeable(ground, BOOK)[0, 0]


def test_soil_becomes_peat_and_what_was_known_of_it_is_forgotten():
    ground = world("..")
    sand = raster(np.full((1, 2), 6, np.uint8), grid_of(ground), "soil", "class")
    wet = raster(np.full((1, 2), 0.2, np.float32), grid_of(ground), "moisture", "1")
    where = np.array([[True, False]])
    after = regrounded(ground.assign(soil=sand, moisture=wet), where, PEAT, BOOK)
    assert after["soil"].values.tolist() == [[BOOK.classes["soil"]["Pt"], 6]]
    assert np.isnan(after["moisture"].values).tolist() == [[True, False]]
    wood = regrounded(ground.assign(soil=sand), where, Reground("forest"), BOOK)
    assert wood["soil"].values.tolist() == [[6, 6]]


def test_water_of_a_known_depth_stands_on_a_polder():
    where = np.array([[True, False]])
    after = regrounded(world(".."), where, Reground("wetland", "lake", DEEP), BOOK)
    assert after["water"].values.tolist() == [[WATER["lake"], 0]]
    np.testing.assert_array_equal(after["water_depth"].values, np.float32([[0.6, np.nan]]))
    assert "water_depth" not in regrounded(world(".."), where, PEAT, BOOK)


def test_shallow_water_is_waded_and_deep_water_is_not():
    ground, dry = world("."), BOOK.season("dry")
    paces = []
    for depth in (0.3, 3.0):
        told = Estimate(depth, depth, depth, "m", "here", "declared")
        flooded = regrounded(ground, everywhere(ground), Reground("grass", "lake", told), BOOK)
        paces.append(float(speed(flooded, BOOK.mover("dismounted"), dry)[0, 0]))
    assert paces[0] > 0
    assert paces[1] == 0


@settings(max_examples=60)
@given(worlds(), seeds)
@pytest.mark.parametrize("level", ["low", "best", "high"])
@pytest.mark.parametrize("season", ["dry", "wet"])
def test_rewetting_never_makes_a_tracked_vehicle_faster_unless_it_is_frozen(
    level, season, terrain, rng
):
    where = rng.random(terrain["cover"].shape) < 0.5
    after = regrounded(terrain, where, PEAT, BOOK)
    for name in ("light_tracked", "heavy_tracked"):
        case = BOOK.mover(name), BOOK.season(season)
        was, now = (speed(t, *case, level=level).values for t in (terrain, after))
        known = ~np.isnan(was)
        assert (now[known] <= was[known]).all()


def test_frost_bears_a_carrier_on_wet_peat_as_on_grass():
    frozen = BOOK.mover("light_tracked"), BOOK.season("frozen")
    peat, grass = (float(speed(world(c), *frozen)[0, 0]) for c in "p,")
    assert peat == grass > 0
