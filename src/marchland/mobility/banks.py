"""The two banks of an approach: what a closing line must join.

Walk round the edge of the region. An approach whose origins and objectives each hold one
stretch of that edge leaves two stretches between them; a line from one to the other parts
origins from objectives. Nothing moves beyond the edge, so that a line may run there free.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import find_objects, label

from marchland.mobility.terminals import Terminals

TOUCHING = np.ones((3, 3), np.bool_)
"""Cells touch by their sides or corners, as movement steps."""


@dataclass(frozen=True)
class Banks:
    """The two stretches of edge between origins and objectives.

    Parameters
    ----------
    first, second : numpy.ndarray
        bool, shape of the grid.
    start, goals : numpy.ndarray
        bool, shape of the grid with a rim of one cell: the same stretches beyond the edge.
    """

    first: np.ndarray
    second: np.ndarray
    start: np.ndarray
    goals: np.ndarray


def banks(ends: Terminals) -> Banks | None:
    """Return the banks of an approach.

    Parameters
    ----------
    ends : Terminals
        The approach on the grid.

    Returns
    -------
    Banks or None
        None where origins and objectives do not each hold one stretch of the edge of the
        region, or where a part of them does not reach it, so that no one line across
        closes the approach.
    """
    rows, cols = _ring(ends.origins.shape)
    inner = _inward(rows, cols, ends.origins.shape)
    held = np.zeros(rows.size, np.int8)
    held[ends.origins[inner]] = 1
    held[ends.objectives[inner]] = 2
    taken = np.flatnonzero(held)
    order = held[taken]
    changes = np.flatnonzero(order != np.roll(order, -1))
    if (
        changes.size != 2
        or _inside(ends.origins, ends.avoid)
        or _inside(ends.objectives, ends.avoid)
    ):
        return None
    sides: list[np.ndarray] = []
    rims: list[np.ndarray] = []
    for change in changes:
        start, stop = taken[change], taken[(change + 1) % taken.size]
        between = np.arange(start + 1, stop if stop > start else stop + rows.size) % rows.size
        if between.size == 0:
            return None
        side = np.zeros(ends.origins.shape, np.bool_)
        side[inner[0][between], inner[1][between]] = True
        rim = np.zeros(np.add(side.shape, 2), np.bool_)
        rim[rows[between], cols[between]] = True
        sides.append(side)
        rims.append(rim)
    return Banks(sides[0], sides[1], rims[0], rims[1])


def framed(cost: np.ndarray, ends: Terminals | None = None) -> np.ndarray:
    """Return a line's cost with a rim of one cell in which it runs free.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape of the grid.
    ends : Terminals, optional
        No line runs behind the cells of these.

    Returns
    -------
    numpy.ndarray
        float32, two rows and two columns more.
    """
    frame = np.zeros(np.add(cost.shape, 2), np.float32)
    frame[1:-1, 1:-1] = cost
    if ends is not None:
        rows, cols = _ring(cost.shape)
        behind = (ends.origins | ends.objectives)[_inward(rows, cols, cost.shape)]
        frame[rows[behind], cols[behind]] = np.inf
    return frame


def parts(cells: np.ndarray) -> list[np.ndarray]:
    """Return the separate parts of some cells.

    Parameters
    ----------
    cells : numpy.ndarray
        bool, shape of the grid.

    Returns
    -------
    list of numpy.ndarray
        int64, shape (cells, 2) each: rows and columns, the first in order first.
    """
    rows, cols = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    if rows.size == 0:
        return []
    corner = np.array([rows[0], cols[0]])
    names, count = label(cells[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1], TOUCHING)
    return [
        np.argwhere(names[box] == name) + corner + [side.start for side in box]
        for name, box in zip(range(1, count + 1), find_objects(names), strict=True)
    ]


def _inside(cells: np.ndarray, avoid: np.ndarray) -> bool:
    """Tell whether a part of some cells does not reach the edge, though movement reaches it."""
    last = np.array(cells.shape) - 1
    for part in parts(cells):
        if not ((part == 0) | (part == last)).any():
            rows, cols = (np.add.outer(side, (-1, 0, 1)) for side in part.T)
            around = rows[:, :, None], cols[:, None, :]
            if not (cells | avoid)[around].all():
                return True
    return False


def _ring(shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and columns, in a grid with a rim, of the rim clockwise without its corners."""
    height, width = shape
    down, across = np.arange(1, height + 1), np.arange(1, width + 1)
    top, right = np.zeros(width, int), np.full(height, width + 1)
    rows = np.concatenate([top, down, top + height + 1, down[::-1]])
    cols = np.concatenate([across, right, across[::-1], right - width - 1])
    return rows, cols


def _inward(
    rows: np.ndarray, cols: np.ndarray, shape: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows and columns of the cells of the grid beside cells of its rim."""
    return np.clip(rows - 1, 0, shape[0] - 1), np.clip(cols - 1, 0, shape[1] - 1)
