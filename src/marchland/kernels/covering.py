"""Local search for a plan that covers every clause within linear rows.

A clause is covered when either of its two sums reaches 1. What it lacks counts with a
weight that grows while it stays uncovered, so that the search leaves places where nothing
improves. An option that helps a clause is added, then whatever costs least is taken out or
put in until every linear row holds again.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

FULL = 1.0 - 1e-9
"""From here on a sum counts as 1."""

_TABU = 6
_REPAIRS = 12
_TINY = 1e-12


class Clauses(NamedTuple):
    """Clauses by option and options by clause, and the linear rows.

    Parameters
    ----------
    first : numpy.ndarray
        int64, shape (options + 1,): where each option's entries begin.
    clause, one, other : numpy.ndarray
        int64 and float64 twice, by entry: a clause, and what the option adds to its sums.
    start : numpy.ndarray
        int64, shape (clauses + 1,): where each clause's options begin.
    option : numpy.ndarray
        int64: options by clause.
    alone : numpy.ndarray
        bool, shape (clauses,): whether a clause has only its first sum.
    rows : numpy.ndarray
        float64, shape (rows, options).
    least, most : numpy.ndarray
        float64, shape (rows,): bounds of the rows.
    """

    first: np.ndarray
    clause: np.ndarray
    one: np.ndarray
    other: np.ndarray
    start: np.ndarray
    option: np.ndarray
    alone: np.ndarray
    rows: np.ndarray
    least: np.ndarray
    most: np.ndarray


@njit(cache=True, nogil=True)
def _lack(clauses: Clauses, c: int, one: float, other: float) -> float:
    lack = max(1.0 - one, 0.0)
    if not clauses.alone[c]:
        lack = min(lack, max(1.0 - other, 0.0))
    return lack if lack > 1.0 - FULL else 0.0


@njit(cache=True, nogil=True)
def _change(
    clauses: Clauses, sums: np.ndarray, weight: np.ndarray, option: int, sign: float
) -> float:
    """Return how much the weighted lack changes when an option is added or taken out."""
    change = 0.0
    for entry in range(clauses.first[option], clauses.first[option + 1]):
        c = clauses.clause[entry]
        before = _lack(clauses, c, sums[c, 0], sums[c, 1])
        one = sums[c, 0] + sign * clauses.one[entry]
        other = sums[c, 1] + sign * clauses.other[entry]
        change += weight[c] * (_lack(clauses, c, one, other) - before)
    return change


@njit(cache=True, nogil=True)
def _flip(clauses: Clauses, x: np.ndarray, sums: np.ndarray, used: np.ndarray, o: int) -> None:
    sign = -1.0 if x[o] else 1.0
    x[o] = 0 if x[o] else 1
    for entry in range(clauses.first[o], clauses.first[o + 1]):
        c = clauses.clause[entry]
        sums[c, 0] += sign * clauses.one[entry]
        sums[c, 1] += sign * clauses.other[entry]
    for r in range(used.size):
        used[r] += sign * clauses.rows[r, o]


@njit(cache=True, nogil=True)
def _excess(clauses: Clauses, used: np.ndarray, o: int, sign: float) -> float:
    """Return by how much the rows are broken, as shares, if an option is flipped; -1 for none."""
    total = 0.0
    for r in range(used.size):
        value = used[r]
        if o >= 0:
            value += sign * clauses.rows[r, o]
        size = 1.0
        if clauses.most[r] < np.inf:
            size = max(size, abs(clauses.most[r]))
            total += max(value - clauses.most[r] - 1e-9 * size, 0.0) / size
        if clauses.least[r] > -np.inf:
            size = max(size, abs(clauses.least[r]))
            total += max(clauses.least[r] - value - 1e-9 * size, 0.0) / size
    return total


@njit(cache=True, nogil=True)
def _share(clauses: Clauses, o: int) -> float:
    """Return the greatest share of an upper bound that an option takes."""
    share = 1e-3
    for r in range(clauses.most.size):
        if 0.0 < clauses.most[r] < np.inf:
            share = max(share, clauses.rows[r, o] / clauses.most[r])
    return share


@njit(cache=True, nogil=True)
def _mend(
    clauses: Clauses,
    x: np.ndarray,
    state: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    step: int,
) -> bool:
    """Flip options until the rows hold; False if they do not come to."""
    sums, used, weight, busy = state
    for _ in range(_REPAIRS):
        now = _excess(clauses, used, -1, 0.0)
        if now <= 0.0:
            return True
        best, least = -1, np.inf
        for o in range(x.size):
            if busy[o] > step:
                continue
            sign = -1.0 if x[o] else 1.0
            less = now - _excess(clauses, used, o, sign)
            if less > _TINY:
                loss = _change(clauses, sums, weight, o, sign) / less
                if loss < least:
                    best, least = o, loss
        if best < 0:
            return False
        _flip(clauses, x, sums, used, best)
        busy[best] = step + _TABU
    return _excess(clauses, used, -1, 0.0) <= 0.0


@njit(cache=True, nogil=True)
def _worst(clauses: Clauses, sums: np.ndarray, weight: np.ndarray) -> tuple[int, float]:
    """Return the clause that lacks most by weight, and what all lack without weights."""
    worst, most, total = -1, 0.0, 0.0
    for c in range(clauses.alone.size):
        lack = _lack(clauses, c, sums[c, 0], sums[c, 1])
        if lack > 0.0:
            total += lack
            if lack * weight[c] > most:
                worst, most = c, lack * weight[c]
            weight[c] += lack
    return worst, total


@njit(cache=True, nogil=True)
def _help(
    clauses: Clauses,
    x: np.ndarray,
    state: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    c: int,
    step: int,
) -> int:
    """Return the option that helps a clause most for what it takes, -1 if none may."""
    sums, _, weight, busy = state
    best, most = -1, 0.0
    for place in range(clauses.start[c], clauses.start[c + 1]):
        o = clauses.option[place]
        if x[o] or busy[o] > step:
            continue
        gain = -_change(clauses, sums, weight, o, 1.0) / _share(clauses, o)
        if gain > most:
            best, most = o, gain
    return best


@njit(cache=True, nogil=True)
def improve(clauses: Clauses, x: np.ndarray, most_steps: int) -> tuple[np.ndarray, float]:
    """Return a plan that covers as much as a number of steps can find.

    Parameters
    ----------
    clauses : Clauses
    x : numpy.ndarray
        int8, shape (options,): where to begin; the linear rows hold.
    most_steps : int

    Returns
    -------
    x : numpy.ndarray
        int8: the best plan within the linear rows.
    lack : float
        What its clauses lack in all; 0 if all are covered.
    """
    x = x.copy()
    sums = np.zeros((clauses.alone.size, 2))
    used = np.zeros(clauses.most.size)
    for o in range(x.size):
        if x[o]:
            x[o] = 0
            _flip(clauses, x, sums, used, o)
    weight, busy = np.ones(clauses.alone.size), np.zeros(x.size, np.int64)
    best, least = x.copy(), np.inf
    state = (sums, used, weight, busy)
    for step in range(1, most_steps + 1):
        c, lack = _worst(clauses, sums, weight)
        fits = _excess(clauses, used, -1, 0.0) <= 0.0
        if fits and lack < least:
            best, least = x.copy(), lack
        if lack == 0.0 and fits:
            break
        o = _help(clauses, x, state, c, step) if c >= 0 else -1
        if o >= 0:
            _flip(clauses, x, sums, used, o)
            busy[o] = step + _TABU
        if not _mend(clauses, x, state, step):
            for option in range(x.size):
                if x[option] != best[option]:
                    _flip(clauses, x, sums, used, option)
    return best, least


@njit(cache=True, nogil=True)
def implied(
    rows: np.ndarray, order: np.ndarray, first: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """Tell which rows are nowhere below another one: covered wherever that one is.

    Parameters
    ----------
    rows : numpy.ndarray
        float64, shape (rows, options): at least 0.
    order : numpy.ndarray
        int64: the rows by their sums, upwards.
    first, columns : numpy.ndarray
        int32: where each row's entries above 0 begin, and their columns.

    Returns
    -------
    numpy.ndarray
        bool, shape (rows,).
    """
    idle = np.zeros(order.size, np.bool_)
    for place in range(order.size):
        i = order[place]
        if idle[i]:
            continue
        for later in range(place + 1, order.size):
            j = order[later]
            if idle[j]:
                continue
            above = True
            for entry in range(first[i], first[i + 1]):
                if rows[i, columns[entry]] > rows[j, columns[entry]]:
                    above = False
                    break
            idle[j] = above
    return idle
