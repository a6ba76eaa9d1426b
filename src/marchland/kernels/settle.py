"""Bringing the labels of a raster to rest, from a start near the end.

Labels are at rest when each is the least of its cell's start and of what its neighbours'
steps and triangles bring. A step or a triangle brings a label later than those it comes
from, so in order of labels each is given by earlier ones: there is one such state, however
it is come to, and a plain march comes to it.

Eight neighbours need one pass, for there a lower label never brings a higher one on: once
no label is too low, spreading ends at rest. A triangle may, by one rounding, bring more
from a lower label than from a higher. In any direction the cells around every change are
therefore looked at again until nothing changes.

Where cells take no time, or so little that a label does not grow by it, labels are not
strictly later than those they come from. Eight neighbours are exact there too; in any
direction labels may then differ from those of a plain march by a rounding.
"""

from typing import NamedTuple

import numpy as np

from marchland.kernels.doubt import Field, rim, withdraw
from marchland.kernels.march import SPREAD, run

ROUNDS = 16
MARGIN = 64
"""Rows beyond a change in which later rounds look for changes."""


def settle(
    field: Field,
    before: np.ndarray,
    step: tuple[float, float],
    cells: tuple[np.ndarray, np.ndarray],
    most: int,
) -> bool:
    """Bring labels to rest.

    Parameters
    ----------
    field : Field
        Its labels are changed.
    before : numpy.ndarray
        float32, flat: the labels that were at rest before anything changed.
    step : tuple of float
        The cheapest and the dearest step in s.
    cells : tuple of numpy.ndarray
        uint64: cells whose labels may be too low, and cells that may bring a neighbour a
        lower label than it has.
    most : int
        Give up when so many labels would have to be taken back at once.

    Returns
    -------
    bool
        False if it gave up; the labels are then of no use.
    """
    waits = np.zeros(field.time.size, np.uint8)
    line = np.empty(field.time.size + 1, np.uint32)
    doubted, woken = cells
    band = _Band(before, 0, before.size // field.width)
    for _ in range(ROUNDS):
        gone = withdraw(field, doubted, most, waits, line)
        if gone.size == most:
            return False
        spread(field, rim(field, np.concatenate([gone, woken]), waits), step)
        if not field.turning:
            return True
        doubted, woken, band = _shaken(band, field)
        if doubted.size == 0:
            return True
    return False


def spread(field: Field, woken: np.ndarray, step: tuple[float, float]) -> None:
    """Lower labels from some cells on, all others having the labels they have."""
    loop = SPREAD["any" if field.turning else "eight"]
    run(
        lambda queue: loop(field.cost, field.time, field.steps, field.walls, None, queue),
        field.time,
        step,
        woken=woken,
    )


class _Band(NamedTuple):
    """Labels as they were: flat, of the rows from `low` up to `high`."""

    labels: np.ndarray
    low: int
    high: int


def _shaken(band: _Band, field: Field) -> tuple[np.ndarray, np.ndarray, _Band]:
    """Return the cells to look at again, those of them to spread from, and labels as they are.

    A cell that was given its label among cells that had none before got it in order of
    labels, from labels that have not changed since. What is left is near a change and near
    a label from before; of these, a label that has not changed may not have been spread
    since its neighbour's changed. Changes creep from cell to cell: if the first and the
    last row of the band have none, there are none beyond.
    """
    width, rows = field.width, field.time.size // field.width
    old = band.labels.reshape(-1, width)
    new = field.time.reshape(-1, width)[band.low : band.high]
    stirred = np.flatnonzero((old != new).any(axis=1))
    none = np.empty(0, np.uint64)
    if stirred.size == 0:
        return none, none, band
    low, high = int(stirred[0]) + band.low, int(stirred[-1]) + band.low + 1
    if (low == band.low > 0) or (high == band.high < rows):
        everywhere = np.flatnonzero(np.isfinite(field.time)).astype(np.uint64)
        return everywhere, everywhere, _Band(field.time.copy(), 0, rows)
    here = slice(max(low - 2, band.low) - band.low, min(high + 2, band.high) - band.low)
    old, new = old[here], new[here]
    changed = old != new
    near = np.flatnonzero(_around(changed) & _around(np.isfinite(old)))
    near = near[np.isfinite(new.ravel()[near])]
    doubted = (near + (here.start + band.low) * width).astype(np.uint64)
    low, high = max(low - MARGIN, 0), min(high + MARGIN, rows)
    kept = _Band(field.time[low * width : high * width].copy(), low, high)
    return doubted, doubted[~changed.ravel()[near]], kept


def _around(cells: np.ndarray) -> np.ndarray:
    """Return the cells and their eight neighbours."""
    across = cells.copy()
    across[:, 1:] |= cells[:, :-1]
    across[:, :-1] |= cells[:, 1:]
    grown = across.copy()
    grown[1:] |= across[:-1]
    grown[:-1] |= across[1:]
    return grown
