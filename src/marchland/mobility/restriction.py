"""Unrestricted, restricted, severely restricted: what a speed means for a mover."""

import numpy as np
import xarray as xr

from marchland.catalogue.read import Catalogue, catalogue
from marchland.mobility.setting import Setting
from marchland.mobility.slope import flat_speed
from marchland.mobility.speed import worked_out
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.schema import UNKNOWN, grid_of, raster

Array = np.ndarray


def restriction(
    speed: xr.DataArray, mover: Mover, *, coefficients: Catalogue | None = None
) -> xr.DataArray:
    """Return the class of the ground: unrestricted, restricted or severely restricted.

    Severely restricted (NO-GO) at the mover's ``severe`` threshold or slower, unrestricted
    (GO) from its ``unrestricted`` share of the speed on firm, open, level ground, else
    restricted (SLOW). The thresholds are rows of the catalogue's ``thresholds``.

    Parameters
    ----------
    speed : xarray.DataArray
        m/s; 0 cannot pass, NaN unknown.
    mover : Mover
        Whose speed it is.
    coefficients : Catalogue, optional
        The packaged catalogue by default.

    Returns
    -------
    xarray.DataArray
        uint8, codes of the class layer ``restriction``; 255 unknown.
    """
    table = coefficients or catalogue()
    severe, open_ = thresholds(mover, table)
    codes = _classes(speed.values, severe, open_, table)
    return raster(codes, grid_of(speed), "restriction", "class")


def limiting_factor(
    terrain: xr.Dataset,
    mover: Mover,
    season: Season,
    *,
    coefficients: Catalogue | None = None,
) -> xr.DataArray:
    """Return what limits a mover's speed on each cell: why it is slow here.

    Parameters
    ----------
    terrain : xarray.Dataset
        As :data:`marchland.schema.TERRAIN` describes, with any details.
    mover : Mover
        Who moves.
    season : Season
        State of the ground.
    coefficients : Catalogue, optional
        The packaged catalogue by default.

    Returns
    -------
    xarray.DataArray
        uint8, codes of the class layer ``factor``: the factor that leaves the least share of
        the speed, or the road where that is faster; ``mover`` where nothing slows it, or
        where it keeps to roads; 255 unknown.
    """
    _, codes = worked_out(terrain, Setting(mover, season, coefficients or catalogue()), limits=True)
    assert codes is not None  # it was asked for
    return raster(codes, grid_of(terrain), "limiting_factor", "class")


def thresholds(mover: Mover, table: Catalogue) -> tuple[float, float]:
    """Return the speeds in m/s up to which ground is severely restricted, and from which not.

    Whoever keeps to roads is measured by its slowest road.
    """
    severe = table.get(f"thresholds.{mover.kind}.severe").best
    share = table.get(f"thresholds.{mover.kind}.unrestricted").best
    if mover.reach == "ground":
        # A season changes nothing on firm, open, level ground.
        free = flat_speed(Setting(mover, table.season(table.names("season")[0]), table))
    else:
        found = [table.find(f"roads.{name}.{mover.name}") for name in table.classes["road"]]
        free = min(speed.best for speed in found if speed)
    return severe, max(severe, share * free)


def _classes(speed: Array, severe: float, open_: float, table: Catalogue) -> Array:
    names = table.classes["restriction"]
    codes = np.full(speed.shape, names["restricted"], np.uint8)
    codes[speed >= np.float32(open_)] = names["unrestricted"]
    codes[speed <= np.float32(severe)] = names["severe"]
    codes[np.isnan(speed)] = UNKNOWN
    return codes
