"""Label setting with two criteria: the time still ahead, and the chance to get through.

Labels run backwards, from the objectives. A label of a cell is the time `T` from there to an
objective along some way, and the chance `E` to get through along it, not yet noticed. A
stretch before it that takes `t` and notices with `p`, at a moment when `T'` is still ahead,
makes

    E' = (1 - p) E + p (1 - h Φ((T' - R) / s))

for a response that takes `R` on average, with standard deviation `s`, and is told with `h`.
`E'` grows with `E` and falls with `T'`, so a label with no less time and no better chance than
another of its cell can be left out: what is kept is exact. Labels come off a heap in order
of time, so that one number, the best chance settled at a cell, tells whether a label adds
anything.

Labels can be thinned: one is left out where another of its cell is sooner by `t` and its
chance worse by no more than a factor of ``exp(-rate t)``. What follows from the two keeps that
relation, so that along a whole way the loss adds up to no more than ``exp(-rate t)`` of the
time saved on it.
"""

from math import erfc
from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import Steps
from marchland.kernels.walls import Walls, corner_toll

_NONE = np.int32(-1)
_MADE, _WAIT, _DONE = 0, 1, 2
_LEAST = 1024


class Watched(NamedTuple):
    """What movement meets, flat and padded.

    Parameters
    ----------
    cost : numpy.ndarray
        float32 s to cross a cell side to side; inf closed.
    rate : numpy.ndarray
        float64 1/s: how fast a movement in a cell is noticed.
    walls : Walls
        Delays in s charged to the step that enters a barrier.
    notices : Walls
        The same barriers, with -log(1 - probability) of noticing who enters.
    when : float
        Share of a barrier's delay still ahead when it notices.
    """

    cost: np.ndarray
    rate: np.ndarray
    walls: Walls
    notices: Walls
    when: float


class Answer(NamedTuple):
    """A response: mean and standard deviation in s, and the chance that it is called."""

    time: float
    spread: float
    heard: float


class Labels(NamedTuple):
    """Settled labels, in order of time.

    Parameters
    ----------
    cell : numpy.ndarray
        int32.
    time, chance : numpy.ndarray
        float64: s to an objective, and the chance to get there uninterrupted.
    onward : numpy.ndarray
        int32: the label that it leads to, -1 at an objective.
    """

    cell: np.ndarray
    time: np.ndarray
    chance: np.ndarray
    onward: np.ndarray


@njit(cache=True, nogil=True)
def late(answer: Answer, ahead: float) -> float:
    """Return the chance that no response comes in time when so much time is ahead."""
    if answer.spread > 0:
        early = 0.5 * erfc((answer.time - ahead) / (answer.spread * np.sqrt(2.0)))
    else:
        early = 1.0 if ahead > answer.time else 0.0
    return 1.0 - answer.heard * early


@njit(cache=True, nogil=True)
def before(
    watched: Watched,
    answer: Answer,
    steps: Steps,
    k: int,
    end: int,
    label: tuple[float, float],
) -> tuple[float, float]:
    """Return time and chance where a step begins that ends at a label.

    Parameters
    ----------
    watched : Watched
    answer : Answer
    steps : Steps
        To eight neighbours.
    k : int
        Which step.
    end : int
        Flat index of the cell that it leads to.
    label : tuple of float
        Time in s and chance there.

    Returns
    -------
    tuple of float
        Time in s, inf where the step is closed, and chance.
    """
    v = np.uint64(end)
    u = v - steps.offset[k]
    time, chance = label
    delay = np.float64(corner_toll(watched.walls, u, v, u + steps.one[k], u + steps.other[k]))
    hazard = np.float64(corner_toll(watched.notices, u, v, u + steps.one[k], u + steps.other[k]))
    if hazard > 0:
        p = -np.expm1(-hazard)
        chance = (1 - p) * chance + p * late(answer, time + watched.when * delay)
    time += delay
    share = np.float64(steps.near[k])
    here, there = np.float64(watched.cost[u]) * share, np.float64(watched.cost[v]) * share
    hazard = watched.rate[u] * here + watched.rate[v] * there
    if hazard > 0:
        p = -np.expm1(-hazard)
        chance = (1 - p) * chance + p * late(answer, time + 0.5 * (here + there))
    return time + here + there, chance


class Pool(NamedTuple):
    """Every label made so far, a heap of those that wait and a list of those settled.

    Parameters
    ----------
    cell, onward : numpy.ndarray
        int32.
    time, chance : numpy.ndarray
        float64.
    heap, order : numpy.ndarray
        int32: numbers of labels, the soonest first; and those settled, in order.
    state : numpy.ndarray
        int64: how many were made, wait and are settled.
    """

    cell: np.ndarray
    onward: np.ndarray
    time: np.ndarray
    chance: np.ndarray
    heap: np.ndarray
    order: np.ndarray
    state: np.ndarray


@njit(cache=True, nogil=True)
def _sooner(pool: Pool, a: int, b: int) -> bool:
    """Tell whether one label of the heap comes off before another."""
    one, other = pool.heap[a], pool.heap[b]
    if pool.time[one] == pool.time[other]:
        return bool(pool.chance[one] > pool.chance[other])
    return bool(pool.time[one] < pool.time[other])


