"""What a movement does on a travel-time surface, told so that it holds under other delays.

A label comes from earlier ones: along an edge from one cell, or through a triangle from a
point between two. That point is a mean of the two cells, so a label is the mean time of a
walk that, at each triangle, goes on from either cell with the shares of the point. The walk
and its shares are a rule that can be kept whatever the delays are; kept, it takes

    base + sum over areas of  count * delay

on average, where base is its mean time without delays and count its mean number of
crossings. The label under *any* delays is the least over all such rules, hence at most
this: the sum bounds travel time in any direction just as a path bounds it on eight
neighbours, which is the case without triangles. Triangles are taken only where their three
cells are of one area, so a rule never meets a delay inside one.
"""

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import EIGHT, Steps, padded, steps
from marchland.kernels.walls import Barriers, Walls, corner_toll, flat_walls, same_area

_LEAST_SHARE = 1e-3
"""Below this share of the walk the edge is taken, so that it does not spread without end."""

_STEEPEST = float(np.sqrt(0.5))


class Surface(NamedTuple):
    """A travel-time surface as the walks take it.

    Parameters
    ----------
    cost, time : numpy.ndarray
        float32 s, flat and padded.
    walls : Walls
        Owners, delays, and whether times are *to* the start cells.
    steps : Steps
    turning : bool
        Whether labels came through triangles as well.
    """

    cost: np.ndarray
    time: np.ndarray
    walls: Walls
    steps: Steps
    turning: bool


def surface(
    cost: np.ndarray,
    time: np.ndarray,
    barriers: Barriers,
    *,
    reverse: bool = False,
    turning: bool = False,
) -> Surface:
    """Return a surface for walks.

    Parameters
    ----------
    cost, time : numpy.ndarray
        As given to and returned by :func:`marchland.kernels.march.march`.
    barriers : Barriers
        As given to it; areas without a delay count too.
    reverse : bool
        As given to it.
    turning : bool
        True for times in any direction. Of reversed ones only edges are followed.
    """
    rim = padded(cost, np.inf)
    walls = flat_walls(barriers, 1, reverse=reverse)
    if walls is None:
        raise ValueError("a surface needs its areas")
    return Surface(
        rim.ravel(),
        padded(time, np.inf).ravel(),
        walls,
        steps(EIGHT, rim.shape[1]),
        turning and not reverse,
    )


@njit(cache=True, nogil=True)
def _edge(ground: Surface, v: np.uint64) -> tuple[int, float]:
    """Return the number of the step that brings `v` its label along an edge, and the label."""
    best, least = -1, np.inf
    for k in range(8):
        u = v - ground.steps.offset[k]
        if not ground.time[u] < ground.time[v]:
            continue
        step = (float(ground.cost[u]) + float(ground.cost[v])) * float(ground.steps.near[k])
        one, other = u + ground.steps.one[k], u + ground.steps.other[k]
        label = float(ground.time[u]) + step + float(corner_toll(ground.walls, u, v, one, other))
        if label < least:
            best, least = k, label
    return best, least


@njit(cache=True, nogil=True)
def _triangle(ground: Surface, v: np.uint64, least: float) -> tuple[int, int, float]:
    """Return the step and the turn of the triangle that brings less than `least`, if any."""
    best, turned = -1, 0
    for k in range(4):
        u = v - ground.steps.offset[k]
        if not ground.time[u] < ground.time[v]:
            continue
        for turn in (1, 3):
            side = u + ground.steps.offset[(k + turn) & 3]
            late = float(ground.time[u]) - float(ground.time[side])
            if late <= 0 or not same_area(ground.walls, u, v, side):
                continue
            pace = 0.5 * (float(ground.cost[v]) + float(max(ground.cost[u], ground.cost[side])))
            if late >= pace * _STEEPEST:
                continue
            label = float(ground.time[u]) + np.sqrt(pace * pace - late * late)
            if label < least:
                best, turned, least = k, turn, label
    return best, turned, least


@njit(cache=True, nogil=True)
def _enter(ground: Surface, v: np.uint64, k: int, share: float, counts: np.ndarray) -> float:
    """Count what the step number `k` to `v` crosses and return its time."""
    walls = ground.walls
    u = v - ground.steps.offset[k]
    if walls.owner[u] != walls.owner[v]:
        counts[walls.owner[u if walls.reverse else v]] += share
    if k > 3:
        between = walls.owner[u + ground.steps.one[k]]
        apart = between != walls.owner[u] and between != walls.owner[v]
        if between and apart and between == walls.owner[u + ground.steps.other[k]]:
            counts[between] += share
    return (float(ground.cost[u]) + float(ground.cost[v])) * float(ground.steps.near[k])


@njit(cache=True, nogil=True)
def _give(
    mass: np.ndarray, heap: list[tuple[float, int]], label: float, cell: np.uint64, share: float
) -> None:
    if mass[cell] == 0.0:
        heappush(heap, (-label, int(cell)))
    mass[cell] += share


