"""How wide ground is where movement passes, and what can use it abreast.

The width at a cell is that of the widest disc about it that holds no denied ground: twice
the distance to the nearest denied cell, less half a cell on either side. Ground beyond the
edge of the region is not known and does not make a way narrower.
"""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.ndimage import distance_transform_edt, label

from marchland.catalogue.read import Catalogue
from marchland.kernels.march import march
from marchland.kernels.trace import trace
from marchland.mobility.banks import TOUCHING
from marchland.mobility.bottlenecks import passable_ground
from marchland.mobility.terminals import Terminals
from marchland.model.estimate import Level
from marchland.schema import grid_of


@dataclass(frozen=True)
class WidestPath:
    """The way whose narrowest place is widest.

    Parameters
    ----------
    width_m : float
        Width at its narrowest place, m; inf where no ground is denied.
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns of the shortest such way, from an origin
        to an objective.
    """

    width_m: float
    cells: np.ndarray


def passable_width(speed: xr.DataArray, ends: Terminals) -> np.ndarray:
    """Return the width of passable ground about every cell.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s; unknown ground counts as open.
    ends : Terminals
        The approach; what it must avoid is denied to it.

    Returns
    -------
    numpy.ndarray
        float32 m, shape of the grid: 0 where nothing passes, inf where no ground is denied.
    """
    passable = passable_ground(speed, ends)
    if passable.all():
        return np.full(passable.shape, np.inf, np.float32)
    cells = distance_transform_edt(passable)
    width: np.ndarray = np.maximum(2 * cells - 1, 0) * grid_of(speed).cell_m
    return width.astype(np.float32)


def echelon(width_m: float, coefficients: Catalogue, *, level: Level = "best") -> str | None:
    """Return the largest echelon that a width lets through.

    Parameters
    ----------
    width_m : float
        Width at the narrowest place, m.
    coefficients : Catalogue
        Its table ``echelons`` holds the width that each needs; all assumed, to be edited.
    level : {"low", "best", "high"}
        Which of the three values to ask for.

    Returns
    -------
    str or None
        None where it is too narrow for the smallest.
    """
    fits = [name for name, need in needs(coefficients, level) if need <= width_m]
    return fits[-1] if fits else None


def needs(coefficients: Catalogue, level: Level = "best") -> list[tuple[str, float]]:
    """Return every echelon with the width that it needs, m, the smallest first."""
    widths = {
        key.split(".")[1]: coefficients.get(key).at(level)
        for key in coefficients.estimates
        if key.startswith("echelons.") and key.endswith(".width")
    }
    return sorted(widths.items(), key=lambda item: item[1])


def widest_path(width_m: np.ndarray, ends: Terminals) -> WidestPath | None:
    """Return the way from origins to objectives whose narrowest place is widest.

    Exact: widths are halved until the largest is found at which ground so wide still
    joins an origin to an objective, by labelling at full resolution.

    Parameters
    ----------
    width_m : numpy.ndarray
        float32 m, as :func:`passable_width` returns it.
    ends : Terminals
        The approach on the same grid.

    Returns
    -------
    WidestPath or None
        None where there is no way.
    """
    levels = np.unique(width_m[width_m > 0])
    first, stop = 0, len(levels)
    while first < stop:
        middle = (first + stop) // 2
        if _joined(width_m >= levels[middle], ends):
            first = middle + 1
        else:
            stop = middle
    if first == 0:
        return None
    least = levels[first - 1]
    cost = np.where(width_m >= least, np.float32(1), np.float32(np.inf))
    goals = ends.objectives & np.isfinite(cost)
    time = march(cost, ends.origins, until=goals)
    reached = np.where(goals, time, np.float32(np.inf))
    row, col = np.unravel_index(np.argmin(reached), reached.shape)
    return WidestPath(float(least), trace(cost, time, (int(row), int(col))))


def _joined(ground: np.ndarray, ends: Terminals) -> bool:
    names, count = label(ground, TOUCHING)
    origin = np.zeros(count + 1, np.bool_)
    origin[names[ends.origins]] = True
    origin[0] = False
    return bool(origin[names[ends.objectives]].any())
