"""The part of the ground that can matter up to a time, cut out for a quick answer.

Whatever is built, a crossing is no quicker than on the ground as it is. So a cell which no
crossing of that ground within a time T leads over plays no part in any crossing within T, with
any delays. Where the least time under some delays is found on the cut-out ground and is no more
than T, it is the least time on the whole ground; where it is more, or there is none, more ground
is taken.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from marchland.optimise.follower import Member

RATIO = 1.25
"""Between one cut-out and the next larger one, in time."""

ROUNDING = 1e-4
"""Room for the rounding of times, as a share."""

PART_CELLS = 8
PARTS = 4
"""Into how many parts a site falls at most, of so many cells at least: a way through each."""


@dataclass(frozen=True)
class Movement:
    """One member's ground.

    Parameters
    ----------
    member : Member
    cost : numpy.ndarray
        float32, shape (rows, columns): time in s to cross each cell; inf where it cannot.
    origins, objectives : numpy.ndarray
        bool, same shape.
    meet : bool
        Whether both ends set out and meet, or the first goes right through.
    least : numpy.ndarray, optional
        float32 s, same shape: no crossing that has to do with a cell takes less, whatever is
        built; inf where none has. Without it the whole ground is taken every time.
    """

    member: Member
    cost: np.ndarray
    origins: np.ndarray
    objectives: np.ndarray
    meet: bool = False
    least: np.ndarray | None = None


@dataclass(frozen=True)
class Patch:
    """A movement on a part of the ground.

    Parameters
    ----------
    movement : Movement
    owner : numpy.ndarray
        uint16, shape of its ground: number of the site on a cell plus one, 0 for none.
    level_s : float
        Least times up to here are those of the whole ground; inf where it is the whole.
    """

    movement: Movement
    owner: np.ndarray
    level_s: float

    @cached_property
    def _sites(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The cells of sites, site by site, and where each site and each part of one begins."""
        place = np.flatnonzero(self.owner)
        place = place[np.argsort(self.owner.flat[place], kind="stable")]
        _, first = np.unique(self.owner.flat[place], return_index=True)
        ends = zip(first, [*first[1:], place.size], strict=True)
        parts = [np.arange(a, b, max(PART_CELLS, -(-(b - a) // PARTS))) for a, b in ends]
        return place, first, np.concatenate([first[:0], *parts])

    def best_cells(self, total: np.ndarray, *, parts: bool = False) -> np.ndarray:
        """Return, for each site that can be reached, its cell with the least total.

        Parameters
        ----------
        total : numpy.ndarray
            float32, shape of the ground; inf cannot be reached.
        parts : bool
            Whether to return the cell of every part of a long site.

        Returns
        -------
        numpy.ndarray
            int64: places in the flat ground.
        """
        cells, whole, part = self._sites
        first = part if parts else whole
        if not cells.size:
            return np.empty(0, np.int64)
        values: np.ndarray = total.flat[cells]
        least = np.minimum.reduceat(values, first)
        which = np.repeat(np.arange(least.size), np.diff([*first, values.size]))
        hits = np.flatnonzero((values == least[which]) & np.isfinite(values))
        _, earliest = np.unique(which[hits], return_index=True)
        best: np.ndarray = cells[hits[earliest]]
        return best


class Patches:
    """Cut-outs of one movement's ground, each made when it is first asked for.

    Parameters
    ----------
    movement : Movement
    owner : numpy.ndarray
        uint16, shape of the ground.
    """

    def __init__(self, movement: Movement, owner: np.ndarray) -> None:
        self._movement, self._owner = movement, owner
        self._made: dict[int, Patch] = {}
        least = movement.least
        known = least is not None and np.isfinite(least).any()
        ends = (least.min(), least[np.isfinite(least)].max()) if known and least is not None else ()
        self._first, self._most = (float(end) for end in ends) if ends else (0.0, 0.0)
        ratio = self._most / self._first if self._first > 0 else 1.0
        self.count = int(np.ceil(np.log(max(ratio, 1.0)) / np.log(RATIO))) or 1
        """How many there are; the last is the whole ground."""

    def __getitem__(self, number: int) -> Patch:
        """Return a cut-out; each holds the ones before it."""
        if number not in self._made:
            self._made[number] = self._cut(number)
        return self._made[number]

    def enough(self, needed_s: float, *, above: int) -> int:
        """Return the number of the first cut-out above one that is good for a time.

        A time found on a part of the ground is never too short, so that the cut-out which is
        good for it answers for sure. Where there was no way through, the next is tried.
        """
        if not np.isfinite(needed_s):
            return above + 1
        later = range(above + 1, self.count - 1)
        return next((n for n in later if self._level(n) >= needed_s), self.count - 1)

    def _level(self, number: int) -> float:
        return float(self._first * RATIO ** (number + 1))

    def _cut(self, number: int) -> Patch:
        whole, least = self._movement, self._movement.least
        if number >= self.count - 1 or least is None:
            return Patch(whole, self._owner, float("inf"))
        level = self._level(number)
        kept = least <= level * (1 + ROUNDING)
        rows, cols = (np.flatnonzero(kept.any(axis=axis)) for axis in (1, 0))
        part = slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1)
        cost = np.where(kept[part], whole.cost[part], np.float32(np.inf))
        start, goal = (np.ascontiguousarray(c[part]) for c in (whole.origins, whole.objectives))
        cut = Movement(whole.member, cost, start, goal, meet=whole.meet)
        return Patch(cut, np.ascontiguousarray(self._owner[part]), level)


def least_times(there: np.ndarray, back: np.ndarray, *, meet: bool, shortest: float) -> np.ndarray:
    """Return the time below which no crossing has to do with a cell, s.

    Parameters
    ----------
    there, back : numpy.ndarray
        float32 s: from the origins, and to the objectives, where nothing is built.
    meet : bool
        Whether both ends move.
    shortest : float
        How much of the time of a step along an edge a label rises by at least, from a cell
        that it rests on: 1 for a path, the root of a half through a triangle.

    Returns
    -------
    numpy.ndarray
        float32. Going through, a label at the goal that rests on a cell is at least
        ``there + shortest * back``. Where both ends meet at T, the one way rests on a cell
        only if ``there + shortest * (back - T) <= T``, the other likewise, since the cell is
        at most as far from the meeting as along both ways; and only if it is reached by then.
    """
    if not meet:
        return np.asarray(there + np.float32(shortest) * back, np.float32)
    share = np.float32(shortest)
    one, other = (there + share * back, back + share * there)
    through = np.fmin(one, other) / (1 + share)
    return np.asarray(np.fmax(through, np.fmin(there, back)), np.float32)
