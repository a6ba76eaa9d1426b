"""Label setting on the eight neighbours of a cell."""

import numpy as np
from numba import njit

from marchland.kernels.ahead import AHEAD, fetch_rows
from marchland.kernels.queue import CURRENT, LAST, Queue, lower, release, take
from marchland.kernels.stencil import SOUTH, Steps
from marchland.kernels.walls import Walls, corner_toll, toll

_HALF = np.float32(0.5)


@njit(cache=True, nogil=True)
def spread_eight(  # noqa: C901  (one loop, kept whole for speed)
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
            for k in range(4):
                v = u + offset[k]
                old = time[v]
                new = here + (cost_here + cost[v]) * _HALF
                if walls is not None and new < old:
                    new += toll(walls, u, v)
                if new < old:
                    lower(queue, time, v, new, current)
            for k in range(4, 8):
                v = u + offset[k]
                old = time[v]
                new = here + (cost_here + cost[v]) * near[k]
                if walls is not None and new < old:
                    new += corner_toll(walls, u, v, u + one[k], u + other[k])
                if new < old:
                    lower(queue, time, v, new, current)
        release(queue, first)
