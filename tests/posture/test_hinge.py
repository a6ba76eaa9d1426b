"""What a comparison hangs on, where every figure can be worked out by hand."""

import math

import pytest

from marchland.catalogue.read import catalogue
from marchland.model.estimate import Estimate
from marchland.posture.belts import Belt, Reserve, Times
from marchland.posture.compare import Encounter
from marchland.posture.hinge import hinge

NAN = float("nan")


def of(low, best, high, unit="s"):
    return Estimate(low, best, high, unit, "a test", "declared")


def sure(value):
    return of(value, value, value, "1")


def met(*belts, reserve=None, hold=NAN):
    answer = reserve or Reserve(Times(3600, 3600, 3600), sure(1.0), sure(1.0))
    return (Encounter("flanks", "light_tracked", "dry", belts, answer, hold),)


SEEN = Belt("camera at a", of(0, 0, 0), sure(0.9))
LINE = Belt("ditch at b", of(1800, 7200, 14400), sure(0.0))
SHORT = Belt("ditch at b", of(900, 3600, 7200), sure(0.0))
OPEN = Belt("ditch at b", None, sure(0.0))
ROWS = catalogue()


def test_the_posture_best_answered_leads_and_what_moves_it_most_is_told():
    found = hinge({"none": met(LINE), "long": met(SEEN, LINE), "short": met(SEEN, SHORT)}, ROWS)
    assert (found.leader, found.runner, found.moved) == ("long", "short", "chance")
    chances = found.held.set_index("posture")["chance"]
    assert chances["none"] == 0  # nothing reports
    assert chances["short"] == pytest.approx(0.45)  # seen, and even: as long as the response
    assert found.tornado["input"].tolist() == ["delay of ditch at b"]
    first = found.tornado.iloc[0]
    assert first["at_low"] < 0.1 < 0.8 < first["at_best"] <= first["at_high"] <= 0.9
    assert found.held["even_s"].isna().all()  # everything is declared


def test_an_undeclared_delay_has_a_break_even_and_no_verdict():
    found = hinge({"short": met(SEEN, SHORT), "open": met(SEEN, OPEN, hold=3000.0)}, ROWS)
    row = found.held.set_index("posture").loc["open"]
    assert math.isnan(row["chance"])
    assert row["even_s"] > 3600  # seen with 0.9 only, so that an hour is not quite enough
    assert row["match_s"] == pytest.approx(3600, abs=2)
    assert (row["rival"], row["must_hold_s"]) == ("short", 3000.0)
    assert (found.leader, found.runner) == ("short", "open")
    assert found.flips.empty  # of what is unknown there is no order to turn


def test_where_only_break_even_is_known_the_least_to_believe_leads():
    found = hinge({"far": met(SEEN, OPEN, hold=9000.0), "near": met(SEEN, OPEN, hold=1000.0)}, ROWS)
    assert (found.leader, found.runner, found.moved) == ("near", "far", "")
    assert found.tornado.empty
    assert found.held["rival"].tolist() == ["", ""]


def test_without_a_response_the_time_is_what_inputs_move():
    nobody = Reserve(None, None, None)
    ground = Belt("ground", of(100, 200, 400), sure(0.0))
    found = hinge({"a": met(ground, LINE, reserve=nobody, hold=5.0)}, ROWS)
    assert found.moved == "time"
    row = found.tornado.iloc[0]
    assert row["input"] == "delay of ditch at b"
    assert (row["at_low"], row["at_best"], row["at_high"]) == (2000, 7400, 14600)


def test_an_order_turns_where_one_input_alone_makes_the_two_equal():
    wide = Belt("ditch at c", of(600, 7200, 14400), sure(0.0))
    fixed = Belt("ditch at d", of(5400, 5400, 5400), sure(0.0))
    found = hinge({"wide": met(SEEN, wide), "fixed": met(SEEN, fixed)}, ROWS)
    assert (found.leader, found.runner) == ("wide", "fixed")
    row = found.flips.set_index("input").loc["delay of ditch at c"]
    assert row["flips_at"] == pytest.approx(5400, rel=1e-3)
    assert (row["better_below"], row["better_above"]) == ("other", "one")


def test_an_input_of_both_is_at_the_same_place_within_its_range():
    one = Belt("ground", of(4000, 6000, 9000), sure(0.0))
    other = Belt("ground", of(2000, 3000, 4500), sure(0.0))
    found = hinge({"one": met(SEEN, one), "other": met(SEEN, other)}, ROWS)
    row = found.flips.set_index("input").loc["delay of ground"]
    assert (row["better_below"], row["better_above"]) == ("one", "one")
    assert math.isnan(row["flips_at"])


def test_without_a_posture_of_which_anything_is_known_there_is_no_leader():
    found = hinge({"none": met(LINE), "lost": ()}, ROWS)
    assert (found.leader, found.worst, found.moved) == ("", None, "")
    assert len(found.held) == 1
