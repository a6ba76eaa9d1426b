"""Counting members as they come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds

from marchland.mobility.tally import CELLS_AT_ONCE, Tally, Telling
from marchland.model.grid import Grid
from marchland.schema import raster

GRID = Grid(3035, 0, 300, 100, 3, 5)
KNOWN = np.zeros(GRID.shape, np.bool_)


def tallied(telling, times, backs=None, unknown=KNOWN):
    tally = Tally(telling, raster(np.zeros(GRID.shape), GRID, "", ""))
    for time, back in zip(times, times if backs is None else backs, strict=True):
        tally.add(time, back, unknown)
    return tally.told(len(times))


def drawn(rng, members):
    times = np.exp(rng.normal(5, 0.4, (members, *GRID.shape))).astype(np.float32)
    times[rng.random(times.shape) < 0.2] = np.inf
    return times


@given(rng=seeds, members=st.integers(1, 60), share=st.floats(0.01, 1))
def test_quantiles_are_those_of_the_members_within_the_stated_error(rng, members, share):
    telling = Telling((share,), None, reach=30.0, bins=128)
    times = drawn(rng, members)
    told = tallied(telling, times)["travel_time"].values[0]
    rank = int(np.ceil(share * members))
    exact = np.sort(times, axis=0)[rank - 1]
    np.testing.assert_array_equal(np.isfinite(told), np.isfinite(exact))
    reached = np.isfinite(exact)
    assert (np.abs(told[reached] / exact[reached] - 1) <= telling.error * 1.001).all()


@given(rng=seeds, members=st.integers(1, 30))
def test_shares_and_means_are_those_of_the_members(rng, members):
    times = drawn(rng, members)
    told = tallied(Telling(corridor=None), times)
    reached = np.isfinite(times)
    np.testing.assert_allclose(told["reachable"], reached.mean(axis=0), rtol=1e-6)
    count = reached.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(count, np.where(reached, times, 0).sum(axis=0) / count, np.inf)
    np.testing.assert_allclose(told["mean"], mean, rtol=1e-5)
    assert "corridor" not in told


@given(rng=seeds, members=st.integers(1, 30), share=st.floats(0, 1))
def test_the_corridor_is_where_slack_is_a_share_of_the_best(rng, members, share):
    times, backs = drawn(rng, members), drawn(rng, members)
    told = tallied(Telling(corridor=share), times, backs)["corridor"].values
    total = times + backs
    best = total.min(axis=(1, 2), keepdims=True)
    with np.errstate(invalid="ignore"):
        inside = total - best <= np.float32(share) * best
    np.testing.assert_allclose(told, (inside & (best < np.inf)).mean(axis=0), rtol=1e-6)


def test_times_beyond_reach_stay_within_the_range_of_the_members():
    times = np.array([1, 1000, 1000], np.float32)[:, None, None] * np.ones(GRID.shape, np.float32)
    told = tallied(Telling((0.1, 0.9)), times)["travel_time"].values
    assert (np.abs(told[0] - 1) <= Telling().error).all()
    assert ((told[1] >= 1) & (told[1] <= 1000)).all()


def test_ground_unknown_to_a_member_is_unknown():
    unknown = KNOWN.copy()
    unknown[1, 2] = True
    told = tallied(Telling(), np.ones((2, *GRID.shape), np.float32), unknown=unknown)
    for layer in told.values():
        for values in np.atleast_3d(layer.values.T).T:
            np.testing.assert_array_equal(np.isnan(values), unknown)


@pytest.mark.parametrize("cols", [1, 7, CELLS_AT_ONCE + 3])
def test_counts_every_cell_once_whatever_the_width(cols):
    grid = Grid(3035, 0, 200, 100, 2, cols)
    tally = Tally(Telling(corridor=None), raster(np.zeros(grid.shape, np.int8), grid, "", ""))
    tally.add(np.ones(grid.shape, np.float32), np.ones(grid.shape), np.zeros(grid.shape, bool))
    assert (tally.told(1)["reachable"] == 1).all()
