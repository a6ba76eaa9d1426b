"""The best plan, against the dual programme on the whole raster."""

import numpy as np
import pytest

from benchmarks.dual import best_of, dual
from benchmarks.ground import drawn, task_parts
from marchland.optimise.cover import cover
from marchland.optimise.solution import Stop
from marchland.optimise.state import Task


def drawn_task(n, sites, seed, share=0.3, cases=(("wheeled", "dry"),), workers=1):
    """A task on lines cut into equal pieces."""
    ground = drawn(n, seed, 4, sites)
    candidates, follower = task_parts(ground, seed, cases, workers)
    row = candidates.limit("cost", share * candidates.columns["cost"].sum())
    return Task(candidates, (row,), follower), ground


@pytest.mark.parametrize("seed", range(1, 4))
def test_equals_the_dual_programme_on_2500_cells(seed):
    task, ground = drawn_task(50, 12, seed)
    found = cover(task, Stop(gap=1e-6))
    movement = task.follower.movements[0]
    told = best_of(dual(movement, ground.owner, task.candidates, task.rows))
    assert told.status == "optimal"
    assert found.time_s[0] == pytest.approx(told.y[-1], rel=1e-5)


def test_a_bigger_budget_is_never_worse():
    values = []
    for share in (0.0, 0.1, 0.25, 0.5, 1.0):
        task, _ = drawn_task(60, 16, 4, share)
        found = cover(task, Stop(gap=1e-5))
        values.append(found.lower)
    assert values == sorted(values)
    assert values[0] == pytest.approx(1.0)
    assert values[-1] > 1.5


def test_order_of_options_and_threads_change_nothing():
    cases = (("wheeled", "dry"), ("foot", "wet"))
    task, _ = drawn_task(60, 12, 5, cases=cases)
    one = cover(task, Stop(gap=1e-3))
    again, _ = drawn_task(60, 12, 5, cases=cases, workers=2)
    known = again.candidates
    order = np.random.default_rng(1).permutation(len(known.names))
    mixed = type(known)(
        tuple(known.names[place] for place in order),
        known.site[order],
        known.delay_s[:, order],
        {"cost": known.columns["cost"][order]},
    )
    row = mixed.limit("cost", task.rows[0].bound)
    other = cover(Task(mixed, (row,), again.follower), Stop(gap=1e-3))
    assert (one.chosen, one.lower, one.upper) == (other.chosen, other.lower, other.upper)
    assert one.log == other.log
