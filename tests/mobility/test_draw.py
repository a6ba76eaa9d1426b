"""Draws within a range: the same for the same seed, whatever else is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.mobility.draw import KEY_BYTES, Draw, quantile
from marchland.model.estimate import Estimate

TABLE = catalogue()
SHARES = (np.arange(20_000) + 0.5) / 20_000
LEFT = Estimate(0, 2, 12, "m", "here", "declared")


def draw(number=0, shape="pert"):
    return Draw.of(np.random.default_rng(number), shape)


def test_a_pert_has_its_mean_and_its_mode():
    values = quantile(LEFT, SHARES)
    assert values.mean() == pytest.approx((0 + 4 * 2 + 12) / 6, rel=1e-4)
    counts, edges = np.histogram(values, 24)
    assert edges[counts.argmax()] <= 2 <= edges[counts.argmax() + 1] + 0.5


def test_a_triangle_has_its_mean():
    assert quantile(LEFT, SHARES, "triangular").mean() == pytest.approx(14 / 3, rel=1e-4)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["pert", "triangular"]))
def test_a_quantile_grows_with_its_share_and_stays_in_range(one, other, shape):
    low, high = quantile(LEFT, np.sort([one, other]), shape)
    assert 0 <= low <= high <= 12


def test_what_has_no_range_stays():
    fixed = Estimate(3, 3, 3, "m", "here", "declared")
    assert draw().value("any", fixed).best == 3


def test_a_draw_is_that_of_its_seed_and_name_alone():
    every = draw().values(TABLE.estimates)
    some = {key: TABLE.estimates[key] for key in list(TABLE.estimates)[::7]}
    assert draw().values(some) == {key: every[key] for key in some}
    assert draw(1).values(some) != draw().values(some)
    assert len(draw().key) == KEY_BYTES


def test_names_have_numbers_of_their_own_spread_evenly():
    one = draw()
    numbers = np.array([one.share(f"name {n}") for n in range(2000)])
    assert np.unique(numbers).size == 2000
    assert abs(numbers.mean() - 0.5) < 0.02


def test_a_mover_is_drawn_within_its_ranges():
    mover = TABLE.mover("light_wheeled")
    drawn = draw().within(mover, "mover")
    assert mover.weight_kg.low < drawn.weight_kg.best < mover.weight_kg.high
    assert drawn.vehicle.cap_m_s.low == drawn.vehicle.cap_m_s.high
    assert drawn.name == mover.name


@given(st.integers(0, 50), st.sampled_from(["SM", "ML", "Pt"]))
def test_a_soil_is_drawn_no_weaker_when_drier(number, soil):
    drawn = draw(number).values(TABLE.estimates)
    dry, moist, wet = (drawn[f"soils.{soil}.{state}"].best for state in ("dry", "moist", "wet"))
    assert dry >= moist >= wet
