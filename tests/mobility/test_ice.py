"""Ice: the printed tables, and that no answer ever says safe."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.mobility.ice import (
    CAVEAT,
    INCH_M,
    clear_ice_m,
    gold_is_doubtful,
    ice_growth_m,
    ice_loads_kg,
    ice_spacing_m,
    ice_verdict,
    required_ice_m,
)
from marchland.units import SI

BOOK = catalogue()
TON_KG, POUND_KG, FOOT_M = (SI[unit][0] for unit in ("short ton", "lb", "ft"))
# TM 5-852-1, table 2-1: short tons, inches from 32 to 20 °F, inches at 15 °F and below, feet apart.
TRACKED = [
    *((6, 10, 9, 50), (10, 12, 11, 65), (16, 16, 14, 80), (20, 18, 16, 80), (25, 20, 18, 100)),
    *((30, 22, 19, 115), (40, 25, 22, 130), (50, 27, 25, 130), (60, 30, 28, 150)),
]
WHEELED = [(2, 7, 7, 50), (4, 9, 8, 50), (6, 12, 11, 65), (8, 13, 12, 105), (10, 15, 14, 115)]
# Gold's rule with A = 50 as the Minnesota authorities print it: inches, pounds.
GOLD = {4: 800, 5: 1250, 6: 1800, 7: 2450, 8: 3200, 9: 4050, 10: 5000, 12: 7200, 15: 11250}
# A civil chart of Maine: inches, tons.
CHART = {7.5: 2, 8: 2.5, 10: 3.5, 12: 7.5, 15: 10, 20: 25, 25: 45, 30: 70, 36: 110}

kinds = st.sampled_from(["wheeled", "tracked"])
thicknesses = st.floats(0, 2)
weights = st.floats(50, 54_000)


@pytest.mark.parametrize(
    ("kind", "row"), [("tracked", r) for r in TRACKED] + [("wheeled", r) for r in WHEELED]
)
def test_every_row_of_the_table(kind, row):
    tons, mild, cold, feet = row
    weight = np.array(tons * TON_KG)
    assert required_ice_m(weight, kind, BOOK) / INCH_M == pytest.approx(mild)
    assert required_ice_m(weight, kind, BOOK, cold=True) / INCH_M == pytest.approx(cold)
    assert ice_spacing_m(weight, kind, BOOK) / FOOT_M == pytest.approx(feet)


@pytest.mark.parametrize("inches", [4, 10, 16, 32])
def test_the_rough_rule(inches):
    """The same manual: inches squared over sixteen, in short tons."""
    found = ice_loads_kg(np.array(inches * INCH_M), BOOK)["rough"]
    assert found / TON_KG == pytest.approx(inches**2 / 16)


@pytest.mark.parametrize(("inches", "pounds"), [*GOLD.items(), (20, 20_000)])
def test_golds_rule(inches, pounds):
    found = ice_loads_kg(np.array(inches * INCH_M), BOOK)["gold"]
    assert found / POUND_KG == pytest.approx(pounds)


@pytest.mark.parametrize(("inches", "tons"), CHART.items())
def test_the_civil_chart_and_its_rivers(inches, tons):
    ice = np.array(inches * INCH_M)
    assert ice_loads_kg(ice, BOOK)["chart"] / TON_KG == pytest.approx(tons)
    assert ice_loads_kg(ice, BOOK, river=True)["chart"] / TON_KG == pytest.approx(0.85 * tons)


def test_walkers_are_a_group():
    """The same chart: 2 in for a person, 3 for a group."""
    inches = required_ice_m(np.array([80.0, 130.0]), "dismounted", BOOK) / INCH_M
    assert inches == pytest.approx([3, 3])
    assert BOOK.get("ice.walker.thickness").low / INCH_M == pytest.approx(2)


def test_the_rules_disagree():
    """10 in: 6.25, 2.5 and 3.5 short tons, and the tables 4 on wheels and 6 on tracks."""
    found = ice_loads_kg(np.array(10 * INCH_M), BOOK)
    assert {rule: float(kg / TON_KG) for rule, kg in found.items()} == pytest.approx(
        {"rough": 6.25, "gold": 2.5, "wheeled": 4, "tracked": 6, "chart": 3.5}
    )


@given(weights, weights, kinds, st.booleans())
def test_a_heavier_class_never_needs_thinner_ice(one, other, kind, cold):
    light, heavy = required_ice_m(np.array(sorted((one, other))), kind, BOOK, cold=cold)
    assert np.isnan(heavy) or light <= heavy


@given(weights, kinds)
def test_cold_ice_is_never_asked_to_be_thicker(weight, kind):
    mild, cold = (required_ice_m(np.array(weight), kind, BOOK, cold=c) for c in (False, True))
    assert np.isnan(mild) or cold <= mild


@given(thicknesses, weights, kinds, st.booleans())
def test_ice_is_refused_or_unknown_and_never_safe(thickness, weight, kind, river):
    needed = required_ice_m(np.array(weight), kind, BOOK)
    verdict = ice_verdict(np.array(thickness), needed, BOOK, river=river)
    assert verdict == 0 or np.isnan(verdict)
    assert "never called safe" in CAVEAT


@given(thicknesses, thicknesses, st.booleans())
def test_thicker_ice_is_never_rated_for_less(one, other, river):
    found = ice_loads_kg(np.array(sorted((one, other))), BOOK, river=river)
    assert all(thin <= thick for thin, thick in found.values())


def test_a_carrier_on_ten_inches():
    carrier = required_ice_m(np.array(5.0e3), "tracked", BOOK)
    thin, thick = np.array([9.9, 10.1]) * INCH_M
    assert ice_verdict(thin, carrier, BOOK) == 0
    assert np.isnan(ice_verdict(thick, carrier, BOOK))
    assert ice_verdict(thick, carrier, BOOK, river=True) == 0


def test_ice_is_refused_after_days_of_thaw():
    """The same manual: unsafe once it has been above 32 °F for several days."""
    assert ice_verdict(np.array([2.0, np.nan]), 0.1, BOOK, thawing=True).tolist() == [0, 0]


def test_beyond_the_tables_nobody_knows():
    assert np.isnan(required_ice_m(np.array([11 * TON_KG]), "wheeled", BOOK)).all()
    assert np.isnan(ice_verdict(np.array(2.0), np.array(np.nan), BOOK))
    unknown = ice_loads_kg(np.array([np.nan]), BOOK)
    assert np.isnan(list(unknown.values())).all()
    assert np.isnan(required_ice_m(np.array([np.nan]), "dismounted", BOOK)).all()


def test_golds_rule_is_doubtful_under_heavy_tracks():
    """Later analysis: stress 56 to 71 % above the allowed under 40 to 53 t."""
    weights = np.array([12e3, 40e3, 53e3])
    np.testing.assert_array_equal(gold_is_doubtful(weights, "tracked", BOOK), [False, True, True])
    assert not gold_is_doubtful(weights, "wheeled", BOOK).any()


def test_snow_ice_counts_half():
    assert clear_ice_m(0.10, 0.06, BOOK) == pytest.approx(0.13)


@pytest.mark.parametrize(
    ("water", "growth"), [("windy_lake", 0.8), ("snowy_lake", 0.6), ("sheltered_river", 0.3)]
)
def test_ice_grows_with_the_root_of_frost(water, growth):
    """A day of 27 °F of frost and one of 28: 0.8 · √55 = 5.9 in on a windy lake."""
    inches = ice_growth_m(np.array(55 / 1.8), water, BOOK) / INCH_M
    assert inches == pytest.approx(growth * np.sqrt(55))
    if water == "windy_lake":
        assert round(float(inches), 1) == 5.9
