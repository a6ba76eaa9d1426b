"""The full raster as the follower: least times, and ways through every site.

One march from the origins and one to the objectives give, for every site, the best way
that enters it. On eight neighbours a way is a path and its time a sum of steps; in any
direction it is a rule of going (see :mod:`marchland.kernels.policy`), which bounds the time
under other delays as a path does.

Areas are those of *all* sites, with delays of 0 where nothing stands, so that what a
movement can do does not depend on the plan: in any direction no triangle is used across the
edge of a site, built or not.

At a meeting both ends set out at time 0. Whatever is built, the first can still go its way
to a cell and the second its own, so they have met there when the later has arrived: the
time of a meeting is at most the greater of the times of any two ways that end in one cell.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from marchland.kernels.march import Stencil, march
from marchland.kernels.policy import Surface, along, chain, surface, walks
from marchland.kernels.walls import Barriers
from marchland.optimise.follower import Answer, Cut, Member, Way


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
    """

    member: Member
    cost: np.ndarray
    origins: np.ndarray
    objectives: np.ndarray
    meet: bool = False


class RasterFollower:
    """Movements over a raster with sites on it.

    Parameters
    ----------
    movements : sequence of Movement
        On one grid.
    owner : numpy.ndarray
        uint16, shape (rows, columns): number of the site on a cell plus one, 0 for none.
    stencil : {"any", "eight"}
        How movements go.
    workers : int
        Threads; results do not depend on it.
    """

    def __init__(
        self,
        movements: Sequence[Movement],
        owner: np.ndarray,
        *,
        stencil: Stencil = "any",
        workers: int = 1,
    ) -> None:
        self._movements = tuple(movements)
        self._owner = owner
        self._stencil: Stencil = stencil
        self._workers = workers
        place = np.flatnonzero(owner)
        place = place[np.argsort(owner.flat[place], kind="stable")]
        numbers, first = np.unique(owner.flat[place], return_index=True)
        self._cells, self._first, self._numbers = place, first, numbers

    @property
    def members(self) -> tuple[Member, ...]:
        """Who moves."""
        return tuple(movement.member for movement in self._movements)

    @property
    def movements(self) -> tuple[Movement, ...]:
        """Their ground."""
        return self._movements

    @property
    def sites(self) -> int:
        """How many sites there are."""
        return int(self._owner.max(initial=0))

    def sweep(self, delay_s: np.ndarray, *, via: bool = True) -> Answer:
        """Return the least time of every member, and ways that bound it.

        Parameters
        ----------
        delay_s : numpy.ndarray
            float64 s, shape (members, sites): finite, at least 0.
        via : bool
            Whether to look for the best way through every site as well.

        Raises
        ------
        ValueError
            If a site on the ground is given no delay.
        """
        if delay_s.shape[1] < self.sites:
            raise ValueError(f"delays of {delay_s.shape[1]} sites for a ground of {self.sites}")
        with ThreadPoolExecutor(self._workers) as pool:
            found = list(
                pool.map(lambda n: self._member(n, delay_s[n], via), range(len(self._movements)))
            )
        times = tuple(
            min((cut.time_s(delay) for cut in cuts), default=float("inf"))
            for cuts, delay in zip(found, delay_s, strict=True)
        )
        return Answer(times, tuple(cut for cuts in found for cut in cuts))

    def _member(self, number: int, delay_s: np.ndarray, via: bool) -> list[Cut]:
        movement = self._movements[number]
        delays = np.concatenate([[0.0], delay_s]).astype(np.float32)
        barriers = Barriers(self._owner, delays)
        find = self._meeting if movement.meet else self._through
        return [Cut(number, ways) for ways in find(movement, barriers, via)]

    def _through(self, movement: Movement, barriers: Barriers, via: bool) -> list[tuple[Way, ...]]:
        goals = movement.objectives & np.isfinite(movement.cost)
        ahead = march(movement.cost, movement.origins, stencil=self._stencil, barriers=barriers,
                      until=None if via else goals)  # fmt: skip
        end = int(np.argmin(np.where(goals, ahead, np.float32(np.inf))))
        if not goals.flat[end] or not np.isfinite(ahead.flat[end]):
            return []
        ground = self._surface(movement, ahead, barriers)
        ways = self._ways(ground, np.array([end]))
        if via:
            back = march(movement.cost, goals, stencil=self._stencil, barriers=barriers,
                         reverse=True)  # fmt: skip
            rest = self._surface(movement, back, barriers, reverse=True)
            ends = self._best_cells(ahead + back)
            to, on = self._walks(ground, ends), self._walks(rest, ends)
            ways += _as_ways(to[0] + on[0], to[1] + on[1])
        return [(way,) for way in ways]

    def _meeting(self, movement: Movement, barriers: Barriers, via: bool) -> list[tuple[Way, ...]]:
        ends = (movement.origins, movement.objectives)
        times = [march(movement.cost, e, stencil=self._stencil, barriers=barriers) for e in ends]
        later = np.maximum(*times)
        cell = np.array([int(np.argmin(later))])
        if not np.isfinite(later.flat[cell[0]]):
            return []
        grounds = [self._surface(movement, time, barriers) for time in times]
        first, second = (self._ways(ground, cell)[0] for ground in grounds)
        pairs: list[tuple[Way, ...]] = [(first, second)]
        if via:
            delays = barriers.delay_s.astype(float)
            for place in self._padded(self._best_cells(times[0] + times[1])):
                pairs.append(_met(grounds[0], grounds[1], int(place), delays))
        return pairs

    def _surface(
        self, movement: Movement, time: np.ndarray, barriers: Barriers, *, reverse: bool = False
    ) -> Surface:
        turning = self._stencil == "any"
        return surface(movement.cost, time, barriers, reverse=reverse, turning=turning)

    def _best_cells(self, total: np.ndarray) -> np.ndarray:
        """Return, for each site that can be reached, its cell with the least total."""
        if not self._cells.size:
            return np.empty(0, np.int64)
        values: np.ndarray = total.flat[self._cells]
        least = np.minimum.reduceat(values, self._first)
        which = np.repeat(np.arange(least.size), np.diff([*self._first, values.size]))
        hits = np.flatnonzero((values == least[which]) & np.isfinite(values))
        _, earliest = np.unique(which[hits], return_index=True)
        best: np.ndarray = self._cells[hits[earliest]]
        return best

    def _padded(self, cells: np.ndarray) -> np.ndarray:
        """Return places in the raster as places in the raster with a rim of one cell."""
        rows, cols = np.divmod(cells, self._owner.shape[1])
        places: np.ndarray = (rows + 1) * (self._owner.shape[1] + 2) + cols + 1
        return places.astype(np.uint64)

    def _walks(self, ground: Surface, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return walks(ground, self._padded(cells), self.sites)

    def _ways(self, ground: Surface, cells: np.ndarray) -> list[Way]:
        return _as_ways(*self._walks(ground, cells))


def _as_ways(base: np.ndarray, counts: np.ndarray) -> list[Way]:
    """Return ways of their times and counts by area, shape (ways, areas + 1)."""
    found = []
    for time, row in zip(base, counts, strict=True):
        sites = np.flatnonzero(row[1:])
        shares = tuple(float(count) for count in row[1:][sites])
        found.append(Way(float(time), tuple(int(site) for site in sites), shares))
    return found


def _met(first: Surface, second: Surface, place: int, delays: np.ndarray) -> tuple[Way, Way]:
    """Return the halves of the earliest meeting along the best chain through a cell."""
    path = np.concatenate([chain(first, place)[::-1], chain(second, place)[1:]])
    there, back = along(first, path), along(first, path[::-1])
    arrived = there[0] + _paid(there[1], delays, path.size)
    other = (back[0] + _paid(back[1], delays, path.size))[::-1]
    meeting = int(np.argmin(np.maximum(arrived, other)))
    return (
        _half(*there, meeting, delays.size),
        _half(*back, path.size - 1 - meeting, delays.size),
    )


def _paid(crossed: np.ndarray, delays: np.ndarray, cells: int) -> np.ndarray:
    """Return the delays paid up to each cell of a path."""
    paid: np.ndarray = np.cumsum(np.bincount(crossed[:, 0], delays[crossed[:, 1]], cells))
    return paid


def _half(time: np.ndarray, crossed: np.ndarray, meeting: int, areas: int) -> Way:
    """Return the way along a path up to a cell of it."""
    until = crossed[crossed[:, 0] <= meeting, 1]
    counts = np.bincount(until, minlength=areas).astype(float)
    return _as_ways(time[meeting : meeting + 1], counts[None])[0]
