"""Avenues: several ways for one approach that differ, with how wide each is.

Ground near a way found is made dearer and the fastest way is sought again. A way that
shares too much of its length with earlier ones is not taken, and the ground near it is
made dearer too; after :data:`REFUSALS` of these the search ends. The method is an old
heuristic: what it finds differs as asked and is fast, but is not proved the fastest set.

Twice the cost within 5 % of the distance is what the R package spopt does by default.
"""

from dataclasses import dataclass, replace

import numpy as np
import xarray as xr
from scipy.ndimage import distance_transform_edt

from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import Crossing, crossing
from marchland.mobility.widths import passable_width

DEARER = 2.0
"""Factor on the cost of ground near a way already found."""

NEAR = 0.05
"""How near that is, as a share of the length of the first way."""

REFUSALS = 8
"""Ways refused for sharing too much before the search ends."""

BESIDE = 2.5
"""Cells beside a way within which its own time is measured."""

MARGIN = int(np.ceil(BESIDE))


@dataclass(frozen=True)
class Avenue:
    """One way for an approach.

    Parameters
    ----------
    approach : str
    rank : int
        1 for the fastest.
    time_s : float
        Time along it, s.
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns from an origin to an objective.
    overlap : float
        Share of its length that lies near avenues found before it, 0 to 1.
    width_m : numpy.ndarray
        float32 m, shape (cells,): width of passable ground at each cell.
    """

    approach: str
    rank: int
    time_s: float
    cells: np.ndarray
    overlap: float
    width_m: np.ndarray

    @property
    def least_width_m(self) -> float:
        """Width at its narrowest place, m."""
        return float(self.width_m.min())

    @property
    def median_width_m(self) -> float:
        """Width that half of its cells have, m."""
        return float(np.median(self.width_m))


def avenues(
    speed: xr.DataArray, ends: Terminals, *, most: int = 3, most_overlap: float = 0.5
) -> tuple[Avenue, ...]:
    """Return dissimilar ways for an approach, the fastest first.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s.
    ends : Terminals
        The approach on this grid.
    most : int
        How many are wanted.
    most_overlap : float
        Share of its length that a way may have near those before it, 0 to 1.

    Returns
    -------
    tuple of Avenue
        As many as are found that differ enough; none where there is no way through. From
        the second on, in the order they were found.
    """
    width = passable_width(speed, ends)
    dear = np.ones(speed.shape, np.float32)
    taken = np.zeros(speed.shape, np.bool_)
    found: list[Avenue] = []
    reach, refused = 0.0, 0
    while len(found) < most and refused < REFUSALS:
        path = crossing(speed / dear, ends, route=True).path
        if len(path) == 0:
            break
        reach = reach or max(1.0, NEAR * float(lengths(path).sum()))
        here = along(speed, ends, path)
        cells = here.path
        share = _share(cells, taken)
        around = near(cells, speed.shape, reach)
        dear[around] *= np.float32(DEARER)
        if found and share > most_overlap:
            refused += 1
            continue
        taken |= around
        found.append(
            Avenue(ends.approach.name, len(found) + 1, here.time_s, cells, share,
                   width[tuple(cells.T)])
        )  # fmt: skip
    return tuple(found)


def along(speed: xr.DataArray, ends: Terminals, path: np.ndarray) -> Crossing:
    """Return the fastest crossing that keeps beside a path, on the same or other ground.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s.
    ends : Terminals
        The approach on this grid.
    path : numpy.ndarray
        int64, shape (cells, 2): rows and columns from an origin to an objective.

    Returns
    -------
    Crossing
        Within :data:`BESIDE` cells of the path, with its route.
    """
    corner = np.maximum(path.min(axis=0) - MARGIN, 0)
    box = tuple(slice(*side) for side in zip(corner, path.max(axis=0) + MARGIN + 1, strict=True))
    here = speed[box]
    beside = near(path - corner, here.shape, BESIDE)
    cells = (part[box] for part in (ends.origins, ends.objectives, ends.avoid))
    found = crossing(
        here.where(beside | np.isnan(here), 0.0), Terminals(ends.approach, *cells), route=True
    )
    return replace(found, path=found.path + corner)


def lengths(path: np.ndarray) -> np.ndarray:
    """Return the length of a path that each of its cells stands for, in cells."""
    halves = np.hypot(*np.diff(path, axis=0).T) / 2
    stretches: np.ndarray = np.concatenate([[0.0], halves]) + np.concatenate([halves, [0.0]])
    return stretches


def near(cells: np.ndarray, shape: tuple[int, ...], reach: float) -> np.ndarray:
    """Return where the grid lies near some cells.

    Parameters
    ----------
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns.
    shape : tuple of int
        Of the grid.
    reach : float
        Farthest distance between centres, in cells.

    Returns
    -------
    numpy.ndarray
        bool, of the shape.
    """
    whole = np.zeros(shape, np.bool_)
    if len(cells) == 0:
        return whole
    margin = int(np.ceil(reach))
    top, left = np.maximum(cells.min(axis=0) - margin, 0)
    bottom, right = cells.max(axis=0) + margin + 1
    away = np.ones(whole[top:bottom, left:right].shape, np.bool_)
    away[cells[:, 0] - top, cells[:, 1] - left] = False
    whole[top:bottom, left:right] = distance_transform_edt(away) <= reach
    return whole


def _share(path: np.ndarray, taken: np.ndarray) -> float:
    """Return the share of a path's length on cells that are taken."""
    stretches = lengths(path)
    total = float(stretches.sum())
    return float(stretches[taken[tuple(path.T)]].sum()) / total if total else 0.0
