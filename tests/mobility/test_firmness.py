"""What soil, frost and ice carry: the published rows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.mobility.firmness import (
    GRAVITY_M_S2,
    SHORT_TON_KG,
    cover_factors,
    frost_bears,
    ice_bears,
    soil_factor,
    water_factors,
)
from marchland.model.estimate import Estimate

TABLE = catalogue()
TRACKED, WHEELED, WALKER = (TABLE.mover(n) for n in ("tracked", "wheeled", "dismounted"))
WET_FROST = TABLE.get("rules.frost.wet_bearing").best
ICE = TABLE.get("rules.ice.bearing").best
CRREL_95_1 = [  # frost depth in cm, weight carried over wet ground in MN
    (2, 0.0003),
    (5, 0.0022),
    (10, 0.0086),
    (15, 0.0194),
    (20, 0.0344),
    (30, 0.0774),
    (40, 0.1376),
    (50, 0.2150),
]


def season(*, frost_m=0.0, ice_m=0.0):
    depth, thickness = (Estimate(m, m, m, "m", "here", "declared") for m in (frost_m, ice_m))
    return replace(TABLE.season("wet"), frost_depth_m=depth, ice_m=thickness)


def cover(mover, **weather):
    factors = cover_factors(mover, season(**weather), TABLE, "best")
    return {name: factors[code] for name, code in TABLE.classes["cover"].items()}


@pytest.mark.parametrize(("depth_cm", "weight_mn"), CRREL_95_1)
def test_frost_carries_the_published_weight_to_rounding(depth_cm, weight_mn):
    def bears(meganewton):
        return frost_bears(depth_cm / 100, meganewton * 1e6 / GRAVITY_M_S2, WET_FROST)

    assert bears(weight_mn - 0.000051)
    assert not bears(weight_mn + 0.000051)


@pytest.mark.parametrize("inches", [4, 10, 16, 32])
def test_ice_carries_the_square_of_its_inches_over_sixteen_in_short_tons(inches):
    weight = inches**2 / 16 * SHORT_TON_KG
    assert ice_bears(inches * 0.0254 + 1e-9, weight, ICE)
    assert not ice_bears(inches * 0.0254, weight * 1.001, ICE)


@given(st.floats(0, 600), st.floats(0, 600))
def test_softer_soil_never_carries_a_vehicle_better(one, other):
    soft, firm = sorted((one, other))
    assert soil_factor(soft, TRACKED, "best") <= soil_factor(firm, TRACKED, "best")


@pytest.mark.parametrize(("strength", "factor"), [(0, 0), (17, 0), (28.5, 0.5), (40, 1), (500, 1)])
def test_soil_stops_at_the_index_for_one_pass_and_is_firm_at_that_for_fifty(strength, factor):
    assert soil_factor(strength, TRACKED, "best") == pytest.approx(factor)


def test_soil_does_not_slow_a_walker():
    assert soil_factor(0.0, WALKER, "best") == 1


def test_codes_that_are_no_class_are_unknown():
    factors = cover_factors(TRACKED, season(), TABLE, "best")
    assert (factors == factors).sum() == len(TABLE.classes["cover"])


@pytest.mark.parametrize("mover", [TRACKED, WHEELED, WALKER], ids=lambda mover: mover.name)
def test_peat_and_wetland_bear_once_frost_carries_the_weight(mover):
    enough = (mover.weight_kg.best * GRAVITY_M_S2 * 1e-6 / WET_FROST) ** 0.5
    thin, thick = cover(mover, frost_m=0.999 * enough), cover(mover, frost_m=1.001 * enough)
    for wet in ("wetland", "peat"):
        assert thin[wet] < thick[wet] == thick["grass"]


def test_a_little_frost_firms_mineral_soil():
    depth = TABLE.get("rules.frost.mineral_depth").best
    thawed, frozen = cover(TRACKED), cover(TRACKED, frost_m=depth)
    assert (
        thawed["farmland"]
        < frozen["farmland"]
        == pytest.approx(TABLE.get("cover.farmland.tracked").best)
    )


def test_lakes_open_when_the_ice_bears_and_rivers_do_not():
    lake, river = (TABLE.classes["water"][name] for name in ("lake", "river"))
    inches = (TRACKED.weight_kg.best / SHORT_TON_KG * 16) ** 0.5
    for thickness, bears in ((0.99, False), (1.01, True)):
        ice = season(ice_m=thickness * inches * 0.0254)
        factors = water_factors(TRACKED, ice, TABLE, "best")
        assert (factors[lake] > 0) == bears
        assert factors[river] == 0


def test_where_there_is_no_water_nothing_slows():
    assert water_factors(WHEELED, season(), TABLE, "best")[0] == 1


def test_at_its_slowest_ice_must_bear_the_heaviest_load():
    lake = TABLE.classes["water"]["lake"]
    between = (WHEELED.weight_kg.best + WHEELED.weight_kg.high) / 2
    snow_ice = TABLE.get("rules.ice.bearing").low
    thickness = (between / SHORT_TON_KG / snow_ice) ** 0.5 * 0.0254
    ice = season(ice_m=thickness)
    low, best = (water_factors(WHEELED, ice, TABLE, at)[lake] for at in ("low", "best"))
    assert low == 0
    assert best > 0
