"""The equations of load carriage, by worked values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.mobility.effort import downhill_rate, metabolic_rate

BOOK = catalogue()
PACE = 1.34


def rate(load, percent, ground=1.0, function=metabolic_rate):
    return float(function(80.0, load, PACE, np.array(percent / 100), ground, BOOK))


@pytest.mark.parametrize(
    ("load", "percent", "asphalt", "rough"),
    [(0, 0, 335.5, 443.2), (20, 0, 401.8, 536.5), (40, 0, 503.2, 664.8), (20, 10, 870.8, 1240.0)],
)
def test_pandolf(load, percent, asphalt, rough):
    """80 kg at 1.34 m/s, on ground of multipliers 1 and 1.5."""
    assert rate(load, percent) == pytest.approx(asphalt, abs=0.05)
    assert rate(load, percent, 1.5) == pytest.approx(rough, abs=0.06)


@pytest.mark.parametrize(("percent", "watts"), [(-5, 336.8), (-10, 312.5), (-20, 451.3)])
def test_santee_downhill(percent, watts):
    assert rate(20, percent, function=downhill_rate) == pytest.approx(watts, abs=0.05)


def test_santee_does_not_meet_pandolf_at_the_level():
    """A known jump: who uses the pair across the level should know of it."""
    assert rate(20, 0, function=downhill_rate) == pytest.approx(401.8, abs=0.05)
    assert rate(20, -1e-9, function=downhill_rate) == pytest.approx(423.6, abs=0.05)


@pytest.mark.parametrize(
    ("ground", "low", "high"),
    [
        *(("asphalt", 1.0, 1.0), ("dirt", 1.1, 1.1), ("light_brush", 1.2, 1.2)),
        *(("ploughed", 1.3, 1.5), ("heavy_brush", 1.5, 1.5), ("packed_snow", 1.6, 1.6)),
        *(("swampy_bog", 1.8, 1.8), ("loose_sand", 2.1, 2.1)),
    ],
)
def test_ground_multiplies_energy(ground, low, high):
    """Herzog's compilation: what ground does to energy, which is not what it does to time."""
    value = BOOK.get(f"foot.{ground}.energy")
    assert (value.low, value.high) == (low, high)
    flat, rough = (rate(0, 0, eta) - 1.5 * 80 for eta in (1.0, value.best))
    assert rough / flat == pytest.approx(value.best)


@given(st.floats(0, 60), st.floats(0, 60), st.floats(0, 30))
def test_a_heavier_load_never_costs_less(one, other, percent):
    light, heavy = sorted((one, other))
    assert rate(light, percent) <= rate(heavy, percent)


def test_unknown_slope_is_unknown_cost():
    assert np.isnan([rate(20, np.nan), rate(20, np.nan, function=downhill_rate)]).all()
