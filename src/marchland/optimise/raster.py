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

import numpy as np

from marchland.kernels.march import Stencil, march
from marchland.kernels.policy import Surface, along, chain, surface, walks
from marchland.kernels.walls import Barriers
from marchland.optimise.follower import Answer, Cut, Member, Way
from marchland.optimise.patches import Movement as Movement
from marchland.optimise.patches import Patch, Patches

MARGIN = 1.2
"""Ways through sites are looked for on ground that can matter up to this many least times."""

Found = list[tuple[Way, ...]]


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
        self._patches = tuple(Patches(movement, owner) for movement in self._movements)
        self._stencil: Stencil = stencil
        self._workers = workers
        self._sites = int(owner.max(initial=0))

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
        return self._sites

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
        delays = np.concatenate([[0.0], delay_s]).astype(np.float32)
        patches = self._patches[number]
        find = self._meeting if self._movements[number].meet else self._through
        level = 0
        while True:
            told = find(patches[level], delays, via)
            if not isinstance(told, float):
                return [Cut(number, each) for each in told]
            level = patches.enough(told, above=level)

    def _through(self, patch: Patch, delays: np.ndarray, via: bool) -> Found | float:
        """Return ways right through, or how much time the ground has to be for to know them."""
        movement, barriers = patch.movement, Barriers(patch.owner, delays)
        goals = movement.objectives & np.isfinite(movement.cost)
        ahead = march(movement.cost, movement.origins, stencil=self._stencil, barriers=barriers,
                      until=None if via else goals)  # fmt: skip
        end = int(np.argmin(np.where(goals, ahead, np.float32(np.inf))))
        time = float(ahead.flat[end]) if goals.flat[end] else np.inf
        needed = time * (MARGIN if via else 1.0)
        if needed > patch.level_s:
            return needed
        if not np.isfinite(time):
            return []
        ground = self._surface(movement, ahead, barriers)
        ways = self._ways(ground, patch, np.array([end]))
        if via:
            back = march(movement.cost, goals, stencil=self._stencil, barriers=barriers,
                         reverse=True)  # fmt: skip
            rest = self._surface(movement, back, barriers, reverse=True)
            ends = patch.best_cells(ahead + back, parts=True)
            to, on = self._walks(ground, patch, ends), self._walks(rest, patch, ends)
            ways += _as_ways(to[0] + on[0], to[1] + on[1])
        return [(way,) for way in ways]

    def _meeting(self, patch: Patch, delays: np.ndarray, via: bool) -> Found | float:
        """Return pairs of ways that meet, or how much time the ground has to be for."""
        movement, barriers = patch.movement, Barriers(patch.owner, delays)
        ends = (movement.origins, movement.objectives)
        times = [march(movement.cost, e, stencil=self._stencil, barriers=barriers) for e in ends]
        later = np.maximum(*times)
        cell = np.array([int(np.argmin(later))])
        time = float(later.flat[cell[0]])
        needed = time * (MARGIN if via else 1.0)
        if needed > patch.level_s:
            return needed
        if not np.isfinite(time):
            return []
        grounds = [self._surface(movement, time, barriers) for time in times]
        first, second = (self._ways(ground, patch, cell)[0] for ground in grounds)
        pairs: Found = [(first, second)]
        if via:
            held = barriers.delay_s.astype(float)
            for place in _padded(patch.best_cells(times[0] + times[1]), patch.owner.shape[1]):
                pairs.append(_met(grounds[0], grounds[1], int(place), held))
        return pairs

    def _surface(
        self, movement: Movement, time: np.ndarray, barriers: Barriers, *, reverse: bool = False
    ) -> Surface:
        turning = self._stencil == "any"
        return surface(movement.cost, time, barriers, reverse=reverse, turning=turning)

    def _walks(
        self, ground: Surface, patch: Patch, cells: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        return walks(ground, _padded(cells, patch.owner.shape[1]), self.sites)

    def _ways(self, ground: Surface, patch: Patch, cells: np.ndarray) -> list[Way]:
        return _as_ways(*self._walks(ground, patch, cells))


def _padded(cells: np.ndarray, width: int) -> np.ndarray:
    """Return places in a raster as places in the raster with a rim of one cell."""
    rows, cols = np.divmod(cells, width)
    places: np.ndarray = (rows + 1) * (width + 2) + cols + 1
    return places.astype(np.uint64)


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
