"""A reserve on the same ground."""

import math

import numpy as np
import pytest

from marchland.errors import InputError
from marchland.kernels.walls import Barriers
from marchland.model.estimate import Estimate
from marchland.model.grid import Grid
from marchland.posture.response import arrival, intercept, response_time
from marchland.schema import raster

GRID = Grid(3035, 0.0, 100.0, 100.0, 1, 5)
DECISION = Estimate(60, 120, 600, "s", "a test", "declared")


def speeds(cells=(10.0, 10.0, 10.0, 10.0, 10.0)):
    paces = {"low": 0.5, "best": 1.0, "high": 2.0}
    row = np.array([cells], np.float32)
    return {
        level: raster(row * np.float32(pace), GRID, "speed", "m/s") for level, pace in paces.items()
    }


def cell(*at):
    found = np.zeros(GRID.shape, np.bool_)
    found[0, list(at)] = True
    return found


def test_decision_and_travel_by_hand():
    """400 m at 20, 10 and 5 m/s after 60, 120 and 600 s."""
    found = response_time(arrival(speeds(), cell(0), decision_s=DECISION), cell(4))
    assert found == pytest.approx((60 + 20, 120 + 40, 600 + 80))


def test_the_nearest_base_and_the_nearest_cell_count():
    found = response_time(arrival(speeds(), cell(0, 3), decision_s=DECISION), cell(1, 4))
    assert found.best == pytest.approx(130)


def test_without_a_decision_it_is_unknown():
    found = response_time(arrival(speeds(), cell(0), decision_s=None), cell(4))
    assert all(math.isnan(value) for value in found)


def test_closed_ground_is_never_and_unknown_ground_is_unknown():
    shut = arrival(speeds((10, 10, 0, 10, 10)), cell(0), decision_s=DECISION)
    assert response_time(shut, cell(4)) == (math.inf, math.inf, math.inf)
    unsure = arrival(speeds((10, 10, 10, 10, math.nan)), cell(0), decision_s=DECISION)
    assert math.isnan(response_time(unsure, cell(4)).best)


def test_own_measures_cost_the_reserve():
    held = {
        level: Barriers(cell(2).astype(np.uint16), np.array([0, delay], np.float32))
        for level, delay in (("low", 0), ("best", 100), ("high", 1000))
    }
    found = response_time(arrival(speeds(), cell(0), decision_s=DECISION, barriers=held), cell(4))
    assert found == pytest.approx((80, 260, 1680))


def test_where_the_reserve_stands_first():
    path = np.array([[0, 0], [0, 1], [0, 2], [0, 3], [0, 4]])
    there = arrival(speeds(), cell(4), decision_s=DECISION)["best"].values
    assert intercept(path, np.array([-50, 20, 100, 140, 200]), there) == 3
    assert intercept(path, np.zeros(5), there) is None
    assert intercept(path, np.zeros(5), np.full(GRID.shape, np.nan)) is None


def test_what_cannot_be_asked():
    with pytest.raises(InputError, match="has no low") as raised:
        arrival({"best": speeds()["best"]}, np.zeros(GRID.shape, np.bool_), decision_s=None)
    assert len(raised.value.faults) == 3
    with pytest.raises(InputError, match="no cell"):
        response_time({}, np.zeros(GRID.shape, np.bool_))
