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
    over, across, near, far = steps.over, steps.across, steps.near, steps.far
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
                step = (cost_here + cost[v]) * near[k]
                step += (cost[u + over[k]] + cost[u + across[k]]) * far[k]
                if tilted and here < old:
                    rise = (height[v] - height[u]) / length[k]
                    step *= pace_factor(pace, rise * scale + middle)
                if here + step < old:
                    if barred and k < 8:
                        step += corner_toll(walls, u, v, u + one[k], u + other[k])
                    elif barred:
                        step += knight_toll(walls, u, v, u + one[k], u + other[k])
                    new = here + step
                    if new < old:
                        time[v] = new
                        lower(queue, v, old, new)
        release(queue, first)
