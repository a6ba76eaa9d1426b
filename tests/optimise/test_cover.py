"""The best plan, against plans known to be best."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.optimise.instances import best_of_all, of_graph, of_raster, published
from tests.optimise.test_raster import drawn

from marchland.optimise.candidates import Candidates, Row
from marchland.optimise.cover import cover
from marchland.optimise.follower import Member
from marchland.optimise.raster import Movement, RasterFollower
from marchland.optimise.solution import Objective, Stop
from marchland.optimise.state import Task

OBJECTIVES = {
    "maximin": Objective("min"),
    "expected": Objective("expected"),
    "cvar_half": Objective("cvar", 0.5),
}


@pytest.mark.parametrize("place", range(2))
def test_graph_instances_to_the_last_digit(shared, place):
    instance = published(shared)[place]
    candidates, follower = of_graph(instance)
    for result in instance["results"]:
        rows = (candidates.limit("cost", result["budget"]),)
        found = cover(Task(candidates, rows, follower), Stop(gap=1e-6))
        assert found.lower == pytest.approx(result["optimum"], abs=1e-5)
        assert found.upper == pytest.approx(result["optimum"], rel=2e-5)


def test_raster_instances(shared):
    for instance in published(shared)[2:]:
        candidates, follower = of_raster(instance)
        for result in instance["results"]:
            objective = OBJECTIVES[result["objective"]]
            rows = (candidates.limit("cost", result["budget"]),)
            found = cover(Task(candidates, rows, follower, objective), Stop(gap=1e-6))
            assert found.lower == pytest.approx(result["optimum"], abs=1e-5)
            assert found.upper == pytest.approx(result["optimum"], rel=2e-5)


@st.composite
def tasks(draw):
    """Two movers over one raster, one of them met half-way; two options on each site."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    stencil = draw(st.sampled_from(["any", "eight"]))
    _, movement, owner = drawn(seed, meet=bool(rng.random() < 0.5), stencil=stencil, closed=0.1)
    other = Movement(
        Member("two", weight=2.0, scale_s=2.0, offset_s=1.0),
        (movement.cost * rng.uniform(0.5, 2, movement.cost.shape)).astype(np.float32),
        movement.origins,
        movement.objectives,
        meet=bool(rng.random() < 0.5),
    )
    follower = RasterFollower([movement, other], owner, stencil=stencil)
    sites = np.repeat(np.arange(follower.sites), 2)
    delay = rng.uniform(0, 15, (2, sites.size)).round(1)
    delay[:, rng.random(sites.size) < 0.1] = np.inf
    names = tuple(rng.permutation([f"o{n:02d}" for n in range(sites.size)]).tolist())
    candidates = Candidates(names, sites, delay, {"cost": rng.uniform(1, 4, sites.size).round(1)})
    rows = [candidates.limit("cost", float(rng.uniform(0, 9)))]
    if rng.random() < 0.3:
        first = np.zeros(sites.size)
        first[0], first[-1] = 1, -1
        rows.append(Row("the first only with the last", first, "<=", 0.0))
    kind = draw(st.sampled_from(["min", "cvar", "expected"]))
    return Task(candidates, tuple(rows), follower, Objective(kind, float(rng.uniform(0.2, 1))))


@settings(max_examples=30)
@given(task=tasks())
def test_equals_trying_every_plan(task):
    base = task.follower.sweep(np.zeros((2, task.follower.sites)), via=False).time_s
    if not np.isfinite(base).all():
        return
    found = cover(task, Stop(gap=1e-6, sweeps=150))
    assert found.stopped == "gap"
    best = best_of_all(task.candidates, task.rows, task.follower, task.objective)
    if np.isfinite(best):
        assert found.lower == pytest.approx(best, rel=2e-5)
    else:
        assert found.lower > 5 * task.objective.value(np.array(base), task.follower.members)
    assert found.lower <= found.upper
    assert found.gap <= 1e-4


def test_a_search_that_may_try_nothing_ends_with_its_true_gap(shared):
    instance = published(shared)[-1]
    candidates, follower = of_raster(instance)
    rows = (candidates.limit("cost", instance["results"][0]["budget"]),)
    task = Task(candidates, rows, follower)
    whole, cut_off = cover(task, Stop(gap=1e-6)), cover(task, Stop(gap=1e-6, effort=0))
    assert whole.stopped == "gap"
    assert cut_off.stopped in {"gap", "effort"}
    assert cut_off.lower <= whole.lower * (1 + 1e-6)
    assert cut_off.upper >= whole.lower * (1 - 1e-6)


@settings(max_examples=15)
@given(task=tasks(), sweeps=st.integers(1, 6))
def test_a_search_that_is_cut_off_bounds_every_plan(task, sweeps):
    base = task.follower.sweep(np.zeros((2, task.follower.sites)), via=False).time_s
    if not np.isfinite(base).all():
        return
    found = cover(task, Stop(gap=1e-6, sweeps=sweeps))
    best = best_of_all(task.candidates, task.rows, task.follower, task.objective)
    assert found.lower <= found.upper
    if np.isfinite(best):
        assert found.lower <= best * (1 + 2e-5)
        assert found.upper >= best * (1 - 2e-5)


def test_where_everything_fits_it_is_seen_at_once(shared):
    candidates, follower = of_raster(published(shared)[-1])
    told = cover(Task(candidates, (), follower), Stop(gap=1e-6))
    assert told.lower == pytest.approx(told.upper)
    assert told.sweeps <= 4


@pytest.mark.parametrize("place", [2, 3])
def test_what_is_known_of_a_smaller_budget_makes_a_larger_one_short(shared, place):
    instance = published(shared)[place]
    candidates, follower = of_raster(instance)
    small, large = (
        Task(candidates, (candidates.limit("cost", result["budget"]),), follower)
        for result in instance["results"][-2:]
    )
    first = cover(small, Stop(gap=1e-6))
    cold = cover(large, Stop(gap=1e-6))
    warm = cover(replace(large, pool=first.pool), Stop(gap=1e-6))
    assert warm.lower == pytest.approx(cold.lower)
    assert warm.sweeps <= cold.sweeps
