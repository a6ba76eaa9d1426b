"""Drawn passages against the formula, and what a shared weather does."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.posture.test_timeline import ANSWER, chances, responses, sequences, textbook, whens

from marchland.errors import InputError
from marchland.model.estimate import Estimate
from marchland.posture.belts import Belt, drawn_tasks
from marchland.posture.montecarlo import SHARES, Spread, simulate
from marchland.posture.timeline import Response, Task, easi

NORMAL = Spread("normal")

longs = st.floats(1, 1e4)
tasks = st.builds(Task, st.just("belt"), longs, chances, longs, whens)


def test_normal_delays_give_the_formula():
    """Within three standard errors at a million trials, as the textbook's path asks."""
    found = simulate(textbook(), ANSWER, seed=1, spread=NORMAL, trials=10**6)
    assert found.error < 5e-4
    assert abs(found.probability - easi(textbook(), ANSWER).probability) < 3 * found.error


@pytest.mark.parametrize("when", ["middle", "end"])
def test_normal_delays_give_the_formula_wherever_detection_falls(when):
    found = simulate(textbook(when, 0.9), ANSWER, seed=2, spread=NORMAL, trials=200_000)
    wanted = easi(textbook(when, 0.9), ANSWER).probability
    assert abs(found.probability - wanted) < 3 * found.error


@given(sequences, responses, st.integers(0, 2**32))
@settings(max_examples=30)
def test_normal_delays_give_the_formula_on_any_path(path, answer, seed):
    """Within five standard errors, with room for chances of one in many thousand trials."""
    found = simulate(path, answer, seed=seed, spread=NORMAL, trials=4000)
    assert abs(found.probability - easi(path, answer).probability) < 5 * found.error + 5e-3


@pytest.mark.parametrize(("shape", "wanted"), [("truncated", 0.47684), ("lognormal", 0.504)])
def test_other_shapes_of_the_textbook_path(shape, wanted):
    """Against a simulation written apart from this one, to its own standard error."""
    found = simulate(textbook(), ANSWER, seed=3, spread=Spread(shape), trials=400_000)
    assert found.probability == pytest.approx(wanted, abs=2e-3)


def test_the_same_on_any_number_of_threads():
    spread = Spread("lognormal", 0.4, 0.2)
    found = [simulate(textbook(), ANSWER, seed=4, spread=spread, threads=n) for n in (1, 2, 5)]
    assert found[0] == found[1] == found[2]
    assert simulate(textbook(), ANSWER, seed=5, spread=spread) != found[0]


def test_one_weather_widens_the_passage():
    """Ten equal delays: alone the spread of the sum is √10 of one, together 10 of one."""
    path = [Task("belt", 100, 0.1, 20) for _ in range(10)]
    apart = simulate(path, ANSWER, seed=6, spread=NORMAL).passage_s
    together = simulate(path, ANSWER, seed=6, spread=Spread("normal", 1.0)).passage_s
    reach = 1.6449
    assert apart[2] - apart[1] == pytest.approx(reach * 20 * math.sqrt(10), rel=0.03)
    assert together[2] - together[1] == pytest.approx(reach * 200, rel=0.03)
    half = simulate(path, ANSWER, seed=6, spread=Spread("normal", 0.5)).passage_s
    assert half[2] - half[1] == pytest.approx(reach * 20 * math.sqrt(10 + 90 * 0.5), rel=0.03)


def test_a_weather_that_slows_both_sides_alike_changes_nothing():
    """Equal scores of one delay and of the response: early in every trial or in none."""
    path = [Task("belt", 100, 1.0, 20)]
    both = Spread("normal", 1.0, 1.0)
    assert simulate(path, Response(99, 20), seed=7, spread=both).probability == 1
    assert simulate(path, Response(101, 20), seed=7, spread=both).probability == 0


@pytest.mark.parametrize("shape", ["truncated", "lognormal"])
@given(st.lists(tasks, min_size=1), st.builds(Response, longs, longs), st.data())
@settings(max_examples=25)
def test_a_sensor_added_never_lowers_it_where_no_delay_is_below_zero(shape, path, answer, data):
    """Passage by passage: with the same weather, more time is ahead the earlier it is noticed."""
    at = data.draw(st.integers(0, len(path) - 1))
    better = replace(path[at], detection=data.draw(st.floats(path[at].detection, 1)))
    more = [*path[:at], better, *path[at + 1 :]]
    few, many = (
        simulate(of, answer, seed=1, spread=Spread(shape, 0.3), trials=500).probability
        for of in (path, more)
    )
    assert many >= few - 1e-6


def test_a_sensor_that_lowers_the_formula_does_not_lower_what_is_drawn():
    path = [Task("first", 100, 0, 300), Task("second", 150, 1, 0)]
    seen = [replace(path[0], detection=1.0), path[1]]
    assert easi(seen, Response(100)).probability < easi(path, Response(100)).probability - 0.3
    for shape in ("truncated", "lognormal"):
        drawn = simulate(seen, Response(100), seed=1, spread=Spread(shape), trials=2000)
        assert drawn.probability == 1


@pytest.mark.parametrize("shape", ["truncated", "lognormal", "pert"])
def test_times_keep_their_mean_and_are_never_below_zero(shape):
    belt = Belt("wood", Estimate(60, 90, 600, "s", "a test", "declared"), Estimate(
        1, 1, 1, "1", "a test", "declared"))  # fmt: skip
    (task,) = drawn_tasks([belt])
    found = simulate([task], Response(0), seed=8, spread=Spread(shape))
    low, _, high = found.passage_s
    assert 0 < low < high
    assert found.margin_s == found.passage_s
    if shape == "pert":
        assert task.span_s is not None
        assert task.span_s[0] <= low < high <= task.span_s[1]


def test_the_margin_is_that_of_those_noticed():
    """Noticed in the first task for certain: the whole path is ahead."""
    path = [Task("a", 100, 1.0, 10), Task("b", 50, 1.0, 5)]
    found = simulate(path, Response(30), seed=9, spread=NORMAL)
    assert np.array(found.margin_s) == pytest.approx(np.array(found.passage_s) - 30)
    assert len(found.margin_s) == len(SHARES)
    nobody = simulate([Task("a", 100)], Response(30), seed=9)
    assert nobody.probability == 0
    assert all(math.isnan(value) for value in nobody.margin_s)


def test_what_is_unknown_stays_unknown():
    path = [Task("a", math.nan, 0.5), Task("b", 10, 0.5)]
    found = simulate(path, Response(5), seed=10)
    assert math.isnan(found.probability)
    assert all(math.isnan(value) for value in found.passage_s)
    before = simulate([Task("b", math.nan), Task("a", 100, 0.5)], Response(5), seed=10)
    assert before.probability == 0.5
    assert before.margin_s == (95, 95, 95)
    assert all(math.isnan(value) for value in before.passage_s)


def test_a_response_that_never_comes():
    assert simulate(textbook(), Response(math.inf), seed=11).probability == 0


def test_what_cannot_be_drawn():
    path = [Task("a", 100, 0.5, 10), Task("b", 100, 0.5)]
    with pytest.raises(InputError) as raised:
        simulate(path, Response(5, 1), seed=1, spread=Spread("pert", 2, -1), trials=1)
    assert [f.where for f in raised.value.faults] == [
        "spread", "spread", "simulate", "task a", "response",
    ]  # fmt: skip
    with pytest.raises(InputError, match="unknown shape"):
        simulate(path, Response(5), seed=1, spread=Spread("flat"))  # type: ignore[arg-type]
