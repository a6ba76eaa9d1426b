"""Pace that depends on the slope along the direction of travel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit

from marchland.kernels.stencil import padded

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

    def steepest_pace(self) -> float:
        """Return the greatest pace that any step over these heights can have."""
        down, right = (np.abs(np.diff(self.height, axis=axis)) for axis in (0, 1))
        most = float(np.fmax.reduce(down, axis=None, initial=0.0))
        most += float(np.fmax.reduce(right, axis=None, initial=0.0))
        slopes = np.linspace(-self.steepest, self.steepest, ENTRIES)
        met = np.abs(slopes) <= most / self.cell_m + 2 * (slopes[1] - slopes[0])
        return float(self.pace[met].max())


class Tilt(NamedTuple):
    """Relief as the compiled loop takes it.

    Parameters
    ----------
    height : numpy.ndarray
        float32 m, flat and padded, or of size 1 for flat ground.
    pace : numpy.ndarray
        float32, by slope.
    scale, middle : numpy.float32
        Entries for each metre of rise over one cell; the entry of the flat. The sign of
        the scale is turned for steps taken against their direction.
    """

    height: np.ndarray
    pace: np.ndarray
    scale: np.float32
    middle: np.float32


def tilt(relief: Relief | None, rim: int, *, reverse: bool) -> Tilt:
    """Return relief as the compiled loop takes it."""
    if relief is None:
        return Tilt(np.zeros(1, np.float32), np.ones(2, np.float32), np.float32(0), np.float32(0))
    middle = (ENTRIES - 1) / 2
    scale = middle / relief.steepest / relief.cell_m * (-1 if reverse else 1)
    height = padded(np.nan_to_num(relief.height), 0, rim).ravel()
    return Tilt(height, relief.pace, np.float32(scale), np.float32(middle))


@njit(cache=True, nogil=True)
def pace_factor(pace: np.ndarray, at: np.float32) -> np.float32:
    """Return the pace at a place between entries, linear, held at the ends."""
    at = min(max(at, np.float32(0)), np.float32(pace.size) - np.float32(1.01))
    entry = np.int64(at)
    low = pace[entry]
    return low + (at - np.float32(entry)) * (pace[entry + 1] - low)  # type: ignore[no-any-return]
