"""Whether a passage is answered in time, and what must be believed where nobody knows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing import exactly, ground, measure, sites

from marchland.barriers.built import Built
from marchland.catalogue.read import catalogue
from marchland.model.measure import Notice
from marchland.posture.answer import LONGEST_S, Asked, answered, must_hold, passed_until
from marchland.posture.belts import Belt, Reserve, interruption
from marchland.posture.passage import Passage

BOOK = catalogue()
DRAWING = "asssssssssb"
HERE = ground(DRAWING)
PATH = np.array([[0, col] for col in range(len(DRAWING))])
WHERE = sites("..1........")
SEEN = replace(measure("cameras"), actions=(Notice(exactly(1.0, "1")),))
MOVER, SEASON = HERE.cases[0]
SPEEDS = {level: HERE.speed(MOVER, SEASON, level) for level in ("low", "best", "high")}
HELD = measure(wheeled=3600.0)


def asked(decision=0.0):
    bases = np.zeros((1, len(DRAWING)), bool)
    bases[0, -1] = True
    sure = exactly(1.0, "1")
    when = None if decision is None else exactly(decision)
    return Asked(bases, MOVER, SEASON, when, sure, sure)


def answer(*measures, on=None):
    built = Built(WHERE, {"line-1": measures} if measures else {})
    return answered(Passage(PATH, SPEEDS, built, "wheeled"), HERE, on or asked())


def test_a_reserve_at_the_end_of_the_way_meets_who_is_seen_and_held():
    found = answer(SEEN, HELD)
    assert found.noticed == (1, 1, 1)
    assert found.interrupted[1] > 0.99
    assert found.missing == ()


def test_nobody_is_met_who_is_not_noticed():
    assert answer(HELD).interrupted == (0, 0, 0)


def test_a_decision_that_comes_too_late_answers_nobody():
    assert answer(SEEN, HELD, on=asked(decision=1e6)).interrupted[1] < 0.01


def test_without_an_answer_nothing_is_known_but_what_is_noticed():
    built = Built(WHERE, {"line-1": (SEEN, HELD)})
    found = answered(Passage(PATH, SPEEDS, built, "wheeled"), HERE, None)
    assert found.noticed == (1, 1, 1)
    assert np.isnan(found.interrupted).all()
    assert found.missing == ("response",)


def test_a_delay_that_nobody_declared_gives_no_verdict_but_what_must_be_believed():
    found = answer(SEEN, measure(wheeled=None), on=asked(decision=7200.0))
    assert np.isnan(found.interrupted[1])
    assert found.missing == ("delay of cameras and ditch at line-1",)
    assert 7000 < found.must_hold_s < 7200 + 600


def test_a_decision_that_nobody_declared_is_unknown_and_counts_as_at_once():
    found = answer(SEEN, HELD, on=asked(decision=None))
    assert np.isnan(found.interrupted).all()
    assert np.isnan(found.response_s).all()
    assert found.must_hold_s == 0
    assert "decision of the response" in found.missing


def test_where_nothing_holds_no_delay_would_do():
    assert np.isnan(answer(SEEN, on=asked(decision=1e6)).must_hold_s)


def test_no_delay_would_do_where_reports_are_mostly_lost():
    deaf = Reserve(exactly(60.0), exactly(1.0, "1"), exactly(0.3, "1"))
    belts = [Belt("wall", None, exactly(0.9, "1")), Belt("ground", exactly(60.0), None)]
    assert must_hold(belts, deaf, HERE) == float("inf")


@settings(max_examples=30, deadline=None)
@given(st.floats(60, 1e5), st.floats(0, 1))
def test_with_the_delay_that_must_be_believed_the_chance_is_even(time_s, before):
    ground_belt = Belt("ground", exactly(60.0), exactly(0.0, "1"))
    wall = Belt("wall", None, exactly(0.9, "1"))
    reserve = Reserve(exactly(time_s), exactly(1.0, "1"), exactly(1.0, "1"))
    belts = [replace(ground_belt, delay_s=exactly(60 * before)), wall, ground_belt]
    held = must_hold(belts, reserve, HERE)
    assert 0 <= held <= LONGEST_S
    at = [belts[0], replace(wall, delay_s=exactly(held)), belts[2]]
    assert interruption(at, reserve, coefficients=BOOK).best >= 0.5
    if held > 2:
        less = [belts[0], replace(wall, delay_s=exactly(held - 2)), belts[2]]
        assert interruption(less, reserve, coefficients=BOOK).best < 0.5


def test_belts_beyond_the_place_play_no_part():
    belts = [
        Belt("ground", exactly(10.0), exactly(0.0, "1")), Belt("wall", exactly(5.0), None),
        Belt("ground", exactly(10.0), exactly(0.0, "1")), Belt("far", exactly(5.0), None),
    ]  # fmt: skip
    kept = passed_until(belts, 15.0)
    assert [(b.name, b.delay_s.best) for b in kept] == [
        ("ground", 10), ("wall", 5), ("ground", 5),
    ]  # fmt: skip
    assert [b.name for b in passed_until(belts, 100.0)] == ["ground", "wall", "ground", "far"]


def test_one_more_sensor_never_makes_the_answer_worse():
    half = replace(SEEN, name="radar", actions=(Notice(exactly(0.5, "1")),))
    one, two = answer(half, HELD), answer(half, replace(half, name="patrol"), HELD)
    assert two.interrupted[1] >= one.interrupted[1]
    assert one.interrupted[1] == pytest.approx(0.5, abs=0.01)
