"""Clauses: each as rows by hand."""

import numpy as np
import pandas as pd
import pytest

from marchland.optimise.clauses import (
    Forbid,
    KeepOpen,
    Limit,
    Lock,
    Maximise,
    Precede,
    Quota,
    Within,
    members,
)

TABLE = pd.DataFrame(
    {
        "option": ["1:camera", "2:ditch", "3:closure", "4:ditch"],
        "site": ["1", "2", "3", "4"],
        "measure": ["camera", "ditch", "closure", "ditch"],
        "layer": ["warn", "stop", "stop", "stop"],
        "kind": ["gap", "gap", "crossing", "gap"],
        "approach": ["north", "north", "north", "south"],
        "law": ["allowed", "prohibited", "allowed", "unknown"],
        "cost_eur_best": [1.0, 2.0, 3.0, 4.0],
        "cost_eur_high": [2.0, 4.0, 6.0, 8.0],
        "carbon_kg_best": [0.0, np.nan, 5.0, 0.0],
    }
)


def rows(clause):
    return [(list(r.coefficients), r.sense, r.bound) for r in clause.rows(TABLE)]


def test_a_limit_sums_a_column_at_the_end_that_is_asked():
    assert rows(Limit("cost_eur", 5.0)) == [([1, 2, 3, 4], "<=", 5)]
    assert rows(Limit("cost_eur", 5.0, "high")) == [([2, 4, 6, 8], "<=", 5)]


def test_an_option_of_unknown_amount_is_not_built_under_a_limit_on_it():
    assert rows(Limit("carbon_kg", 9.0)) == [
        ([0, 0, 5, 0], "<=", 9),
        ([0, 1, 0, 0], "<=", 0),
    ]


def test_forbidden_by_a_word_or_by_an_amount_of_its_own():
    assert rows(Forbid("law", "prohibited")) == [([0, 1, 0, 0], "<=", 0)]
    assert rows(Forbid("cost_eur", 2.5)) == [([0, 0, 1, 1], "<=", 0)]
    assert rows(Forbid("carbon_kg", 4.0)) == [([0, 1, 1, 0], "<=", 0)]


def test_what_comes_first_is_needed_beside_it():
    assert rows(Precede("warn", "stop")) == [
        ([-1, 1, 0, 0], "<=", 0),
        ([-1, 0, 1, 0], "<=", 0),
        ([0, 0, 0, 1], "<=", 0),
    ]


def test_quotas_of_layers_and_measures():
    assert rows(Quota("stop", 1, 2)) == [([0, 1, 1, 1], ">=", 1), ([0, 1, 1, 1], "<=", 2)]
    assert rows(Quota("ditch", most=0)) == [([0, 1, 0, 1], "<=", 0)]
    assert list(members(TABLE, "warn")) == [True, False, False, False]


def test_crossings_kept_open_count_sites_in_each_place():
    assert rows(KeepOpen(1)) == [([0, 0, 1, 0], "<=", 0)]


def test_locks():
    assert rows(Lock(("1:camera", "4:ditch"), built=True)) == [([1, 0, 0, 1], ">=", 2)]
    assert rows(Lock(("1:camera",), built=False)) == [([1, 0, 0, 0], "<=", 0)]


def test_own_movement_has_no_row_until_the_ground_speaks():
    assert rows(Within("relief", 3600.0)) == []


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (Limit("cost_eur", 3e7), "cost_eur at most 30,000,000"),
        (Limit("land_m2", 5.0, "high"), "land_m2 at its high end at most 5"),
        (Forbid("law", "prohibited"), "no option whose law is prohibited"),
        (Forbid("cost_eur", 5.0), "no option whose cost_eur is above 5"),
        (Precede("warn", "stop"), "warn before stop on the same approach"),
        (Quota("ditch", 1, 3), "at least 1 and at most 3 ditch"),
        (Quota("ditch"), "any number of ditch"),
        (KeepOpen(2), "at least 2 crossings kept open on each approach"),
        (Lock(("a", "b"), built=True), "built in any case: a, b"),
        (Lock(("a",), built=False), "never built: a"),
        (Within("relief", 3600.0), "relief within 3,600 s"),
        (Maximise(), "least crossing time in s"),
        (Maximise("cvar", "ratio", 0.25),
         "mean of the worst 25% of crossing time as a multiple of that without measures"),
        (Maximise("expected", "margin", response_s=60.0),
         "mean margin in s of the crossing time over a response of 60 s"),
    ],
)  # fmt: skip
def test_clauses_read_as_words(clause, words):
    assert str(clause) == words
