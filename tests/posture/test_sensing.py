"""What sensors watch, and what they notice."""

import math

import numpy as np
import pytest

from marchland.catalogue.read import catalogue
from marchland.errors import InputError
from marchland.model.estimate import Estimate
from marchland.model.grid import Grid
from marchland.posture.sensing import (
    Sensor,
    coverage,
    effective_radius_m,
    horizon_m,
    in_sight,
    notice_rate,
    noticed,
)
from marchland.schema import raster

GRID = Grid(3035, 1000.0, 5000.0, 100.0, 1, 20)
HALF = Estimate(0.25, 0.5, 0.75, "1", "a test", "declared")


def heights(values=0.0, grid=GRID):
    return raster(np.broadcast_to(np.float32(values), grid.shape).copy(), grid, "surface", "m")


def tower(name="tower", col=0, probability=HALF, height_m=10.0, range_m=1e6):
    return Sensor(name, 1050.0 + 100 * col, 4950.0, height_m, range_m, probability, 60.0)


def test_the_horizon_with_refraction():
    radius = 6_371_000 / (1 - 0.13)
    assert effective_radius_m(catalogue()) == pytest.approx(radius)
    assert horizon_m(10) == pytest.approx(math.sqrt(2 * radius * 10))


def test_sight_reaches_the_horizon_and_farther_where_light_bends_more():
    far = Grid(3035, 1000.0, 5000.0, 100.0, 1, 200)
    reach = {
        level: int(in_sight(heights(grid=far), tower(), 0.0, level=level).values.sum())
        for level in ("low", "best", "high")
    }
    assert reach["low"] < reach["best"] < reach["high"]
    assert abs(reach["best"] * 100 - horizon_m(10)) <= 200


def test_rates_add_up_over_sensors():
    """A half in a minute is ln 2 / 60 a second; two of them notice three quarters."""
    found = coverage(heights(), [tower("west"), tower("east", 19)], 2.0)
    assert (found.seen.values == 2).all()
    assert found.rate.values == pytest.approx(2 * math.log(2) / 60)
    assert noticed(found.rate.values[0, :1], np.array([60.0])) == pytest.approx(0.75)
    low = coverage(heights(), [tower()], 2.0, level="low").rate.values
    assert noticed(low[0, :1], np.array([60.0])) == pytest.approx(0.25)


def test_what_nobody_watches_is_not_noticed():
    found = coverage(heights(), [tower(range_m=500)], 2.0)
    assert found.seen.values[0].tolist() == [1] * 6 + [0] * 14
    assert found.rate.values[0, 6:].max() == 0
    assert coverage(heights(), [], 2.0).rate.values.max() == 0


def test_a_sensor_more_never_lowers_the_rate():
    one = coverage(heights(), [tower()], 2.0).rate.values
    assert (coverage(heights(), [tower(), tower("b", 5)], 2.0).rate.values >= one).all()


def test_what_nobody_declared_is_unknown_where_it_is_seen():
    found = coverage(heights(), [tower(probability=None, range_m=500)], 2.0)
    assert np.isnan(found.rate.values[0, :6]).all()
    assert (found.rate.values[0, 6:] == 0).all()
    assert math.isnan(notice_rate(tower(probability=None)))
    assert math.isnan(noticed(found.rate.values[0], np.ones(20)))
    assert noticed(found.rate.values[0], np.where(np.arange(20) < 6, 0, 9.0)) == 0


def test_a_wood_hides_what_moves_in_it():
    trees = heights()
    trees.values[0, 5:8] = 20.0
    found = coverage(trees, [tower(height_m=60)], 2.0, ground=heights())
    assert found.seen.values[0, :5].all()
    assert not found.seen.values[0, 5:8].any()
    hole = heights()
    hole.values[0, 10] = np.nan
    unsure = coverage(hole, [tower()], 2.0)
    assert (unsure.seen.values[0, 10:] == 255).all()
    assert np.isnan(unsure.rate.values[0, 10:]).all()


def test_everything_wrong_is_said_at_once():
    sure = Estimate(1, 1, 1, "1", "a test", "declared")
    wrong = [tower("a", 30), tower("b", height_m=-1), tower("c", probability=sure)]
    with pytest.raises(InputError) as raised:
        coverage(heights(), wrong, 2.0)
    assert [fault.where for fault in raised.value.faults] == ["sensor a", "sensor b", "sensor c"]
    with pytest.raises(InputError, match="height is -1"):
        in_sight(heights(), tower(), -1.0)
    with pytest.raises(InputError, match="At most 254"):
        coverage(heights(), [tower()] * 255, 2.0)
