"""Walking back along the labels of a line to where it starts, over ground where it runs free."""

import numpy as np
from numba import njit

from marchland.kernels.across import Fold, Sheets, line_steps, neighbours
from marchland.kernels.stencil import Steps, padded

_HALF = np.float32(0.5)


@njit(cache=True, nogil=True)
def _before(
    cost: np.ndarray, time: np.ndarray, steps: Steps, fold: Fold, v: np.uint64
) -> tuple[np.uint64, np.float32]:
    """Return the cell before `v` on a least line and the label it gives, or `v` itself."""
    near = np.empty(8, np.uint64)
    cell = neighbours(v, steps.offset, fold, near)
    found, least = v, np.float32(np.inf)
    for k in range(steps.offset.size):
        u = near[k]
        if not time[u] < time[v]:
            continue
        step = (cost[cell] + cost[cell + steps.offset[k]]) * steps.near[k]
        if k > 3:
            step = max(step, min(cost[cell + steps.one[k]], cost[cell + steps.other[k]]))
        if time[u] + step < least:
            found, least = u, time[u] + step
    return found, least


@njit(cache=True, nogil=True)
def _out(
    cost: np.ndarray,
    time: np.ndarray,
    starts: np.ndarray,
    steps: Steps,
    fold: Fold,
    flood: tuple[np.ndarray, np.ndarray],
) -> tuple[np.int64, np.uint64]:
    """Spread over free ground of one label until a start or the way on is met.

    `flood` holds the cells met, in order, and from which of them each was met; the first
    is where to begin. Returns the number in that order of the last of them to pass, and
    the cell after it, the same where it is a start.
    """
    met, came = flood
    best, onward, least = np.int64(-1), met[0], np.float32(np.inf)
    near = np.empty(8, np.uint64)
    seen = {met[0]}
    first, count = 0, 1
    while first < count:
        v = met[first]
        if starts[v]:
            return np.int64(first), v
        u, label = _before(cost, time, steps, fold, v)
        if u != v and label < least:
            best, onward, least = np.int64(first), u, label
        if least <= time[v]:
            break
        cell = neighbours(v, steps.offset[:4], fold, near)
        for k in range(4):
            w = near[k]
            if cost[cell + steps.offset[k]] == 0 and time[w] == time[v] and w not in seen:
                seen.add(w)
                met[count], came[count] = w, first
                count += 1
        first += 1
    return best, onward


@njit(cache=True, nogil=True)
def _walk(
    cost: np.ndarray,
    time: np.ndarray,
    starts: np.ndarray,
    steps: Steps,
    fold: Fold,
    path: np.ndarray,
) -> int:
    """Fill `path` from its first cell back to a start and return how many cells it has."""
    length = 1
    met, came = np.empty(cost.size, np.uint64), np.empty(cost.size, np.int64)
    while not starts[path[length - 1]]:
        v = path[length - 1]
        if cost[v % fold.cells] > 0:
            onward, _ = _before(cost, time, steps, fold, v)
            at = np.int64(0)
        else:
            met[0] = v
            at, onward = _out(cost, time, starts, steps, fold, (met, came))
        if at < 0 or (onward == v and not starts[v]):
            return 0
        tail = at
        hops = 0
        while tail > 0:
            tail = came[tail]
            hops += 1
        for back in range(hops):
            path[length + hops - 1 - back] = met[at]
            at = came[at]
        length += hops
        if onward != path[length - 1]:
            path[length] = onward
            length += 1
    return length


def retrace(
    cost: np.ndarray,
    time: np.ndarray,
    start: np.ndarray,
    end: tuple[int, ...],
    *,
    square: bool = False,
    sheets: Sheets | None = None,
) -> np.ndarray:
    """Return the cells of a least line from a start cell to `end`.

    On labels of four neighbours the line pays exactly its label; on labels in any
    direction it is the best chain of cells, at most a few per cent longer.

    Parameters
    ----------
    cost, start, square, sheets
        As given to :func:`marchland.kernels.across.across`.
    time : numpy.ndarray
        As it returned them.
    end : tuple of int
        Row and column, after the sheet where there are several, of a cell with a finite
        label.

    Returns
    -------
    numpy.ndarray
        int64, shape (cells, 2): row and column, from the start to `end`.

    Raises
    ------
    ValueError
        If no line leads to `end`.
    """
    rim = padded(cost, np.inf)
    near, fold = line_steps(rim.shape, square, sheets)
    labels = np.stack([padded(t, np.inf) for t in time.reshape(-1, *cost.shape)])
    starts = np.stack([padded(s, 0) for s in start.reshape(-1, *cost.shape)])
    path = np.empty(labels.size + 1, np.uint64)
    sheet = end[0] if len(end) > 2 else 0
    path[0] = np.ravel_multi_index((sheet, end[-2] + 1, end[-1] + 1), labels.shape)
    length = 0
    if np.isfinite(labels.flat[path[0]]):
        length = _walk(rim.ravel(), labels.ravel(), starts.ravel(), near, fold, path)
    if length == 0:
        raise ValueError(f"no line leads to {end}")
    cells = (path[:length][::-1] % fold.cells).astype(np.int64)
    return np.column_stack([cells // rim.shape[1] - 1, cells % rim.shape[1] - 1])
