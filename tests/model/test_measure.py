"""A measure acts on movement in four ways, and has no place for a fifth."""

from dataclasses import dataclass, fields, replace
from typing import get_args

import pytest

from marchland import Declaration, Estimate, Measure
from marchland.errors import ScopeError
from marchland.model.declaration import Declaration as DeclarationType
from marchland.model.measure import Action, Hold, Notice, Reground, Slow

ONE = Estimate(1, 1, 1, "1", "somebody", "assumed")
MINUTES = Estimate(60, 120, 600, "s", "the analyst", "declared")
DITCH = Measure("ditch", "stop", "m", "gap", (Hold({"tracked": MINUTES}),), ONE, ONE, ONE)


@dataclass(frozen=True)
class Blast:
    """What a measure must never be able to do."""

    charge_kg: float


def test_the_four_ways_to_act():
    assert set(get_args(Action)) == {Slow, Hold, Notice, Reground}


@pytest.mark.parametrize("action", [Slow(ONE), Hold({}), Notice(ONE), Reground("wetland")])
def test_each_of_the_four_is_an_action(action):
    assert replace(DITCH, actions=(action,)).actions == (action,)


@pytest.mark.parametrize(
    "action",
    [
        Blast(5.0),
        Declaration("field", "mined_area", ((0, 0), (1, 0), (1, 1)), "XX"),
        {"kind": "mined_area"},
        "blast",
        None,
    ],
    ids=lambda action: type(action).__name__,
)
def test_anything_else_is_refused_by_type(action):
    with pytest.raises(ScopeError, match="is not an action of a measure") as refused:
        replace(DITCH, actions=(Hold({}), action))
    assert refused.value.faults[0].where == "measure ditch"
    assert type(action).__name__ in str(refused.value)
    assert "slows, holds, notices or changes the ground" in str(refused.value)


def test_no_field_of_a_measure_or_an_action_can_hold_a_weapon():
    words = {field.name for kind in (Measure, *get_args(Action)) for field in fields(kind)}
    assert words == {
        *("name", "layer", "per", "site", "actions", "cost_eur", "land_m2", "build_s"),
        *("also", "only_on", "not_on", "remove_s", "ready_y", "scope", "law"),
        *("factor", "kinds", "delay_s", "defended_s", "probability", "cover", "water", "depth_m"),
    }


def test_a_declaration_is_not_a_measure_and_cannot_act():
    assert not issubclass(DeclarationType, Measure)
    assert DeclarationType not in get_args(Action)
    assert not {"actions", "delay_s", "cost_eur"} & {f.name for f in fields(DeclarationType)}


def test_a_delay_is_the_declared_one():
    assert DITCH.delay_s("tracked") == MINUTES


def test_a_delay_that_nobody_declared_is_unknown():
    assert replace(DITCH, actions=(Hold({"tracked": None}),)).delay_s("tracked") is None


def test_a_mover_that_a_measure_does_not_hold_is_not_delayed():
    delay = DITCH.delay_s("dismounted")
    assert (delay.low, delay.high) == (0, 0)
    assert "does not act on this mover" in delay.source


def test_a_measure_that_does_not_hold_delays_nobody():
    assert replace(DITCH, actions=(Notice(ONE),)).delay_s("wheeled").best == 0


def test_a_defended_delay_stands_in_where_it_is_declared_and_else_the_undefended_is_a_floor():
    longer = Estimate(600, 900, 1200, "s", "the analyst", "declared")
    both = replace(DITCH, actions=(Hold({"tracked": MINUTES}, {"tracked": longer}),))
    assert both.delay_s("tracked", defended=True) == longer
    assert both.delay_s("tracked") == MINUTES
    assert DITCH.delay_s("tracked", defended=True) == MINUTES
    neither = replace(DITCH, actions=(Hold({"tracked": None}),))
    assert neither.delay_s("tracked", defended=True) is None


def test_a_measure_slows_whom_it_says_and_nobody_else():
    bog = replace(DITCH, actions=(Slow(ONE.times(0.5), ("dismounted",)),))
    assert bog.slow("dismounted").best == 0.5
    assert bog.slow("tracked").best == 1
    assert replace(DITCH, actions=(Slow(None),)).slow("tracked") is None
    assert not replace(DITCH, actions=(Slow(None),)).known("tracked")
    assert bog.known("tracked")


def test_what_a_measure_fits_reports_and_becomes():
    watch = replace(DITCH, actions=(Notice(ONE),), also=("crossing",))
    assert watch.fits == {"gap", "crossing"}
    assert (watch.notices, watch.notice, watch.becomes) == (True, ONE, None)
    wet = replace(DITCH, actions=(Reground("peat"),))
    assert (wet.notices, wet.notice, wet.becomes) == (False, None, Reground("peat"))