@njit(cache=True, nogil=True)
def _walk(ground: Surface, end: np.uint64, mass: np.ndarray, counts: np.ndarray) -> float:
    """Return the mean time of the walk from `end`, counting crossings; NaN if it is stuck."""
    base = 0.0
    heap = [(-float(ground.time[end]), int(end))]
    mass[end] = 1.0
    while heap:
        v = np.uint64(heappop(heap)[1])
        share = mass[v]
        mass[v] = 0.0
        if ground.time[v] <= 0:
            continue
        k, least = _edge(ground, v)
        turned = -1
        if ground.turning and share >= _LEAST_SHARE:
            turned, turn, _ = _triangle(ground, v, least)
        if turned >= 0:
            u = v - ground.steps.offset[turned]
            side = u + ground.steps.offset[(turned + turn) & 3]
            late = float(ground.time[u]) - float(ground.time[side])
            pace = 0.5 * (float(ground.cost[v]) + float(max(ground.cost[u], ground.cost[side])))
            rest = np.sqrt(pace * pace - late * late)
            aside = late / rest
            base += share * pace * pace / rest
            _give(mass, heap, float(ground.time[side]), side, share * aside)
            if aside < 1.0:
                _give(mass, heap, float(ground.time[u]), u, share * (1.0 - aside))
        elif k >= 0:
            u = v - ground.steps.offset[k]
            base += share * _enter(ground, v, k, share, counts)
            _give(mass, heap, float(ground.time[u]), u, share)
        else:
            base = np.nan
    return base


@njit(cache=True, nogil=True)
def _walks(
    ground: Surface, ends: np.ndarray, mass: np.ndarray, base: np.ndarray, counts: np.ndarray
) -> None:
    for i in range(ends.size):
        base[i] = _walk(ground, ends[i], mass, counts[i])


def walks(ground: Surface, ends: np.ndarray, areas: int) -> tuple[np.ndarray, np.ndarray]:
    """Return what a movement does between some cells and the start cells.

    Parameters
    ----------
    ground : Surface
    ends : numpy.ndarray
        uint64: places in the flat padded raster, with finite times.
    areas : int
        How many areas there are.

    Returns
    -------
    base, counts : numpy.ndarray
        float64: mean time without delays in s, shape (ends,), and mean crossings of each
        area, shape (ends, areas + 1), number 0 being no area. A start at a time above 0
        is not known here: starts are at 0.

    Raises
    ------
    ValueError
        If a walk does not come to a start cell: a step took no time.
    """
    base, counts = np.zeros(ends.size), np.zeros((ends.size, areas + 1))
    _walks(ground, ends, np.zeros(ground.time.size), base, counts)
    if np.isnan(base).any():
        raise ValueError("a walk is stuck where steps take no time")
    counts[:, 0] = 0.0
    return base, counts


@njit(cache=True, nogil=True)
def _chain(ground: Surface, end: np.uint64, path: np.ndarray) -> int:
    length = 1
    path[0] = end
    while ground.time[path[length - 1]] > 0:
        k, _ = _edge(ground, path[length - 1])
        if k < 0:
            return 0
        path[length] = path[length - 1] - ground.steps.offset[k]
        length += 1
    return length


def chain(ground: Surface, end: int) -> np.ndarray:
    """Return the cells of the best chain from `end` to a start cell, uint64, flat and padded."""
    path = np.empty(ground.time.size + 1, np.uint64)
    return path[: _chain(ground, np.uint64(end), path)].copy()


@njit(cache=True, nogil=True)
def _along(
    ground: Surface, path: np.ndarray, time: np.ndarray, areas: np.ndarray, most: int
) -> int:
    """Fill in the time at each cell of a path, and what is crossed and where; return how often."""
    crossed = 0
    near = ground.steps.near
    for i in range(1, path.size):
        u, v = path[i - 1], path[i]
        k = 0
        while u + ground.steps.offset[k] != v:
            k += 1
        step = (float(ground.cost[u]) + float(ground.cost[v])) * float(near[k])
        time[i] = time[i - 1] + step
        if ground.walls.owner[u] != ground.walls.owner[v] and ground.walls.owner[v]:
            if crossed < most:
                areas[crossed] = (i, np.int64(ground.walls.owner[v]))
            crossed += 1
        if k > 3:
            between = ground.walls.owner[u + ground.steps.one[k]]
            apart = between != ground.walls.owner[u] and between != ground.walls.owner[v]
            if between and apart and between == ground.walls.owner[u + ground.steps.other[k]]:
                if crossed < most:
                    areas[crossed] = (i, np.int64(between))
                crossed += 1
    return crossed


def along(ground: Surface, path: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what taking a chain of cells costs, cell by cell.

    Parameters
    ----------
    ground : Surface
    path : numpy.ndarray
        uint64: neighbouring cells, flat and padded, in the order of going.

    Returns
    -------
    time_s : numpy.ndarray
        float64, shape (cells,): time at each cell without delays, 0 at the first.
    crossed : numpy.ndarray
        int64, shape (crossings, 2): place along the path and number of the area entered.
    """
    time, areas = np.zeros(path.size), np.zeros((2 * path.size, 2), np.int64)
    found = _along(ground, path, time, areas, len(areas))
    return time, areas[:found]
