r"""What is watched: coverage by sight, and how likely a movement is noticed.

A sensor sees a cell if the surface between them, on an earth that is round and bends light a
little, stays below the line of sight. Use heights of the surface, with trees and buildings:
over bare ground everything would be seen through a wood.

How likely a sensor notices what it sees is not ours to say. It is declared as a probability
:math:`p` for a movement that stays in sight for a time :math:`\tau`; the rate of notice is
then :math:`-\ln(1 - p) / \tau`, the rates of several sensors add up, and a movement that
spends :math:`t` in cells of rate :math:`r` is noticed with probability
:math:`1 - e^{-\sum r t}`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from marchland.catalogue.read import Catalogue, catalogue
from marchland.errors import Fault, InputError
from marchland.kernels.sight import UNKNOWN, sight
from marchland.model.estimate import Estimate, Level
from marchland.model.grid import Grid
from marchland.schema import raster, same_grid


@dataclass(frozen=True)
class Sensor:
    """A camera, a radar or a person who looks, as declared.

    Parameters
    ----------
    name : str
    x_m, y_m : float
        Where it stands, in the projection of the grid.
    height_m : float
        Above the ground, or above the surface where no ground is given.
    range_m : float
        How far it sees at most.
    probability : Estimate or None
        That it notices a movement that stays in sight for `within_s`; below 1. None is
        unknown.
    within_s : float
        That time in s.
    """

    name: str
    x_m: float
    y_m: float
    height_m: float
    range_m: float
    probability: Estimate | None
    within_s: float


def horizon_m(height_m: float, *, coefficients: Catalogue | None = None) -> float:
    """Return how far the level ground is seen from a height.

    Parameters
    ----------
    height_m : float
        Of the eye above level ground, m.
    coefficients : Catalogue, optional
        Radius of the earth and refraction; the packaged one by default.

    Returns
    -------
    float
        Distance in m, the square root of twice height and effective radius.

    Examples
    --------
    >>> round(horizon_m(10.0))
    12102
    """
    radius = effective_radius_m(coefficients or catalogue())
    return float(np.sqrt(2 * radius * height_m))


def effective_radius_m(table: Catalogue, level: Level = "best") -> float:
    """Return the radius of the earth over one minus the refraction, m."""
    bent = table.get("posture.sight.refraction").at(level)
    return table.get("posture.sight.earth_radius").at(level) / (1 - bent)


def in_sight(
    surface: xr.DataArray,
    sensor: Sensor,
    target_m: float,
    *,
    ground: xr.DataArray | None = None,
    level: Level = "best",
    coefficients: Catalogue | None = None,
) -> xr.DataArray:
    """Return which cells a sensor sees.

    Parameters
    ----------
    surface : xarray.DataArray
        float32 m: height of what blocks the view; NaN is unknown.
    sensor : Sensor
        Where it stands and how far it sees.
    target_m : float
        Height of what is looked for above the ground, m.
    ground : xarray.DataArray, optional
        float32 m: height that sensor and target stand on; the surface by default. A target
        below the surface of its own cell, in a wood, is hidden.
    level : {"low", "best", "high"}
        Of the refraction: low sees least.
    coefficients : Catalogue, optional
        The packaged one by default.

    Returns
    -------
    xarray.DataArray
        uint8: 1 seen, 0 hidden, 255 unknown.

    Raises
    ------
    InputError
        If the sensor stands outside the grid, or a length or probability makes no sense.
    GridError
        If surface and ground do not lie on one grid.
    """
    stand = surface if ground is None else ground
    grid = same_grid(surface, stand)
    faults = [*_faults(sensor, grid)]
    if not target_m >= 0:
        faults.append(Fault("target", f"height is {target_m:g} m", "Give 0 m or more."))
    if faults:
        raise InputError("sensors", faults)
    radius = effective_radius_m(coefficients or catalogue(), level)
    seen = sight(
        surface.values.astype(np.float64),
        stand.values.astype(np.float64),
        _cell(sensor, grid),
        (sensor.height_m, target_m),
        sensor.range_m / grid.cell_m,
        grid.cell_m**2 / (2 * radius),
    )
    return raster(seen, grid, "in_sight", "class")


def coverage(
    surface: xr.DataArray,
    sensors: Sequence[Sensor],
    target_m: float,
    *,
    ground: xr.DataArray | None = None,
    level: Level = "best",
    coefficients: Catalogue | None = None,
) -> xr.Dataset:
    """Return what is watched by some sensors, and how fast it is noticed.

    Parameters
    ----------
    surface : xarray.DataArray
        float32 m: height of what blocks the view; NaN is unknown.
    sensors : sequence of Sensor
        All of them; none leaves everything unwatched.
    target_m : float
        Height of what is looked for above the ground, m.
    ground : xarray.DataArray, optional
        float32 m: height that sensors and target stand on; the surface by default.
    level : {"low", "best", "high"}
        Of the probabilities and of refraction: low is poor detection.
    coefficients : Catalogue, optional
        The packaged one by default.

    Returns
    -------
    xarray.Dataset
        ``seen``, uint8: how many sensors see the cell, 255 unknown; ``rate``, float64 1/s: how
        fast a movement there is noticed, NaN where a sensor that sees it declares nothing or
        where sight is unknown.

    Raises
    ------
    InputError
        With everything wrong with the sensors.
    GridError
        If surface and ground do not lie on one grid.
    """
    grid = same_grid(surface, surface if ground is None else ground)
    faults = [fault for sensor in sensors for fault in _faults(sensor, grid)]
    if len(sensors) >= UNKNOWN:
        faults.append(Fault("sensors", f"there are {len(sensors)}", f"At most {UNKNOWN - 1}."))
    if faults:
        raise InputError("sensors", faults)
    seen, unsure = np.zeros(grid.shape, np.uint8), np.zeros(grid.shape, np.bool_)
    rate = np.zeros(grid.shape)
    for sensor in sensors:
        view = in_sight(
            surface, sensor, target_m, ground=ground, level=level, coefficients=coefficients
        ).values
        seen += view == 1
        unsure |= view == UNKNOWN
        rate[view == 1] += notice_rate(sensor, level)
    seen[unsure], rate[unsure] = UNKNOWN, np.nan
    return xr.Dataset(
        {"seen": raster(seen, grid, "seen", "1"), "rate": raster(rate, grid, "rate", "1/s")}
    )


def notice_rate(sensor: Sensor, level: Level = "best") -> float:
    """Return how fast a sensor notices what it sees, 1/s; NaN where nothing is declared."""
    if sensor.probability is None:
        return float("nan")
    return float(-np.log1p(-sensor.probability.at(level)) / sensor.within_s)


def noticed(rate: np.ndarray, seconds: np.ndarray) -> float:
    """Return how likely a movement is noticed along a path.

    Parameters
    ----------
    rate : numpy.ndarray
        float 1/s, shape (cells,): of the cells of the path, from :func:`coverage`.
    seconds : numpy.ndarray
        float s, same shape: how long it is in each.

    Returns
    -------
    float
        Probability; NaN where it passes ground of unknown rate.
    """
    passed = np.asarray(seconds) > 0
    return float(-np.expm1(-np.sum(np.asarray(rate)[passed] * np.asarray(seconds)[passed])))


def _cell(sensor: Sensor, grid: Grid) -> tuple[int, int]:
    row = (grid.y_max_m - sensor.y_m) / grid.cell_m
    col = (sensor.x_m - grid.x_min_m) / grid.cell_m
    return int(np.floor(row)), int(np.floor(col))


def _faults(sensor: Sensor, grid: Grid) -> Iterable[Fault]:
    where, chance = f"sensor {sensor.name}", sensor.probability
    row, col = _cell(sensor, grid)
    if not (0 <= row < grid.rows and 0 <= col < grid.cols):
        yield Fault(where, "stands outside the region", "Move it, or enlarge the region.")
    if not (sensor.height_m >= 0 and sensor.range_m > 0 and sensor.within_s > 0):
        yield Fault(where, "a height, range or time is not above zero", "Give m, m and s.")
    if chance is not None and not (chance.low >= 0 and chance.high < 1):
        yield Fault(where, f"its probability is {chance}", "Give one from 0 to below 1.")
