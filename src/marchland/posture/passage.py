"""The belts that a movement passes on a path: ground, and what stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import xarray as xr

from marchland.barriers.built import Built
from marchland.mobility.setting import OPPOSITE
from marchland.model.estimate import Estimate, Level
from marchland.model.measure import Measure
from marchland.model.mover import Kind
from marchland.posture.belts import LEVELS, Belt
from marchland.schema import grid_of

Speeds = Mapping[Level, xr.DataArray]
NEVER = Estimate(0, 0, 0, "1", "nothing there reports", "assumed")
NO_TIME = Estimate(0, 0, 0, "s", "nothing there holds", "assumed")


@dataclass(frozen=True)
class Passage:
    """A movement on a path through what is built.

    Parameters
    ----------
    path : numpy.ndarray
        int64, shape (cells, 2): rows and columns, each touching the next.
    speeds : mapping of {level: xarray.DataArray}
        m/s on the ground as built, at low, best and high.
    built : Built
    kind : {"dismounted", "wheeled", "tracked"}
    """

    path: np.ndarray
    speeds: Speeds
    built: Built
    kind: Kind

    def belts(self) -> tuple[Belt, ...]:
        """Return the belts that it passes, in order: see :func:`belts`."""
        return belts(self.path, self.speeds, self.built, self.kind)

    def ground_s(self) -> np.ndarray:
        """Return when it comes to each cell at best, s, delays left out."""
        return step_times(self.path, self.speeds["best"])

    def when_s(self) -> np.ndarray:
        """Return when it comes to each cell at best, s, with the delays that are declared."""
        walls = replace(self.built, floor=True).barriers(self.kind, "best")
        if walls is None:
            return self.ground_s()
        owner = walls.owner[self.path[:, 0], self.path[:, 1]]
        enters = np.diff(owner.astype(np.int64), prepend=0) != 0
        delays: np.ndarray = np.cumsum(np.where(enters, walls.delay_s[owner], 0.0))
        when: np.ndarray = self.ground_s() + delays
        return when


def belts(path: np.ndarray, speeds: Speeds, built: Built, kind: Kind) -> tuple[Belt, ...]:
    """Return the belts on a path, in order.

    Parameters
    ----------
    path : numpy.ndarray
        int64, shape (cells, 2): rows and columns, each touching the next.
    speeds : mapping of {level: xarray.DataArray}
        m/s on the ground as built, at low, best and high.
    built : Built
        What stands on it.
    kind : {"dismounted", "wheeled", "tracked"}
        Who moves.

    Returns
    -------
    tuple of Belt
        Ground between the sites that hold or report, and those sites, by what stands there. A
        delay or a notice that nobody declared is None. The ground inside a site counts to
        the stretch after it.
    """
    times = {level: step_times(path, speeds[OPPOSITE[level]]) for level in LEVELS}
    active = {number: (name, there) for number, name, there in built.standing()
              if any(m.notices or kind in m.holds for m in there)}  # fmt: skip
    owner = built.sites.owner[path[:, 0], path[:, 1]]
    found: list[Belt] = []
    start = 0
    for place, (before, here) in enumerate(pairwise([0, *owner.tolist()])):
        if here == before or here not in active:
            continue
        found += _ground(times, start, place)
        site, there = active[here]
        name = f"{' and '.join(m.name for m in there)} at {site}"
        found.append(Belt(name, _delay(there, kind, built), notice_of(there)))
        start = place
    return (*found, *_ground(times, start, len(path) - 1))


def step_times(path: np.ndarray, speed: xr.DataArray) -> np.ndarray:
    """Return the time in s to come to each cell of a path, float64, 0 for the first."""
    slow = 1.0 / np.maximum(speed.values[path[:, 0], path[:, 1]].astype(float), 1e-9)
    length = np.hypot(*np.diff(path, axis=0).T) * grid_of(speed).cell_m
    steps = length * (slow[1:] + slow[:-1]) / 2
    return np.concatenate([[0.0], np.cumsum(steps)])


def _ground(times: Mapping[Level, np.ndarray], start: int, stop: int) -> list[Belt]:
    spent = sorted(float(times[level][stop] - times[level][start]) for level in LEVELS)
    if spent[2] <= 0:
        return []
    time = Estimate(spent[0], spent[1], spent[2], "s", "time over the ground", "computed")
    return [Belt("ground", time, NEVER)]


def _delay(there: tuple[Measure, ...], kind: Kind, built: Built) -> Estimate | None:
    """Return how long a site holds, all its measures together, or None where unknown."""
    delays = [m.delay_s(kind, defended=built.defended) for m in there if kind in m.holds]
    known = [delay for delay in delays if delay is not None]
    if len(known) < len(delays):
        return None
    if not known:
        return NO_TIME
    sums = [sum(delay.at(level) for delay in known) for level in LEVELS]
    return Estimate(sums[0], sums[1], sums[2], "s", known[0].source, known[0].tag)


def notice_of(there: tuple[Measure, ...]) -> Estimate | None:
    """Return how likely a site reports a passage, or None where unknown."""
    chances = [m.notice for m in there if m.notices]
    known = [chance for chance in chances if chance is not None]
    if len(known) < len(chances):
        return None
    if not known:
        return NEVER
    missed = [float(np.prod([1 - chance.at(level) for chance in known])) for level in LEVELS]
    return Estimate(1 - missed[0], 1 - missed[1], 1 - missed[2], "1", known[0].source, known[0].tag)
