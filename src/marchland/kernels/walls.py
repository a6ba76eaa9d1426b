"""Barriers that delay a crossing, charged to the step that enters them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import padded


@dataclass(frozen=True)
class Barriers:
    """Areas, or lines drawn as cells, that delay a crossing.

    The step that enters a barrier from outside pays its delay: once for each crossing
    whatever the thickness, nothing for walking along inside, again on coming back. A
    diagonal step between two cells of one barrier crosses it too, so that a wall one cell
    wide does not leak.

    Parameters
    ----------
    owner : numpy.ndarray
        uint16, shape (rows, columns): the number of the barrier on a cell, 0 for none.
    delay_s : numpy.ndarray
        float32, shape (barriers + 1,): delay in s of entering each; inf closes it.
    """

    owner: np.ndarray
    delay_s: np.ndarray


class Walls(NamedTuple):
    """Barriers as the compiled loops take them.

    Parameters
    ----------
    owner : numpy.ndarray
        uint16, flat and padded.
    delay : numpy.ndarray
        float32 s.
    reverse : bool
        Whether steps are taken against their direction.
    """

    owner: np.ndarray
    delay: np.ndarray
    reverse: bool


def flat_walls(barriers: Barriers | None, rim: int, *, reverse: bool) -> Walls | None:
    """Return barriers as the compiled loops take them, in a frame with a rim of cells."""
    if barriers is None:
        return None
    owner = padded(barriers.owner, 0, rim).ravel()
    return Walls(owner, barriers.delay_s.astype(np.float32), reverse)


@njit(cache=True, nogil=True)
def toll(walls: Walls, u: np.uint64, v: np.uint64) -> np.float32:
    """Return the delay of the step from `u` to its neighbour `v` along a row or a column."""
    if walls.owner[u] == walls.owner[v]:
        return np.float32(0)
    return walls.delay[walls.owner[u if walls.reverse else v]]


@njit(cache=True, nogil=True)
def same_area(walls: Walls, u: np.uint64, v: np.uint64, w: np.uint64) -> bool:
    """Tell whether three cells are of one barrier, or all of none."""
    return bool(walls.owner[u] == walls.owner[v] == walls.owner[w])


@njit(cache=True, nogil=True)
def corner_toll(
    walls: Walls, u: np.uint64, v: np.uint64, one: np.uint64, other: np.uint64
) -> np.float32:
    """Return the delay of the diagonal step from `u` to `v` between two corner cells."""
    between = walls.owner[one]
    apart = between != walls.owner[u] and between != walls.owner[v]
    if between and apart and between == walls.owner[other]:
        return toll(walls, u, v) + walls.delay[between]
    return toll(walls, u, v)


@njit(cache=True, nogil=True)
def knight_toll(
    walls: Walls, u: np.uint64, v: np.uint64, one: np.uint64, other: np.uint64
) -> np.float32:
    """Return the delay of the knight's move from `u` to `v` over two cells, in their order."""
    return toll(walls, u, one) + toll(walls, one, other) + toll(walls, other, v)
