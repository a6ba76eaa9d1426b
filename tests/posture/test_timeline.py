"""EASI against the textbook's path, and the laws it obeys."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.errors import InputError
from marchland.posture.timeline import Response, Task, after, critical_point, easi, remaining

# Cut fence, run, open door, run, open door, sabotage: detection, mean s, standard deviation s.
# The example of Garcia's textbook on physical protection; its printed answer is 0.476.
TEXTBOOK = ((0, 10, 3), (0, 12, 3.6), (0.9, 90, 27), (0, 10, 3), (0.9, 90, 27), (0, 120, 36))
ANSWER = Response(300, 90, communication=0.95)

SITE = (("fence", 10, 0.5), ("field", 30, 0), ("wall", 60, 0.7), ("door", 45, 0.9),
        ("target", 30, 0))  # fmt: skip


def textbook(when="beginning", fence=0.0):
    rows = [(fence, *TEXTBOOK[0][1:]), *TEXTBOOK[1:]]
    return [Task(str(n), t, d, s, when) for n, (d, t, s) in enumerate(rows)]


def site():
    return [Task(*row) for row in SITE]


chances = st.floats(0, 1)
times = st.floats(0, 1e4)
whens = st.sampled_from(["beginning", "middle", "end"])
sequences = st.lists(st.builds(Task, st.just("belt"), times, chances, times, whens), min_size=1)
responses = st.builds(Response, times, times, chances, chances)


@pytest.mark.parametrize(
    ("when", "base", "with_sensor"),
    [
        ("beginning", 0.47604, 0.57811),
        ("middle", 0.31942, 0.54677),
        ("end", 0.18516, 0.51744),
    ],
)
def test_the_textbook_path(when, base, with_sensor):
    assert easi(textbook(when), ANSWER).probability == pytest.approx(base, abs=1e-4)
    fenced = easi(textbook(when, fence=0.9), ANSWER).probability
    assert fenced == pytest.approx(with_sensor, abs=1e-4)


@pytest.mark.parametrize(
    ("response_s", "name", "probability"),
    [(60, "door", 0.985), (90, "wall", 0.85), (120, "wall", 0.85), (140, "field", 0.5)],
)
def test_the_critical_detection_point(response_s, name, probability):
    found = critical_point(site(), Response(response_s))
    assert (found.name, found.task) == (name, [row[0] for row in SITE].index(name))
    assert found.probability == pytest.approx(probability, abs=1e-12)


def test_no_critical_detection_point_where_every_response_is_late():
    assert critical_point(site(), Response(175)) == critical_point(site(), Response(1e9))
    assert critical_point(site(), Response(175)).task is None
    assert critical_point(site(), Response(175)).probability == 0


def test_a_response_that_never_comes_interrupts_nothing():
    assert easi(site(), Response(math.inf)).probability == 0
    assert critical_point(site(), Response(math.inf)).probability == 0


def test_communication_and_assessment_count_once():
    both = easi(textbook(fence=0.9), Response(300, 90, 0.5, 0.5)).probability
    none = easi(textbook(fence=0.9), Response(300, 90)).probability
    assert both == pytest.approx(0.25 * none)


def test_time_ahead_by_hand():
    path = [Task("a", 10, 1, 3, "middle"), Task("b", 20, 1, 4, "end"), Task("c", 5, 1, 0)]
    mean, variance = remaining(path)
    assert mean.tolist() == [30, 5, 5]
    assert variance.tolist() == [0.25 * 9 + 16, 0, 0]


def test_what_comes_after():
    assert after(np.array([1.0, 2.0, 4.0])).tolist() == [6, 4, 0]
    assert after(np.array([[1.0], [2.0]])).tolist() == [[2], [0]]


@given(sequences, responses)
def test_it_is_a_probability(path, answer):
    found = easi(path, answer)
    assert 0 <= found.probability <= 1 + 1e-12
    assert found.first.sum() <= 1 + 1e-12
    assert (np.diff(found.remaining_s) <= 1e-6).all()


@given(sequences)
def test_without_spread_it_is_the_chance_up_to_the_critical_point(path):
    still = [Task(t.name, t.delay_s, t.detection, 0, t.when) for t in path]
    answer = Response(3000, 0, 0.9, 0.8)
    assert easi(still, answer).probability == pytest.approx(
        critical_point(still, answer).probability
    )


@given(sequences, responses, st.data())
def test_more_delay_never_helps_a_movement_that_is_not_late(path, answer, data):
    """With no spread, a longer task never lowers the probability."""
    still = [Task(t.name, t.delay_s, t.detection, 0, t.when) for t in path]
    at = data.draw(st.integers(0, len(path) - 1))
    longer = list(still)
    longer[at] = Task("belt", still[at].delay_s + 500, still[at].detection, 0, still[at].when)
    firm = Response(answer.time_s, 0, answer.assessment, answer.communication)
    assert easi(longer, firm).probability >= easi(still, firm).probability - 1e-12


@given(sequences, responses, st.data())
def test_a_sensor_added_never_lowers_it(path, answer, data):
    """Against a movement that does not adapt, noticing it earlier is no loss.

    Without spread of the delays: with it, an early report may rest on a less certain time.
    """
    still = [Task(t.name, t.delay_s, t.detection, 0, t.when) for t in path]
    at = data.draw(st.integers(0, len(path) - 1))
    more = list(still)
    better = data.draw(st.floats(still[at].detection, 1))
    more[at] = Task("belt", still[at].delay_s, better, 0, still[at].when)
    assert easi(more, answer).probability >= easi(still, answer).probability - 1e-9


def seen_more(path, at, better):
    return [replace(t, detection=better) if n == at else t for n, t in enumerate(path)]


def after_it(found, path, at):
    """The chance of an answer in time of who is not noticed in a task: a mean of later ones."""
    passed = math.prod(1 - task.detection for task in path[: at + 1])
    later = float((found.first[at + 1 :] * found.in_time[at + 1 :]).sum())
    return later / passed if passed else 0.0


def test_with_spread_a_sensor_added_can_lower_it():
    """A wall that takes 100 s, give or take 300, before a wall that takes 150 s for certain.

    Noticed at the second, the movement is always met in 100 s; noticed at the first, 250 s lie
    ahead on average, but by the normal law in three of ten passages less than 100: delays
    below zero, which only the formula knows.
    """
    path = [Task("first", 100, 0, 300), Task("second", 150, 1, 0)]
    assert easi(path, Response(100)).probability == 1
    added = easi(seen_more(path, 0, 1), Response(100)).probability
    assert added == pytest.approx(0.5 * math.erfc(-0.5 / math.sqrt(2)))  # Phi(150 / 300)


@given(sequences, responses, st.data())
def test_a_sensor_added_changes_it_by_what_the_task_is_ahead_of_those_after_it(path, answer, data):
    """The whole of the condition: it is lowered where, and only where, later ones do better."""
    at = data.draw(st.integers(0, len(path) - 1))
    better = data.draw(st.floats(path[at].detection, 1))
    if path[at].detection > 1 - 1e-6:
        return
    before, added = easi(path, answer), easi(seen_more(path, at, better), answer)
    unseen = math.prod(1 - task.detection for task in path[:at])
    heard = answer.assessment * answer.communication
    ahead = float(before.in_time[at]) - after_it(before, path, at)
    wanted = heard * unseen * (better - path[at].detection) * ahead
    assert added.probability - before.probability == pytest.approx(wanted, abs=1e-6)


@given(sequences, responses, st.data())
def test_with_spread_a_sensor_added_never_lowers_it_where_no_later_task_does_better(
    path, answer, data
):
    at = data.draw(st.integers(0, len(path) - 1))
    in_time = easi(path, answer).in_time
    if in_time[at] < in_time[at:].max():
        return
    more = seen_more(path, at, data.draw(st.floats(path[at].detection, 1)))
    assert easi(more, answer).probability >= easi(path, answer).probability - 1e-9


@given(sequences, responses)
def test_where_all_are_late_on_average_no_later_task_does_better(path, answer):
    """Less time ahead with less spread is further from in time."""
    found = easi(path, answer)
    if (found.remaining_s <= answer.time_s).all():
        assert (np.diff(found.in_time) <= 1e-12).all()


def test_an_unknown_delay_is_an_unknown_answer_only_where_it_matters():
    late = [Task("a", 100, 0.5), Task("b", math.nan, 0)]
    early = [Task("b", math.nan, 0), Task("a", 100, 0.5)]
    assert math.isnan(easi(late, Response(50)).probability)
    assert easi(early, Response(50)).probability == 0.5
    assert math.isnan(critical_point(late, Response(50)).probability)
    assert math.isnan(easi([Task("a", 100, math.nan)], Response(50)).probability)
    assert math.isnan(easi([Task("a", 100, 0.5)], Response(math.nan)).probability)


def test_everything_wrong_is_said_at_once():
    wrong = [Task("a", -1, 2), Task("b", math.inf, 0.5, -1, "never")]
    with pytest.raises(InputError) as raised:
        easi(wrong, Response(-5, 0, 1.5, -0.5))
    places = [fault.where for fault in raised.value.faults]
    assert places.count("task a") == 2
    assert places.count("task b") == 3
    assert places.count("response") == 3
    with pytest.raises(InputError, match="there are none"):
        easi([], Response(1))