@njit(cache=True, nogil=True)
def _push(pool: Pool, cell: int, time: float, chance: float, onward: int) -> None:
    """Make a label and let it wait; there is room."""
    label, at = pool.state[_MADE], pool.state[_WAIT]
    pool.cell[label], pool.onward[label] = cell, onward
    pool.time[label], pool.chance[label] = time, chance
    pool.heap[at] = label
    pool.state[_MADE] += 1
    pool.state[_WAIT] += 1
    while at > 0 and _sooner(pool, at, (at - 1) >> 1):
        up = (at - 1) >> 1
        pool.heap[at], pool.heap[up] = pool.heap[up], pool.heap[at]
        at = up


@njit(cache=True, nogil=True)
def _pop(pool: Pool) -> int:
    """Take the label that comes first off the heap."""
    label, at = pool.heap[0], 0
    pool.state[_WAIT] -= 1
    size = pool.state[_WAIT]
    pool.heap[0] = pool.heap[size]
    while 2 * at + 1 < size:
        down = 2 * at + 1
        if down + 1 < size and _sooner(pool, down + 1, down):
            down += 1
        if not _sooner(pool, down, at):
            break
        pool.heap[at], pool.heap[down] = pool.heap[down], pool.heap[at]
        at = down
    return label


@njit(cache=True, nogil=True)
def _twice(values: np.ndarray) -> np.ndarray:
    """Return an array with twice the room."""
    more = np.empty(2 * values.size, values.dtype)
    more[: values.size] = values
    return more


@njit(cache=True, nogil=True)
def _with_room(pool: Pool, wanted: int) -> Pool:
    """Return a pool with room for so many labels more."""
    while pool.state[_MADE] + wanted > pool.cell.size:
        pool = Pool(
            _twice(pool.cell), _twice(pool.onward), _twice(pool.time), _twice(pool.chance),
            _twice(pool.heap), _twice(pool.order), pool.state,
        )  # fmt: skip
    return pool


@njit(cache=True, nogil=True)
def _seeded(cost: np.ndarray, objectives: np.ndarray) -> Pool:
    """Return a pool in which the objectives wait."""
    cells = np.flatnonzero(objectives)
    size = max(_LEAST, cells.size)
    whole, real = np.empty((4, size), np.int32), np.empty((2, size))
    pool = Pool(
        whole[0].copy(), whole[1].copy(), real[0].copy(), real[1].copy(),
        whole[2].copy(), whole[3].copy(), np.zeros(3, np.int64),
    )  # fmt: skip
    for cell in cells:
        if np.isfinite(cost[cell]):
            _push(pool, cell, 0.0, 1.0, _NONE)
    return pool


@njit(cache=True, nogil=True)
def settle(
    watched: Watched,
    answer: Answer,
    steps: Steps,
    ends: tuple[np.ndarray, np.ndarray],
    bound: tuple[np.ndarray, float, float],
    rate: float,
) -> Labels:
    """Return every label that adds something, in order of time.

    Parameters
    ----------
    watched : Watched
    answer : Answer
    steps : Steps
        To eight neighbours.
    ends : tuple of numpy.ndarray
        bool, flat and padded: origins, which end a way, and objectives.
    bound : tuple of numpy.ndarray and float
        float32 s, flat and padded: the least time from the origins to each cell; the
        greatest time in s that a whole way may take; and the most labels to make.
    rate : float
        1/s: how much chance, as a logarithm, is given up for a second saved; 0 is exact.

    Returns
    -------
    Labels
        None at all where there would be more than the most.
    """
    origins, objectives = ends
    least, longest, most = bound
    best = np.full(watched.cost.size, -1.0)
    pool = _seeded(watched.cost, objectives)
    while pool.state[_WAIT] > 0:
        label = _pop(pool)
        v, chance = pool.cell[label], pool.chance[label]
        worth = chance * np.exp(-rate * pool.time[label])
        if worth <= best[v]:
            continue
        best[v] = worth
        pool.order[pool.state[_DONE]] = label
        pool.state[_DONE] += 1
        if origins[v]:
            continue
        if pool.state[_MADE] > most:
            pool.state[_DONE] = 0
            break
        pool = _with_room(pool, steps.offset.size)
        for k in range(steps.offset.size):
            u = np.int64(np.uint64(v) - steps.offset[k])
            if np.isfinite(watched.cost[u]):
                t, e = before(watched, answer, steps, k, v, (pool.time[label], chance))
                if t + least[u] <= longest and e * np.exp(-rate * t) > best[u]:
                    _push(pool, u, t, e, label)
    return _kept(pool)


@njit(cache=True, nogil=True)
def _kept(pool: Pool) -> Labels:
    """Return the settled labels alone, renumbered in their order."""
    order = pool.order[: pool.state[_DONE]]
    number = np.full(pool.state[_MADE], _NONE)
    for i in range(order.size):
        number[order[i]] = i
    onward = pool.onward[order]
    for i in range(order.size):
        if onward[i] != _NONE:
            onward[i] = number[onward[i]]
    return Labels(pool.cell[order], pool.time[order], pool.chance[order], onward)
