"""Pace that depends on the slope along the direction of travel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import EIGHT, KNIGHTS, SOUTH, Steps
from marchland.kernels.stencil import steps as stencil

ENTRIES = 2049


@dataclass(frozen=True)
class Relief:
    """Heights, and how slope changes the pace.

    Parameters
    ----------
    height : numpy.ndarray
        float32 m, shape (rows, columns); NaN is unknown and closes the cell.
    cell_m : float
        Side of a cell in m.
    pace : numpy.ndarray
        float32, shape (:data:`ENTRIES`,): time on a slope over time on the flat, for slopes
        from ``-steepest`` (down) to ``steepest`` (up), evenly spaced; above zero.
    steepest : float
        Rise over run; steeper slopes are taken as this.
    """

    height: np.ndarray
    cell_m: float
    pace: np.ndarray
    steepest: float

    @classmethod
    def of(
        cls, height: np.ndarray, cell_m: float, speed: Callable[[np.ndarray], np.ndarray],
        steepest: float = 2.0,
    ) -> "Relief":  # fmt: skip
        """Return the relief for a speed by signed slope, whatever its unit."""
        slopes = np.linspace(-steepest, steepest, ENTRIES)
        pace = speed(np.zeros(1)) / speed(slopes)
        return cls(height, cell_m, pace.astype(np.float32), steepest)

    def closed(self, cost: np.ndarray) -> np.ndarray:
        """Return a cost that is inf where the height is unknown."""
        unknown = np.isnan(self.height)
        return np.where(unknown, np.float32(np.inf), cost) if unknown.any() else cost

    def extreme_paces(self) -> tuple[float, float]:
        """Return the least pace there is, and the greatest that any step here can have."""
        slopes = np.linspace(-self.steepest, self.steepest, ENTRIES)
        most = _greatest_rise(self.height) / self.cell_m
        met = np.abs(slopes) <= most + 2 * (slopes[1] - slopes[0])
        return float(self.pace.min()), float(self.pace[met].max())


@njit(cache=True, nogil=True)
def _greatest_rise(height: np.ndarray) -> float:
    """Return a bound on the rise or fall from a cell to the next, in m."""
    most = np.zeros(2, np.float32)
    rows, cols = height.shape
    for row in range(rows):
        here, below = height[row], height[min(row + 1, rows - 1)]
        for col in range(cols - 1):
            most[0] = max(most[0], abs(here[col + 1] - here[col]))
            most[1] = max(most[1], abs(below[col] - here[col]))
    return float(most[0]) + float(most[1])


class Tilt(NamedTuple):
    """Relief as the compiled loop takes it.

    Parameters
    ----------
    height : numpy.ndarray
        float32 m, flat, as it was given: a frame would be one raster more.
    offset : numpy.ndarray
        uint64: what each step adds to an index of `height`.
    rim, width : numpy.uint64
        Of the frame that cells are counted in: cells around, and cells in a row.
    line : numpy.ndarray
        float32, two for each piece of the pace by slope: its value on the flat, and its rise
        from piece to piece. The first and the last piece are level: the pace is held there.
    rate : numpy.ndarray
        float32: pieces for each metre of rise over each step; below zero for steps taken
        against their direction.
    middle : numpy.float32
        The piece of the flat.
    """

    height: np.ndarray
    offset: np.ndarray
    rim: np.uint64
    width: np.uint64
    line: np.ndarray
    rate: np.ndarray
    middle: np.float32


def tilt(relief: Relief, steps: Steps, rim: int, *, reverse: bool) -> Tilt:
    """Return relief as the compiled loop takes it."""
    middle = (ENTRIES - 1) / 2
    scale = middle / relief.steepest / relief.cell_m * (-1 if reverse else 1)
    return Tilt(
        height=np.ascontiguousarray(relief.height, np.float32).ravel(),
        offset=stencil(EIGHT + KNIGHTS, relief.height.shape[1]).offset,
        rim=np.uint64(rim),
        width=steps.offset[SOUTH],
        line=_pieces(relief.pace, middle),
        rate=np.float32(scale) / steps.length,
        middle=np.float32(middle + 1),
    )


def _pieces(pace: np.ndarray, middle: float) -> np.ndarray:
    """Return the straight pieces between entries, and a level one before and after them."""
    value = np.concatenate([pace[:1], pace]).astype(float)
    rise = np.diff(value, append=value[-1])
    flat = value - rise * (np.arange(value.size) - 1 - middle)
    return np.stack([flat, rise], axis=1).astype(np.float32).ravel()


@njit(cache=True, nogil=True)
def bare(tilt: Tilt, cell: np.uint64) -> np.uint64:
    """Return the index without a frame of a cell that has one with it, not in the rim."""
    row = cell // tilt.width
    edge = np.uint64(2) * tilt.rim * row
    return cell - edge - tilt.rim * (tilt.width - np.uint64(2) * tilt.rim + np.uint64(1))


@njit(cache=True, nogil=True)
def pace_factor(tilt: Tilt, place: np.uint64, level: np.float32, step: int) -> np.float32:
    """Return the pace of a step from a place: linear between entries, held at the ends.

    No branch, for whether a step is worth taking is not easily foretold.

    Parameters
    ----------
    tilt : Tilt
    place : numpy.uint64
        As :func:`bare` gives it.
    level : numpy.float32
        Height there, m.
    step : int
        Which of the steps. Of one into the rim the pace means nothing.
    """
    ahead = min(place + tilt.offset[step], np.uint64(tilt.height.size - 1))
    slope = (tilt.height[ahead] - level) * tilt.rate[step]
    piece = np.uint64(min(max(int(slope + tilt.middle), 0), ENTRIES)) << np.uint64(1)
    return tilt.line[piece] + tilt.line[piece | np.uint64(1)] * slope
