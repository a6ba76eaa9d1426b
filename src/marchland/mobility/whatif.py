"""What if: travel time after a change of barriers or ground, without starting over."""

from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from marchland.kernels.repair import Solved, Task, repaired, solved
from marchland.kernels.walls import Barriers
from marchland.mobility.travel import step_cost
from marchland.schema import grid_of, raster, same_grid


@dataclass(frozen=True)
class Timed:
    """Travel time with all it was made from, ready to be asked what if.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s, dimensions ``y, x``; 0 cannot pass, NaN unknown.
    avoid : numpy.ndarray or None
        bool, same shape: cells that may not be entered.
    solved : Solved
        The march and its times.
    """

    speed: xr.DataArray
    avoid: np.ndarray | None
    solved: Solved

    @property
    def travel_time(self) -> xr.DataArray:
        """float32 s, dimensions ``y, x``; inf cannot be reached, NaN unknown ground."""
        time = np.where(np.isnan(self.speed.values), np.float32(np.nan), self.solved.time)
        return raster(time, grid_of(self.speed), "travel_time", "s")


def timed(
    speed: xr.DataArray,
    origins: np.ndarray,
    *,
    avoid: np.ndarray | None = None,
    barriers: Barriers | None = None,
    reverse: bool = False,
) -> Timed:
    """Return the travel time from the origins, ready to be asked what if.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s, dimensions ``y, x``; 0 cannot pass, NaN unknown.
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
    Timed
        Its times are those of :func:`marchland.mobility.travel.travel_time`.
    """
    start = np.where(origins, np.float32(0), np.float32(np.inf))
    task = Task(step_cost(speed, avoid), start, barriers=barriers, reverse=reverse)
    return Timed(speed, avoid, solved(task))


def what_if(before: Timed, barriers: Barriers | None, speed: xr.DataArray | None = None) -> Timed:
    """Return the travel time with other barriers, or on other ground.

    Only what the change reaches is worked out again; the result equals that of
    :func:`timed` afresh, bit for bit, and may be asked what if in turn.

    Parameters
    ----------
    before : Timed
        Left as it is.
    barriers : Barriers or None
        All that stand then, not only those that are new; None for no barrier.
    speed : xarray.DataArray, optional
        m/s on the same grid; by default that of `before`.

    Returns
    -------
    Timed
        As :func:`timed` returns it.

    Raises
    ------
    GridError
        If `speed` lies on another grid.
    """
    task = replace(before.solved.task, barriers=barriers)
    if speed is None:
        return replace(before, solved=repaired(before.solved, task))
    same_grid(before.speed, speed)
    task = replace(task, cost=step_cost(speed, before.avoid))
    return Timed(speed, before.avoid, repaired(before.solved, task))
