"""The factors of FM 5-33, by worked values, and the faults of the public code of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.errors import CatalogueError
from marchland.mobility.procedure import (
    canopy_factor,
    cover_share,
    frequency_factor,
    slope_median,
    slope_speed,
    stem_factor,
)
from marchland.units import KM_H

BOOK = catalogue()
PERCENT = np.array([0, 3, 10, 20, 30, 45]) / 100
F1 = {  # km/h at each slope, without a cap; arithmetic on second-hand inputs
    "m1": (55.8, 52.7, 45.5, 35.1, 24.8, 9.3),
    "m113": (36.0, 33.6, 28.0, 20.0, 12.0, 0),
    "m35a2": (26.2, 23.6, 17.5, 8.8, 0, 0),
}
CAPPED = {  # cap in km/h, then km/h at the medians of the slope classes and at 60 %
    "class_light_wheeled": (40, (40, 40, 40, 40, 18.0, 0, 0)),
    "m35a2": (25, (24.9, 20.6, 13.1, 4.4, 0, 0, 0)),
    "m113": (36, (34.8, 30.8, 24.0, 16.0, 6.0, 0, 0)),
    "m1": (45, (45, 45, 40.3, 30.0, 17.1, 9.3, 0)),
}
ESRI = {  # short tons, road km/h, on-road and off-road slope in per cent
    "heavy_tracked": (69.5, 72, 60, 45),
    "medium_tracked": (27, 66, 60, 45),
    "light_tracked": (15.5, 66, 60, 45),
    "heavy_wheeled": (24.25, 105, 60, 45),
    "medium_wheeled": (19, 100, 60, 45),
    "light_wheeled": (2.6, 144, 60, 45),
    "atv": (0.25, 90, 60, 45),
    "pack_animal": (0.25, 56, 45, 45),
}
COVER = {  # least and most share
    "built_up": (0, 0),
    "brush": (0.60, 0.70),
    "inundated": (0.30, 0.60),
    "marsh": (0.30, 0.80),
    "marsh_or_swamp": (0.10, 0.80),
    "swamp": (0.10, 0.70),
    "tundra": (0.10, 0.60),
    "barren": (1, 1),
    "cropland": (0.70, 0.90),
    "vineyard": (0.40, 0.60),
    "grassland": (0.80, 0.90),
    "scrub": (0.60, 0.70),
    "trees": (0.40, 0.80),
    "cleared_way": (0.30, 0.80),
    "logging_area": (0.30, 0.80),
    "nursery": (0.40, 0.60),
    "orchard": (0.40, 0.80),
    "hedgerow": (0.40, 0.60),
}
STEMS = {  # override diameter and width in m
    "m1": (0.25, 3.65),
    "m60a1": (0.15, 3.65),
    "m113": (0.10, 2.96),
    "m35a2": (0.06, 2.43),
    "m151": (0.04, 1.69),
    "t_62": (0.15, 3.37),
    "t_72": (0.18, 3.38),
}

steepness = st.floats(0, 1.2)
pace = st.floats(1, 40)
limit = st.floats(0.2, 0.8)


def speed_of(vehicle, slope, cap=np.inf):
    road, on, off = BOOK.best(
        f"vehicles.{vehicle}", "road_speed", "on_road_slope", "off_road_slope"
    )
    return slope_speed(slope, road, on, off, cap)


@pytest.mark.parametrize(("vehicle", "printed"), F1.items())
def test_f1_of_three_vehicles(vehicle, printed):
    np.testing.assert_allclose(speed_of(vehicle, PERCENT) / KM_H, printed, rtol=0, atol=0.0501)


@pytest.mark.parametrize(("vehicle", "case"), CAPPED.items())
def test_f1_under_a_cap(vehicle, case):
    cap, printed = case
    slope = np.array([1.5, 6.5, 15, 25, 37.5, 45, 60]) / 100
    found = speed_of(vehicle, slope, cap * KM_H) / KM_H
    np.testing.assert_allclose(found, printed, rtol=0, atol=0.0501)


def test_f1_alone_is_absurd_on_the_flat():
    flat = np.zeros(())
    assert speed_of("class_light_wheeled", flat) / KM_H == pytest.approx(108)
    assert speed_of("class_light_wheeled", flat, 40 * KM_H) / KM_H == pytest.approx(40)


@pytest.mark.parametrize(("name", "printed"), ESRI.items())
def test_the_representative_vehicles(name, printed):
    rows = [
        BOOK.estimates[f"vehicles.class_{name}.{quantity}"]
        for quantity in ("weight", "road_speed", "on_road_slope", "off_road_slope")
    ]
    assert tuple(row.best for row in rows) == printed
    assert [row.unit for row in rows] == ["short ton", "km/h", "%", "%"]


@given(steepness, steepness, pace, limit, limit)
def test_steeper_is_never_faster(one, other, road, on, off):
    gentle, steep = slope_speed(np.array(sorted((one, other))), road, on, off, np.inf)
    assert steep <= gentle


@given(steepness, pace, pace, limit, limit)
def test_a_vehicle_that_is_faster_on_the_road_is_never_slower_off_it(slope, one, other, on, off):
    """Public code divides by (speed / weight), so that the slower vehicle comes out faster."""
    slow, fast = slope_speed(np.array(slope), np.array(sorted((one, other))), on, off, np.inf)
    assert slow <= fast


def test_weight_does_not_make_a_vehicle_faster():
    """In that code 69.5 t is 4.5 times as fast as 15.5 t; only the road speeds differ here."""
    heavy, light = (speed_of(f"class_{w}_tracked", PERCENT[:-1]) for w in ("heavy", "light"))
    np.testing.assert_allclose(heavy / light, 72 / 66)


def test_the_limit_off_the_road_is_the_one_that_stops():
    """The same code puts the limit on the road in its place: a stop at 60 % and not at 45 %."""
    slope = np.array([0.44, 0.46])
    moving, stopped = speed_of("m113", slope)
    assert moving > 0 == stopped


def test_a_place_has_one_value_whatever_else_is_asked():
    """Public code scales by the largest slope of the area chosen, and samples it at random."""
    whole = np.linspace(0, 0.5, 51)
    for function in (lambda s: speed_of("m1", s), lambda s: frequency_factor(100 * s, 20, BOOK)):
        np.testing.assert_array_equal(function(whole)[10:20], function(whole[10:20]))
        np.testing.assert_array_equal(function(whole), function(whole))


def test_every_factor_is_applied():
    """Public code looks for field names among field objects, so F3 to F5 never act."""
    base = speed_of("m113", np.array(0.1))
    shares = [
        frequency_factor(140, 20, BOOK),
        cover_share("trees", BOOK),
        stem_factor(1.0, 0.05, 2.96, 0.10, BOOK),
        canopy_factor(0.8, BOOK),
    ]
    assert all(0 < share < 1 for share in shares)
    assert np.prod(shares) * base < min(shares) * base < base


@pytest.mark.parametrize(
    ("percent", "median"),
    [
        *((0, 1.5), (3, 1.5), (3.1, 6.5), (10, 6.5), (15, 15), (20, 15), (25, 25)),
        *((30, 25), (31, 37.5), (45, 37.5), (46, 45), (300, 45)),
    ],
)
def test_medians_of_the_slope_classes(percent, median):
    assert slope_median(np.array(percent / 100), BOOK) == pytest.approx(median / 100)


@pytest.mark.parametrize(
    ("crossings", "interval", "share"), [(0, 20, 1), (28, 20, 0.9), (28, 10, 0.95), (600, 20, 0)]
)
def test_frequency_of_slopes(crossings, interval, share):
    """(280 - count · interval / 20) / 280, never below nothing."""
    assert frequency_factor(crossings, interval, BOOK) == pytest.approx(share)


@pytest.mark.parametrize(("cover", "printed"), COVER.items())
def test_share_of_each_cover(cover, printed):
    low, best, high = (cover_share(cover, BOOK, level) for level in ("low", "best", "high"))
    assert (low, high) == printed
    assert best == pytest.approx((low + high) / 2)


def test_a_cover_that_is_not_in_the_list_is_refused():
    with pytest.raises(CatalogueError, match="unknown cover"):
        cover_share("jungle", BOOK)


@pytest.mark.parametrize(("vehicle", "printed"), STEMS.items())
def test_between_over_or_not_at_all(vehicle, printed):
    override, width = BOOK.best(f"vehicles.{vehicle}", "override", "width")
    assert (override, width) == printed
    spacing = np.array([width, width - 0.1, width - 0.1])
    diameter = np.array([1.0, override, override + 0.01])
    found = stem_factor(spacing, diameter, width, override, BOOK)
    np.testing.assert_array_equal(found, [1, 0.5, 0])


def test_stems_nobody_measured():
    spacing = np.array([np.nan, 1.0, 5.0])
    diameter = np.array([0.05, np.nan, np.nan])
    found = stem_factor(spacing, diameter, 3.0, 0.1, BOOK)
    np.testing.assert_array_equal(found, [np.nan, np.nan, 1])


@given(st.floats(0, 10), st.floats(0.01, 1), st.floats(0.01, 1))
def test_thicker_stems_never_let_more_through(spacing, one, other):
    thin, thick = stem_factor(spacing, np.array(sorted((one, other))), 3.0, 0.15, BOOK)
    assert thick <= thin


@pytest.mark.parametrize(("index", "share"), [(0, 1), (0.5, 0.5), (0.99, 0.05), (1, 0.05)])
def test_canopy(index, share):
    assert canopy_factor(index, BOOK) == pytest.approx(share)


def test_unknown_in_unknown_out():
    hole = np.array([np.nan])
    told = [speed_of("m1", hole), slope_median(hole, BOOK), frequency_factor(hole, 20, BOOK)]
    assert np.isnan([*told, canopy_factor(hole, BOOK)]).all()
