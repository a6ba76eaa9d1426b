"""How soon a reserve can be somewhere: a decision, then a journey over the same ground.

The journey is a travel time from declared bases. The time from a report to the order is the
analyst's to declare: without it the response is unknown, and so is whatever rests on it.
"""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from marchland.errors import Fault, InputError
from marchland.kernels.walls import Barriers
from marchland.mobility.travel import travel_time
from marchland.model.estimate import Estimate, Level
from marchland.posture.belts import LEVELS, OTHER, Times
from marchland.schema import same_grid

Speeds = Mapping[Level, xr.DataArray]
"""Speed of the reserve in m/s at low, best and high: slow, likely and fast ground."""


def arrival(
    speeds: Speeds,
    bases: np.ndarray,
    *,
    decision_s: Estimate | None,
    barriers: Mapping[Level, Barriers] | None = None,
) -> dict[Level, xr.DataArray]:
    """Return when a reserve can be in every cell after a report.

    Parameters
    ----------
    speeds : mapping of {level: xarray.DataArray}
        float32 m/s on one grid, as :func:`marchland.speed` gives them for the reserve's
        mover at the levels low, best and high.
    bases : numpy.ndarray
        bool, shape of the grid: cells from which it sets out.
    decision_s : Estimate or None
        From the report until it sets out, in s; None is unknown.
    barriers : mapping of {level: Barriers}, optional
        What one's own measures cost the reserve, by level of the delay.

    Returns
    -------
    dict of {level: xarray.DataArray}
        float32 s. Low is the soonest: a quick decision on fast ground. inf where it does
        not get; NaN unknown, everywhere where the decision is.

    Raises
    ------
    InputError
        If a level is missing, or no base lies on the grid.
    GridError
        If the speeds do not lie on one grid.
    """
    faults = [Fault("speeds", f"has no {level}", "Give all three levels.")
              for level in LEVELS if level not in speeds]  # fmt: skip
    if not bases.any():
        faults.append(Fault("bases", "no cell of the grid", "Declare one inside the region."))
    if faults:
        raise InputError("response", faults)
    same_grid(*speeds.values())
    found: dict[Level, xr.DataArray] = {}
    for level in LEVELS:
        held = barriers[level] if barriers else None
        time = travel_time(speeds[OTHER[level]], bases, barriers=held)
        time += np.float32("nan" if decision_s is None else decision_s.at(level))
        found[level] = time
    return found


def response_time(arrivals: Mapping[Level, xr.DataArray], where: np.ndarray) -> Times:
    """Return how long a reserve takes to be somewhere after a report.

    Parameters
    ----------
    arrivals : mapping of {level: xarray.DataArray}
        As :func:`arrival` returns them.
    where : numpy.ndarray
        bool, shape of the grid: it has to reach the nearest of these cells.

    Returns
    -------
    Times
        In s: NaN is unknown, inf is never.

    Raises
    ------
    InputError
        If there is nowhere to get to.
    """
    if not where.any():
        raise InputError.one("where", "no cell of the grid", "Name a place inside the region.")
    return Times(*(float(np.fmin.reduce(arrivals[level].values[where])) for level in LEVELS))


def intercept(path: np.ndarray, mover_s: np.ndarray, arrival_s: np.ndarray) -> int | None:
    """Return where along a path a reserve first stands before the movement does.

    Parameters
    ----------
    path : numpy.ndarray
        int64, shape (cells, 2): rows and columns, in the order of the movement.
    mover_s : numpy.ndarray
        float, shape (cells,): when the movement comes to each, in s after it was noticed;
        below zero where it was before.
    arrival_s : numpy.ndarray
        float, shape of the grid: when the reserve can be there, in s after the report, as
        :func:`arrival` returns it.

    Returns
    -------
    int or None
        Place along the path; None where it comes too late everywhere, or nobody knows.
    """
    margin = np.asarray(mover_s, float) - arrival_s[path[:, 0], path[:, 1]]
    early = np.flatnonzero(margin >= 0)
    return int(early[0]) if early.size else None
