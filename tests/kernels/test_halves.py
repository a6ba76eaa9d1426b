"""Clauses hold exactly where one of two halves does."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marchland.kernels.halves import shortest, split

OPTIONS = 5
PLANS = [np.array(plan) for plan in product([0, 1], repeat=OPTIONS)]
rows = st.dictionaries(
    st.integers(0, OPTIONS - 1), st.sampled_from([0.2, 0.34, 0.5, 0.7, 1.0]), max_size=OPTIONS
)


def of(pairs, limits=(OPTIONS, 99)):
    halves = [half for pair in pairs for half in pair]
    begin = np.cumsum([0, *map(len, halves)])
    columns = np.array([k for half in halves for k in half], np.int64)
    values = np.array([v for half in halves for v in half.values()], float)
    first = np.arange(0, len(halves), 2)
    pair, start, column = split(first, (begin, columns, values), limits, 1 - 1e-6)
    clauses = [set(column[a:b].tolist()) for a, b in pairwise(start)]
    return pair.tolist(), clauses


def held(clauses, plan):
    return all(any(plan[k] for k in clause) for clause in clauses)


@given(rows, rows)
def test_clauses_hold_exactly_where_a_half_does(one, other):
    _, clauses = of([(one, other)])
    for plan in PLANS:
        reached = [sum(v * plan[k] for k, v in half.items()) >= 1 - 1e-6 for half in (one, other)]
        assert held(clauses, plan) == any(reached)


def test_two_sites_on_one_half_and_one_on_the_other_by_hand():
    assert of([({0: 0.5, 1: 0.5}, {2: 1.0})]) == ([0, 0], [{1, 2}, {0, 2}])


def test_a_half_that_nothing_holds_leaves_the_other():
    assert of([({0: 0.5}, {2: 1.0}), ({}, {})]) == ([0, 1], [{2}, set()])


def test_what_is_too_long_or_says_too_much_is_left_as_it_is():
    long, short = dict.fromkeys(range(4), 0.3), {4: 1.0}
    assert of([(long, short), (short, short)], (3, 99)) == ([1], [{4}])
    assert of([({0: 0.5, 1: 0.5}, short), (short, short)], (5, 1)) == ([1], [{4}])


@given(st.lists(st.sets(st.integers(0, 69), max_size=4), max_size=12))
def test_a_clause_that_holds_another_is_not_needed(clauses):
    clauses = sorted(clauses, key=len)
    bits = np.zeros((len(clauses), 2), np.uint64)
    for number, clause in enumerate(clauses):
        for k in clause:
            bits[number, k // 64] |= np.uint64(1 << k % 64)
    for number, needed in enumerate(shortest(bits)):
        holds = [other <= clauses[number] for other in clauses[:number]]
        assert needed == (not any(holds))
