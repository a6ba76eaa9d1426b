"""Corridors: where movement can go at little more than the least time."""

import numpy as np
import xarray as xr

from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import travel_time
from marchland.schema import grid_of, raster


def corridors(speed: xr.DataArray, ends: Terminals) -> xr.Dataset:
    """Return the slack of every cell: what a detour through it costs in time.

    The time from the origins plus the time to the objectives, the latter on the reversed
    graph so that directed costs are right, less the best of that sum.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s.
    ends : Terminals
        The approach on this grid.

    Returns
    -------
    xarray.Dataset
        ``travel_time`` from the origins, ``to_objective`` and ``slack``, float32 s; slack
        is at least 0, close to 0 along a fastest path, inf where no path runs, NaN unknown.
    """
    there = travel_time(speed, ends.origins, avoid=ends.avoid)
    back = travel_time(speed, ends.objectives, avoid=ends.avoid, reverse=True)
    total = there.values + back.values
    best = np.nanmin(total) if np.isfinite(total).any() else np.float32(0)
    slack = raster(total - best, grid_of(speed), "slack", "s")
    return xr.Dataset({"travel_time": there, "to_objective": back, "slack": slack})
