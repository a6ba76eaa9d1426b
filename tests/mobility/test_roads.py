"""Roads: class, surface and the load class of bridges."""

import numpy as np
import pytest

from marchland.catalogue.read import catalogue
from marchland.mobility.roads import Roads
from marchland.mobility.setting import Setting
from marchland.mobility.speed import speed
from marchland.testing import world
from marchland.units import KM_H

TABLE = catalogue()
NOT = np.asarray(False)


def roads(mover, season="wet"):
    return Roads(Setting(TABLE.mover(mover), TABLE.season(season), TABLE))


def part(**layers):
    named = {"road": 0, "water": 0, "bridge": 0, **layers}
    return {name: np.array([[value]]) for name, value in named.items()}


def code(layer, name):
    return np.uint8(TABLE.classes[layer][name])


def test_each_mover_has_a_speed_of_its_own_on_a_class():
    primary = part(road=code("road", "primary"))
    found = {m: roads(m).speed(primary, NOT)[0].item() / KM_H for m in ("car", "lorry")}
    assert found == pytest.approx({"car": 80, "lorry": 60})
    assert roads("dismounted").speed(primary, NOT)[0].item() / KM_H == pytest.approx(4)


def test_a_surface_is_assumed_by_class_and_wears_in_the_wet():
    track = part(road=code("road", "track"))
    (wet, share), (dry, _) = (roads("car", s).speed(track, NOT) for s in ("wet", "dry"))
    assert share.item() == pytest.approx(TABLE.get("surfaces.fair_weather.wet").best)
    assert wet.item() == pytest.approx(share.item() * dry.item())
    assert roads("dismounted").speed(track, NOT)[1].item() == 1


def test_a_surface_that_is_given_stands_in():
    paved = part(road=code("road", "track"), surface=code("surface", "all_weather"))
    unsaid = part(road=code("road", "track"), surface=np.uint8(0))
    assert roads("car").speed(paved, NOT)[1].item() == 1
    assert roads("car").speed(unsaid, NOT)[1].item() < 1


def test_frost_makes_every_surface_hard():
    track = part(road=code("road", "track"))
    for hard in (np.asarray(True), np.array([[True]])):
        assert roads("car").speed(track, hard)[1].item() == 1


@pytest.mark.parametrize(("mover", "weak"), [("car", False), ("heavy_tracked", True)])
def test_a_bridge_below_the_load_class_is_closed(mover, weak):
    bridge = part(road=code("road", "primary"), bridge=np.uint8(1), load_class=np.float32(40))
    assert roads(mover).too_weak(bridge).item() == weak
    assert roads(mover).too_weak(part()) is None


def test_who_is_too_heavy_is_stopped_by_the_bridge_and_by_nothing_else():
    ground = world("=B=").assign(load_class=world("=B=")["population"] * 0 + 30)
    ground["load_class"][:] = [[np.nan, 30, np.nan]]
    tank, truck = (
        speed(ground, TABLE.mover(m), TABLE.season("dry")).values[0]
        for m in ("heavy_tracked", "heavy_wheeled")
    )
    assert (tank > 0).tolist() == [True, False, True]
    assert (truck > 0).all()
