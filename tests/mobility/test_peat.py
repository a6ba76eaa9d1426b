"""Peat: closed to vehicles but for frost, slow for walkers, and said to be doubtful."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.mobility.peat import CAVEAT, peat_factor

BOOK = catalogue()
CARRIER_KG = 11_300.0
NEEDED_M = 0.359  # √(11300 · 9.80665 / 0.86e6)

depths = st.floats(0, 2)


@pytest.mark.parametrize("kind", ["wheeled", "tracked"])
@pytest.mark.parametrize("level", ["low", "best", "high"])
def test_a_vehicle_is_stopped_unless_frost_bears_it(kind, level):
    found = peat_factor(np.array([0, 0.35, 0.37]), CARRIER_KG, kind, BOOK, level)
    np.testing.assert_array_equal(found, [0, 0, 1])
    assert np.sqrt(CARRIER_KG * 9.80665 / 0.86e6) == pytest.approx(NEEDED_M, abs=5e-4)


def test_a_walker_is_slowed_between_bog_and_swamp():
    """Time multipliers 1.79 and 5.00 in Herzog's compilation, over the 1.67 off the path."""
    found = [peat_factor(np.array(0.0), 100.0, "dismounted", BOOK, at) for at in ("low", "high")]
    assert found == pytest.approx([1.67 / 5.00, 1.67 / 1.79])
    assert found[0] < peat_factor(np.array(0.0), 100.0, "dismounted", BOOK) < found[1]
    assert peat_factor(np.array(0.1), 100.0, "dismounted", BOOK) == 1


@given(depths, depths, st.floats(50, 60_000), st.sampled_from(["dismounted", "tracked"]))
def test_deeper_frost_never_carries_less(one, other, weight, kind):
    shallow, deep = peat_factor(np.array(sorted((one, other))), weight, kind, BOOK)
    assert shallow <= deep


@given(depths, st.floats(50, 60_000), st.floats(50, 60_000))
def test_a_heavier_vehicle_is_never_carried_further(depth, one, other):
    light, heavy = peat_factor(depth, np.array(sorted((one, other))), "wheeled", BOOK)
    assert heavy <= light


def test_unknown_frost_is_unknown_peat():
    assert np.isnan(peat_factor(np.array([np.nan]), CARRIER_KG, "tracked", BOOK)).all()


def test_it_is_flagged():
    assert CAVEAT.startswith("models over-predict on peat")
