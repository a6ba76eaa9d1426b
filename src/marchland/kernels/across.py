"""The least line across a raster: what closes it to movement on eight neighbours.

Movement that steps to the eight neighbours is stopped exactly by a line of cells that
touch by their sides. Lines are found on four neighbours, where half of each of two cells
is charged to the step between them, so that a line pays its cells; or in any direction,
where it pays its length. A line does not slip between two cells that touch by a corner
only: its diagonal step costs at least the cheaper of the two corner cells, one of which it
needs.

Around a place a line must wind. The raster is then folded into sheets, one on top of the
other: a step over a fold leads to another sheet, so that a loop is a path from a cell to
the same cell on another sheet.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.ahead import AHEAD, fetch_rows
from marchland.kernels.frame import extremes
from marchland.kernels.march import run
from marchland.kernels.queue import CURRENT, LAST, Queue, lower, push, release, take
from marchland.kernels.stencil import EIGHT, SOUTH, Steps, padded, steps

_HALF = np.float32(0.5)
_STEEPEST = np.float32(np.sqrt(0.5))
_FAR = np.float32(np.inf)


@dataclass(frozen=True)
class Sheets:
    """Sheets that a raster is folded into.

    Parameters
    ----------
    flip : numpy.ndarray
        uint8, shape (rows, columns): the bits of the sheet's number that a step between a
        cell and its eastern neighbour changes.
    count : int
        Number of sheets, a power of two.
    """

    flip: np.ndarray
    count: int


class Fold(NamedTuple):
    """Sheets as the compiled loops take them.

    Parameters
    ----------
    flip : numpy.ndarray
        uint8, flat and padded, or of size 1 where there is one sheet.
    hinge : numpy.ndarray
        uint64: from a cell to the cell whose flip each step crosses.
    cells : numpy.uint64
        Cells in a sheet.
    """

    flip: np.ndarray
    hinge: np.ndarray
    cells: np.uint64


@njit(cache=True, nogil=True)
def neighbours(u: np.uint64, offset: np.ndarray, fold: Fold, near: np.ndarray) -> np.uint64:
    """Put the neighbours of a cell on its sheets into `near` and return its place on a sheet."""
    if fold.flip.size == 1:
        for k in range(offset.size):
            near[k] = u + offset[k]
        return u
    sheet = u // fold.cells
    cell = u - sheet * fold.cells
    for k in range(offset.size):
        turned = sheet
        if k > 3 or k & 1:
            turned = sheet ^ np.uint64(fold.flip[cell + fold.hinge[k]])
        near[k] = cell + offset[k] + turned * fold.cells
    return cell


@njit(cache=True, nogil=True)
def _wake(time: np.ndarray, v: np.uint64, offset: np.ndarray, fold: Fold, queue: Queue) -> None:
    """Queue again what `v`, lowered within the current bucket, is now an earlier side of."""
    near = np.empty(8, np.uint64)
    neighbours(v, offset[:4], fold, near)
    for w in near[:4]:
        if time[v] < time[w] < _FAR and np.int64(time[w] * queue.inverse) == queue.state[CURRENT]:
            push(queue, w, time[w])


@njit(cache=True, nogil=True)
def spread_across(  # noqa: C901, PLR0912  (one loop, kept whole for speed)
    cost: np.ndarray,
    time: np.ndarray,
    steps: Steps,
    fold: Fold,
    goals: np.ndarray | None,
    queue: Queue,
) -> None:
    """Lower labels until nothing is pending, a goal is settled or the pool runs short.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, flat and padded.
    time : numpy.ndarray
        float32, flat and padded, sheet after sheet.
    steps : Steps
        To eight neighbours, or to the first four of them.
    fold : Fold
    goals : numpy.ndarray or None
        bool, as `time`.
    queue : Queue
    """
    offset, one, other, share = steps.offset, steps.one, steps.other, steps.near
    oblique, width = offset.size > 4, offset[SOUTH]
    near = np.empty(8, np.uint64)
    while True:
        first, stop = take(queue, time)
        if first == stop:
            return
        current = queue.state[CURRENT]
        for slot in range(first, stop):
            u = np.uint64(queue.pool[slot])
            later = np.uint64(queue.pool[slot + AHEAD])
            fetch_rows(time, later, width)
            fetch_rows(cost, later, width)
            here = time[u]
            if np.int64(here * queue.inverse) != current:
                continue
            if goals is not None and goals[u]:
                queue.state[LAST] = current
            cell = neighbours(u, offset, fold, near)
            cost_here = cost[cell]
            for k in range(offset.size):
                v, ground = near[k], cost[cell + offset[k]]
                old = time[v]
                new = here + (cost_here + ground) * share[k]
                if k > 3 and new < old:
                    new = max(new, here + min(cost[cell + one[k]], cost[cell + other[k]]))
                if oblique and k < 4 and here < old:
                    for turn in (1, 3):
                        side = (k + turn) & 3
                        late = here - time[near[side]]
                        if late > np.float32(0):
                            pace = _HALF * (ground + max(cost_here, cost[cell + offset[side]]))
                            if late < pace * _STEEPEST:
                                new = min(new, here + np.sqrt(pace * pace - late * late))
                if new < old:
                    lower(queue, time, v, new, current)
                    if oblique and np.int64(new * queue.inverse) == current:
                        _wake(time, v, offset, fold, queue)
        release(queue, first)


def across(
    cost: np.ndarray,
    start: np.ndarray,
    *,
    goals: np.ndarray | None = None,
    square: bool = False,
    sheets: Sheets | None = None,
    until: float | None = None,
) -> np.ndarray:
    """Return the least length of a line from the start cells to every cell.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape (rows, columns): what a line pays to cross each cell side to side; 0
        where it runs free, inf where it may not run.
    start : numpy.ndarray
        bool, shape (rows, columns), or (sheets, rows, columns) where the raster is folded:
        cells from whose centre a line may start.
    goals : numpy.ndarray, optional
        bool, as `start`: stop once the nearest of these is settled. Labels up to the
        nearest goal are then exact; later ones are upper bounds or inf.
    square : bool
        If true, lines run on the four neighbours and pay their cells, half of the first
        and of the last; otherwise in any direction.
    sheets : Sheets, optional
        How the raster is folded.
    until : float, optional
        Labels up to this are wanted; later ones are upper bounds or inf.

    Returns
    -------
    numpy.ndarray
        float32, as `start`; inf where no line leads.
    """
    frame = padded(cost, np.inf)
    time = _stacked(np.where(start, np.float32(0), _FAR), np.inf)
    time[:, np.isinf(frame)] = np.inf
    near, fold = line_steps(frame.shape, square, sheets)
    wanted = None if goals is None else _stacked(goals, 0).ravel()
    least, most = extremes(frame)
    run(
        lambda queue: spread_across(frame.ravel(), time.ravel(), near, fold, wanted, queue),
        time.ravel(),
        (least / 2, most),
        until,
    )
    return time[:, 1:-1, 1:-1].reshape(start.shape)


def line_steps(shape: tuple[int, ...], square: bool, sheets: Sheets | None) -> tuple[Steps, Fold]:
    """Return the steps of a line in a padded raster of a shape, and how it is folded."""
    rows, width = shape
    near = steps(EIGHT[:4] if square else EIGHT, width)
    hinge = np.array([0, 0, 0, -1, -width, 0, -1, -width - 1], np.int64).astype(np.uint64)
    flip = np.zeros(1, np.uint8) if sheets is None else padded(sheets.flip, 0).ravel()
    return near, Fold(flip, hinge, np.uint64(rows * width))


def _stacked(values: np.ndarray, fill: float) -> np.ndarray:
    """Return values as a stack of sheets, each with a rim."""
    stack = values.reshape(-1, *values.shape[-2:])
    framed = np.full((len(stack), stack.shape[1] + 2, stack.shape[2] + 2), fill, stack.dtype)
    framed[:, 1:-1, 1:-1] = stack
    return framed
