"""Speed over ground: the published tables, and what must hold on any ground."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds, worlds

from marchland.catalogue.read import catalogue
from marchland.mobility.speed import base_speed, speed
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
SLOPES = np.array([1.5, 6.5, 15, 25, 37.5, 45, 60]) / 100
FOUNDING_TABLE = {  # km/h on bare, dry, firm ground; to the printed digit
    "wheeled": ([24.9, 20.6, 13.1, 4.4, 0, 0, 0], 0.05),
    "tracked": ([34.8, 30.8, 24.0, 16.0, 6.0, 0, 0], 0.05),
    "dismounted": ([2.80, 2.75, 2.52, 2.10, 1.50, 1.18, 0.72], 0.005),
}


@pytest.mark.parametrize("mover", FOUNDING_TABLE)
def test_reproduces_the_founding_table(mover):
    expected, half_a_digit = FOUNDING_TABLE[mover]
    ours = base_speed(SLOPES, MOVERS[mover], TABLE, "best") / KM_H
    np.testing.assert_allclose(ours, expected, rtol=0, atol=half_a_digit * 1.01)


@pytest.mark.parametrize("mover", MOVERS)
def test_bare_dry_ground_leaves_a_mover_its_speed_on_the_slope(mover):
    ground = world("s" * SLOPES.size)
    ground["slope"][0] = np.degrees(np.arctan(SLOPES))
    best = speed(ground, MOVERS[mover], SEASONS["dry"]).values[0]
    cover = TABLE.get(f"cover.bare.{MOVERS[mover].kind}").best
    base = base_speed(SLOPES, MOVERS[mover], TABLE, "best")
    np.testing.assert_allclose(best, cover * base, rtol=1e-4, atol=1e-6)


@given(movers, levels, st.floats(0, 2), st.floats(0, 2))
def test_steeper_is_never_faster(mover, level, one, other):
    gentle, steep = base_speed(np.sort([one, other]), mover, TABLE, level)
    assert steep <= gentle


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
    wrong = set()
    for key, e in TABLE.estimates.items():
        wide = Estimate(0.7 * e.best, e.best, 1.3 * e.best, e.unit, "here", "declared")
        table = TABLE.declare({key: wide})
        for mover, season in product(MOVERS, SEASONS):
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


@given(worlds(), st.sampled_from(["wheeled", "tracked"]), levels)
def test_wetter_ground_is_never_faster_for_a_vehicle(ground, mover, level):
    dry, moist, wet = (
        speed(ground, MOVERS[mover], replace(SEASONS["dry"], moisture=m), level=level).fillna(0)
        for m in ("dry", "moist", "wet")
    )
    assert (wet.values <= moist.values).all()
    assert (moist.values <= dry.values).all()


@given(worlds(), movers, seasons)
def test_no_cell_is_faster_than_road_or_cap_allow(ground, mover, season):
    fastest = speed(ground, mover, season).max().item()
    roads = [TABLE.find(f"roads.{name}.{mover.kind}") for name in TABLE.classes["road"]]
    limit = max(road.best for road in roads if road)
    cap = mover.vehicle.cap_m_s.best if mover.vehicle else WALK_M_S
    assert fastest <= max(limit, cap) * (1 + 1e-6)


@pytest.mark.parametrize("mover", MOVERS)
def test_unknown_cover_is_unknown_but_for_a_road_on_it(mover):
    ground = world("?.")
    assert np.isnan(speed(ground, MOVERS[mover], SEASONS["dry"]).values[0, 0])
    ground["road"][0, 0] = TABLE.classes["road"]["primary"]
    on_road = TABLE.get(f"roads.primary.{MOVERS[mover].kind}").best
    known = speed(ground, MOVERS[mover], SEASONS["dry"]).values[0, 0]
    assert known == pytest.approx(on_road)


def test_unknown_slope_is_unknown():
    ground = world("..")
    ground["slope"][0, 0] = np.nan
    assert np.isnan(speed(ground, MOVERS["tracked"], SEASONS["dry"]).values).tolist() == [[1, 0]]


@pytest.mark.parametrize("mover", MOVERS)
def test_a_road_carries_over_water_only_on_a_bridge(mover):
    ground = world("~B=")
    ground["road"][0, 0] = TABLE.classes["road"]["primary"]
    river, bridge, road = speed(ground, MOVERS[mover], SEASONS["dry"]).values[0]
    assert river == 0
    assert bridge == road > 0


def test_a_built_up_cell_is_closed_to_vehicles_away_from_roads():
    row = speed(world("#="), MOVERS["wheeled"], SEASONS["dry"]).values[0]
    assert row[0] == 0
    assert row[1] > 0


def test_a_road_is_never_slower_than_the_ground_beside_it():
    for mover in MOVERS.values():
        field, track = speed(world(".+"), mover, SEASONS["dry"]).values[0]
        assert track >= field
