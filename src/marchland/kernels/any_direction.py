"""Label setting in any direction: eight edges and eight triangles around a cell.

Besides the step along an edge, a front may come to a cell through the side of a triangle,
between the cell before it and that cell's earlier neighbour. On uniform ground the time is
then within about a tenth of a per cent of the straight line, far from the source, whatever
the grid's axes. Every edge of the eight neighbours is there as well, so that a road one
cell wide is followed exactly and no cell is reached that eight neighbours do not reach.
"""

import numpy as np
from numba import njit

from marchland.kernels.ahead import AHEAD, fetch_rows
from marchland.kernels.queue import CURRENT, LAST, Queue, lower, push, release, take
from marchland.kernels.stencil import SOUTH, Steps
from marchland.kernels.walls import Walls, corner_toll, same_area

_HALF = np.float32(0.5)
_STEEPEST = np.float32(np.sqrt(0.5))
_SHORTEST = np.float32(0.7071)
"""A little less than the shortest way through a triangle, in sides."""

_FAR = np.float32(np.inf)


@njit(cache=True, nogil=True)
def _through(late: np.float32, pace: np.float32) -> np.float32:
    """Return the time from a cell through a triangle, `late` after its other corner."""
    if late >= pace * _STEEPEST:
        return _FAR
    return np.sqrt(pace * pace - late * late)


@njit(cache=True, nogil=True)
def _wake(time: np.ndarray, offset: np.ndarray, v: np.uint64, queue: Queue) -> None:
    """Queue again what `v`, lowered within the current bucket, is now an earlier side of."""
    for k in range(4):
        w = v + offset[k]
        if time[v] < time[w] < _FAR and np.int64(time[w] * queue.inverse) == queue.state[CURRENT]:
            push(queue, w, time[w])


@njit(cache=True, nogil=True)
def spread_any(  # noqa: C901, PLR0912  (one loop, kept whole for speed)
    cost: np.ndarray,
    time: np.ndarray,
    steps: Steps,
    walls: Walls | None,
    goals: np.ndarray | None,
    queue: Queue,
) -> None:
    """Lower times until nothing is pending, a goal is settled or the pool runs short.

    What is None is left out when the loop is compiled.

    Parameters
    ----------
    cost, time : numpy.ndarray
        float32 s, flat and padded.
    steps : Steps
    walls : Walls or None
    goals : numpy.ndarray or None
        bool, flat and padded.
    queue : Queue
    """
    offset, one, other, near = steps.offset, steps.one, steps.other, steps.near
    width = offset[SOUTH]
    while True:
        first, stop = take(queue, time)
        if first == stop:
            return
        current = queue.state[CURRENT]
        for slot in range(first, stop):
            u = np.uint64(queue.pool[slot])
            later = np.uint64(queue.pool[slot + AHEAD])
            fetch_rows(cost, later, width)
            fetch_rows(time, later, width)
            here = time[u]
            if np.int64(here * queue.inverse) != current:
                continue
            if goals is not None and goals[u]:
                queue.state[LAST] = current
            cost_here = cost[u]
            for k in range(8):
                v = u + offset[k]
                old = time[v]
                step = (cost_here + cost[v]) * near[k]
                new = here + step
                if walls is not None and new < old:
                    new += corner_toll(walls, u, v, u + one[k], u + other[k])
                if k < 4 and here + step * _SHORTEST < old:
                    for turn in (1, 3):
                        side = u + offset[(k + turn) & 3]
                        late = here - time[side]
                        if late > np.float32(0):
                            if walls is not None and not same_area(walls, u, v, side):
                                continue
                            pace = _HALF * (cost[v] + max(cost_here, cost[side]))
                            new = min(new, here + _through(late, pace))
                if new < old:
                    lower(queue, time, v, new, current)
                    if np.int64(new * queue.inverse) == current:
                        _wake(time, offset, v, queue)
        release(queue, first)
