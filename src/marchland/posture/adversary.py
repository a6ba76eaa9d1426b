r"""The adversary adapts: ways that trade time against being noticed in time.

A movement that knows the ground, the sensors and the response need not take the fastest way.
The best it can do is the way with the least probability of interruption, the **most
vulnerable path** of the defence. It is found by label setting with two criteria, and is exact
where nothing is thinned out; see :mod:`marchland.kernels.labels`. Headline figures take the
worst of it, over approaches, movers and seasons.

Along a way, time passes and notice is taken step by step: within a cell at the rate of what
watches it, in the middle of the step; at a barrier when it is entered. That is EASI with one
task a step, delays without spread, and a normal response.
"""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from marchland.errors import Fault, InputError
from marchland.kernels.labels import Answer, Labels, Watched, settle
from marchland.kernels.march import march
from marchland.kernels.stencil import EIGHT, padded, steps
from marchland.kernels.walls import Barriers, flat_walls
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import step_cost
from marchland.posture.timeline import WEIGHT, Response, When

NO_RESPONSE = -1.0
"""A response so quick that every report is in time: only being noticed counts."""

COARSER = (0.02, 0.1, 0.5, 50.0)
"""How much is thinned out where labels are too many; the last keeps one label a cell."""

ROUNDING = 1e-5
"""Room for the rounding of times, as a share."""


@dataclass(frozen=True)
class Watch:
    """What notices a movement.

    Parameters
    ----------
    rate : numpy.ndarray
        float64 1/s, shape of the grid: how fast a movement in a cell is noticed, as
        :func:`marchland.posture.sensing.coverage` gives it; 0 is not watched.
    notice : numpy.ndarray
        float64, shape (barriers + 1,): probability from 0 to 1, below 1, that each barrier
        notices who enters it; 0 for none.
    when : {"beginning", "middle", "end"}
        When within a barrier's delay it notices.
    """

    rate: np.ndarray
    notice: np.ndarray
    when: When = "beginning"


@dataclass(frozen=True)
class Search:
    """How far the search goes.

    Parameters
    ----------
    longest : float
        Ways that take more than so many times the fastest are left out; at least 1.
    thin : float
        How much of the logarithm of the chance to get through may be given up along a whole
        way to keep the labels few. At 0 the answer is exact; on large rasters 0.05 loses at
        most a twentieth of that chance, mostly less: see :attr:`Vulnerable.bound`.
    labels : float
        Where more than so many labels a cell would be made, it begins again and thins out
        more, by the next of :data:`COARSER`.
    """

    longest: float = 2.0
    thin: float = 0.0
    labels: float = float("inf")


@dataclass(frozen=True)
class Way:
    """One way, and what it means for both sides.

    Parameters
    ----------
    time_s : float
        From the origins to the objectives, delays included.
    probability : float
        Of interruption.
    path : numpy.ndarray
        int64, shape (cells, 2): rows and columns from an origin to an objective.
    """

    time_s: float
    probability: float
    path: np.ndarray


@dataclass(frozen=True)
class Vulnerable:
    """What an adversary that adapts can choose from.

    Parameters
    ----------
    ways : tuple of Way
        The Pareto set: each is the least likely to be interrupted of all that take no
        longer; the quickest first, the most vulnerable path last.
    bound : float
        No way within the search is less likely to be interrupted than this. Where nothing is
        thinned out it is what the last way has.
    """

    ways: tuple[Way, ...]
    bound: float

    @property
    def fastest(self) -> Way:
        """The quickest way; of several, the least likely to be interrupted."""
        return self.ways[0]

    @property
    def worst(self) -> Way:
        """The most vulnerable path: the least likely to be interrupted."""
        return self.ways[-1]

    @property
    def epsilon(self) -> float:
        """How much less likely to be interrupted the best way can be than the worst found."""
        return max(self.worst.probability - self.bound, 0.0)


def vulnerable(
    speed: xr.DataArray,
    ends: Terminals,
    response: Response | None,
    watch: Watch,
    *,
    barriers: Barriers | None = None,
    search: Search | None = None,
) -> Vulnerable | None:
    """Return the ways of an adversary that adapts, over the raster.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s; 0 cannot pass, NaN unknown and not entered.
    ends : Terminals
        The approach on this grid.
    response : Response or None
        What answers; its time is taken to the objectives. None counts every detection,
        timely or not: the Pareto set of being noticed and time.
    watch : Watch
        What notices.
    barriers : Barriers, optional
        Delays charged once for each crossing.
    search : Search, optional
        How far it goes.

    Returns
    -------
    Vulnerable or None
        None where there is no way through, or where the response or what watches the ground
        that could be passed is unknown.

    Raises
    ------
    InputError
        With everything about watch, response and search that makes no sense.
    """
    search = search or Search()
    _check(speed, watch, barriers, search)
    cost = step_cost(speed, ends.avoid)
    answer = _answer(response)
    open_ground = np.isfinite(cost)
    if np.isnan(answer).any() or np.isnan(watch.rate[open_ground]).any():
        return None
    goals = ends.objectives & open_ground
    least = march(cost, ends.origins, stencil="eight", barriers=barriers, until=goals)
    fastest = float(least[goals].min(initial=np.inf))
    if not np.isfinite(fastest):
        return None
    longest = fastest * search.longest * (1 + ROUNDING)
    least = march(cost, ends.origins, stencil="eight", barriers=barriers, until=longest)
    most = search.labels * int((least <= longest).sum())
    part = _within(cost, goals, barriers, (least, longest))
    cost, least, watch, barriers = _cut(part, cost, least, watch, barriers)
    watched, near = _flat(cost, watch, barriers), steps(EIGHT, cost.shape[1] + 2)
    origins, objectives = (padded(cells[part], 0).ravel() for cells in (ends.origins, goals))
    least = padded(least, np.inf).ravel()
    for thin in (search.thin, *(more for more in COARSER if more > search.thin)):
        bound = (least, longest, float("inf") if thin == COARSER[-1] else most)
        rate = thin / (longest - fastest)
        labels = settle(watched, answer, near, (origins, objectives), bound, rate)
        if labels.cell.size:
            break
    ways = _ways(labels, origins, cost.shape, (part[0].start, part[1].start))
    best = max((1 - w.probability) * np.exp(rate * (longest - w.time_s)) for w in ways)
    return Vulnerable(ways, 1 - float(min(best, 1.0)))


