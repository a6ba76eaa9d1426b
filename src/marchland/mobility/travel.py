"""Travel time: how long from here to there."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from marchland.errors import Fault, InputError
from marchland.kernels.march import march
from marchland.kernels.trace import trace
from marchland.kernels.walls import Barriers
from marchland.kinds import expect
from marchland.mobility.terminals import Terminals
from marchland.schema import grid_of, raster

MASK = "Give a bool array, true where it holds, such as numpy.zeros(speed.shape, bool)."
"""What cells are given as."""


def step_cost(speed: xr.DataArray, avoid: np.ndarray | None = None) -> np.ndarray:
    """Return the time to cross each cell side to side.

    Parameters
    ----------
    speed : xarray.DataArray
        m/s; 0 cannot pass, NaN unknown.
    avoid : numpy.ndarray, optional
        bool: cells closed to this movement.

    Returns
    -------
    numpy.ndarray
        float32 s; inf where nothing passes or nobody knows.
    """
    with np.errstate(divide="ignore"):
        cost = np.float32(grid_of(speed).cell_m) / speed.values
    cost[~(cost < np.inf)] = np.inf
    if avoid is not None:
        cost[avoid] = np.inf
    return cost


def _check(speed: xr.DataArray, origins: np.ndarray, avoid: np.ndarray | None) -> None:
    """Refuse what would give a time, and a wrong one."""
    expect("speed", speed, xr.DataArray, "Give what marchland.speed returns.")
    faults = [
        Fault(name, f"is no mask of {speed.shape[0]} rows and {speed.shape[1]} columns", MASK)
        for name, cells in (("origins", origins), ("avoid", avoid))
        if cells is not None
        and not (getattr(cells, "shape", None) == speed.shape and cells.dtype.kind in "bf")
    ]
    if (speed.values < 0).any():
        faults.append(Fault("speed", "is below zero somewhere", "Use 0 where nobody passes."))
    if faults:
        raise InputError("travel_time", faults)


def travel_time(
    speed: xr.DataArray,
    origins: np.ndarray,
    *,
    avoid: np.ndarray | None = None,
    barriers: Barriers | None = None,
    reverse: bool = False,
) -> xr.DataArray:
    """Return the least travel time from the origins to every cell.

    Label setting in any direction: along the eight edges, where a step takes its length
    over the mean slowness of the two cells it joins, and through the triangles between
    them.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s, dimensions ``y, x``.
    origins : numpy.ndarray
        bool, same shape: cells where the movement sets out at time 0.
    avoid : numpy.ndarray, optional
        bool, same shape: cells it may not enter.
    barriers : Barriers, optional
        Delays charged once for each crossing.
    reverse : bool
        If true, the time from every cell *to* the nearest of `origins`.

    Returns
    -------
    xarray.DataArray
        float32 s, dimensions ``y, x``; inf cannot be reached, NaN unknown ground.

    Raises
    ------
    InputError
        If speed is no raster or below zero, or the cells are no mask of its shape.
    """
    _check(speed, origins, avoid)
    time = march(step_cost(speed, avoid), origins, barriers=barriers, reverse=reverse)
    time[np.isnan(speed.values)] = np.nan
    return raster(time, grid_of(speed), "travel_time", "s")


@dataclass(frozen=True)
class Crossing:
    """The fastest way through an approach.

    Parameters
    ----------
    time_s : float
        From the origins to the objectives, or until both ends meet; inf is no way through.
    path : numpy.ndarray
        int64, shape (cells, 2): rows and columns; empty when there is none or none was asked.
    meeting : int or None
        Place along the path where both ends meet, where they do.
    """

    time_s: float
    path: np.ndarray
    meeting: int | None = None


def crossing(
    speed: xr.DataArray,
    ends: Terminals,
    *,
    barriers: Barriers | None = None,
    route: bool = False,
) -> Crossing:
    """Return the time an approach takes, and its route if asked.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s.
    ends : Terminals
        The approach on this grid. When it is a meeting, both ends set out at time 0 and
        the time is the least, over all cells, of the later arrival.
    barriers : Barriers, optional
        Delays charged once for each crossing.
    route : bool
        Whether to trace the fastest path.

    Returns
    -------
    Crossing
        Infinite where there is no way through.
    """
    cost = step_cost(speed, ends.avoid)
    none = np.empty((0, 2), np.int64)
    if ends.approach.meet:
        first = march(cost, ends.origins, barriers=barriers, until=ends.objectives)
        longest = float(first[ends.objectives].min(initial=np.inf))
        second = march(cost, ends.objectives, barriers=barriers, until=longest)
        later = np.maximum(first, second)
        cell = _lowest(later)
        time_s = float(later[cell])
        if not route or not np.isfinite(time_s):
            return Crossing(time_s, none)
        halves = [trace(cost, t, cell, barriers=barriers) for t in (first, second)]
        whole = np.concatenate([halves[0], halves[1][-2::-1]])
        return Crossing(time_s, whole, len(halves[0]) - 1)
    reachable = ends.objectives & np.isfinite(cost)
    time = march(cost, ends.origins, barriers=barriers, until=reachable)
    cell = _lowest(np.where(reachable, time, np.float32(np.inf)))
    time_s = float(time[cell]) if reachable[cell] else float("inf")
    if not route or not np.isfinite(time_s):
        return Crossing(time_s, none)
    return Crossing(time_s, trace(cost, time, cell, barriers=barriers))


def _lowest(values: np.ndarray) -> tuple[int, int]:
    row, col = np.unravel_index(np.argmin(values), values.shape)
    return int(row), int(col)
