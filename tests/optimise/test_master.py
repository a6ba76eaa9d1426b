"""Three engines, one answer."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from marchland.optimise.master import Limits, Programme, relax, solve

ENGINES = ("scip", "highs", "cp_sat")


def programme(objective, rows, least, most):
    count = len(objective)
    return Programme(
        np.array(objective, float),
        sparse.csr_array(np.array(rows, float)),
        np.array(least, float),
        np.array(most, float),
        np.zeros(count),
        np.ones(count),
        np.ones(count, bool),
    )


def best(asked):
    """The best of all plans, one after another."""
    plans = np.array(list(product([0.0, 1.0], repeat=asked.objective.size)))
    sums = plans @ asked.matrix.toarray().T
    fits = ((sums >= asked.row_lower - 1e-9) & (sums <= asked.row_upper + 1e-9)).all(axis=1)
    return (plans[fits] @ asked.objective).max() if fits.any() else None


@st.composite
def programmes(draw):
    """A knapsack with rows to cover, in tenths."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count, rows = rng.integers(2, 9), rng.integers(1, 5)
    matrix = rng.integers(0, 20, (rows + 1, count)) / 10
    least = np.append(np.full(rows, 1.0), -np.inf)
    most = np.append(np.full(rows, np.inf), rng.integers(5, 60) / 10)
    return programme(rng.integers(0, 9, count), matrix, least, most)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=25)
@given(asked=programmes())
def test_equals_trying_every_plan(engine, asked):
    told, known = solve(asked, engine), best(asked)
    if known is None:
        assert told.status == "infeasible"
        assert told.y is None
    else:
        assert told.status == "optimal"
        assert asked.objective @ told.y == pytest.approx(known)
        assert told.bound >= known - 1e-6


@given(asked=programmes())
def test_relaxed_is_never_less(asked):
    known, told = best(asked), relax(asked)
    if known is not None:
        assert told.bound >= known - 1e-6


def test_the_first_solution_may_be_enough():
    asked = programme([1, 1], [[1, 1]], [1], [2])
    told = solve(asked, limits=Limits(first=True), hint=np.array([1.0, np.nan]))
    assert told.status in ("feasible", "optimal")
    assert told.y.sum() >= 1


def test_no_time_is_no_answer_and_no_proof():
    rng = np.random.default_rng(1)
    sets = (rng.random((400, 120)) < 0.03).astype(float)
    asked = programme(-np.ones(120), sets, np.minimum(1, sets.sum(1)), np.full(400, np.inf))
    told = solve(asked, "highs", Limits(effort=1, time_s=0.01))
    assert told.status in ("unknown", "feasible")


@pytest.mark.parametrize("engine", ENGINES)
def test_whole_numbers_are_rounded_towards_more_plans(engine):
    third = programme([0, 0, 0], [[1 / 3, 1 / 3, 1 / 3]], [1], [np.inf])
    assert solve(third, engine).status == "optimal"
    never = programme([0, 0, 0], [[1 / 3, 1 / 3, 1 / 3]], [1.01], [np.inf])
    assert solve(never, engine).status == "infeasible"


def test_many_rows_with_choices_of_their_own_stay_small():
    count, none = 40_000, np.full(40_000, np.inf)
    rows = sparse.eye_array(count, format="csr")
    free = np.zeros(count), np.ones(count), np.ones(count, bool)
    told = solve(Programme(np.zeros(count), rows, np.ones(count), none, *free), "cp_sat")
    assert told.y.sum() == count
