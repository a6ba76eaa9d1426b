"""Closing lines that wind: around an enclosed place, or between places that lie apart.

Draw a ray from a cell of each part of the origins and of the objectives. A closed line
parts two of them exactly when it crosses one of their rays an odd number of times and the
other an even number. The raster is folded along the rays into one sheet for each way of
crossing them; the least loop through a cell is then the least path to the same cell on the
sheet where every origin is parted from every objective.

For one part on each side the loop is the least cut. Where there are more, it is the least
single line that closes them all, and several lines of their own may be shorter.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import binary_dilation

from marchland.kernels.across import Sheets, across
from marchland.kernels.retrace import retrace
from marchland.mobility.banks import TOUCHING, parts
from marchland.mobility.terminals import Terminals

MOST_PARTS = 4
"""Parts of origins and objectives together; each beyond the first doubles the work."""

CLOSE = 1e-3
"""A loop in any direction is the least to within this share of its length."""


@dataclass(frozen=True)
class Winding:
    """How a line must wind to close an approach.

    Parameters
    ----------
    sheets : Sheets
        Of the grid with a rim of one cell.
    target : int
        The sheet on which a loop parts origins from objectives.
    rings : tuple of numpy.ndarray
        Loops known to do so, if any: int64, shape (cells, 2), rows and columns.
    """

    sheets: Sheets
    target: int
    rings: tuple[np.ndarray, ...] = ()

    @property
    def least(self) -> bool:
        """Whether the least loop is the least cut: one part on either side."""
        return self.sheets.count == 2


@dataclass(frozen=True)
class Loop:
    """A closed line.

    Parameters
    ----------
    length : float
        What it costs.
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns in the grid with a rim; the last is the
        first again.
    """

    length: float
    cells: np.ndarray


def winding(ends: Terminals) -> Winding | None:
    """Return how a line must wind to close an approach.

    Parameters
    ----------
    ends : Terminals
        The approach on the grid.

    Returns
    -------
    Winding or None
        None where origins or objectives have no cells, or where both together lie in more
        than :data:`MOST_PARTS` parts.
    """
    origins, objectives = parts(ends.origins), parts(ends.objectives)
    if not origins or not objectives or len(origins) + len(objectives) > MOST_PARTS:
        return None
    rays = [_ray(part[0] + 1, ends.origins.shape) for part in origins + objectives]
    flip = np.zeros(rays[0].shape, np.uint8)
    for bit, ray in enumerate(rays[1:]):
        flip |= (ray ^ rays[0]).astype(np.uint8) << bit
    target = sum(1 << bit for bit in range(len(origins) - 1, len(rays) - 1))
    rings = tuple(map(_ring, origins + objectives)) if len(rays) == 2 else ()
    return Winding(Sheets(flip, 1 << (len(rays) - 1)), target, rings)


def least_loop(
    cost: np.ndarray, wind: Winding, *, square: bool = False, at_most: float = float("inf")
) -> Loop | None:
    """Return the least closed line that winds as asked.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape of the grid with a rim: what a line pays to cross each cell; 0 where
        it runs free, inf where it may not run.
    wind : Winding
    square : bool
        If true the line runs on four neighbours and pays its cells: the least of all.
        Otherwise it runs in any direction and pays its length, least to within
        :data:`CLOSE`.
    at_most : float
        No longer than this is known to be needed: the search ends there.

    Returns
    -------
    Loop or None
        None where no line closes the approach.
    """
    length, through = least_turn(cost, wind, square=square, at_most=at_most)
    if not np.isfinite(length):
        return None
    labels, start = _labels(cost, wind, through, square=square, until=length)
    end = (wind.target, int(through[0, 0]), int(through[0, 1]))
    cells = retrace(cost, labels, start, end, square=square, sheets=wind.sheets)
    return Loop(length, cells)


def least_turn(
    cost: np.ndarray, wind: Winding, *, square: bool = False, at_most: float = float("inf")
) -> tuple[float, np.ndarray]:
    """Return the length of the least closed line that winds as asked, and a cell of it.

    Every such line passes some cell along one ray. The least path from any of these cells
    to each of them on the sheet asked is a bound for the loops through it; the cells whose
    bound is below the best loop are halved, until there are none.

    Parameters
    ----------
    cost, wind, square, at_most
        As :func:`least_loop` takes them.

    Returns
    -------
    length : float
        inf where there is none.
    through : numpy.ndarray
        int64, shape (1, 2): row and column.
    """
    crossed, slip = _crossed(cost, wind), (1e-7 if square else CLOSE)
    bound, best = np.zeros(len(crossed)), crossed[:0]
    known = [float(cost[tuple(ring.T)].sum()) for ring in wind.rings]
    least = min([at_most, *known]) * (1 + 2 * slip) + 1e-3

    def improve(some: np.ndarray) -> int:
        cells = crossed[some]
        labels, _ = _labels(cost, wind, cells, square=square, until=least)
        found = labels[wind.target, cells[:, 0], cells[:, 1]]
        bound[some] = np.maximum(bound[some], found)
        return int(some[np.argmin(found)])

    queue = [np.arange(len(crossed))]
    while queue:
        some = queue.pop()
        some = some[bound[some] < least * (1 - slip)]
        if some.size == 0:
            continue
        at = improve(some)
        if some.size > 1:
            queue += [some[some.size // 2 :], some[: some.size // 2]]
            at = improve(np.array([at]))
        if bound[at] < least:
            least, best = float(bound[at]), crossed[at : at + 1]
    return (least if len(best) else float("inf")), best


def _ray(cell: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the cells of a grid with a rim along whose eastern side a ray runs north."""
    ray = np.zeros(np.add(shape, 2), np.bool_)
    ray[: cell[0], cell[1]] = True
    return ray


def _ring(part: np.ndarray) -> np.ndarray:
    """Return the cells, in a grid with a rim, that touch a part of some cells."""
    corner = part.min(axis=0)
    box = np.zeros(part.max(axis=0) - corner + 3, np.bool_)
    box[tuple((part - corner + 1).T)] = True
    around: np.ndarray = np.argwhere(binary_dilation(box, TOUCHING) & ~box) + corner
    return around


def _crossed(cost: np.ndarray, wind: Winding) -> np.ndarray:
    """Return cells through one of which every loop passes, fewest, one of each free run."""
    flips = wind.sheets.flip
    bits = [bit for bit in range(8) if wind.target >> bit & 1]
    fewest = min(bits, key=lambda bit: int((flips >> bit & 1).sum()))
    col, row = np.nonzero(((flips >> fewest & 1).astype(np.bool_) & np.isfinite(cost)).T)
    free = cost[row, col] == 0
    same = np.zeros(len(row), np.bool_)
    same[1:] = (np.diff(col) == 0) & (np.diff(row) == 1) & free[1:] & free[:-1]
    return np.column_stack([row, col])[~same]


def _labels(
    cost: np.ndarray, wind: Winding, through: np.ndarray, *, square: bool, until: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return labels from some cells, wanted on the sheet asked, and where they start."""
    start = np.zeros((wind.sheets.count, *cost.shape), np.bool_)
    start[0, through[:, 0], through[:, 1]] = True
    goals = np.zeros_like(start)
    if len(through) == 1:
        goals[wind.target] = start[0]
    labels = across(cost, start, goals=goals, square=square, sheets=wind.sheets, until=until)
    return labels, start
