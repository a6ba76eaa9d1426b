"""The most vulnerable path against every path there is, on worlds small enough to list them."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import seeds

from marchland.errors import InputError
from marchland.kernels.walls import Barriers
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach
from marchland.model.grid import Grid
from marchland.posture.adversary import Search, Watch, vulnerable
from marchland.posture.timeline import Response, Task, easi
from marchland.schema import raster

CELL_M = 100.0
ROOT = math.sqrt(2)


def ground(values):
    values = np.asarray(values, np.float32)
    return raster(values, Grid(3035, 0.0, 0.0, CELL_M, *values.shape), "speed", "m/s")


def across(shape, avoid=None):
    """From the western column to the eastern."""
    west, east = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    west[:, 0], east[:, -1] = True, True
    shut = np.zeros(shape, np.bool_) if avoid is None else avoid
    return Terminals(Approach("across", ("west",), ("east",)), west, east, shut)


def unseen(shape, notice=(0.0,)):
    return Watch(np.zeros(shape), np.array(notice))


def tasks_of(path, speed, watch, barriers):
    """A way as tasks of EASI, told from the definition and not by the kernel."""
    cost, held = CELL_M / np.maximum(speed.values.astype(float), 1e-9), []
    for (r, c), (s, d) in pairwise(path):
        share = (ROOT if r != s and c != d else 1.0) / 2
        here, there = cost[r, c] * share, cost[s, d] * share
        hazard = watch.rate[r, c] * here + watch.rate[s, d] * there
        held.append(Task("ground", here + there, 1 - math.exp(-hazard), 0, "middle"))
        if barriers is not None:
            u, v = barriers.owner[r, c], barriers.owner[s, d]
            one, other = barriers.owner[s, c], barriers.owner[r, d]
            crossed = [v] if u != v and v else []
            if r != s and c != d and one and one == other and one not in (u, v):
                crossed.append(one)
            delay = sum(float(barriers.delay_s[k]) for k in crossed)
            missed = math.prod(1 - watch.notice[k] for k in crossed)
            held.append(Task("barrier", delay, 1 - missed, 0, watch.when))
    return held


def every_way(speed, ends):
    """Every way without a cell twice, from an origin to an objective and no farther."""
    rows, cols = speed.shape
    open_ground = (speed.values > 0) & ~ends.avoid

    def onward(path):
        r, c = path[-1]
        if ends.objectives[r, c]:
            yield path
            return
        for s in range(max(r - 1, 0), min(r + 2, rows)):
            for d in range(max(c - 1, 0), min(c + 2, cols)):
                if open_ground[s, d] and (s, d) not in path:
                    yield from onward([*path, (s, d)])

    for r, c in zip(*np.nonzero(ends.origins & open_ground), strict=True):
        yield from onward([(int(r), int(c))])


def brute(speed, ends, response, watch, barriers):
    """The Pareto set of time and probability over every way."""
    found = []
    for path in every_way(speed, ends):
        held = tasks_of(path, speed, watch, barriers)
        time = sum(task.delay_s for task in held)
        if math.isfinite(time):
            found.append((time, easi(held, response).probability if held else 0.0))
    found.sort()
    kept = []
    for time, chance in found:
        if not kept or chance < kept[-1][1] - 1e-9:
            kept.append((time, chance))
    return kept


@st.composite
def cases(draw):
    """Three by three cells of any speed and watch, with up to two barriers."""
    rng = draw(seeds)
    shape = (3, 3)
    speed = np.exp(rng.uniform(-1, 2, shape)).astype(np.float32)
    speed[rng.random(shape) < 0.15] = 0
    rate = rng.uniform(0, 0.02, shape) * (rng.random(shape) < 0.6)
    barriers, notice = None, np.zeros(1)
    if rng.random() < 0.7:
        owner = np.zeros(shape, np.uint16)
        owner[:, 1] = 1
        owner[1:, 2] = 2
        barriers = Barriers(owner, np.array([0, *rng.uniform(0, 300, 2)], np.float32))
        notice = np.array([0, *rng.uniform(0, 0.9, 2)])
    when = draw(st.sampled_from(["beginning", "middle", "end"]))
    response = Response(rng.uniform(0, 300), rng.choice([0.0, 60.0]), 0.9, 0.95)
    return ground(speed), Watch(rate, notice, when), barriers, response


@given(cases())
@settings(max_examples=15, deadline=None)
def test_the_pareto_set_is_that_of_every_way(case):
    speed, watch, barriers, response = case
    ends = across(speed.shape)
    wanted = brute(speed, ends, response, watch, barriers)
    found = vulnerable(
        speed, ends, response, watch, barriers=barriers, search=Search(longest=1e6)
    )  # fmt: skip
    if not wanted:
        assert found is None
        return
    assert found is not None
    times, chances = zip(*wanted, strict=True)
    assert found.worst.probability == pytest.approx(chances[-1], abs=1e-5)
    assert found.fastest.time_s == pytest.approx(times[0], rel=1e-5)
    for time, chance in wanted:
        at = [way.probability for way in found.ways if way.time_s <= time * (1 + 1e-5)]
        assert min(at) == pytest.approx(chance, abs=1e-5)
    for way in found.ways:
        held = tasks_of([tuple(cell) for cell in way.path], speed, watch, barriers)
        assert sum(task.delay_s for task in held) == pytest.approx(way.time_s, rel=1e-5)
        assert easi(held, response).probability == pytest.approx(way.probability, abs=1e-5)
    assert found.bound == pytest.approx(found.worst.probability, abs=1e-12)


@given(cases(), st.floats(0, 0.5), st.floats(1, 5))
@settings(max_examples=15, deadline=None)
def test_thinning_loses_no_more_than_it_says(case, thin, longest):
    """For every way there is one kept that is no slower and loses at most `thin`."""
    speed, watch, barriers, response = case
    ends = across(speed.shape)
    exact, rough = (
        vulnerable(speed, ends, response, watch, barriers=barriers, search=Search(longest, part))
        for part in (0.0, thin)
    )
    if exact is None or rough is None:
        assert exact is rough
        return
    assert exact.worst.probability <= rough.worst.probability + 1e-9
    assert rough.bound <= exact.worst.probability + 1e-9
    assert 0 <= rough.epsilon <= 1 - np.exp(-thin) + 1e-9
    for way in exact.ways:
        left = [w.probability for w in rough.ways if w.time_s <= way.time_s * (1 + 1e-9)]
        assert 1 - min(left) >= (1 - way.probability) * np.exp(-thin) - 1e-9


@given(cases())
@settings(max_examples=15, deadline=None)
def test_adapting_is_never_better_for_the_defender_than_a_fixed_path(case):
    speed, watch, barriers, response = case
    ends = across(speed.shape)
    found = vulnerable(speed, ends, response, watch, barriers=barriers, search=Search(1e6))
    for path in list(every_way(speed, ends))[:200]:
        held = tasks_of(path, speed, watch, barriers)
        if all(math.isfinite(task.delay_s) for task in held):
            assert found is not None
            assert found.worst.probability <= easi(held, response).probability + 1e-5


def test_with_few_labels_it_thins_out_and_says_so():
    """The watched row is quick; with one label a cell only the fastest way is left."""
    speed = ground([[2, 2, 2, 2, 2], [10, 10, 10, 10, 10], [0, 0, 0, 0, 0]])
    rate = np.zeros(speed.shape)
    rate[1, 1:4] = 0.05
    watch = Watch(rate, np.zeros(1))
    found = vulnerable(speed, across(speed.shape), None, watch, search=Search(10, 0.0, 0.1))
    assert found is not None
    assert found.worst.probability == pytest.approx(1 - math.exp(-1.5), abs=1e-6)
    assert found.bound == 0
    assert found.epsilon == found.worst.probability


def test_a_slow_way_around_a_tower_is_less_likely_to_be_noticed():
    """The middle row is quick and watched, the northern one slow and not."""
    speed = ground([[2, 2, 2, 2, 2], [10, 10, 10, 10, 10], [0, 0, 0, 0, 0]])
    rate = np.zeros(speed.shape)
    rate[1, 1:4] = 0.05
    found = vulnerable(
        speed, across(speed.shape), None, Watch(rate, np.zeros(1)), search=Search(10)
    )  # fmt: skip
    assert found is not None
    assert (found.fastest.path[:, 0] == 1).all()
    assert found.fastest.time_s == pytest.approx(40)
    assert found.fastest.probability == pytest.approx(1 - math.exp(-0.05 * 30), abs=1e-6)
    assert (found.worst.path[1:-1, 0] == 0).all()
    assert found.worst.probability == 0
    assert found.worst.time_s > found.fastest.time_s


def test_where_the_response_is_late_the_fastest_way_is_the_best():
    """Beyond the critical detection point being noticed is no loss, so time decides."""
    speed = ground([[2, 2, 2, 2, 2], [10, 10, 10, 10, 10]])
    rate = np.zeros(speed.shape)
    rate[1, 1:4] = 0.05
    watch = Watch(rate, np.zeros(1))
    found = vulnerable(speed, across(speed.shape), Response(1000), watch, search=Search(10))
    assert found is not None
    assert len(found.ways) == 1
    assert found.worst.probability == 0
    assert found.worst.time_s == pytest.approx(40)


def test_barriers_hold_and_notice():
    speed = ground([[10, 10, 10, 10, 10]])
    owner = np.array([[0, 0, 1, 0, 0]], np.uint16)
    held = Barriers(owner, np.array([0, 500], np.float32))
    watch = unseen(speed.shape, (0.0, 0.6))
    for response_s, chance in ((400, 0.6), (519, 0.6), (521, 0.0)):
        found = vulnerable(speed, across(speed.shape), Response(response_s), watch, barriers=held)
        assert found is not None
        assert found.worst.time_s == pytest.approx(540)
        assert found.worst.probability == pytest.approx(chance, abs=1e-6)


def test_a_diagonal_wall_is_not_slipped_through():
    speed = ground(np.full((4, 4), 10.0))
    owner = np.eye(4, dtype=np.uint16)[::-1].copy()
    owner[:, 0], owner[:, 3] = [0, 0, 0, 1], [1, 0, 0, 0]
    held = Barriers(owner, np.array([0, 500], np.float32))
    corner = across(speed.shape)
    corner.origins[1:], corner.objectives[:3] = False, False
    found = vulnerable(
        speed, corner, None, unseen(speed.shape, (0.0, 0.5)), barriers=held, search=Search(100)
    )  # fmt: skip
    assert found is not None
    assert found.worst.probability == pytest.approx(0.5)
    assert found.fastest.time_s == pytest.approx(500 + 30 * ROOT, rel=1e-5)


def test_no_way_and_nothing_known():
    shut = ground([[10, 0, 10]])
    assert vulnerable(shut, across(shut.shape), None, unseen(shut.shape)) is None
    speed = ground([[10, 10, 10]])
    assert vulnerable(speed, across(speed.shape), Response(math.nan), unseen(speed.shape)) is None
    unsure = Watch(np.full(speed.shape, math.nan), np.zeros(1))
    assert vulnerable(speed, across(speed.shape), None, unsure) is None


def test_everything_wrong_is_said_at_once():
    speed = ground([[10, 10, 10]])
    with pytest.raises(InputError) as raised:
        vulnerable(
            speed, across(speed.shape), None, Watch(-np.ones((1, 2)), np.array([0, 1.0])),
            search=Search(0.5, -1),
        )  # fmt: skip
    assert len(raised.value.faults) == 4
    with pytest.raises(InputError, match="not a probability"):
        vulnerable(speed, across(speed.shape), None, unseen(speed.shape, (0.5,)))
