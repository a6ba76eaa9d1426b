"""Label setting on sixteen neighbours, with slope along the direction of travel.

A knight's move is charged a quarter of its length in each of the four cells it touches,
so that it cannot hop over a river, a wall or a slow strip one cell wide.
"""

import numpy as np
from numba import njit

from marchland.kernels.ahead import AHEAD, fetch_rows
from marchland.kernels.queue import CURRENT, LAST, Queue, lower, release, take
from marchland.kernels.relief import Tilt, bare, pace_factor
from marchland.kernels.stencil import SOUTH, Steps
from marchland.kernels.walls import Walls, corner_toll, knight_toll

Slopes = tuple[Steps] | tuple[Steps, Tilt]
"""Steps over flat ground, or over a relief."""


@njit(cache=True, nogil=True)
def spread_sixteen(  # noqa: C901, PLR0912  (one loop, kept whole for speed)
    cost: np.ndarray,
    time: np.ndarray,
    slopes: Slopes,
    walls: Walls | None,
    goals: np.ndarray | None,
    queue: Queue,
) -> None:
    """Lower times until nothing is pending, a goal is settled or the pool runs short.

    What is None or not there is left out when the loop is compiled.

    Parameters
    ----------
    cost, time : numpy.ndarray
        float32 s, flat and padded by two cells.
    slopes : tuple
        Steps to the eight neighbours, then eight knight's moves; then Tilt where it matters.
    walls : Walls or None
    goals : numpy.ndarray or None
        bool, flat and padded.
    queue : Queue
    """
    offset, one, other, _, near = slopes[0]
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
            if len(slopes) > 1:
                fetch_rows(slopes[1].height, bare(slopes[1], later), width)
            here = time[u]
            if np.int64(here * queue.inverse) != current:
                continue
            if goals is not None and goals[u]:
                queue.state[LAST] = current
            cost_here = cost[u]
            place = bare(slopes[1], u) if len(slopes) > 1 else u
            level = slopes[1].height[place] if len(slopes) > 1 else cost_here
            for k in range(16):
                v = u + offset[k]
                old = time[v]
                step = cost_here + cost[v]
                if k >= 8:
                    step += cost[u + one[k]] + cost[u + other[k]]
                step *= near[k]
                if len(slopes) > 1:
                    step *= pace_factor(slopes[1], place, level, k)
                new = here + step
                if walls is not None:
                    if new < old and k < 8:
                        new += corner_toll(walls, u, v, u + one[k], u + other[k])
                    elif new < old:
                        new += knight_toll(walls, u, v, u + one[k], u + other[k])
                if new < old:
                    lower(queue, time, v, new, current)
        release(queue, first)
