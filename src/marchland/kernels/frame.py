"""Rasters laid out for a march: in a frame that no step leaves, with what a queue must know."""

from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import padded

FAR = np.float32(np.inf)
_ZERO = np.float32(0)
_BLOCK = 1 << 16
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
    cost : numpy.ndarray
        float32 s, shape (rows, columns).
    start : numpy.ndarray
        Same shape: float32 s, or bool for movements that set out at 0.
    rim : int
        Cells that the longest step reaches over.
    """
    plain = start.dtype == np.bool_
    row, col = np.nonzero(start if plain else start < FAR)
    passes = cost[row, col] < FAR
    row, col = row[passes], col[passes]
    price = padded(cost, np.inf, rim)
    time = np.full(price.shape, FAR)
    time[row + rim, col + rim] = 0 if plain else start[row, col]
    return Frame(price, time, rim)


def finite(labels: np.ndarray) -> np.ndarray:
    """Return the flat indices of finite labels, uint64."""
    blocks = range(0, labels.size, _BLOCK)
    found = [np.flatnonzero(labels[i : i + _BLOCK] < FAR) + i for i in blocks]
    return np.concatenate(found).astype(np.uint64)


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
