"""Frost and thaw: the printed rows, two rules that disagree, and depths from weather."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.ground.frost import (
    freezing_index,
    frost_firms,
    frost_load_n,
    frost_needed_m,
    stefan_depth,
    thaw_factor,
    thaw_multipliers,
)

BOOK = catalogue()
# CRREL Report 95-1: frost depth in cm, weight carried in MN over wet and over dry ground.
CM = (2, 5, 10, 15, 20, 30, 40, 50)
WET = (0.0003, 0.0022, 0.0086, 0.0194, 0.0344, 0.0774, 0.1376, 0.2150)
DRY = (0.0001, 0.0008, 0.0035, 0.0079, 0.0140, 0.0315, 0.0560, 0.0875)
# The same report: cm thawed over frost, wheels on wet sand: traction, resistance.
THAW = {
    1: (1, 1),
    2: (1, 1),
    3: (0.88, 2.6),
    4: (0.77, 5.4),
    5: (0.73, 6.96),
    6: (0.68, 8.1),
    8: (0.66, 9.0),
    10: (0.64, 9.5),
    12: (0.636, 9.9),
    15: (0.63, 10),
    30: (0.63, 10),
}
POUND_N = 4.4482216

depths = st.floats(0, 2)


@pytest.mark.parametrize(("under", "printed"), [("wet", WET), ("dry", DRY)])
def test_load_on_frost_is_every_printed_row_to_rounding(under, printed):
    found = frost_load_n(np.array(CM) / 100, under, BOOK) / 1e6
    np.testing.assert_allclose(found, printed, rtol=0, atol=1e-4)


@given(depths, st.sampled_from(["wet", "dry"]))
def test_the_depth_needed_for_a_load_bears_it(depth, under):
    load = frost_load_n(np.array(depth), under, BOOK)
    assert frost_needed_m(load, under, BOOK) == pytest.approx(depth, abs=1e-9)


def test_the_two_rules_disagree_at_five_centimetres():
    """As a plate 5 cm bears 483 lb over wet ground; as a skin it makes mineral soil firm."""
    five = np.array(0.05)
    assert frost_load_n(five, "wet", BOOK) / POUND_N == pytest.approx(483, abs=1)
    assert frost_firms(five, BOOK) == 1


def test_a_cautious_reading_asks_for_more_frost():
    found = [float(frost_firms(np.array(0.07), BOOK, level)) for level in ("low", "best", "high")]
    assert found == [0, 1, 1]
    np.testing.assert_array_equal(frost_firms(np.array([np.nan, 0.04]), BOOK), [np.nan, 0])


@pytest.mark.parametrize(("depth_cm", "printed"), THAW.items())
def test_thaw_over_frost(depth_cm, printed):
    assert np.array(thaw_multipliers(depth_cm / 100, BOOK)) == pytest.approx(np.array(printed))


@given(depths, depths, st.sampled_from(["low", "best", "high"]))
def test_a_deeper_thaw_is_never_faster(one, other, level):
    shallow, deep = thaw_factor(np.array(sorted((one, other))), BOOK, level)
    assert deep <= shallow <= 1


@given(depths)
def test_the_assumed_factor_of_thaw_is_ordered(depth):
    low, best, high = (thaw_factor(np.array(depth), BOOK, at) for at in ("low", "best", "high"))
    assert low <= best * (1 + 1e-12)
    assert best <= high * (1 + 1e-12)


@pytest.mark.parametrize(
    ("days", "index"),
    [([-5, -3, 2], 6), ([-5, 9, -2], 2), ([4, 4], 0), ([], 0), ([-1, np.nan, -1], np.nan)],
)
def test_degree_days_of_frost(days, index):
    np.testing.assert_array_equal(freezing_index(np.array(days)), index)


def test_degree_days_of_a_raster():
    weather = np.array([[[-4.0, np.nan]], [[1.0, -2.0]]])
    np.testing.assert_array_equal(freezing_index(weather), [[3.0, np.nan]])


def test_frost_in_still_water_is_known_physics():
    """100 degree-days through ice of 2.2 W/(m K): √(2 · 2.2 · 100 · 86400 / 334.8e6)."""
    found = stefan_depth(np.array(100.0), np.array(2.2), np.array(1.0), BOOK)
    assert found == pytest.approx(0.337, abs=5e-4)


@given(st.floats(0, 2000), st.floats(0, 2000))
def test_a_harder_winter_never_freezes_less(one, other):
    mild, hard = stefan_depth(np.array(sorted((one, other))), 1.5, 0.3, BOOK)
    assert mild <= hard


def test_unknown_in_unknown_out():
    hole = np.array([np.nan])
    told = [frost_load_n(hole, "wet", BOOK), thaw_factor(hole, BOOK)]
    assert np.isnan([*told, stefan_depth(hole, 1.5, 0.3, BOOK)]).all()
