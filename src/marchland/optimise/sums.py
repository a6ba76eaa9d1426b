"""Can a mean over members, or over the worst of them, reach a target? As a programme.

With z the score of a member, p its weight and T the target, a plan x does if

- ``expected``: ``sum(p * z) >= T``;
- ``cvar``: ``e - sum(p * s) / share >= T`` for some e and ``s >= e - z``, ``s >= 0``;

where every known way bounds z from above: ``z <= score(c + sum(count * delay * x))``. No
member does better than when everything is built, U, so a delay counts for at most ``U - c``.
Of a meeting, z keeps below the later half; which that is, is a choice of zero or one.

The target is reached only if every member reaches what is left to it when all others are
at their best; that is a target of its own (see :mod:`marchland.optimise.target`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from marchland.optimise.building import SLACK, Builder
from marchland.optimise.candidates import Row
from marchland.optimise.follower import Member
from marchland.optimise.master import Programme
from marchland.optimise.pool import Table
from marchland.optimise.solution import Objective
from marchland.optimise.target import needs, scores

_HALVINGS = 60


@dataclass(frozen=True)
class Mean:
    """What is taken of the members' scores.

    Parameters
    ----------
    objective : Objective
    members : tuple of Member
    most_s : numpy.ndarray
        float64 s, shape (members,): the time of each that no plan exceeds.
    """

    objective: Objective
    members: tuple[Member, ...]
    most_s: np.ndarray

    @property
    def weight(self) -> np.ndarray:
        """Shares that add up to 1."""
        weight = np.array([member.weight for member in self.members])
        share: np.ndarray = weight / weight.sum()
        return share

    def least_s(self, target: float) -> np.ndarray:
        """Return the time that each member must have if a target is to be reached."""
        found = np.empty(self.most_s.size)
        for member, most in enumerate(self.most_s):
            times = self.most_s.copy()
            low, high = -abs(most) - 1e9, float(most)
            for _ in range(_HALVINGS):
                times[member] = (low + high) / 2
                if self.objective.value(times, self.members) < target:
                    low = times[member]
                else:
                    high = times[member]
            found[member] = low
        return found


def mean_programme(
    mean: Mean, pool: Table, rows: Sequence[Row], target: float, use: np.ndarray
) -> Programme:
    """Return the programme of a target: variables are the options, then what it needs besides.

    Parameters
    ----------
    mean : Mean
    pool : Table
    rows : sequence of Row
        Linear conditions on the options.
    target : float
        The score to be reached.
    use : numpy.ndarray
        float64, shape (options,): what is maximised among the plans that reach it.
    """
    builder = Builder(use.size)
    builder.linear(rows)
    builder.hold(needs(pool, mean.least_s(target)))
    top = scores(mean.most_s, mean.members)
    count = len(mean.members)
    none, best = float(scores(np.zeros(count), mean.members).min()), float(top.max())
    builder.group("z", count, none, best, whole=False)
    builder.rows(-top, {"z": -sparse.eye_array(count)})
    _bounds(builder, mean, pool)
    room = SLACK * max(abs(target), 1.0)
    if mean.objective.kind == "expected":
        builder.rows(np.array([target - room]), {"z": mean.weight[None]})
        return builder.programme(use)
    builder.group("e", 1, none, best, whole=False)
    builder.group("s", count, 0.0, best - none, whole=False)
    eye = sparse.eye_array(count, format="csr")
    builder.rows(np.zeros(count), {"s": eye, "z": eye, "e": -np.ones((count, 1))})
    share = min(mean.objective.share, 1.0)
    builder.rows(np.array([target - room]), {"e": np.ones((1, 1)), "s": -mean.weight[None] / share})
    return builder.programme(use)


def _bounds(builder: Builder, mean: Mean, pool: Table) -> None:
    """Add what every way leaves of its member's score."""
    if not pool.cut.size:
        return
    scale = np.array([member.scale_s for member in mean.members])[pool.member]
    offset = np.array([member.offset_s for member in mean.members])[pool.member]
    room = np.maximum(mean.most_s[pool.member] - pool.base_s, 0.0)
    rows = sparse.coo_array(pool.delay_s)
    clipped = np.minimum(rows.data, room[rows.coords[0]]) / scale[rows.coords[0]]
    delay = sparse.csr_array((clipped, rows.coords), rows.shape)
    ways = pool.cut.size
    mine = sparse.csr_array(
        (np.ones(ways), (np.arange(ways), pool.member)), (ways, len(mean.members))
    )
    least = (offset - pool.base_s) / scale
    double = np.flatnonzero(np.bincount(pool.cut)[pool.cut] > 1)
    single = np.setdiff1d(np.arange(ways), double)
    builder.rows(least[single], {"x": delay[single], "z": -mine[single]})
    if double.size:
        half = builder.group("later", double.size)
        big = sparse.diags_array((room / scale)[double])
        bound = least[double] - (room / scale)[double]
        builder.rows(bound, {"x": delay[double], "z": -mine[double], half: -big})
        _, place = np.unique(pool.cut[double], return_inverse=True)
        either = sparse.csr_array((np.ones(double.size), (place, np.arange(double.size))))
        builder.rows(np.ones(either.shape[0]), {half: either})
