"""Rasters laid out for a march: in a frame that no step leaves, with what a queue must know.

Everything is read and written once; on a million cells this takes about a twentieth of the
march itself.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

FAR = np.float32(np.inf)
_ZERO = np.float32(0)
_SQUARE_ROOT_OF_5 = float(np.sqrt(5.0))


class Frame(NamedTuple):
    """Cost and labels in a frame.

    Parameters
    ----------
    cost, time : numpy.ndarray
        float32 s, padded by `rim` cells of inf on every side.
    rim : int
    """

    cost: np.ndarray
    time: np.ndarray
    rim: int

    @property
    def width(self) -> int:
        """Cells in a padded row."""
        return int(self.cost.shape[1])

    def inner(self) -> np.ndarray:
        """Return the labels without the rim."""
        return self.time[self.rim : -self.rim, self.rim : -self.rim]


def framed(cost: np.ndarray, start: np.ndarray, rim: int) -> Frame:
    """Return cost and starts in a frame, nobody setting out where nothing passes.

    Parameters
    ----------
    cost, start : numpy.ndarray
        float32 s, shape (rows, columns).
    rim : int
        Cells that the longest step reaches over.
    """
    rows, cols = cost.shape
    shape = (rows + 2 * rim, cols + 2 * rim)
    frame = Frame(np.empty(shape, np.float32), np.empty(shape, np.float32), rim)
    _lay(cost, start, frame.cost, frame.time, rim)
    return frame


@njit(cache=True, nogil=True)
def _lay(
    cost: np.ndarray, start: np.ndarray, cost_out: np.ndarray, time_out: np.ndarray, rim: int
) -> None:
    rows, cols = cost.shape
    for out in (cost_out, time_out):
        out[:rim] = FAR
        out[rows + rim :] = FAR
        out[:, :rim] = FAR
        out[:, cols + rim :] = FAR
    for row in range(rows):
        costs, starts = cost[row], start[row]
        framed_costs, times = cost_out[row + rim, rim:], time_out[row + rim, rim:]
        for col in range(cols):
            framed_costs[col] = costs[col]
            times[col] = starts[col] if costs[col] < FAR else FAR


def finite(labels: np.ndarray) -> np.ndarray:
    """Return the flat indices of finite labels, uint64."""
    return np.flatnonzero(np.isfinite(labels)).astype(np.uint64)


def extremes(cost: np.ndarray) -> tuple[float, float]:
    """Return the cheapest cell that takes time, and the dearest step of any stencil, in s."""
    least, most = _range(cost.ravel())
    return (least if least < FAR else 1.0), most * _SQUARE_ROOT_OF_5


@njit(cache=True, nogil=True, fastmath={"nnan", "nsz", "reassoc"})
def _range(values: np.ndarray) -> tuple[float, float]:
    """Return the least value above zero and the greatest finite one."""
    least, most = FAR, _ZERO
    for value in values:
        least = min(least, value if value > _ZERO else FAR)
        most = max(most, value if value < FAR else _ZERO)
    return float(least), float(most)
