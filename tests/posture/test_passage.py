"""The belts on a path, timed by hand."""

from dataclasses import replace

import numpy as np
import pytest
from tests.drawing import exactly, measure, sites

from marchland.barriers.built import Built
from marchland.model.estimate import Estimate
from marchland.model.measure import Notice
from marchland.posture.passage import Passage, step_times
from marchland.schema import grid_of as grid
from marchland.schema import raster
from marchland.testing import world

GROUND = world("......")
PATH = np.array([[0, col] for col in range(6)])
WHERE = sites("..12..")
WATCH = replace(measure("cameras"), actions=(Notice(exactly(0.5, "1")),))
BLIND = replace(measure("radar"), actions=(Notice(None),))


def pace(value):
    return raster(np.full((1, 6), value, np.float32), grid(GROUND), "speed", "m/s")


SPEEDS = {"low": pace(5.0), "best": pace(10.0), "high": pace(20.0)}


def passage(measures, kind="wheeled"):
    return Passage(PATH, SPEEDS, Built(WHERE, measures), kind)


def told(belts):
    return [(b.name, b.delay_s and b.delay_s.best, b.detection and b.detection.best) for b in belts]


def test_step_times_are_lengths_over_mean_speeds():
    np.testing.assert_allclose(step_times(PATH, SPEEDS["best"]), [0, 10, 20, 30, 40, 50])
    slant = np.array([[0, 0], [0, 1]])
    assert step_times(slant, SPEEDS["low"])[1] == 20


def test_ground_lies_between_what_holds_and_what_reports():
    belts = passage({"line-1": (measure(wheeled=60.0), WATCH), "line-2": BLIND}).belts()
    assert told(belts) == [
        ("ground", 20, 0), ("cameras and ditch at line-1", 60, 0.5), ("ground", 10, 0),
        ("radar at line-2", 0, None),
        ("ground", 20, 0),
    ]  # fmt: skip


def test_the_low_time_over_ground_is_that_of_the_fastest():
    (belt,) = passage({}).belts()
    assert (belt.delay_s.low, belt.delay_s.best, belt.delay_s.high) == (25, 50, 100)


def test_what_does_not_hold_this_mover_is_no_belt_to_it():
    assert told(passage({"line-1": measure(wheeled=60.0)}, "dismounted").belts()) == [
        ("ground", 50, 0)
    ]


def test_a_delay_that_nobody_declared_is_unknown_and_counts_as_nothing_in_the_clock():
    one = passage({"line-1": measure(wheeled=None), "line-2": measure(wheeled=100.0)})
    assert [b.delay_s for b in one.belts() if b.name == "ditch at line-1"] == [None]
    np.testing.assert_allclose(one.when_s(), [0, 10, 20, 130, 140, 150])
    np.testing.assert_allclose(one.ground_s(), [0, 10, 20, 30, 40, 50])


def test_two_that_report_are_missed_only_together():
    both = passage({"line-1": (WATCH, replace(WATCH, name="patrol"))}).belts()
    assert both[1].detection.best == pytest.approx(0.75)


def test_two_that_hold_add_up_with_their_ranges():
    span = Estimate(10, 20, 30, "s", "here", "declared")
    two = (measure("ditch", wheeled=span), measure("wall", wheeled=5.0))
    delay = passage({"line-1": two}).belts()[1].delay_s
    assert (delay.low, delay.best, delay.high) == (15, 25, 35)
