"""Laws of travel time that hold whatever the stencil."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import grounds, seeds

from marchland.kernels import march as module
from marchland.kernels import queue
from marchland.kernels.march import march, march_relief
from marchland.kernels.walls import Barriers

GRAPHS = {"eight": partial(march, stencil="eight"), "sixteen": march_relief}
"""Times over a graph: exact sums of steps."""
STENCILS = {"any": march, **GRAPHS}

every_stencil = pytest.mark.parametrize("solve", STENCILS.values(), ids=STENCILS)
every_graph = pytest.mark.parametrize("solve", GRAPHS.values(), ids=GRAPHS)
same = partial(np.testing.assert_allclose, rtol=1e-5)


def never_shorter(later, earlier):
    assert (later >= earlier * (1 - 1e-5)).all()


def delayed(barriers, factor):
    delay = barriers.delay_s.copy()
    delay[delay > 0] *= factor
    return Barriers(barriers.owner, delay)


def only(start, cell):
    alone = np.full(start.shape, np.inf, np.float32)
    alone[cell] = 0
    return alone


@every_stencil
@given(ground=grounds())
def test_ground_half_as_fast_takes_twice_the_time(solve, ground):
    cost, start, barriers = ground
    once = solve(cost, start, barriers=barriers)
    same(solve(2 * cost, start, barriers=delayed(barriers, 2)), 2 * once)


@every_stencil
@given(ground=grounds(), quarters=st.integers(0, 3), mirrored=st.booleans())
def test_turning_or_mirroring_the_map_does_the_same_to_the_times(solve, ground, quarters, mirrored):
    def moved(raster):
        return np.ascontiguousarray(np.rot90(raster.T if mirrored else raster, quarters))

    cost, start, barriers = ground
    there = Barriers(moved(barriers.owner), barriers.delay_s)
    ours = solve(moved(cost), moved(start), barriers=there)
    same(ours, moved(solve(cost, start, barriers=barriers)))


@every_stencil
@given(ground=grounds(), rng=seeds)
def test_slower_ground_never_shortens_a_time(solve, ground, rng):
    cost, start, barriers = ground
    slower = cost * rng.choice([1, 1.01, 3, np.inf], cost.shape).astype(np.float32)
    slower[start == 0] = cost[start == 0]
    before = solve(cost, start, barriers=barriers)
    never_shorter(solve(slower, start, barriers=barriers), before)


@every_stencil
@given(ground=grounds(), share=st.floats(0, 1))
def test_a_barrier_never_shortens_a_time_nor_does_a_longer_delay(solve, ground, share):
    cost, start, barriers = ground
    some = solve(cost, start, barriers=delayed(barriers, share + 1e-6))
    never_shorter(some, solve(cost, start))
    never_shorter(solve(cost, start, barriers=barriers), some)


@every_stencil
@given(ground=grounds(), delay=st.sampled_from([1e3, 1e6]))
def test_before_a_barrier_nobody_knows_how_long_it_holds(solve, ground, delay):
    cost, start, barriers = ground
    closed = np.where(np.arange(5) > 0, np.inf, 0)
    shut = solve(cost, start, barriers=Barriers(barriers.owner, closed))
    held = solve(cost, start, barriers=Barriers(barriers.owner, np.where(closed, delay, 0)))
    same(held[shut < delay], shut[shut < delay])


@every_stencil
@given(ground=grounds(), wait=st.floats(0, 1e5))
def test_waiting_at_one_start_costs_at_most_the_wait(solve, ground, wait):
    cost, start, barriers = ground
    late = start.copy()
    late[tuple(np.argwhere(start == 0)[0])] = wait
    now, then = (solve(cost, s, barriers=barriers) for s in (start, late))
    never_shorter(then, now)
    never_shorter(now + np.float32(wait), then)


@every_graph
@given(ground=grounds(), wait=st.floats(0, 1e5))
def test_the_first_to_arrive_counts(solve, ground, wait):
    cost, start, barriers = ground
    alone = []
    for late, cell in enumerate(map(tuple, np.argwhere(start == 0))):
        start[cell] = late * np.float32(wait)
        alone.append(solve(cost, only(start, cell), barriers=barriers) + start[cell])
    same(solve(cost, start, barriers=barriers), np.min(alone, axis=0))


@every_graph
@given(ground=grounds(), rng=seeds)
def test_a_detour_through_a_third_place_is_never_shorter(solve, ground, rng):
    cost, start, barriers = ground
    via = tuple(rng.integers(cost.shape))
    straight = solve(cost, start, barriers=barriers)
    onwards = solve(cost, only(start, via), barriers=barriers)
    never_shorter(straight[via] + onwards, straight)


@every_graph
@given(ground=grounds(), rng=seeds)
def test_the_time_to_a_place_is_the_time_of_the_way_there(solve, ground, rng):
    cost, start, barriers = ground
    there = tuple(rng.integers(cost.shape))
    forward = solve(cost, start, barriers=barriers)[there]
    towards = solve(cost, only(start, there), barriers=barriers, reverse=True)
    same(towards[start == 0].min(), forward)


@every_stencil
@given(ground=grounds(), rng=seeds)
def test_stopping_at_the_nearest_goal_does_not_change_its_time(solve, ground, rng):
    cost, start, barriers = ground
    goals = rng.random(cost.shape) < 0.1
    full = solve(cost, start, barriers=barriers)
    short = solve(cost, start, barriers=barriers, until=goals)
    assert short[goals].min(initial=np.inf) == full[goals].min(initial=np.inf)
    never_shorter(short, full)


@every_stencil
@given(ground=grounds(), share=st.floats(0, 1))
def test_times_up_to_a_limit_do_not_depend_on_it(solve, ground, share):
    cost, start, barriers = ground
    full = solve(cost, start, barriers=barriers)
    limit = share * np.max(full, where=np.isfinite(full), initial=0.0)
    short = solve(cost, start, barriers=barriers, until=limit)
    np.testing.assert_array_equal(short[full <= limit], full[full <= limit])
    never_shorter(short, full)


@every_stencil
def test_nobody_sets_out_where_nothing_passes(solve):
    start = np.zeros((1, 2), np.float32)
    np.testing.assert_array_equal(solve(np.array([[1, np.inf]], np.float32), start), [[0, np.inf]])


@every_stencil
def test_nobody_sets_out_at_all(solve):
    nowhere = np.full((2, 3), np.inf, np.float32)
    assert np.isinf(solve(np.ones((2, 3), np.float32), nowhere)).all()


@every_stencil
def test_inputs_are_left_alone(solve):
    cost, start = np.ones((3, 3), np.float32), np.zeros((3, 3), np.float32)
    solve(cost, start)
    assert (cost == 1).all()
    assert (start == 0).all()


@every_stencil
@pytest.mark.parametrize("ring", [4, 32])
@given(ground=grounds())
def test_times_do_not_hang_on_the_size_of_the_ring(solve, ring, ground):
    cost, start, barriers = ground
    plain = solve(cost, start, barriers=barriers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "MOST_BUCKETS", ring)
        np.testing.assert_array_equal(solve(cost, start, barriers=barriers), plain)


def test_a_delay_of_a_year_does_not_make_the_queue_large(monkeypatch):
    rings = []
    new_queue = module.new_queue
    monkeypatch.setattr(
        module, "new_queue", lambda *words: rings.append(new_queue(*words)) or rings[-1]
    )
    cost, start = np.ones((1, 4), np.float32), np.array([[0, *3 * [np.inf]]], np.float32)
    year = Barriers(np.array([[0, 0, 1, 0]], np.uint16), np.array([0, 3e7], np.float32))
    assert march(cost, start, barriers=year)[0].tolist() == [0, 1, 3e7 + 2, 3e7 + 4]
    assert rings[0].top.size < 64


@every_stencil
def test_the_queue_grows_where_a_front_is_long(solve, monkeypatch):
    """A road that takes no time carries the front 60 km wide before anyone leaves it."""
    growths = []
    grown = module.grown
    monkeypatch.setattr(module, "grown", lambda queue: growths.append(1) or grown(queue))
    cost = np.ones((3, 60_000), np.float32)
    cost[0] = 0
    start = np.full(cost.shape, np.inf, np.float32)
    start[0, 0] = 0
    time = solve(cost, start)
    np.testing.assert_array_equal(time, np.broadcast_to([[0], [0.5], [1.5]], cost.shape))
    assert growths
