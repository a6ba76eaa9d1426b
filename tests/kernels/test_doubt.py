"""Which labels hold."""

import numpy as np
from hypothesis import given
from tests.strategies import grounds, seeds

from marchland.kernels.doubt import rim, withdraw
from marchland.kernels.repair import Task, solved


def framed(task):
    field = solved(task).field
    room = np.zeros(field.time.size, np.uint8), np.empty(field.time.size + 1, np.uint32)
    return field, *room


def everywhere(field):
    return np.flatnonzero(np.isfinite(field.time)).astype(np.uint64)


@given(ground=grounds())
def test_every_label_of_a_march_holds(ground):
    for stencil in ("any", "eight"):
        field, waits, line = framed(Task(ground.cost, ground.start, stencil, ground.barriers))
        assert withdraw(field, everywhere(field), field.time.size, waits, line).size == 0


@given(ground=grounds(), rng=seeds)
def test_a_label_too_low_is_taken_back_and_all_that_is_left_holds(ground, rng):
    field, waits, line = framed(Task(ground.cost, ground.start))
    cells = everywhere(field)
    cells = cells[field.time[cells] > 0]
    if cells.size == 0:
        return
    low = rng.choice(cells)
    field.time[low] *= np.float32(0.9)
    gone = withdraw(field, np.array([low]), field.time.size, waits, line)
    assert low in gone
    assert np.isinf(field.time[gone]).all()
    assert withdraw(field, everywhere(field), field.time.size, waits, line).size == 0
    assert not waits.any()


def test_cells_of_equal_label_do_not_vouch_for_each_other():
    cost = np.array([[1, 0, 0, 0]], np.float32)
    start = np.array([[0, np.inf, np.inf, np.inf]], np.float32)
    field, waits, line = framed(Task(cost, start))
    np.testing.assert_array_equal(field.time.reshape(3, 6)[1, 1:5], [0, 0.5, 0.5, 0.5])
    field.start[7] = field.time[7] = np.inf
    gone = withdraw(field, np.array([8], np.uint64), 9, waits, line)
    np.testing.assert_array_equal(np.sort(gone), [8, 9, 10])


def test_gives_up_after_the_most_it_may_take_back():
    cost = np.ones((1, 9), np.float32)
    start = np.full((1, 9), np.inf, np.float32)
    start[0, 0] = 0
    field, waits, line = framed(Task(cost, start))
    field.start[12] = field.time[12] = np.inf
    assert withdraw(field, np.array([13], np.uint64), 4, waits, line).size == 4
    assert not waits.any()


def test_the_rim_is_each_labelled_neighbour_once():
    cost = np.array([[1, 1, 1], [1, np.inf, 1], [1, 1, 1]], np.float32)
    field, waits, _ = framed(Task(cost, np.zeros((3, 3), np.float32)))
    middle = np.array([12, 12], np.uint64)
    np.testing.assert_array_equal(np.sort(rim(field, middle, waits)), [6, 7, 8, 11, 13, 16, 17, 18])
