"""What if there were a wall here."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import seeds

from marchland.errors import GridError
from marchland.kernels.walls import Barriers
from marchland.mobility.travel import travel_time
from marchland.mobility.whatif import timed, what_if
from marchland.model.grid import Grid
from marchland.schema import raster

GRID = Grid(3035, 0, 1200, 100, 12, 20)


def ground(rng):
    speed = rng.choice([0, np.nan, 1, 2, 5, 20], GRID.shape, p=[0.1, 0.05, 0.2, 0.3, 0.3, 0.05])
    return raster(speed.astype(np.float32), GRID, "speed", "m/s")


def wall(column, delay_s):
    owner = np.zeros(GRID.shape, np.uint16)
    owner[2:10, column] = 1
    return Barriers(owner, np.array([0, delay_s], np.float32))


def west():
    origins = np.zeros(GRID.shape, np.bool_)
    origins[:, 0] = True
    return origins


@given(rng=seeds, delay_s=st.sampled_from([0, 60, 3600, np.inf]), reverse=st.booleans())
def test_is_the_travel_time_with_the_wall(rng, delay_s, reverse):
    speed, avoid, barriers = ground(rng), rng.random(GRID.shape) < 0.1, wall(8, delay_s)
    before = timed(speed, west(), avoid=avoid, reverse=reverse)
    after = what_if(before, barriers)
    afresh = travel_time(speed, west(), avoid=avoid, barriers=barriers, reverse=reverse)
    assert after.travel_time.identical(afresh)
    assert before.travel_time.identical(travel_time(speed, west(), avoid=avoid, reverse=reverse))


@given(rng=seeds)
def test_is_the_travel_time_on_other_ground_and_again(rng):
    speed, barriers = ground(rng), wall(5, 600)
    wet = speed.copy(data=np.where(rng.random(GRID.shape) < 0.1, speed / 4, speed))
    before = timed(speed, west(), barriers=barriers)
    after = what_if(before, barriers, wet)
    assert after.travel_time.identical(travel_time(wet, west(), barriers=barriers))
    assert what_if(after, None, speed).travel_time.identical(travel_time(speed, west()))


def test_refuses_ground_of_another_grid():
    before = timed(ground(np.random.default_rng(1)), west())
    elsewhere = raster(np.ones(GRID.shape, np.float32), Grid(3035, 50, 1200, 100, 12, 20), "", "")
    with pytest.raises(GridError):
        what_if(before, None, elsewhere)
