"""What soil, frost and ice carry: the published rows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.mobility.factors import Factors
from marchland.mobility.firmness import (
    INCH_M,
    SHORT_TON_KG,
    frozen,
    ice_bears,
    ice_carries,
    snow_share,
    soft_covers,
    stem_share,
)
from marchland.mobility.setting import Setting
from marchland.model.estimate import Estimate
from marchland.units import GRAVITY_M_S2

TABLE = catalogue()
TRACKED, WHEELED, WALKER = (
    TABLE.mover(name) for name in ("light_tracked", "heavy_wheeled", "dismounted")
)
WET_FROST = TABLE.get("rules.frost.wet_bearing").best


def season(*, frost_m=0.0, ice_m=0.0):
    depth, thickness = (Estimate(m, m, m, "m", "here", "declared") for m in (frost_m, ice_m))
    return replace(TABLE.season("wet"), frost_depth_m=depth, ice_m=thickness)


def setting(mover, level="best", **weather):
    return Setting(mover, season(**weather), TABLE, level)


def shares(mover, layer, level="best", **weather):
    """Return the product of the factors by class of a layer, on level ground."""
    codes = TABLE.classes[layer]
    part = {"slope": np.zeros(len(codes), np.float32)}
    part |= {"cover": np.full(len(codes), TABLE.classes["cover"]["bare"], np.uint8)}
    part |= {"water": np.zeros(len(codes), np.uint8), layer: np.array([*codes.values()], np.uint8)}
    found = Factors(setting(mover, level, **weather)).shares(part, slice(0, 1))
    return dict(zip(codes, np.prod(np.broadcast_arrays(*found.values()), axis=0), strict=True))


@pytest.mark.parametrize("inches", [4, 10, 16, 32])
def test_ice_carries_the_square_of_its_inches_over_sixteen_in_short_tons(inches):
    tons = inches**2 / 16 * SHORT_TON_KG
    heavy = replace(TRACKED, weight_kg=Estimate(tons, tons, tons, "kg", "here", "declared"))
    assert ice_bears(np.asarray(inches * INCH_M + 1e-9), setting(heavy))
    assert not ice_bears(np.asarray(inches * INCH_M * 0.9995), setting(heavy))


@given(st.floats(0, 1), st.floats(1, 1e5), st.floats(1, 1e5))
def test_no_ice_bears_the_heavier_and_not_the_lighter(thickness, one, other):
    light, heavy = (
        ice_bears(
            thickness, setting(replace(TRACKED, weight_kg=Estimate(w, w, w, "kg", "x", "declared")))
        )
        for w in sorted((one, other))
    )
    assert light >= heavy


@pytest.mark.parametrize(("kg", "mover"), [(11_300, TRACKED), (8_200, WHEELED), (100, WALKER)])
def test_the_low_end_asks_for_the_table_by_weight_class_too(kg, mover):
    """TM 5-852-1 asks for 41 cm under 11.3 t on tracks, 38 cm under 8.2 t on wheels."""
    needed_m = {11_300: 0.4064, 8_200: 0.381, 100: 0.0762}[kg]
    rough_m = (kg / SHORT_TON_KG * 16) ** 0.5 * INCH_M
    exact = replace(mover, weight_kg=Estimate(kg, kg, kg, "kg", "x", "declared"))
    depth = np.array([0.0, needed_m - 1e-3, 2.0, rough_m + 1e-3, np.nan])
    low, best, high = (ice_carries(depth, setting(exact, at)) for at in ("low", "best", "high"))
    assert rough_m < needed_m
    assert low.tolist() == [False, False, True, False, False]
    assert best[3]
    assert (low <= best).all()
    assert (best <= high).all()
    assert not high[[0, 4]].any()


@given(st.floats(0, 3), st.floats(1, 1e5), st.floats(1, 1e5), st.sampled_from([TRACKED, WHEELED]))
def test_ice_that_carries_the_heavier_carries_the_lighter(thickness, one, other, mover):
    for level in ("low", "best", "high"):
        light, heavy = (
            ice_carries(
                thickness,
                setting(replace(mover, weight_kg=Estimate(w, w, w, "kg", "x", "declared")), level),
            )
            for w in sorted((one, other))
        )
        assert light >= heavy


@pytest.mark.parametrize("mover", [TRACKED, WHEELED, WALKER], ids=lambda mover: mover.name)
def test_peat_and_wetland_bear_once_frost_carries_the_weight(mover):
    enough = (mover.weight_kg.best * GRAVITY_M_S2 * 1e-6 / WET_FROST) ** 0.5
    thin, thick = (shares(mover, "cover", frost_m=f * enough) for f in (0.999, 1.001))
    for wet in ("wetland", "peat"):
        assert thin[wet] < thick[wet] == pytest.approx(TABLE.get(f"cover.grass.{mover.kind}").best)


def test_a_little_frost_firms_mineral_soil():
    depth = TABLE.get("rules.frost.mineral_depth").best
    thawed, hard = shares(TRACKED, "cover"), shares(TRACKED, "cover", frost_m=depth)
    best = TABLE.get("cover.farmland.tracked").best
    assert thawed["farmland"] < hard["farmland"] == pytest.approx(best)


def test_frost_by_cell():
    hard, borne = frozen(np.array([0, 0.05, 1]), setting(TRACKED))
    assert hard.tolist() == [False, True, True]
    assert borne.tolist() == [False, False, True]


def test_lakes_open_when_the_ice_bears_and_rivers_do_not():
    inches = (TRACKED.weight_kg.best / SHORT_TON_KG * 16) ** 0.5
    for thickness, bears in ((0.99, False), (1.01, True)):
        found = shares(TRACKED, "water", ice_m=thickness * inches * INCH_M)
        assert (found["lake"] > 0) == bears
        assert found["river"] == 0


def test_at_its_slowest_ice_must_bear_the_heaviest_load():
    between = (WHEELED.weight_kg.best + WHEELED.weight_kg.high) / 2
    snow_ice = TABLE.get("rules.ice.bearing").low
    thickness = (between / SHORT_TON_KG / snow_ice) ** 0.5 * INCH_M
    low, best = (shares(WHEELED, "water", at, ice_m=thickness)["lake"] for at in ("low", "best"))
    assert low == 0
    assert best > 0


def test_snow_of_the_worked_rows_takes_a_carrier_nine_centimetres_deep():
    # CRREL 95-1: 15 cm of snow of density 0.2, rut 9.0 cm
    left = snow_share(np.array([0.15]), setting(TRACKED))
    assert left.item() == pytest.approx(1 - 0.09 / TRACKED.crossing.snow_m.best)


@given(st.floats(0, 3), st.floats(0, 3))
def test_deeper_snow_is_never_faster(one, other):
    shallow, deep = snow_share(np.sort([one, other]), setting(WALKER))
    assert 0 <= deep <= shallow <= 1


def test_stems_stop_what_fits_not_between_them_and_cannot_push_them_over():
    apart = np.array([4, 2, 2, np.nan], np.float32)
    thick = np.array([1, 0.09, 0.2, 0.1], np.float32)
    found = stem_share({"stem_spacing": apart, "stem_diameter": thick}, setting(TRACKED))
    np.testing.assert_array_equal(found, np.array([1, 0.5, 0, np.nan], np.float32))
    assert np.isnan(stem_share({"stem_spacing": apart}, setting(WALKER))).all()


def test_wetland_and_peat_are_soft():
    soft = {name for name, code in TABLE.classes["cover"].items() if soft_covers(TABLE)[code]}
    assert soft == {"wetland", "peat"}
