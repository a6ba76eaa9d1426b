"""Steps and labels with two criteria, by hand; every way there is: see the adversary's tests."""

import math

import numpy as np
import pytest

from marchland.kernels.labels import Answer, Watched, before, late, settle
from marchland.kernels.stencil import EIGHT, padded, steps
from marchland.kernels.walls import Barriers, flat_walls

NEVER = Answer(1e9, 0.0, 1.0)
AT_ONCE = Answer(-1.0, 0.0, 1.0)
EAST = EIGHT.index((0, 1))


def watched(cost, rate=None, owner=None, delay=(0.0,), notice=(0.0,)):
    cost = np.asarray(cost, np.float32)
    rate = np.zeros(cost.shape) if rate is None else np.asarray(rate, float)
    owner = np.zeros(cost.shape, np.uint16) if owner is None else np.asarray(owner, np.uint16)
    walls, notices = (
        flat_walls(Barriers(owner, np.array(values, np.float32)), 1, reverse=False)
        for values in (delay, -np.log1p(-np.array(notice)))
    )
    return Watched(padded(cost, np.inf).ravel(), padded(rate, 0).ravel(), walls, notices, 1.0)


def search(ground, shape, answer=AT_ONCE, rate=0.0, longest=np.inf, most=np.inf):
    """From the last cell of the western column to that of the eastern."""
    near = steps(EIGHT, shape[1] + 2)
    ends = np.zeros((2, *shape), np.bool_)
    ends[0][-1, 0], ends[1][-1, -1] = True, True
    origins, objectives = (padded(cells, 0).ravel() for cells in ends)
    least = np.zeros(origins.size, np.float32)
    labels = settle(ground, answer, near, (origins, objectives), (least, longest, most), rate)
    there = origins[labels.cell]
    return labels.time[there], labels.chance[there]


def test_a_response_is_late_by_the_normal_curve():
    assert late(Answer(100, 0, 0.9), 101) == pytest.approx(0.1)
    assert late(Answer(100, 0, 0.9), 100) == 1
    assert late(Answer(100, 20, 1), 100) == pytest.approx(0.5)
    assert late(Answer(100, 20, 1), 120) == pytest.approx(1 - 0.8413447)


def test_a_step_by_hand():
    """Ten seconds at a rate of 0.01, then a barrier of 30 s that notices one in two."""
    ground = watched([[10, 10]], [[0.01, 0.01]], [[0, 1]], (0, 30), (0, 0.5))
    time, chance = before(ground, AT_ONCE, steps(EIGHT, 4), EAST, 6, (100.0, 0.8))
    assert time == pytest.approx(140)
    assert chance == pytest.approx(0.8 * 0.5 * math.exp(-0.1))
    time, chance = before(ground, Answer(135.5, 0, 1), steps(EIGHT, 4), EAST, 6, (100.0, 0.8))
    p = 1 - math.exp(-0.1)
    assert chance == pytest.approx((1 - p) * (0.5 * 0.8 + 0.5) + p)


def test_time_against_notice():
    """The straight way is watched, the one around it is not."""
    rate = np.zeros((2, 3))
    rate[1, 1] = 0.1
    ground = watched(np.full((2, 3), 10.0), rate)
    times, chances = search(ground, (2, 3))
    assert times == pytest.approx([20, 20 * math.sqrt(2)])
    assert chances == pytest.approx([math.exp(-1), 1])


def test_who_is_never_caught_takes_the_fastest_way_alone():
    rate = np.full((2, 3), 0.1)
    times, chances = search(watched(np.full((2, 3), 10.0), rate), (2, 3), NEVER)
    assert times == pytest.approx([20])
    assert chances == pytest.approx([1])


def test_long_ways_and_gains_dearer_than_their_time_are_left_out():
    """Around it takes 8.28 s more and gains 1 in the logarithm of the chance."""
    rate = np.zeros((2, 3))
    rate[1, 1] = 0.1
    ground = watched(np.full((2, 3), 10.0), rate)
    assert len(search(ground, (2, 3), longest=25.0)[0]) == 1
    dear = 1 / (20 * math.sqrt(2) - 20)
    assert len(search(ground, (2, 3), rate=1.01 * dear)[0]) == 1
    assert len(search(ground, (2, 3), rate=0.99 * dear)[0]) == 2


def test_too_many_labels_are_none():
    ground = watched(np.full((2, 3), 10.0))
    assert search(ground, (2, 3), most=3.0)[0].size == 0
    assert search(ground, (2, 3), most=1000.0)[0].size == 1


def test_closed_ground_has_no_labels():
    times, _ = search(watched([[10, np.inf, 10]]), (1, 3))
    assert times.size == 0
