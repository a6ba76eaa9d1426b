"""Speed of a mover over a terrain in a season.

The classical cross-country procedure, as a product of factors:

    speed = base(slope) · cover · soil · water          off the road
    speed = the larger of that and the road's speed     on a road

with ``base = (off-road slope limit - slope) / (on-road slope limit / road speed)``, never
above the mover's cap, for a vehicle (FM 5-33), and the there-and-back mean of the
Irmischer-Clarke off-path function for a walker. The soil factor is 0 where soil strength
is at or below the vehicle cone index for one pass, 1 at that for fifty, linear between.
"""

import numpy as np
import xarray as xr

from marchland.catalogue.read import Catalogue, catalogue
from marchland.mobility.firmness import OPPOSITE, cover_factors, water_factors
from marchland.model.estimate import Level
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.schema import grid_of, raster

Array = np.ndarray


def speed(
    terrain: xr.Dataset,
    mover: Mover,
    season: Season,
    *,
    level: Level = "best",
    coefficients: Catalogue | None = None,
) -> xr.DataArray:
    """Return how fast a mover crosses each cell.

    Parameters
    ----------
    terrain : xarray.Dataset
        As :data:`marchland.schema.TERRAIN` describes.
    mover : Mover
        Who moves.
    season : Season
        State of the ground.
    level : {"low", "best", "high"}
        Which end of every coefficient's range: ``low`` is the slowest the ground may be.
    coefficients : Catalogue, optional
        The packaged catalogue by default.

    Returns
    -------
    xarray.DataArray
        float32, dimensions ``y, x``, m/s; 0 cannot pass, NaN unknown.
    """
    table = coefficients or catalogue()
    tangent = np.tan(np.radians(terrain["slope"].values))
    off_road = base_speed(tangent, mover, table, level)
    off_road *= cover_factors(mover, season, table, level)[terrain["cover"].values]
    off_road *= water_factors(mover, season, table, level)[terrain["water"].values]
    on_road = _road_speeds(mover, table, level)[terrain["road"].values]
    dry_shod = (terrain["water"].values == 0) | (terrain["bridge"].values > 0)
    on_road[~dry_shod] = 0.0
    values = np.fmax(off_road, np.where(on_road > 0, on_road, np.float32(np.nan)))
    return raster(values.astype(np.float32, copy=False), grid_of(terrain), "speed", "m/s")


def base_speed(tangent: Array, mover: Mover, table: Catalogue, level: Level) -> Array:
    """Return the speed on firm open ground by slope.

    Parameters
    ----------
    tangent : numpy.ndarray
        Slope as rise over run, any shape.
    mover : Mover
    table : Catalogue
    level : {"low", "best", "high"}

    Returns
    -------
    numpy.ndarray
        float32, same shape, m/s; NaN where the slope is unknown.
    """
    if mover.vehicle is None:
        return _walking(tangent, table)
    vehicle = mover.vehicle
    pace = vehicle.on_road_slope.at(OPPOSITE[level]) / vehicle.road_m_s.at(level)
    climb = (vehicle.off_road_slope.at(level) - tangent) / pace
    bounded: Array = np.clip(climb, 0.0, vehicle.cap_m_s.at(level))
    return bounded.astype(np.float32)


def _walking(tangent: Array, table: Catalogue) -> Array:
    base, amplitude, shift, spread = (
        table.get(f"rules.foot.{part}").best for part in ("base", "amplitude", "shift", "spread")
    )
    percent = 100.0 * np.abs(tangent)
    up = base + amplitude * np.exp(-((percent + shift) ** 2) / spread)
    down = base + amplitude * np.exp(-((shift - percent) ** 2) / spread)
    mean: Array = 2.0 / (1.0 / up + 1.0 / down)
    return mean.astype(np.float32)


def _road_speeds(mover: Mover, table: Catalogue, level: Level) -> Array:
    """Return road speed in m/s by class code, float32 of shape (256,), 0 for none."""
    speeds = np.zeros(256, np.float32)
    for name, code in table.classes["road"].items():
        found = table.find(f"roads.{name}.{mover.kind}")
        if found:
            speeds[code] = found.at(level)
    return speeds
