"""Factors by class, and the details of the ground that stand in for them."""

import numpy as np
import pytest

from marchland.catalogue.read import catalogue
from marchland.mobility.factors import Factors, either, known
from marchland.mobility.setting import Setting
from marchland.mobility.speed import speed
from marchland.testing import world

TABLE = catalogue()
ROW = slice(0, 1)
NAN = np.float32(np.nan)


def setting(mover="light_tracked", season="dry"):
    return Setting(TABLE.mover(mover), TABLE.season(season), TABLE)


def part(drawing, **details):
    ground = world(drawing)
    layers = {str(name): ground[name].values for name in ground}
    return layers | {n: np.array([v], np.float32) for n, v in details.items()}


def shares(drawing, season="dry", mover="light_tracked", **details):
    return Factors(setting(mover, season)).shares(part(drawing, **details), ROW)


def test_every_factor_is_a_class():
    found = shares("." * 2, "snow", roughness=[0.5, NAN])
    assert set(found) == {"cover", "soil", "roughness", "water", "snow"}
    assert set(found) < set(TABLE.classes["factor"])
    assert found["roughness"].tolist() == [[0.5, 1]]


def test_a_walker_has_no_soil_factor():
    assert "soil" not in shares(".", mover="dismounted")


def test_a_ford_is_passed_like_a_stream_and_deep_water_is_not():
    water = shares("~~~-", water_depth=[0.5, 3, NAN, 3])["water"][0]
    stream = np.float32(TABLE.get("water.stream.tracked").best)
    assert water.tolist() == [stream, 0, 0, 0]


@pytest.mark.parametrize(("layer", "passed", "stops"), [("gap", 1.5, 2.5), ("step", 0.5, 0.8)])
def test_a_gap_or_a_step_beyond_the_mover_closes_a_cell(layer, passed, stops):
    assert shares("sss", **{layer: [passed, stops, NAN]})["water"].tolist() == [[1, 0, 1]]


def test_ice_and_snow_and_frost_that_are_known_stand_in_for_the_season():
    assert shares("OO", ice=[1, NAN])["water"][0].tolist() == [np.float32(0.85), 0]
    assert shares("OO", "frozen", ice=[0, NAN], temperature=[-5, 5])["water"][0].tolist() == [0, 0]
    assert shares("ss", snow_depth=[9, NAN])["snow"].tolist() == [[0, 1]]
    frozen = shares("pp", "wet", frost_depth=[1, NAN])
    assert (frozen["cover"] * frozen["soil"])[0].tolist() == [np.float32(0.85), 0]


def test_stems_that_are_known_stand_in_for_the_forest():
    cover = shares("TTT", stem_spacing=[5, 1, NAN], stem_diameter=[0.3, 0.3, 0.3])["cover"]
    assert cover[0].tolist() == [1, 0, np.float32(0.6)]


def test_a_detail_everywhere_unknown_changes_nothing():
    ground = world(".T~Opw#=+")
    from marchland.schema import DETAIL

    plain = speed(ground, TABLE.mover("light_tracked"), TABLE.season("frozen"))
    for name, detail in DETAIL.items():
        layer = ground["cover"] * 0 + np.array(detail.absent, detail.dtype)
        more = ground.assign({name: layer.astype(detail.dtype)})
        found = speed(more, TABLE.mover("light_tracked"), TABLE.season("frozen"))
        np.testing.assert_array_equal(found, plain, err_msg=name)


def test_flags_for_all_and_for_each():
    yes, no, codes = np.array([1, 2]), np.array([3, 4]), np.array([0, 1])
    assert either(np.asarray(True), yes, no, codes).tolist() == [1, 2]
    assert either(np.array([True, False]), yes, no, codes).tolist() == [1, 4]
    assert known({}, "ice", 0.5).item() == 0.5
