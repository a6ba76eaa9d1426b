"""Break-even, tornado and flips, by hand and as laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.model.estimate import Estimate
from marchland.posture.believe import (
    WITHIN_S,
    answer_of,
    believed_delay,
    flips,
    frontier,
    headline,
    if_held,
    inputs,
    tornado,
)
from marchland.posture.belts import Belt, Reserve, Times, interruption

NAN = math.nan


def of(low, best, high, unit="s"):
    return Estimate(low, best, high, unit, "a test", "declared")


def sure(value, unit="1"):
    return of(value, value, value, unit)


FENCE = Belt("fence", sure(0, "s"), of(0.5, 0.8, 0.9, "1"))
GROUND = Belt("ground", of(600, 900, 1800), sure(0))
DITCH = Belt("ditch", None, sure(0))
RESERVE = Reserve(of(2700, 3600, 5400), sure(1), of(0.9, 0.95, 1.0, "1"))


@pytest.mark.parametrize("needed", [0.0, 1.0, 1234.5, 9999.0])
def test_a_step_is_found(needed):
    found = believed_delay(lambda d: float(d >= needed), 0.5, most_s=10_000)
    assert needed <= found <= needed + WITHIN_S


def test_what_needs_nothing_what_is_never_enough_and_what_nobody_knows():
    assert believed_delay(lambda _: 0.7, 0.7, most_s=10) == 0
    assert believed_delay(lambda _: 0.6, 0.7, most_s=10) == math.inf
    assert math.isnan(believed_delay(lambda _: NAN, 0.7, most_s=10))
    assert math.isnan(believed_delay(lambda _: 0.6, NAN, most_s=10))


def test_break_even_by_hand():
    """A ditch after the fence must make up for what the response takes beyond 900 s of ground.

    Half of 0.8 times 0.95 is reached where the response is as likely early as late: where
    the way ahead is as long as the response.
    """
    chance = if_held([FENCE, GROUND, DITCH], RESERVE)
    found = believed_delay(chance, 0.5 * 0.8 * 0.95, most_s=1e5)
    assert found == pytest.approx(3600 - 900, abs=1.5)
    assert chance(found) >= 0.38 > chance(found - 2 * WITHIN_S)


def test_it_can_never_pass_what_is_noticed():
    assert believed_delay(if_held([FENCE, DITCH], RESERVE), 0.9, most_s=1e7) == math.inf


def test_all_that_is_undeclared_holds_alike():
    one = if_held([FENCE, DITCH], RESERVE)
    two = if_held([FENCE, DITCH, DITCH], RESERVE)
    level = 0.38
    assert believed_delay(two, level, most_s=1e6) == pytest.approx(
        believed_delay(one, level, most_s=1e6) / 2, abs=5
    )


def test_other_things_unknown_leave_it_unknown():
    blind = Belt("fence", sure(0, "s"), None)
    assert math.isnan(if_held([blind, DITCH], RESERVE)(100.0))
    assert math.isnan(if_held([FENCE, DITCH], Reserve(None, sure(1), sure(1)))(100.0))


def test_what_one_plan_must_hold_to_beat_another():
    """The same plan beats itself with the same delay; a plan with more ground needs less."""
    same = if_held([FENCE, DITCH], RESERVE)
    more = if_held([FENCE, GROUND, DITCH], RESERVE)
    table = frontier(more, same, [0, 1800, 3600], most_s=1e5)
    assert table["other_s"].tolist() == [0, 1800, 3600]
    assert (table["one_s"] <= table["other_s"] + WITHIN_S).all()
    assert table["one_s"].is_monotonic_increasing
    itself = frontier(same, same, [1800, 3600], most_s=1e5)
    assert itself["one_s"].to_numpy() == pytest.approx([1800, 3600], abs=1.5)


def test_inputs_of_one_name_are_one():
    found = inputs([FENCE, GROUND, DITCH, GROUND], RESERVE)
    assert found["delay of ground"] == of(1200, 1800, 3600)
    assert found["time of the response"] == RESERVE.time_s
    assert "delay of ditch" not in found
    assert found["detection of ditch"] == sure(0)
    travel = Reserve(Times(10, 20, 30), None, sure(1))
    assert inputs([FENCE], travel)["time of the response"].best == 20
    assert "time of the response" not in inputs([FENCE], Reserve(Times(1, 2, NAN), None, None))
    assert "time of the response" not in inputs([FENCE], Reserve(Times(1, 2, math.inf), None, None))


def test_nothing_moved_is_the_answer_at_best():
    belts = [FENCE, GROUND, Belt("ditch", of(600, 1800, 7200), sure(0.2)), GROUND]
    answer = answer_of(belts, RESERVE)
    assert answer({}) == interruption(belts, RESERVE).best
    known = inputs(belts, RESERVE)
    assert answer({name: value.best for name, value in known.items()}) == pytest.approx(answer({}))
    for level in ("low", "high"):
        ends = {n: v.at(level) for n, v in known.items() if n != "time of the response"}
        late = {"low": RESERVE.time_s.high, "high": RESERVE.time_s.low}[level]
        wanted = getattr(interruption(belts, RESERVE), level)
        assert answer({**ends, "time of the response": late}) == pytest.approx(wanted)


def test_a_tornado_by_hand():
    """Of a sum the widest range comes first."""
    ranges = {"a": of(0, 1, 2), "b": of(0, 5, 6), "c": sure(3)}
    best = {name: value.best for name, value in ranges.items()}
    table = tornado(lambda v: sum({**best, **v}.values()), ranges)
    assert table["input"].tolist() == ["b", "a", "c"]
    assert table["swing"].tolist() == [6, 2, 0]
    assert (table["at_best"] == 9).all()
    assert table.loc[0, ["at_low", "at_high"]].tolist() == [4, 10]


def test_the_tornado_of_a_defence_hangs_on_what_is_uncertain():
    belts = [FENCE, GROUND, Belt("ditch", of(600, 1800, 7200), sure(0.0))]
    table = tornado(answer_of(belts, RESERVE), inputs(belts, RESERVE))
    assert table.loc[0, "input"] == "delay of ditch"
    assert (table["swing"].to_numpy()[:-1] >= table["swing"].to_numpy()[1:]).all()
    unknown = tornado(answer_of([FENCE, DITCH], RESERVE), inputs([FENCE, DITCH], RESERVE))
    assert unknown["swing"].isna().all()


def test_where_a_ranking_flips():
    """Twice x against 10: at 5; y plays no part."""
    ranges = {"x": of(1, 8, 9), "y": of(0, 1, 2)}
    table = flips(lambda v: 2 * v.get("x", 8), lambda _: 10.0, ranges)
    assert table.loc[0, "flips_at"] == pytest.approx(5)
    assert table.loc[0, ["better_below", "better_above"]].tolist() == ["other", "one"]
    assert math.isnan(table.loc[1, "flips_at"])
    assert table.loc[1, ["better_below", "better_above"]].tolist() == ["one", "one"]
    same = flips(lambda _: 1.0, lambda _: 1.0, ranges)
    assert same["flips_at"].isna().all()
    assert set(same["better_below"]) == {"equal"}
    nobody = flips(lambda _: NAN, lambda _: 1.0, ranges)
    assert set(nobody["better_above"]) == {"unknown"}


@given(st.floats(0.05, 0.9), st.floats(0, 1e4), st.floats(60, 1e4))
def test_break_even_is_where_the_answer_passes_the_level(level, ground_s, response_s):
    belts = [Belt("fence", sure(0, "s"), sure(0.95)), Belt("ground", sure(ground_s, "s"), sure(0)),
             DITCH]  # fmt: skip
    chance = if_held(belts, Reserve(sure(response_s, "s"), sure(1), sure(1)))
    found = believed_delay(chance, level, most_s=1e6)
    if not math.isfinite(found):
        assert chance(1e6) < level
        return
    assert chance(found) >= level
    if found > 2 * WITHIN_S:
        assert chance(found - 2 * WITHIN_S) < level


def test_the_headline_is_the_worst_and_says_what_is_unknown():
    cases = {("north", "tracked", "dry"): 0.6, ("south", "tracked", "frozen"): 0.2}
    assert headline(cases).case == ("south", "tracked", "frozen")
    assert headline(cases).probability == 0.2
    found = headline({**cases, ("south", "walker", "dry"): NAN})
    assert found.unknown == (("south", "walker", "dry"),)
    assert np.isnan(headline({}).probability)
    assert headline({("a",): NAN}).case is None
