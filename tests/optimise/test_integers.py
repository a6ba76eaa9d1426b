"""Questions to CP-SAT and to SCIP, rounded so that no plan is lost."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.model.certificate import Aim, Bound, Certificate, Leg, Line, Movement, Offered
from marchland.optimise.integers import admits, provers

WEIGHTS = (0.25, 0.75)


def asked(kind, upper, *, share=0.5, budget=1.0):
    """Two movements, a wall for each way; one can be paid for."""
    return Certificate(
        format=1,
        aim=Aim(kind=kind, share=share, words="s"),
        movements=tuple(
            Movement(name=f"{n}", weight=w, scale_s=2.0, offset_s=1.0, time_s=0.0)
            for n, w in enumerate(WEIGHTS)
        ),
        options=tuple(Offered(option=s, site=s, delay_s=(4.0, 4.0)) for s in "ab"),
        rows=(Line(name="cost", coefficients={"a": 1.0, "b": 1.0}, sense="<=", bound=budget),),
        cuts=(
            Bound(movement=0, ways=(Leg(time_s=9.0, crossed={"a": 1.0}),)),
            Bound(movement=1, ways=(Leg(time_s=9.0, crossed={"b": 1.0}),)),
        ),
        plan=(), lower=4.0, upper=upper, gap=0.0, tolerance=1e-6, engine="", sweeps=0, pool=2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "best"),
    [
        ("min", 4.0),  # the other way stays at (9 - 1) / 2
        ("expected", 0.25 * 4 + 0.75 * 6),
        ("cvar", 0.5 * 4 + 0.5 * 6),  # the first wall leaves 0.75 at 4; the second 0.25 at 4
    ],
)
@pytest.mark.parametrize("by", ["CP-SAT", "SCIP"])
def test_the_best_value_is_no_more_than_it_is(kind, best, by):
    """Each score is 4 without and 6 with a wall."""
    assert admits(asked(kind, best), 60, by)[0] is False
    assert admits(asked(kind, best - 1e-3), 60, by)[0] is True


def test_who_found_a_bound_is_not_the_first_to_prove_it_again():
    one = asked("min", 4.0)
    assert provers(one.model_copy(update={"engine": "CP-SAT in OR-tools"}))[0] == "SCIP"
    assert provers(one.model_copy(update={"engine": "SCIP in OR-tools"}))[0] == "CP-SAT"


def test_with_money_for_both_nothing_is_left_at_four():
    assert admits(asked("min", 5.9, budget=2.0), 60)[0] is True
    assert admits(asked("min", 6.0, budget=2.0), 60)[0] is False


def test_of_a_meeting_the_later_half_counts():
    halves = Bound(
        movement=0, ways=(Leg(time_s=9.0, crossed={"a": 1.0}), Leg(time_s=10.0, crossed={}))
    )
    one = asked("min", 4.5, budget=2.0).model_copy(update={"cuts": (halves,)})
    assert admits(one, 60)[0] is True
    assert admits(one.model_copy(update={"upper": 6.0}), 60)[0] is False


@settings(max_examples=20)
@given(st.lists(st.floats(0.1, 1e6), min_size=2, max_size=2), st.floats(1e-3, 1e7))
def test_a_plan_that_costs_all_of_the_limit_is_not_lost(costs, scale):
    """However the numbers round, what just fits is let through."""
    spent = float(np.sum(costs)) * scale
    row = Line(name="cost", coefficients=dict(zip("ab", np.array(costs) * scale, strict=True)),
               sense="<=", bound=spent)  # fmt: skip
    one = asked("min", 5.9).model_copy(update={"rows": (row,)})
    assert admits(one, 60)[0] is True


INTERRUPTED = """
import signal
import numpy as np
from marchland.optimise.candidates import Candidates
from marchland.optimise.integers import least

heard = []
signal.signal(signal.SIGINT, lambda *_: heard.append(True))
least(Candidates(("a",), np.zeros(1, int), np.ones((1, 1))), (), np.ones(1))
signal.raise_signal(signal.SIGINT)
assert heard
"""


def test_an_end_asked_for_after_a_question_is_still_heard(root):
    env = {**os.environ, "PYTHONPATH": str(root / "src")}
    ran = subprocess.run([sys.executable, "-c", INTERRUPTED], env=env, check=False)
    assert ran.returncode == 0
