"""Rasters laid out for a march: in a frame that no step leaves, with what a queue must know."""

from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import blank, padded

FAR = np.float32(np.inf)
_FAR_BITS, _ONE_BIT, _NO_BITS = FAR.view(np.uint32), np.uint32(1), np.uint32(0)
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
    row, col = np.divmod(np.flatnonzero(start if plain else start < FAR), start.shape[1])
    passes = cost[row, col] < FAR
    row, col = row[passes], col[passes]
    price = padded(cost, np.inf, rim)
    time = blank(price.shape, price.dtype)
    time.fill(FAR)
    time[row + rim, col + rim] = 0 if plain else start[row, col]
    return Frame(price, time, rim)


def finite(labels: np.ndarray) -> np.ndarray:
    """Return the flat indices of finite labels, uint64."""
    blocks = range(0, labels.size, _BLOCK)
    found = [np.flatnonzero(labels[i : i + _BLOCK] < FAR) + i for i in blocks]
    return np.concatenate(found).astype(np.uint64)


def extremes(cost: np.ndarray) -> tuple[float, float]:
    """Return the cheapest cell that takes time, and the dearest step of any stencil, in s."""
    ends = np.array(_range(cost.ravel().view(np.uint32)), np.uint32).view(np.float32)
    least, most = ends.tolist()
    return (least if least < FAR else 1.0), most * _SQUARE_ROOT_OF_5


@njit(cache=True, nogil=True)
def _range(bits: np.ndarray) -> tuple[np.uint32, np.uint32]:
    """Return the least value above zero and the greatest finite one, all as their bits.

    Numbers that are not below zero are in the order of their bits, and of whole numbers
    eight are compared at once.
    """
    least, most = _FAR_BITS, _NO_BITS
    for i in range(bits.size):  # an iterator would compare one by one
        value = bits[i]
        least = min(least, value - _ONE_BIT)
        most = max(most, value if value < _FAR_BITS else _NO_BITS)
    return least + _ONE_BIT, most
