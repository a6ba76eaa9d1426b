"""Speed over ground: the published tables, and what must hold on any ground."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds, worlds

from marchland.catalogue.read import catalogue
from marchland.errors import InputError
from marchland.mobility.setting import Rule, Setting
from marchland.mobility.slope import base_speed
from marchland.mobility.speed import speed, worked_out
from marchland.model.estimate import Estimate
from marchland.testing import LEGEND, world
from marchland.units import KM_H

TABLE = catalogue()
MOVERS = {name: TABLE.mover(name) for name in TABLE.names("mover")}
SEASONS = {name: TABLE.season(name) for name in TABLE.names("season")}
movers = st.sampled_from(list(MOVERS.values()))
seasons = st.sampled_from(list(SEASONS.values()))
LEVELS = ("low", "best", "high")
levels = st.sampled_from(LEVELS)
WALK_M_S = 0.78
"""Irmischer and Clarke off the path, at best."""
OFF_ROAD = [name for name, mover in MOVERS.items() if mover.reach == "ground"]
VEHICLES = [name for name in OFF_ROAD if MOVERS[name].vehicle]
SLOPES = np.array([1.5, 6.5, 15, 25, 37.5, 45, 60]) / 100
rules = st.builds(Rule, st.sampled_from(["product", "least"]))


@pytest.mark.parametrize("mover", OFF_ROAD)
def test_bare_dry_ground_leaves_a_mover_its_speed_on_the_slope(mover):
    ground = world("s" * SLOPES.size)
    ground["slope"][0] = np.degrees(np.arctan(SLOPES))
    best = speed(ground, MOVERS[mover], SEASONS["dry"]).values[0]
    cover = TABLE.get(f"cover.bare.{MOVERS[mover].kind}").best
    base = base_speed(SLOPES, Setting(MOVERS[mover], SEASONS["dry"], TABLE))
    np.testing.assert_allclose(best, cover * base, rtol=1e-4, atol=1e-6)


@given(worlds(), movers, seasons)
def test_low_is_never_above_best_nor_best_above_high(ground, mover, season):
    low, best, high = (speed(ground, mover, season, level=at).values for at in LEVELS)
    known = np.isfinite(best)
    np.testing.assert_array_equal(known, np.isfinite(low) & np.isfinite(high))
    assert (low[known] <= best[known]).all()
    assert (best[known] <= high[known]).all()


def test_that_holds_whichever_coefficient_is_uncertain():
    rng = np.random.default_rng(0)
    drawing = "\n".join("".join(rng.choice(list(LEGEND), 12)) for _ in range(12))
    ground = world(drawing, elevation_m=rng.uniform(0, 40, (12, 12)))
    cases = [("dismounted", "snow"), ("heavy_wheeled", "wet"), ("light_tracked", "frozen")]
    used = ("movers", "seasons", "cover", "water", "roads", "surfaces", "rules", "soils")
    wrong = set()
    for key, e in TABLE.estimates.items():
        if not key.startswith(used):
            continue
        wide = Estimate(0.7 * e.best, e.best, 1.3 * e.best, e.unit, "here", "declared")
        table = TABLE.declare({key: wide})
        for mover, season in cases:
            who, when = table.mover(mover), table.season(season)
            low, best, high = (
                speed(ground, who, when, level=at, coefficients=table).fillna(0).values
                for at in LEVELS
            )
            if (low > best).any() or (best > high).any():
                wrong.add(key)
    assert wrong == set()


@given(worlds(), movers, seasons, seeds)
def test_a_cell_is_as_fast_in_any_region_that_contains_it(ground, mover, season, rng):
    top, left = rng.integers(ground.sizes["y"]), rng.integers(ground.sizes["x"])
    part = {"y": slice(top, None), "x": slice(left, None)}
    whole = speed(ground, mover, season).isel(part)
    np.testing.assert_array_equal(speed(ground.isel(part), mover, season), whole)


@given(worlds(), st.sampled_from(VEHICLES), levels, rules)
def test_wetter_ground_is_never_faster_for_a_vehicle(ground, mover, level, rule):
    seasons_ = (replace(SEASONS["dry"], moisture=m) for m in ("dry", "moist", "wet"))
    dry, moist, wet = (
        speed(ground, MOVERS[mover], season, level=level, rule=rule).fillna(0)
        for season in seasons_
    )
    assert (wet.values <= moist.values).all()
    assert (moist.values <= dry.values).all()


@given(worlds(), movers, seasons)
def test_no_cell_is_faster_than_road_or_cap_allow(ground, mover, season):
    fastest = speed(ground, mover, season).max().item()
    roads = [TABLE.find(f"roads.{name}.{mover.name}") for name in TABLE.classes["road"]]
    limit = max(road.best for road in roads if road)
    cap = mover.vehicle.cap_m_s.best if mover.vehicle else WALK_M_S if mover.crossing else 0
    assert fastest <= max(limit, cap) * (1 + 1e-6)


@pytest.mark.parametrize("mover", MOVERS)
def test_unknown_cover_is_unknown_but_for_a_road_on_it(mover):
    ground = world("?.")
    off_road = speed(ground, MOVERS[mover], SEASONS["dry"]).values[0, 0]
    assert np.isnan(off_road) if mover in OFF_ROAD else off_road == 0
    ground["road"][0, 0] = TABLE.classes["road"]["primary"]
    on_road = TABLE.get(f"roads.primary.{mover}").best
    known = speed(ground, MOVERS[mover], SEASONS["dry"]).values[0, 0]
    assert known == pytest.approx(on_road)


def test_unknown_slope_is_unknown():
    ground = world("..")
    ground["slope"][0, 0] = np.nan
    assert np.isnan(speed(ground, MOVERS["light_tracked"], SEASONS["dry"]).values).tolist() == [
        [1, 0]
    ]


@pytest.mark.parametrize("mover", MOVERS)
def test_a_road_carries_over_water_only_on_a_bridge(mover):
    ground = world("~B=")
    ground["road"][0, 0] = TABLE.classes["road"]["primary"]
    river, bridge, road = speed(ground, MOVERS[mover], SEASONS["dry"]).values[0]
    assert river == 0
    assert bridge == np.float32(TABLE.get(f"roads.primary.{mover}").best) <= road


def test_a_built_up_cell_is_closed_to_vehicles_away_from_roads():
    row = speed(world("#="), MOVERS["heavy_wheeled"], SEASONS["dry"]).values[0]
    assert row[0] == 0
    assert row[1] > 0


def test_a_road_is_never_slower_than_the_ground_beside_it():
    for mover in MOVERS.values():
        field, track = speed(world(".+"), mover, SEASONS["dry"]).values[0]
        assert track >= field


@given(worlds(), movers, seasons)
def test_the_limiting_factor_alone_is_never_slower_than_the_product(ground, mover, season):
    product_, least = (
        speed(ground, mover, season, rule=Rule(combine)).fillna(0).values
        for combine in ("product", "least")
    )
    assert (least >= product_ * (1 - 1e-6)).all()


def test_a_cell_by_hand_by_either_rule():
    carrier, wet = MOVERS["light_tracked"], SEASONS["wet"]
    ground = world("T")
    # 36 km/h; forest leaves 0.6; soil SM wet is 65, above the 40 of fifty passes
    assert speed(ground, carrier, wet).item() / KM_H == pytest.approx(21.6, rel=1e-5)
    ground = world(".")
    # farmland leaves 0.8; soil ML wet is 32: (32 - 17) / (40 - 17) of the speed
    soil = 15 / 23
    assert speed(ground, carrier, wet).item() / KM_H == pytest.approx(36 * 0.8 * soil, rel=1e-5)
    least = speed(ground, carrier, wet, rule=Rule("least")).item() / KM_H
    assert least == pytest.approx(36 * soil, rel=1e-5)


@pytest.mark.parametrize(
    ("drawing", "mover", "season", "expected"),
    [
        (".", "light_tracked", "wet", "soil"),
        ("T", "light_tracked", "wet", "cover"),
        ("~", "light_tracked", "dry", "water"),
        ("=", "light_tracked", "dry", "road"),
        ("+", "heavy_wheeled", "wet", "surface"),
        ("s", "light_tracked", "dry", "mover"),
        ("s", "car", "dry", "mover"),
        ("s", "heavy_wheeled", "snow", "snow"),
    ],
)
def test_the_factor_that_limits_a_cell(drawing, mover, season, expected):
    setting = Setting(MOVERS[mover], SEASONS[season], TABLE)
    _, codes = worked_out(world(drawing), setting, limits=True)
    assert codes.item() == TABLE.classes["factor"][expected]


def test_a_steep_cell_is_limited_by_its_slope_and_an_unknown_one_by_nobody_knows_what():
    setting = Setting(MOVERS["light_tracked"], SEASONS["dry"], TABLE)
    ground = world("s?")
    ground["slope"][0, 0] = 20.0
    _, codes = worked_out(ground, setting, limits=True)
    assert codes.tolist() == [[TABLE.classes["factor"]["slope"], 255]]


@given(worlds(), movers, seasons)
def test_every_cell_with_a_speed_has_a_reason(ground, mover, season):
    values, codes = worked_out(ground, Setting(mover, season, TABLE), limits=True)
    np.testing.assert_array_equal(np.isnan(values), codes == 255)


def test_names_in_place_of_a_mover_and_a_season_are_refused():
    ground, table = world("..\n.."), catalogue()
    with pytest.raises(InputError, match=r"mover: 'lorry' is no Mover. Give read_catalogue"):
        speed(ground, "lorry", table.season("dry"))
    with pytest.raises(InputError, match=r"season: 'dry' is no Season"):
        speed(ground, table.mover("lorry"), "dry")
    with pytest.raises(InputError, match="terrain"):
        speed(None, table.mover("lorry"), table.season("dry"))
