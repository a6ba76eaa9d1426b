"""SCIP and CP-SAT, asked the same."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from marchland.optimise.linear import possible


@st.composite
def models(draw):
    """Rows over four variables, some only where another is true, and a clause; all models of it."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in range(3)]
    n = model.new_int_var(-2, 3, "")
    held = []
    for _ in range(rng.integers(1, 6)):
        a, least = rng.integers(-4, 5, 4), int(rng.integers(-6, 9))
        total = sum(int(f) * v for f, v in zip(a, [*x, n], strict=True))
        when = int(rng.integers(-1, 3))
        opposite = bool(rng.random() < 0.5)
        below = bool(rng.random() < 0.5)
        row = model.add(total <= least if below else total >= least)
        if when >= 0:
            row.only_enforce_if(x[when].negated() if opposite else x[when])
        held.append((a, least, when, opposite, below))
    model.add_bool_or(x[0], x[1].negated())
    model.add_at_most_one(x)

    def fits(y):
        rows = [
            (when >= 0 and bool(y[when]) == opposite)
            or (a @ y <= least if below else a @ y >= least)
            for a, least, when, opposite, below in held
        ]
        return all(rows) and (y[0] or not y[1]) and sum(y[:3]) <= 1

    return model, any(fits(np.array(y)) for y in product((0, 1), (0, 1), (0, 1), range(-2, 4)))


@settings(max_examples=60)
@given(asked=models())
def test_equals_trying_every_solution(asked):
    model, known = asked
    assert possible(model, 60) is known


@pytest.mark.parametrize(("least", "known"), [(2 * 10**10, True), (2 * 10**10 + 200, False)])
def test_large_numbers_are_told_apart(least, known):
    """Two parts in two hundred million are not taken for nothing."""
    model = cp_model.CpModel()
    one, other = model.new_bool_var(""), model.new_bool_var("")
    model.add(10**10 * one + 10**10 * other >= least)
    assert possible(model, 60) is known


def test_what_follows_from_a_literal_binds():
    model = cp_model.CpModel()
    one, other = model.new_bool_var(""), model.new_bool_var("")
    model.add_implication(one, other)
    model.add(one - other >= 1)
    assert possible(model, 60) is False


def test_other_conditions_are_refused():
    model = cp_model.CpModel()
    model.add_all_different([model.new_int_var(0, 1, "") for _ in range(3)])
    with pytest.raises(ValueError, match="not known"):
        possible(model, 60)
