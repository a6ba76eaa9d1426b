"""Belts with ranges and unknowns become an answer with a range."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.mobility.draw import quantile
from marchland.model.estimate import Estimate
from marchland.posture.belts import (
    Belt,
    Reserve,
    Times,
    drawn_tasks,
    interruption,
    pert_moments,
    response,
    tasks,
    undeclared,
)


def of(low, best, high, unit="s"):
    return Estimate(low, best, high, unit, "a test", "declared")


def sure(value):
    return of(value, value, value, "1")


PATH = (
    Belt("fence", of(60, 120, 300), of(0.3, 0.5, 0.8, "1"), "end"),
    Belt("wood", of(1800, 3600, 7200), sure(0.0)),
    Belt("ditch", of(600, 1800, 5400), of(0.4, 0.6, 0.9, "1")),
    Belt("fields", of(900, 1200, 1800), sure(0.0)),
)
RESERVE = Reserve(of(3600, 5400, 9000), sure(1.0), of(0.9, 0.95, 1.0, "1"))


def test_a_range_is_in_order_and_names_its_critical_point():
    found = interruption(PATH, RESERVE)
    assert 0 < found.low < found.best < found.high < 1
    assert found.critical.name == "wood"
    assert found.missing == ()


def test_tasks_vary_by_the_share_in_the_catalogue():
    for level, delay in (("low", 60), ("best", 120), ("high", 300)):
        first = tasks(PATH, level)[0]
        assert (first.delay_s, first.spread_s) == (delay, pytest.approx(0.3 * delay))
        assert first.span_s == (60, 300)


def test_low_is_a_late_response():
    assert response(RESERVE, "low").time_s == 9000
    assert response(RESERVE, "high").time_s == 3600
    assert response(RESERVE, "low").communication == 0.9


def test_what_nobody_declared_is_unknown_and_named():
    ditch = Belt("ditch", None, PATH[2].detection)
    found = interruption((*PATH[:2], ditch, PATH[3]), Reserve(RESERVE.time_s, None, None))
    assert all(math.isnan(v) for v in (found.low, found.best, found.high))
    assert found.missing == (
        "delay of ditch", "assessment of the response", "communication of the response",
    )  # fmt: skip
    assert undeclared(PATH, Reserve(Times(60, math.nan, 90), sure(1), sure(1))) == (
        "time of the response",
    )


def test_a_reserve_that_never_gets_there_at_worst():
    found = interruption(PATH, Reserve(Times(3600, 5400, math.inf), sure(1), sure(1)))
    assert found.low == 0
    assert found.best > 0


@given(st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0, 1e4))
def test_pert_moments_are_those_of_the_distribution(low, up, more):
    estimate = of(low, low + up, low + up + more)
    mean, spread = pert_moments(estimate)
    assert low - 1e-9 <= mean <= estimate.high + 1e-9
    assert 0 <= spread <= (up + more) / 2 + 1e-9


def test_pert_moments_by_the_quantiles():
    import numpy as np

    estimate = of(10, 20, 60)
    drawn = quantile(estimate, (np.arange(100_000) + 0.5) / 100_000)
    mean, spread = pert_moments(estimate)
    assert drawn.mean() == pytest.approx(mean, rel=1e-5)
    assert drawn.std() == pytest.approx(spread, rel=1e-3)
    first = drawn_tasks(PATH)[0]
    assert (first.delay_s, first.spread_s) == pert_moments(PATH[0].delay_s)
    assert all(math.isnan(value) for value in pert_moments(None))