Window = tuple[slice, slice]


def _within(
    cost: np.ndarray,
    goals: np.ndarray,
    barriers: Barriers | None,
    bound: tuple[np.ndarray, float],
) -> Window:
    """Return the rows and columns beyond which no way leads that takes no longer than allowed."""
    least, longest = bound
    back = march(cost, goals, stencil="eight", barriers=barriers, reverse=True, until=longest)
    kept = least + back <= longest * (1 + ROUNDING)
    rows, cols = (np.flatnonzero(kept.any(axis=axis)) for axis in (1, 0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(cols[0]), int(cols[-1]) + 1)


def _cut(
    part: Window,
    cost: np.ndarray,
    least: np.ndarray,
    watch: Watch,
    barriers: Barriers | None,
) -> tuple[np.ndarray, np.ndarray, Watch, Barriers | None]:
    """Return what a search needs of a part of the ground."""
    walls = barriers and Barriers(np.ascontiguousarray(barriers.owner[part]), barriers.delay_s)
    seen = Watch(watch.rate[part], watch.notice, watch.when)
    return cost[part], least[part], seen, walls


def _answer(response: Response | None) -> Answer:
    if response is None:
        return Answer(NO_RESPONSE, 0.0, 1.0)
    heard = response.assessment * response.communication
    return Answer(float(response.time_s), float(response.spread_s), float(heard))


def _flat(cost: np.ndarray, watch: Watch, barriers: Barriers | None) -> Watched:
    """Return what a movement meets as the compiled loops take it."""
    none = Barriers(np.zeros(cost.shape, np.uint16), np.zeros(1, np.float32))
    held = barriers or none
    seen = Barriers(held.owner, (-np.log1p(-watch.notice)).astype(np.float32))
    walls, notices = (flat_walls(b, 1, reverse=False) for b in (held, seen))
    assert walls is not None and notices is not None
    rate = padded(watch.rate.astype(np.float64), 0).ravel()
    return Watched(padded(cost, np.inf).ravel(), rate, walls, notices, WEIGHT[watch.when])


def _ways(
    labels: Labels, origins: np.ndarray, shape: tuple[int, ...], corner: tuple[int, int]
) -> tuple[Way, ...]:
    """Return the labels at the origins that no other beats, their paths on the whole ground."""
    there = np.flatnonzero(origins[labels.cell])
    chance = labels.chance[there]
    better = chance > np.maximum.accumulate(np.concatenate([[-1.0], chance]))[:-1]
    return tuple(
        Way(
            float(labels.time[at]),
            1 - float(labels.chance[at]),
            _path(labels, int(at), shape) + corner,
        )
        for at in there[better]
    )


def _path(labels: Labels, at: int, shape: tuple[int, ...]) -> np.ndarray:
    cells = []
    while at >= 0:
        cells.append(labels.cell[at])
        at = int(labels.onward[at])
    rows, cols = np.divmod(np.array(cells, np.int64), shape[1] + 2)
    return np.column_stack([rows - 1, cols - 1])


def _check(speed: xr.DataArray, watch: Watch, barriers: Barriers | None, search: Search) -> None:
    faults = []
    if watch.rate.shape != speed.shape:
        what = f"rate has shape {watch.rate.shape} for ground of {speed.shape}"
        faults.append(Fault("watch", what, "Give one rate for each cell."))
    if (watch.rate < 0).any() or np.isinf(watch.rate).any():
        faults.append(Fault("watch", "rate is below zero or infinite", "Give 1/s, 0 or more."))
    count = 1 if barriers is None else len(barriers.delay_s)
    if watch.notice.shape != (count,):
        what = f"notice has shape {watch.notice.shape} for {count - 1} barriers"
        faults.append(Fault("watch", what, "Give one probability for each, after a 0 for none."))
    elif not ((watch.notice >= 0) & (watch.notice < 1)).all() or watch.notice[0]:
        remedy = "Give 0 for none, then probabilities from 0 to below 1."
        faults.append(Fault("watch", "notice is not a probability below 1", remedy))
    if not search.longest >= 1 or not search.thin >= 0:
        what = f"longest {search.longest:g} and thin {search.thin:g}"
        faults.append(Fault("search", what, "At least 1, and at least 0."))
    if faults:
        raise InputError("vulnerable", faults)
