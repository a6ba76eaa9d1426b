"""Members: drawn within the ranges, the same for the same seed and in any region."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds, worlds

from marchland.catalogue.read import catalogue
from marchland.mobility.members import Doubt, member
from marchland.mobility.speed import speed
from marchland.testing import world

TABLE = catalogue()
MOVERS = [TABLE.mover(name) for name in ("dismounted", "heavy_wheeled", "light_tracked")]
SEASONS = [TABLE.season(name) for name in ("dry", "wet", "frozen")]
SAME_RULE = Doubt(rules=False)
numbers = st.integers(0, 2**32 - 1)
doubts = st.builds(
    Doubt, st.sampled_from(["pert", "triangular"]), st.sampled_from(["patches", "scene"])
)


def drawn(ground, number, mover=MOVERS[2], season=SEASONS[1], doubt=None):
    return member(ground, mover, season, TABLE, doubt)(np.random.default_rng(number)).values


@given(worlds(), numbers, st.sampled_from(MOVERS), st.sampled_from(SEASONS))
def test_a_member_by_one_rule_keeps_within_low_and_high(ground, number, mover, season):
    values = drawn(ground, number, mover, season, SAME_RULE)
    low, high = (speed(ground, mover, season, level=at).values for at in ("low", "high"))
    known = ~np.isnan(low)
    assert (values[known] >= low[known] * (1 - 1e-5)).all()
    assert (values[known] <= high[known] * (1 + 1e-5)).all()


@given(worlds(), numbers, doubts)
def test_the_same_seed_is_the_same_member(ground, number, doubt):
    np.testing.assert_array_equal(
        drawn(ground, number, doubt=doubt), drawn(ground, number, doubt=doubt)
    )


@given(worlds(), numbers, doubts, seeds)
def test_a_cell_is_the_same_in_any_region_that_contains_it(ground, number, doubt, rng):
    top, left = rng.integers(ground.sizes["y"]), rng.integers(ground.sizes["x"])
    part = {"y": slice(top, None), "x": slice(left, None)}
    whole = drawn(ground, number, doubt=doubt)[top:, left:]
    np.testing.assert_array_equal(drawn(ground.isel(part), number, doubt=doubt), whole)


@given(worlds(), numbers, doubts)
def test_in_a_member_too_wetter_ground_is_never_faster(ground, number, doubt):
    dry, wet = (
        np.nan_to_num(drawn(ground, number, MOVERS[1], season, doubt)) for season in SEASONS[:2]
    )
    assert (wet <= dry * (1 + 1e-6)).all()


def test_soil_varies_from_place_to_place_only_in_patches():
    ground = world("." * 400, cell_m=1000.0)
    kinds = {
        soil: np.unique(drawn(ground, 1, doubt=Doubt(soil=soil, rules=False))).size
        for soil in ("patches", "scene")
    }
    assert kinds["scene"] == 1
    assert kinds["patches"] > 20


def test_members_take_different_rules():
    ground = world(".")
    slow, fast = (
        {drawn(ground, n, doubt=Doubt("pert", "scene", rules)).item() for n in range(30)}
        for rules in (False, True)
    )
    assert slow != fast
    assert len(slow) == pytest.approx(30, abs=10)
