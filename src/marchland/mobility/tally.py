"""Counting the members of an ensemble as they come, none of them kept.

Quantiles come from a histogram at each cell of the time over the first time that reached
the cell, in bins of equal ratio.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import xarray as xr

from marchland.schema import grid_of, raster

CELLS_AT_ONCE = 1 << 16
_FAR = np.float32(np.inf)


@dataclass(frozen=True)
class Telling:
    """What is told of an ensemble.

    Parameters
    ----------
    quantiles : tuple of float
        Shares of the members, above 0 and at most 1.
    corridor : float or None
        The share of the best time by which a way may be longer and still be in the
        corridor; None to leave the corridor out, which halves the work.
    bins : int
        Bins of the histogram; each takes 2 bytes for each cell.
    reach : float
        Bins cover times from the first over `reach` to the first times `reach`.
    """

    quantiles: tuple[float, ...] = (0.1, 0.5, 0.9)
    corridor: float | None = 0.1
    bins: int = 96
    reach: float = 4.0

    @property
    def error(self) -> float:
        """Most that a quantile is off, as a share of it, where times lie within reach."""
        return float(self.reach ** (1 / self.bins)) - 1


class Tally:
    """What has been counted so far.

    Parameters
    ----------
    telling : Telling
        What will be told.
    place : xarray.DataArray
        A raster on the grid of the members.
    """

    def __init__(self, telling: Telling, place: xr.DataArray) -> None:
        self.telling, self.place = telling, place
        cells = place.size
        self._counts = np.zeros((telling.bins, cells), np.uint16)
        self._reached, self._inside = np.zeros(cells, np.uint16), np.zeros(cells, np.uint16)
        self._first, self._total = np.zeros(cells, np.float32), np.zeros(cells)
        self._least, self._most = np.full(cells, _FAR), np.zeros(cells, np.float32)
        self._unknown = np.zeros(cells, np.bool_)

    def add(self, time: np.ndarray, back: np.ndarray, unknown: np.ndarray) -> None:
        """Count a member.

        Parameters
        ----------
        time, back : numpy.ndarray
            float32 s, shape of the grid: from the origins and to the objectives, inf
            where there is no way.
        unknown : numpy.ndarray
            bool, same shape: ground that nobody knows.
        """
        self._unknown |= unknown.ravel()
        share, best = self.telling.corridor, _FAR
        if share is not None:
            best = min((time[rows] + back[rows]).min() for rows, _ in self._blocks())
        for rows, cells in self._blocks():
            here = time[rows].ravel()
            self._count(here, cells)
            if share is not None and best < _FAR:
                slack = here + back[rows].ravel() - best
                self._inside[cells] += slack <= np.float32(share) * best

    def told(self, members: int) -> xr.Dataset:
        """Return shares, means and quantiles of so many members."""
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(self._reached > 0, self._total / self._reached, np.inf)
        quantiles = [self._quantile(share, members) for share in self.telling.quantiles]
        shares = xr.DataArray(list(self.telling.quantiles), dims="quantile", name="quantile")
        layers = {
            "reachable": self._raster(self._reached / members, "reachable", "1"),
            "mean": self._raster(mean, "mean", "s"),
            "travel_time": xr.concat(quantiles, shares),
        }
        if self.telling.corridor is not None:
            layers["corridor"] = self._raster(self._inside / members, "corridor", "1")
        return xr.Dataset(layers)

    def _count(self, time: np.ndarray, cells: slice) -> None:
        reached = time < _FAR
        first = self._first[cells]
        fresh = reached & (self._reached[cells] == 0)
        first[fresh] = time[fresh]
        self._reached[cells] += reached
        self._total[cells] += np.where(reached, time, 0)
        np.minimum(self._least[cells], time, out=self._least[cells])
        np.maximum(self._most[cells], time, out=self._most[cells], where=reached)
        at = np.flatnonzero(reached)
        ratio = np.ones(at.size, np.float32)
        np.divide(time[at], first[at], out=ratio, where=first[at] > 0)
        place = np.log(ratio) / np.float32(np.log(self.telling.reach)) + np.float32(1)
        bins = self.telling.bins
        bin_ = (place * np.float32(bins / 2)).clip(0, bins - 1).astype(np.intp)
        self._counts[bin_, at + cells.start] += 1

    def _quantile(self, share: float, members: int) -> xr.DataArray:
        """Return the least time within which a share of the members reaches each cell."""
        rank = int(np.ceil(share * members))
        time = np.empty(self._first.size, np.float32)
        for _, cells in self._blocks():
            below = np.zeros(cells.stop - cells.start, np.intp)
            so_far = np.zeros(below.size, np.uint16)
            for count in self._counts[:, cells]:
                so_far += count
                below += so_far < rank
            power = ((below + 0.5) * (2 / self.telling.bins) - 1).astype(np.float32)
            middle = self._first[cells] * np.float32(self.telling.reach) ** power
            within = np.clip(middle, self._least[cells], self._most[cells])
            time[cells] = np.where(self._reached[cells] >= rank, within, _FAR)
        return self._raster(time, "travel_time", "s")

    def _blocks(self) -> Iterator[tuple[slice, slice]]:
        """Yield rows, and the flat cells they are, a few at a time."""
        rows, cols = self.place.shape
        some = max(1, CELLS_AT_ONCE // cols)
        for row in range(0, rows, some):
            stop = min(row + some, rows)
            yield slice(row, stop), slice(row * cols, stop * cols)

    def _raster(self, values: np.ndarray, name: str, unit: str) -> xr.DataArray:
        known = np.where(self._unknown, np.float32(np.nan), values.astype(np.float32))
        return raster(known.reshape(self.place.shape), grid_of(self.place), name, unit)
