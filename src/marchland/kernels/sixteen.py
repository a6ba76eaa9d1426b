"""Label setting on sixteen neighbours, with slope along the direction of travel.

A knight's move is charged a quarter of its length in each of the four cells it touches,
so that it cannot hop over a river, a wall or a slow strip one cell wide.
"""

import numpy as np
from numba import njit

from marchland.kernels.queue import CURRENT, Queue, lower, release, take
from marchland.kernels.relief import Tilt, pace_factor
from marchland.kernels.stencil import Steps
from marchland.kernels.walls import Walls, corner_toll, knight_toll

_HALF, _QUARTER = np.float32(0.5), np.float32(0.25)


@njit(cache=True, nogil=True)
def spread_sixteen(  # noqa: C901  (one loop, kept whole for speed)
    cost: np.ndarray, time: np.ndarray, steps: Steps, tilt: Tilt, walls: Walls, queue: Queue
) -> None:
    """Lower times until nothing is pending or the pool runs short.

    Parameters
    ----------
    cost, time : numpy.ndarray
        float32 s, flat and padded by two cells.
    steps : Steps
        Eight neighbours, then eight knight's moves.
    tilt : Tilt
    walls : Walls
    queue : Queue
    """
    offset, one, other, length = steps.offset, steps.one, steps.other, steps.length
    height, pace, scale, middle = tilt.height, tilt.pace, tilt.scale, tilt.middle
    barred, tilted = walls.owner.size > 1, tilt.height.size > 1
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
            cost_here = cost[u]
            for k in range(offset.size):
                v = u + offset[k]
                old = time[v]
                if old <= here:
                    continue
                step = (cost_here + cost[v]) * _HALF
                if k >= 8:
                    step = _HALF * step + _QUARTER * (cost[u + one[k]] + cost[u + other[k]])
                step *= length[k]
                if tilted:
                    rise = (height[v] - height[u]) / length[k]
                    step *= pace_factor(pace, rise * scale + middle)
                if here + step < old and barred:
                    if k >= 8:
                        step += knight_toll(walls, u, v, u + one[k], u + other[k])
                    else:
                        step += corner_toll(walls, u, v, u + one[k], u + other[k])
                new = here + step
                if new < old:
                    time[v] = new
                    lower(queue, v, old, new)
        release(queue, first)
