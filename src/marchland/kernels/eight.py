"""Label setting on the eight neighbours of a cell."""

import numpy as np
from numba import njit

from marchland.kernels.queue import CURRENT, LAST, Queue, lower, release, take
from marchland.kernels.stencil import Steps
from marchland.kernels.walls import Walls, corner_toll


@njit(cache=True, nogil=True)
def spread_eight(
    cost: np.ndarray, time: np.ndarray, steps: Steps, walls: Walls, goals: np.ndarray, queue: Queue
) -> None:
    """Lower times until nothing is pending, a goal is settled or the pool runs short.

    Parameters
    ----------
    cost, time : numpy.ndarray
        float32 s, flat and padded.
    steps : Steps
    walls : Walls
    goals : numpy.ndarray
        bool, flat and padded, or of size 1 where there are none.
    queue : Queue
    """
    offset, one, other, near = steps.offset, steps.one, steps.other, steps.near
    seeking, barred = goals.size > 1, walls.owner.size > 1
    while True:
        first, stop = take(queue)
        if first == stop:
            return
        current = queue.state[CURRENT]
        for slot in range(first, stop):
            u = np.uint64(queue.pool[slot])
            here = time[u]
            if np.int64(here * queue.inverse) != current:
                continue
            if seeking and goals[u]:
                queue.state[LAST] = current
            cost_here = cost[u]
            for k in range(8):
                v = u + offset[k]
                old = time[v]
                new = here + (cost_here + cost[v]) * near[k]
                if new < old and barred:
                    new += corner_toll(walls, u, v, u + one[k], u + other[k])
                if new < old:
                    time[v] = new
                    lower(queue, v, old, new)
        release(queue, first)
