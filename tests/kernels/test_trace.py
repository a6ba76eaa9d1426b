"""The fastest path: a chain of neighbours from a start to an end that takes its time."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from tests.drawing import at, barriers, cost, start
from tests.oracles import graph
from tests.strategies import grounds, seeds

from marchland.kernels.march import march
from marchland.kernels.trace import trace


def way(ground, rng, stencil):
    """Times over a ground, and a fastest path to a random place that is reached."""
    times = march(ground.cost, ground.start, stencil=stencil, barriers=ground.barriers)
    reached = np.argwhere(np.isfinite(times))
    end = tuple(reached[rng.integers(len(reached))])
    return times, end, trace(ground.cost, times, end, barriers=ground.barriers)


def taken(ground, path):
    """Sum of the steps of a path, s."""
    cells = np.ravel_multi_index(tuple(path.T), ground.cost.shape)
    edges = graph(ground.cost, ground.barriers)
    return sum(edges[u, v] for u, v in pairwise(cells))


@pytest.mark.parametrize("stencil", ["any", "eight"])
@given(ground=grounds(), rng=seeds)
def test_leads_from_a_start_to_the_end_by_neighbours(stencil, ground, rng):
    _, end, path = way(ground, rng, stencil)
    assert ground.start[tuple(path[0])] == 0
    assert tuple(path[-1]) == end
    assert (np.abs(np.diff(path, axis=0)).max(axis=1, initial=1) == 1).all()


@given(ground=grounds(), rng=seeds)
def test_takes_its_time_on_eight_neighbours(ground, rng):
    times, end, path = way(ground, rng, "eight")
    assert taken(ground, path) == pytest.approx(float(times[end]), rel=1e-5)


@given(ground=grounds(), rng=seeds)
def test_takes_little_more_than_its_time_in_any_direction(ground, rng):
    times, end, path = way(ground, rng, "any")
    assert times[end] * (1 - 1e-5) <= taken(ground, path) <= times[end] * 1.2


def test_goes_round_a_barrier_that_holds_too_long():
    drawing = """
        a1b
        .1.
        ...
    """
    ground = cost(drawing), start(drawing)
    for delay, rows in ((1, [0, 0, 0]), (9, [0, 1, 2, 1, 0])):
        standing = barriers(drawing, delay)
        times = march(*ground, stencil="eight", barriers=standing)
        end = tuple(np.argwhere(at(drawing, "b"))[0])
        assert trace(ground[0], times, end, barriers=standing)[:, 0].tolist() == rows


def test_the_path_to_a_start_is_that_cell():
    times = march(cost("a.."), start("a.."))
    assert trace(cost("a.."), times, (0, 0)).tolist() == [[0, 0]]
