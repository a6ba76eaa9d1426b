"""What a movement does on a surface, and that it holds under other delays."""

import numpy as np
import pytest
from hypothesis import given
from tests.drawing import barriers, cost, start
from tests.strategies import grounds, seeds

from marchland.kernels.march import march
from marchland.kernels.policy import along, chain, surface, walks
from marchland.kernels.walls import Barriers

AREAS = 4


def flat(shape, cells):
    rows, cols = np.divmod(cells, shape[1])
    return ((rows + 1) * (shape[1] + 2) + cols + 1).astype(np.uint64)


def times(ground, delay, stencil, *, reverse=False):
    walls = Barriers(ground.barriers.owner, delay.astype(np.float32))
    return march(ground.cost, ground.start, stencil=stencil, barriers=walls, reverse=reverse), walls


def paid(counts, delay):
    """Delays of the areas that are crossed; inf of one that is not does not count."""
    return np.where(counts > 0, counts * np.where(counts > 0, delay, 0), 0).sum(axis=1)


@pytest.mark.parametrize("stencil", ["any", "eight"])
@given(ground=grounds())
def test_a_label_is_what_its_walk_takes(stencil, ground):
    time, walls = times(ground, ground.barriers.delay_s, stencil)
    cells = np.flatnonzero(np.isfinite(time))
    told = surface(ground.cost, time, walls, turning=stencil == "any")
    base, counts = walks(told, flat(time.shape, cells), AREAS)
    assert base + paid(counts, walls.delay_s) == pytest.approx(time.flat[cells], rel=1e-4)


@pytest.mark.parametrize("stencil", ["any", "eight"])
@given(ground=grounds(), rng=seeds)
def test_a_walk_bounds_the_time_under_other_delays(stencil, ground, rng):
    time, walls = times(ground, ground.barriers.delay_s, stencil)
    cells = np.flatnonzero(np.isfinite(time))
    told = surface(ground.cost, time, walls, turning=stencil == "any")
    base, counts = walks(told, flat(time.shape, cells), AREAS)
    other = np.append(0.0, rng.uniform(0, 300, AREAS))
    least, _ = times(ground, other, stencil)
    assert (least.flat[cells] <= (base + paid(counts, other)) * (1 + 1e-5) + 1e-5).all()


@given(ground=grounds(), rng=seeds)
def test_walks_there_and_on_make_a_way_through(ground, rng):
    delay = np.append(0.0, rng.uniform(0, 300, AREAS))
    ahead, walls = times(ground, delay, "eight")
    goals = np.zeros(ahead.shape, np.bool_)
    goals.flat[rng.choice(np.flatnonzero(np.isfinite(ahead)), 2)] = True
    back = march(ground.cost, goals, stencil="eight", barriers=walls, reverse=True)
    cells = np.flatnonzero(np.isfinite(ahead + back))
    places = flat(ahead.shape, cells)
    to = walks(surface(ground.cost, ahead, walls), places, AREAS)
    on = walks(surface(ground.cost, back, walls, reverse=True), places, AREAS)
    whole = to[0] + on[0] + paid(to[1] + on[1], delay)
    assert whole == pytest.approx((ahead + back).flat[cells], rel=1e-4)
    assert whole.min() == pytest.approx(float(ahead[goals].min()), rel=1e-4)


def test_in_any_direction_a_wall_is_crossed_once_in_all():
    drawing = """
        a..1...
        ...1...
        ...1..b
    """
    walls = barriers(drawing, 5)
    time = march(cost(drawing), start(drawing), barriers=walls)
    told = surface(cost(drawing), time, walls, turning=True)
    base, counts = walks(told, flat((3, 7), np.array([20])), 1)
    assert counts.tolist() == [[0, 1]]
    assert base[0] == pytest.approx(float(time[2, 6]) - 5, rel=1e-5)
    assert np.hypot(6, 2) <= base[0] < 4 + 2 * np.sqrt(2)


def test_a_chain_told_cell_by_cell():
    drawing = """
        a11..b
    """
    walls = barriers(drawing, 5)
    time = march(cost(drawing), start(drawing), stencil="eight", barriers=walls)
    told = surface(cost(drawing), time, walls)
    path = chain(told, int(flat((1, 6), np.array([5]))[0]))[::-1]
    taken, crossed = along(told, path)
    assert taken.tolist() == [0, 1, 2, 3, 4, 5]
    assert crossed.tolist() == [[1, 1]]
    _, crossed = along(told, path[::-1])
    assert crossed.tolist() == [[3, 1]]


def test_steps_that_take_no_time_are_told():
    still = np.zeros((1, 3), np.float32)
    walls = Barriers(np.array([[0, 1, 0]], np.uint16), np.array([0, 2], np.float32))
    time = np.array([[0, 2, 2]], np.float32)
    with pytest.raises(ValueError, match="no time"):
        walks(surface(still, time, walls), flat((1, 3), np.array([2])), 1)
