"""Walking back along a travel-time surface to where a movement set out."""

import numpy as np
from numba import njit

from marchland.kernels.stencil import EIGHT, Steps, padded, steps
from marchland.kernels.walls import Barriers, Walls, corner_toll, flat_walls


@njit(cache=True, nogil=True)
def _walk(
    cost: np.ndarray, time: np.ndarray, steps: Steps, walls: Walls | None, path: np.ndarray
) -> int:
    length = 0
    while time[path[length]] > np.float32(0):
        v = path[length]
        before, least = v, np.float32(np.inf)
        for k in range(steps.offset.size):
            u = v - steps.offset[k]
            arrival = time[u] + (cost[u] + cost[v]) * steps.near[k]
            if walls is not None and arrival < least and time[u] < time[v]:
                arrival += corner_toll(walls, u, v, u + steps.one[k], u + steps.other[k])
            if arrival < least and time[u] < time[v]:
                before, least = u, arrival
        if before == v:
            break
        length += 1
        path[length] = before
    return length + 1


def trace(
    cost: np.ndarray, time: np.ndarray, end: tuple[int, int], *, barriers: Barriers | None = None
) -> np.ndarray:
    """Return the cells of a fastest path from a start cell to `end`.

    On times of eight neighbours the path takes exactly its time; on times in any
    direction it is the best chain of cells, at most a few per cent slower.

    Parameters
    ----------
    cost, time : numpy.ndarray
        As given to and returned by :func:`marchland.kernels.march.march`, forward.
    end : tuple of int
        Row and column of a cell with a finite time.
    barriers : Barriers, optional
        As given to the march.

    Returns
    -------
    numpy.ndarray
        int64, shape (cells, 2): row and column from the start to `end`.
    """
    rim = padded(cost, np.inf)
    width = rim.shape[1]
    path = np.empty(cost.size + 1, np.uint64)
    path[0] = (end[0] + 1) * width + end[1] + 1
    walls = flat_walls(barriers, 1, reverse=False)
    labels = padded(time, np.inf).ravel()
    length = _walk(rim.ravel(), labels, steps(EIGHT, width), walls, path)
    cells = path[:length][::-1].astype(np.int64)
    return np.column_stack([cells // width - 1, cells % width - 1])
