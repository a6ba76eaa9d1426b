"""A repaired march is the march afresh, bit for bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import grounds, seeds

from marchland.kernels import repair
from marchland.kernels.repair import Solved, Task, repaired, solved
from marchland.kernels.walls import Barriers

FACTORS = np.array([0.01, 0.5, 0.999, 1.001, 2, 100, np.inf], np.float32)
stencils = st.sampled_from(["any", "eight"])


@pytest.fixture(autouse=True)
def never_afresh(monkeypatch):
    """However much is edited, repair it."""
    monkeypatch.setattr(repair, "MOST_EDITED", 1.0)
    monkeypatch.setattr(repair, "MOST_WITHDRAWN", 1.0)


@st.composite
def tasks(draw):
    """Any ground; or ground of one to three costs, full of ties, some of it free to cross."""
    ground, rng = draw(grounds()), draw(seeds)
    least = draw(st.sampled_from([None, 0, 1]))
    cost = ground.cost
    if least is not None:
        cost = np.where(np.isinf(cost), cost, rng.integers(least, 3, cost.shape))
    barriers = draw(st.sampled_from([None, ground.barriers]))
    reverse = draw(st.booleans())
    return Task(cost.astype(np.float32), ground.start, draw(stencils), barriers, reverse)


def edited(task, rng, share):
    """Cells made cheaper, dearer, closed or opened; other barriers, delays and starts."""
    shape = task.cost.shape
    cost, start, barriers = task.cost.copy(), task.start, task.barriers
    there = rng.random(shape) < share
    there[tuple(rng.integers(shape))] = True
    opened = rng.random(shape) < 0.3
    factor = rng.choice(FACTORS, shape) if rng.random() < 0.5 else rng.choice(FACTORS)
    with np.errstate(invalid="ignore"):
        value = np.where(np.isinf(cost) & opened, np.float32(2), cost * factor)
    value[np.isnan(value)] = np.inf
    cost[there] = value[there]
    if rng.random() < 0.3:
        owner = np.zeros(shape, np.uint16) if barriers is None else barriers.owner.copy()
        owner[there] = rng.integers(0, 5)
        barriers = Barriers(owner, rng.choice([0, 0, 3, 50, 1e5, np.inf], 5).astype(np.float32))
        barriers.delay_s[0] = 0
    elif rng.random() < 0.3:
        barriers = None
    if rng.random() < 0.3:
        start = np.full(shape, np.inf, np.float32)
        start[tuple(rng.integers(shape))] = rng.choice([0, 7])
    return replace(task, cost=cost, start=start, barriers=barriers)


@settings(max_examples=300)
@given(task=tasks(), rng=seeds, share=st.sampled_from([0, 0.01, 0.1, 0.3]))
def test_equals_a_march_afresh_edit_after_edit(task, rng, share):
    now = solved(task)
    for _ in range(3):
        task = edited(task, rng, share)
        now = repaired(now, task)
        np.testing.assert_array_equal(now.time, solved(task).time)


@pytest.mark.parametrize("stencil", ["any", "eight"])
def test_equals_a_march_afresh_on_a_larger_map(stencil):
    rng = np.random.default_rng(4)
    cost = np.exp(rng.normal(3, 1, (300, 300))).astype(np.float32)
    start = np.full(cost.shape, np.inf, np.float32)
    start[10, 10] = 0
    owner = np.zeros(cost.shape, np.uint16)
    owner[40:260, 150] = 1
    without = Task(cost, start, stencil)
    walled = replace(without, barriers=Barriers(owner, np.array([0, 900], np.float32)))
    there = repaired(solved(without), walled)
    np.testing.assert_array_equal(there.time, solved(walled).time)
    np.testing.assert_array_equal(repaired(there, without).time, solved(without).time)


@given(task=tasks())
def test_taking_an_edit_back_gives_the_times_from_before(task):
    before = solved(task)
    closed = replace(task, cost=np.full_like(task.cost, np.inf))
    after = repaired(before, closed)
    assert np.isinf(after.time).all()
    np.testing.assert_array_equal(repaired(after, task).time, before.time)


@given(task=tasks(), rng=seeds)
def test_leaves_what_it_was_given_as_it_was(task, rng):
    before = solved(task)
    time, cost, start = before.time.copy(), task.cost.copy(), task.start.copy()
    repaired(before, edited(task, rng, 0.1))
    np.testing.assert_array_equal(before.time, time)
    np.testing.assert_array_equal(task.cost, cost)
    np.testing.assert_array_equal(task.start, start)


def test_an_edit_of_nothing_costs_nothing():
    task = Task(np.ones((4, 4), np.float32), np.zeros((4, 4), np.float32))
    before = solved(task)
    assert repaired(before, replace(task, cost=task.cost.copy())).field is before.field


def test_barriers_numbered_anew_are_taken_for_others():
    start = np.array([[0, np.inf, np.inf]], np.float32)
    one = Barriers(np.array([[0, 1, 2]], np.uint16), np.array([0, 5, 5], np.float32))
    both = Barriers(np.array([[0, 1, 1]], np.uint16), np.array([0, 5], np.float32))
    task = Task(np.ones((1, 3), np.float32), start, barriers=one)
    np.testing.assert_array_equal(solved(task).time, [[0, 6, 12]])
    merged = repaired(solved(task), replace(task, barriers=both))
    np.testing.assert_array_equal(merged.time, [[0, 6, 7]])


@pytest.mark.parametrize(
    "change",
    [{"stencil": "eight"}, {"reverse": True}, {"cost": np.full((3, 5), 2, np.float32)}],
    ids=["stencil", "direction", "cost"],
)
def test_a_large_change_is_solved_afresh(change, monkeypatch):
    monkeypatch.undo()
    cost = np.ones((3, 5), np.float32)
    start = np.full((3, 5), np.inf, np.float32)
    start[0, 0] = 0
    owner = np.zeros((3, 5), np.uint16)
    owner[:, 2] = 1
    task = Task(cost, start, barriers=Barriers(owner, np.array([0, 9], np.float32)))
    other = replace(task, **change)
    after = repaired(solved(task), other)
    assert isinstance(after, Solved)
    np.testing.assert_array_equal(after.time, solved(other).time)


def test_a_small_edit_that_delays_everything_is_solved_afresh(monkeypatch):
    monkeypatch.undo()
    cost = np.ones((30, 30), np.float32)
    start = np.full(cost.shape, np.inf, np.float32)
    start[0, 0] = 0
    task = Task(cost, start, "eight")
    late = replace(task, start=start + np.float32(3))
    np.testing.assert_array_equal(repaired(solved(task), late).time, solved(late).time)
