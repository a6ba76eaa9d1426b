"""Neighbours of a cell, and the padded frame they are reached in."""

from typing import NamedTuple

import numpy as np

_LARGE = 1 << 22
"""Bytes."""

Offsets = tuple[tuple[int, int], ...]

EIGHT: Offsets = ((-1, 0), (0, 1), (1, 0), (0, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))
"""Row and column offsets of the eight neighbours: the four along rows and columns first."""

SOUTH = 2
"""Place of the step to the next row, whose offset is the width of the raster."""

KNIGHTS: Offsets = ((-2, 1), (-1, 2), (1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1))
"""Offsets of the eight cells a knight's move away."""


class Steps(NamedTuple):
    """Steps to the neighbours in a flat padded raster.

    A step is charged `near` for each of the cells it touches: its two ends, and the two that
    a knight's move passes over.

    Parameters
    ----------
    offset : numpy.ndarray
        uint64: what to add to a flat index; wraps round for steps north and west.
    one, other : numpy.ndarray
        uint64: the same for the two cells a step passes between (diagonal) or over
        (knight's move), in that order; 0 for a step along a row or a column.
    length, near : numpy.ndarray
        float32: length of each step and its share for one cell, in cells.
    """

    offset: np.ndarray
    one: np.ndarray
    other: np.ndarray
    length: np.ndarray
    near: np.ndarray


def steps(offsets: Offsets, width: int) -> Steps:
    """Return the steps of a stencil in a raster whose padded rows are `width` cells wide."""
    passed = [_passed(*step) for step in offsets]
    length = np.array([np.hypot(*step) for step in offsets], np.float32)
    return Steps(
        offset=_flat(offsets, width),
        one=_flat([pair[0] for pair in passed], width),
        other=_flat([pair[1] for pair in passed], width),
        length=length,
        near=length / np.where(length > 2, np.float32(4), np.float32(2)),
    )


def padded(values: np.ndarray, fill: float, rim: int = 1) -> np.ndarray:
    """Return values with a rim of `fill` so wide that no step leaves the array."""
    rows, cols = values.shape
    framed = blank((rows + 2 * rim, cols + 2 * rim), values.dtype)
    framed[:rim] = framed[-rim:] = fill
    framed[:, :rim] = framed[:, -rim:] = fill
    framed[rim:-rim, rim:-rim] = values
    return framed


def blank(shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Return an array that holds nothing yet, on large pages unless it is small.

    numpy asks for large pages from 4 MiB on; below, every 4 KiB would be a page to ask for
    and to look up, which a march does all over its arrays.
    """
    entries = int(np.prod(shape))
    large = _LARGE // dtype.itemsize
    room = large if large // 2 < entries < large else entries
    return np.empty(room, dtype)[:entries].reshape(shape)


def _passed(down: int, right: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the two cells that a step passes between or over, the nearer first."""
    if down == 0 or right == 0:
        return (0, 0), (0, 0)
    one = (int(np.sign(down)), int(np.sign(right)))
    if abs(down) == abs(right):
        return (one[0], 0), (0, one[1])
    return ((one[0], 0) if abs(down) == 2 else (0, one[1])), one


def _flat(offsets: Offsets | list[tuple[int, int]], width: int) -> np.ndarray:
    return np.array([dy * width + dx for dy, dx in offsets], np.int64).astype(np.uint64)
