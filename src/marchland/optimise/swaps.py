"""Local search for a mean: one option more, one less or one for another, on all known ways.

For a mean there are no clauses: it matters which members gain. So a plan is worth here what
the pool leaves of it, an upper estimate of its value, and the best of all single steps is
taken while there is one that gains.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from marchland.optimise.candidates import Row
from marchland.optimise.follower import Member
from marchland.optimise.pool import Table
from marchland.optimise.solution import Objective

_GAIN = 1e-9
"""A step has to gain so much, as a share."""


class Worth:
    """What the pool leaves of plans.

    Parameters
    ----------
    pool : Table
    objective : Objective
    members : tuple of Member
    """

    def __init__(self, pool: Table, objective: Objective, members: tuple[Member, ...]) -> None:
        first = np.flatnonzero(np.diff(pool.cut, prepend=-1))
        order = np.argsort(pool.member[first], kind="stable")
        ends = np.append(first[1:], pool.cut.size)
        rows = [np.arange(first[cut], ends[cut]) for cut in order]
        self._rows = np.concatenate([np.empty(0, np.int64), *rows])
        self._cuts = np.cumsum([0, *(row.size for row in rows[:-1])])
        _, self._members = np.unique(pool.member[first][order], return_index=True)
        self._base = pool.base_s[self._rows]
        self._delay = pool.delay_s[self._rows].toarray()
        self._objective, self._who = objective, members

    def ways(self, x: np.ndarray) -> np.ndarray:
        """Return the time of each way under a plan, s."""
        time: np.ndarray = self._base + self._delay @ x
        return time

    def best_added(self, ways: np.ndarray, allowed: np.ndarray) -> tuple[int, float]:
        """Return the allowed option that is worth most beside some times of ways, and its worth.

        Parameters
        ----------
        ways : numpy.ndarray
            float64 s, shape (ways,), as :meth:`ways` returns it.
        allowed : numpy.ndarray
            int64: options, at least one; -1 for none of them.

        Returns
        -------
        int, float
        """
        added = np.where(allowed >= 0, self._delay[:, np.maximum(allowed, 0)], 0.0)
        later = np.maximum.reduceat(ways[:, None] + added, self._cuts, axis=0)
        times = np.minimum.reduceat(later, self._members, axis=0)
        worth = [self._objective.value(time, self._who) for time in times.T]
        best = int(np.argmax(worth))
        return int(allowed[best]), worth[best]

    def value(self, x: np.ndarray) -> float:
        """Return the worth of a plan."""
        return self.best_added(self.ways(x), np.array([-1]))[1]

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return int(self._delay.size)

    def without(self, ways: np.ndarray, option: int) -> np.ndarray:
        """Return the times of ways with one option less, s."""
        less: np.ndarray = ways - self._delay[:, option]
        return less


def climb(worth: Worth, rows: Sequence[Row], x: np.ndarray, most_steps: int) -> np.ndarray:
    """Return a plan that no single step betters on the known ways.

    Parameters
    ----------
    worth : Worth
    rows : sequence of Row
        Linear conditions, which hold of every plan on the way.
    x : numpy.ndarray
        float64, shape (options,): where to begin; the rows hold.
    most_steps : int

    Returns
    -------
    numpy.ndarray
        float64, shape (options,).
    """
    plan = x.copy()
    value = worth.value(plan)
    for _ in range(most_steps):
        found = max(_steps(worth, rows, plan), key=lambda step: step[2], default=None)
        if found is None or found[2] <= value + _GAIN * abs(value):
            break
        out, into, value = found
        plan[[place for place in (out,) if place >= 0]] = 0.0
        plan[[place for place in (into,) if place >= 0]] = 1.0
    return plan


def _steps(worth: Worth, rows: Sequence[Row], plan: np.ndarray) -> Iterator[tuple[int, int, float]]:
    """Yield, for each option taken out and for none, the best to put in, and the worth."""
    ways = worth.ways(plan)
    for out in (-1, *np.flatnonzero(plan).tolist()):
        less = plan.copy()
        if out >= 0:
            less[out] = 0.0
        allowed = np.flatnonzero(_fit(rows, less))
        if out >= 0 and all(row.holds(less) for row in rows):
            allowed = np.append(allowed, -1)
        if allowed.size:
            into, value = worth.best_added(worth.without(ways, out) if out >= 0 else ways, allowed)
            yield out, into, value


def _fit(rows: Sequence[Row], plan: np.ndarray) -> np.ndarray:
    """Tell of each option whether the rows hold when it is added, shape (options,)."""
    fits: np.ndarray = plan == 0
    for row in rows:
        total = row.coefficients @ plan + row.coefficients
        room = 1e-6 * max(1.0, abs(row.bound))
        if row.sense != ">=":
            fits &= total <= row.bound + room
        if row.sense != "<=":
            fits &= total >= row.bound - room
    return fits
