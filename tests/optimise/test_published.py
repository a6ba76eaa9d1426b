"""The best plan, against optima that others have printed."""

import numpy as np
import pytest
from tests.optimise.instances import GraphFollower, best_of_all

from marchland.optimise.candidates import Candidates
from marchland.optimise.cover import cover
from marchland.optimise.solution import Stop
from marchland.optimise.state import Task

GALLERY = [
    ("S", "B", 10.0),
    ("S", "C", 2.0),
    ("C", "B", 2.0),
    ("B", "E", 1.0),
    ("C", "D", 7.0),
    ("D", "E", 8.0),
]
"""Network of the shortest path interdiction example of the Pyomo Gallery (network_interdiction)."""


def gallery(delay, attacks):
    """The example with every arc held for so long if attacked."""
    count = len(GALLERY)
    names = tuple(f"{tail} to {head}" for tail, head, _ in GALLERY)
    delays = np.full((1, count), float(delay))
    candidates = Candidates(names, np.arange(count), delays, {"attacks": np.ones(count)})
    row = candidates.limit("attacks", attacks)
    return Task(candidates, (row,), GraphFollower(GALLERY, "S", "E"))


def test_the_pyomo_gallery_example_goes_from_5_to_17_at_one_attack():
    assert cover(gallery(np.inf, 0), Stop(gap=1e-6)).lower == pytest.approx(5)
    found = cover(gallery(np.inf, 1), Stop(gap=1e-6))
    assert found.lower == pytest.approx(17)
    assert found.chosen == {"B to E"}


def test_the_pyomo_gallery_example_is_closed_by_two_attacks():
    task = gallery(np.inf, 2)
    assert best_of_all(task.candidates, task.rows, task.follower, task.objective) == np.inf
    assert cover(task, Stop(gap=1e-6)).lower > 3 * 17


@pytest.mark.parametrize(
    ("delay", "values"),
    [(3, (8, 11, 14)), (5, (10, 15, 16))],
)
def test_the_same_network_with_delays_by_trying_every_plan(delay, values):
    for attacks, value in enumerate(values, start=1):
        task = gallery(delay, attacks)
        found = cover(task, Stop(gap=1e-6))
        assert found.lower == pytest.approx(value)
        assert found.upper == pytest.approx(value, rel=2e-5)
        tried = best_of_all(task.candidates, task.rows, task.follower, task.objective)
        assert tried == pytest.approx(value)
