"""Many members, one answer."""

import numpy as np
import pytest
import xarray as xr

from marchland.errors import GridError, InputError
from marchland.mobility.corridors import corridors
from marchland.mobility.ensemble import ensemble
from marchland.mobility.tally import Telling
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach
from marchland.model.grid import Grid
from marchland.schema import raster

GRID = Grid(3035, 0, 2000, 100, 20, 30)


def ground(rng, spread=0.4):
    speed = np.exp(rng.normal(0.5, spread, GRID.shape)).astype(np.float32)
    speed[rng.random(GRID.shape) < 0.05] = 0
    return raster(speed, GRID, "speed", "m/s")


def west_to_east():
    column = np.broadcast_to(np.arange(GRID.cols), GRID.shape)
    never = np.zeros(GRID.shape, np.bool_)
    approach = Approach("west to east", ("a",), ("b",))
    return Terminals(approach, column == 0, column == GRID.cols - 1, never)


def told(threads=1, members=25, seed=3, telling=None):
    return ensemble(
        ground, west_to_east(), members=members, seed=seed, threads=threads, telling=telling
    )


@pytest.mark.parametrize("threads", [2, 3, 40])
def test_does_not_depend_on_the_number_of_threads(threads):
    assert told(threads).identical(told(1))


def test_another_seed_is_another_answer():
    assert told(seed=3).identical(told(seed=3))
    assert not told(seed=3).equals(told(seed=4))


def test_shares_are_shares_and_quantiles_rise():
    answer = told(telling=Telling((0.1, 0.5, 0.9, 1.0)))
    for name in ("reachable", "corridor"):
        assert ((answer[name] >= 0) & (answer[name] <= 1)).all()
    assert 0 < float(answer["reachable"].mean()) < 1
    levels = answer["travel_time"].values
    assert (levels[1:] >= levels[:-1]).all()


def test_members_all_alike_give_the_single_run():
    speed, ends = ground(np.random.default_rng(1)), west_to_east()
    answer = ensemble(lambda _: speed, ends, members=7, seed=0, threads=2)
    alone = corridors(speed, ends)
    time = alone["travel_time"].values
    np.testing.assert_array_equal(answer["reachable"], np.isfinite(time))
    np.testing.assert_array_equal(answer["mean"], time)
    for level in answer["travel_time"].values:
        np.testing.assert_array_equal(level, time)
    total = time + alone["to_objective"].values
    best = total.min()
    np.testing.assert_array_equal(answer["corridor"], total - best <= np.float32(0.1) * best)


def test_what_members_say_is_what_the_runs_say_one_by_one():
    times = []
    for stream in np.random.SeedSequence(3).spawn(25):
        speed = ground(np.random.default_rng(stream))
        times.append(corridors(speed, west_to_east())["travel_time"].values)
    answer = told(2)
    reached = np.isfinite(times)
    np.testing.assert_allclose(answer["reachable"], reached.mean(axis=0), rtol=1e-6)
    exact = np.sort(times, axis=0)[12]
    middle = answer["travel_time"].sel(quantile=0.5).values
    np.testing.assert_array_equal(np.isfinite(middle), np.isfinite(exact))
    both = np.isfinite(exact) & (exact > 0)
    assert np.abs(middle[both] / exact[both] - 1).max() <= Telling().error * 1.001


@pytest.mark.parametrize(
    "elsewhere", [Grid(3035, 50, 2000, 100, 20, 30), Grid(3035, 0, 0, 9, 4, 4)]
)
def test_a_member_on_another_grid_is_refused(elsewhere):
    def odd(rng):
        away = raster(np.ones(elsewhere.shape, np.float32), elsewhere, "speed", "m/s")
        return away if rng.random() < 0.5 else ground(rng)

    with pytest.raises(GridError):
        ensemble(odd, west_to_east(), members=20, seed=1)


def test_a_failing_member_is_told_at_once():
    def failing(rng):
        raise RuntimeError(str(rng.integers(9)))

    with pytest.raises(RuntimeError):
        ensemble(failing, west_to_east(), members=100, seed=1, threads=2)


@pytest.mark.parametrize(("members", "threads"), [(0, 1), (65536, 1), (5, 0)])
def test_senseless_numbers_are_refused(members, threads):
    with pytest.raises(InputError, match="ensemble"):
        told(threads, members)


def test_the_corridor_can_be_left_out():
    answer = told(telling=Telling(corridor=None))
    assert isinstance(answer, xr.Dataset)
    assert "corridor" not in answer
