"""Pulling a line of cells straight, as a string, without letting it through anywhere.

A line traced from cell to cell is blocky. From each cell the farthest is sought that a
straight line reaches at no more cost; all cells that the straight lines pass are the
line's new footprint, and touch by their sides.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pulled:
    """A line of straight pieces and the cells that it passes.

    Parameters
    ----------
    corners : numpy.ndarray
        int64, shape (corners, 2): the cells between whose centres it runs straight.
    cells : numpy.ndarray
        int64, shape (cells, 2): the cells it passes in order, each touching the next by a
        side.
    """

    corners: np.ndarray
    cells: np.ndarray


def straight(cost: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the cells under a straight line between two cells' centres, and what it costs.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape (rows, columns): the cost of crossing each cell side to side.
    start, end : numpy.ndarray
        int64, shape (2,): row and column.

    Returns
    -------
    cells : numpy.ndarray
        int64, shape (cells, 2), from start to end; each touches the next by a side. Where
        the line passes a corner of four cells, the cheaper one beside it is taken.
    cost : float
        Its length in each cell times the cell's cost; inf if a cell is closed to lines.
    """
    down, right = np.abs(end - start)
    when = np.concatenate([(2 * np.arange(down) + 1) * right, (2 * np.arange(right) + 1) * down])
    if min(down, right) == 0:
        when = np.arange(down + right) * 2 + 1
    order = np.argsort(when, kind="stable")
    way = np.sign(end - start)
    moves = np.where((order < down)[:, None], way * (1, 0), way * (0, 1))
    cells = np.concatenate([start[None], start + np.cumsum(moves, axis=0)])
    corner = np.flatnonzero(np.diff(when[order]) == 0) + 1
    other = cells[corner - 1] + cells[corner + 1] - cells[corner]
    cheaper = cost[tuple(other.T)] < cost[tuple(cells[corner].T)]
    cells[corner[cheaper]] = other[cheaper]
    price = cost[tuple(cells.T)].astype(float)
    if not np.isfinite(price).all():
        return cells, float("inf")
    span = 2.0 * max(down * right, down, right, 1)
    passed = np.diff(when[order] / span, prepend=0.0, append=1.0) * np.hypot(down, right)
    squeezed = corner[np.maximum(price[corner - 1], price[corner + 1]) == 0]
    return cells, float(passed @ price + price[squeezed].sum())


def pulled(cost: np.ndarray, chain: np.ndarray, flip: np.ndarray | None = None) -> Pulled:
    """Return a line pulled straight wherever that costs no more.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape (rows, columns): the cost of crossing each cell side to side; inf
        where the line may not run.
    chain : numpy.ndarray
        int64, shape (cells, 2): cells from end to end, each a neighbour of the next.
    flip : numpy.ndarray, optional
        uint8, shape (rows, columns), as :class:`marchland.kernels.across.Sheets` has it:
        what the line winds around, so that it is not pulled over it.

    Returns
    -------
    Pulled
    """
    spent = _spent(cost, chain)
    slip = 1e-4 * float(np.max(cost, where=np.isfinite(cost), initial=0.0))
    turned = None if flip is None else _turned(flip, chain)

    def reached(i: int, j: int) -> np.ndarray | None:
        cells, price = straight(cost, chain[i], chain[j])
        if price > spent[j] - spent[i] + slip:
            return None
        if flip is None or turned is None:
            return cells
        return cells if _turned(flip, cells)[-1] == turned[i] ^ turned[j] else None

    at, corners, pieces = 0, [0], [chain[:1]]
    while at < len(chain) - 1:
        piece, upto = _farthest(reached, at, len(chain) - 1)
        if piece is None:
            upto, piece = at + 1, straight(cost, chain[at], chain[at + 1])[0]
        pieces.append(piece[1:])
        corners.append(upto)
        at = upto
    return Pulled(chain[corners], np.concatenate(pieces))


def _farthest(
    reached: Callable[[int, int], np.ndarray | None], at: int, last: int
) -> tuple[np.ndarray | None, int]:
    """Return the piece to the farthest cell found by doubling and halving, and its number."""
    best, found, stride = at, None, 1
    while best < last:
        piece = reached(at, min(at + stride, last))
        if piece is None:
            break
        best, found, stride = min(at + stride, last), piece, 2 * stride
    beyond = min(at + stride, last + 1)
    while beyond - best > 1:
        middle = (best + beyond) // 2
        piece = reached(at, middle)
        if piece is None:
            beyond = middle
        else:
            best, found = middle, piece
    return found, best


def _spent(cost: np.ndarray, chain: np.ndarray) -> np.ndarray:
    """Return what a chain costs up to each of its cells."""
    price = cost[tuple(chain.T)].astype(float)
    step = np.diff(chain, axis=0)
    paid = np.hypot(*step.T) * (price[:-1] + price[1:]) / 2
    oblique = np.flatnonzero((step != 0).all(axis=1))
    before, after = chain[oblique], chain[oblique + 1]
    beside = np.minimum(cost[before[:, 0], after[:, 1]], cost[after[:, 0], before[:, 1]])
    paid[oblique] = np.maximum(paid[oblique], beside)
    return np.concatenate([[0.0], np.cumsum(paid)])


def _turned(flip: np.ndarray, chain: np.ndarray) -> np.ndarray:
    """Return the number of the sheet on which a chain is at each of its cells."""
    across = chain[:-1, 1] != chain[1:, 1]
    upper = np.minimum(chain[:-1, 0], chain[1:, 0])
    left = np.minimum(chain[:-1, 1], chain[1:, 1])
    crossed = np.where(across, flip[upper, left], 0).astype(np.uint8)
    return np.concatenate([[0], np.bitwise_xor.accumulate(crossed)]).astype(np.uint8)
