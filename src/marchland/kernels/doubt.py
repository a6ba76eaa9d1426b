"""Which labels of a raster still hold: each must be owed to an earlier neighbour.

A label holds if its cell sets out no later, or if a step or a triangle from cells with
strictly lower labels brings a movement there no later. Asking for strictly lower ones
keeps cells of equal label from vouching for each other in a circle.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import Steps
from marchland.kernels.walls import Walls, corner_toll, same_area

_HALF = np.float32(0.5)
_STEEPEST = np.float32(np.sqrt(0.5))
_FAR = np.float32(np.inf)


class Field(NamedTuple):
    """A march as the compiled loops take it, with the labels it has.

    Parameters
    ----------
    cost, start, time : numpy.ndarray
        float32 s, flat and padded by one cell.
    steps : Steps
        To the eight neighbours.
    walls : Walls or None
    turning : bool
        Whether triangles count, as for any direction.
    """

    cost: np.ndarray
    start: np.ndarray
    time: np.ndarray
    steps: Steps
    walls: Walls | None
    turning: bool

    @property
    def width(self) -> int:
        """Cells in a padded row."""
        return int(self.steps.offset[2])


@njit(cache=True, nogil=True)
def owed(  # (arrays one by one: a tuple of them is slow to pass on in the innermost loop)
    cost: np.ndarray,
    time: np.ndarray,
    steps: Steps,
    walls: Walls | None,
    turning: bool,
    v: np.uint64,
) -> bool:
    """Tell whether a label is owed to earlier neighbours.

    Parameters
    ----------
    cost, time, steps, walls, turning
        As in :class:`Field`.
    v : numpy.uint64
        The cell.
    """
    offset = steps.offset
    label, cost_there = time[v], cost[v]
    for k in range(8):
        u = v - offset[k]
        here = time[u]
        if not here < label:
            continue
        new = here + (cost[u] + cost_there) * steps.near[k]
        if walls is not None and new <= label:
            new += corner_toll(walls, u, v, u + steps.one[k], u + steps.other[k])
        if new <= label:
            return True
        if not turning or k >= 4:
            continue
        for turn in (1, 3):
            side = u + offset[(k + turn) & 3]
            late = here - time[side]
            if walls is not None and not same_area(walls, u, v, side):
                continue
            if late > np.float32(0):
                pace = _HALF * (cost_there + max(cost[u], cost[side]))
                if late < pace * _STEEPEST and here + np.sqrt(pace * pace - late * late) <= label:
                    return True
    return False


@njit(cache=True, nogil=True)
def withdraw(
    field: Field, cells: np.ndarray, most: int, waits: np.ndarray, line: np.ndarray
) -> np.ndarray:
    """Take back every label that does not hold, and those that rested on it.

    Parameters
    ----------
    field : Field
        Its labels are changed: those taken back become the start's, or inf.
    cells : numpy.ndarray
        uint64: where to begin; labels elsewhere must hold.
    most : int
        Give up after so many.
    waits : numpy.ndarray
        uint8, one for each cell, all zero; left all zero.
    line : numpy.ndarray
        uint32, one more than cells: room for those that wait.

    Returns
    -------
    numpy.ndarray
        uint32: the cells whose labels were taken back; `most` of them if it gave up.
    """
    time, start, steps, walls = field.time, field.start, field.steps, field.walls
    cost, turning, offset = field.cost, field.turning, field.steps.offset
    gone = np.empty(most, np.uint32)
    count, first, last, size = 0, 0, 0, line.size
    for v in cells:
        if waits[v] == 0:
            waits[v] = 1
            line[last] = v
            last += 1
    while first != last:
        v = np.uint64(line[first])
        first = first + 1 if first + 1 < size else 0
        waits[v] = 0
        label = time[v]
        if not label < _FAR or start[v] <= label or count == most:
            continue
        if owed(cost, time, steps, walls, turning, v):
            continue
        time[v] = start[v]
        gone[count] = v
        count += 1
        for k in range(8):
            w = v + offset[k]
            if label <= time[w] < _FAR and waits[w] == 0:
                waits[w] = 1
                line[last] = w
                last = last + 1 if last + 1 < size else 0
    return gone[:count]


@njit(cache=True, nogil=True)
def rim(field: Field, cells: np.ndarray, waits: np.ndarray) -> np.ndarray:
    """Return the cells with a label among `cells` and their neighbours, each once.

    Parameters
    ----------
    field : Field
    cells : numpy.ndarray
        uint32 or uint64.
    waits : numpy.ndarray
        uint8, one for each cell, all zero; left all zero.

    Returns
    -------
    numpy.ndarray
        uint64.
    """
    time, offset = field.time, field.steps.offset
    found = np.empty(min(9 * cells.size, time.size), np.uint64)
    count = 0
    for cell in cells:
        for k in range(9):
            u = np.uint64(cell) + (offset[k] if k < 8 else np.uint64(0))
            if time[u] < _FAR and waits[u] == 0:
                waits[u] = 1
                found[count] = u
                count += 1
    for i in range(count):
        waits[found[i]] = 0
    return found[:count]
