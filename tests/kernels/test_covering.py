"""Local search: what it finds is within the rows, and covers what it says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from marchland.kernels.covering import implied, improve
from marchland.optimise.candidates import Row
from marchland.optimise.pool import Table
from marchland.optimise.target import clauses


def drawn(seed):
    """Random clauses, some with two sums, and a knapsack."""
    rng = np.random.default_rng(seed)
    options, ways = int(rng.integers(2, 12)), int(rng.integers(1, 12))
    cut = np.cumsum(np.append(0, rng.random(ways - 1) < 0.7)) if ways > 1 else np.zeros(1, int)
    pair = np.bincount(cut)[cut] <= 2
    keep = np.flatnonzero(pair)
    _, cut = np.unique(cut[keep], return_inverse=True)
    parts = np.where(rng.random((keep.size, options)) < 0.5, rng.integers(1, 5, options) / 4, 0.0)
    table = Table(np.zeros(keep.size, int), cut, np.zeros(keep.size), sparse.csr_array(parts))
    rows = (Row("cost", rng.integers(1, 9, options).astype(float), "<=", float(rng.integers(30))),)
    return table, rows, options


def lack(table, x):
    """What the clauses lack in all, by hand."""
    sums = table.delay_s @ x
    best = np.full(int(table.cut.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(best, table.cut, sums)
    return np.maximum(1 - best, 0).sum()


@given(st.integers(0, 2**32 - 1))
def test_what_it_lacks_is_what_it_says_within_the_rows(seed):
    table, rows, options = drawn(seed)
    plan, said = improve(clauses(table, rows, options), np.zeros(options, np.int8), 200)
    assert rows[0].holds(plan)
    assert np.isclose(said, lack(table, plan), atol=1e-6)


def test_complements_are_found_together():
    both = np.array([[1.0, 0, 0.4, 0], [0, 1.0, 0, 0.4]])
    table = Table(np.zeros(2, int), np.arange(2), np.zeros(2), sparse.csr_array(both))
    rows = (Row("cost", np.array([3.0, 3, 1, 1]), "<=", 6.0),)
    start = np.array([0, 0, 1, 1], np.int8)
    plan, said = improve(clauses(table, rows, 4), start, 100)
    assert said == 0
    assert plan.tolist() == [1, 1, 0, 0]


def test_the_same_every_time():
    table, rows, options = drawn(5)
    told = [improve(clauses(table, rows, options), np.zeros(options, np.int8), 50) for _ in "ab"]
    assert (told[0][0] == told[1][0]).all()


@given(st.integers(0, 2**32 - 1))
def test_idle_rows_are_at_or_above_one_that_stays(seed):
    rng = np.random.default_rng(seed)
    dense = rng.integers(0, 3, (rng.integers(1, 9), 4)).astype(float)
    rows = sparse.csr_array(dense)
    order = np.argsort(dense.sum(axis=1), kind="stable")
    idle = implied(dense, order, rows.indptr, rows.indices)
    for number, row in enumerate(dense):
        above = any((dense[other] <= row).all() for other in np.flatnonzero(~idle))
        assert above
        others = [other for other in np.flatnonzero(~idle) if other != number]
        assert idle[number] or not any((dense[other] <= row).all() for other in others)
