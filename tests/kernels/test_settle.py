"""Bringing labels to rest from anywhere."""

import numpy as np
import pytest
from hypothesis import given
from tests.strategies import grounds, seeds

from marchland.kernels import queue as module
from marchland.kernels.repair import Task, solved
from marchland.kernels.settle import settle, spread

NONE = np.empty(0, np.uint64)


def everywhere(time):
    return np.flatnonzero(np.isfinite(time)).astype(np.uint64)


@pytest.mark.parametrize("ring", [2, 8, 2048])
@given(ground=grounds(most=20), rng=seeds)
def test_spreading_from_any_upper_bounds_comes_to_the_same_times(ring, ground, rng):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_BUCKETS", ring)
        there = solved(Task(ground.cost, ground.start, "eight", ground.barriers))
        field, rest = there.field, there.field.time.copy()
        above = rng.choice([1, 1, 1.01, 2, np.inf], rest.size).astype(np.float32)
        with np.errstate(invalid="ignore"):
            field.time[:] = np.where(field.start <= rest, rest, rest * above)
        spread(field, everywhere(field.time), there.step_s)
        np.testing.assert_array_equal(field.time, rest)


@given(ground=grounds(most=20), rng=seeds)
def test_settles_from_any_labels_at_all(ground, rng):
    for stencil in ("any", "eight"):
        there = solved(Task(ground.cost, ground.start, stencil, ground.barriers))
        field, rest = there.field, there.field.time.copy()
        wrong = rest * rng.choice([0.5, 0.999, 1, 1, 1.01, 2], rest.size).astype(np.float32)
        field.time[:] = np.minimum(wrong, field.start)
        before, cells = field.time.copy(), everywhere(field.time)
        assert settle(field, before, there.step_s, (cells, cells), field.time.size)
        np.testing.assert_array_equal(field.time, rest)


def test_gives_up_when_too_much_must_be_taken_back():
    cost = np.ones((1, 9), np.float32)
    start = np.full((1, 9), np.inf, np.float32)
    start[0, 0] = 0
    there = solved(Task(cost, start))
    before = there.field.time.copy()
    there.field.start[12] = there.field.time[12] = np.inf
    doubted = np.array([13], np.uint64)
    assert not settle(there.field, before, there.step_s, (doubted, NONE), 3)
