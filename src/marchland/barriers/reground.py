"""Ground that a measure has changed: wet peat, woodland, land under shallow water.

Roads of class minor and above, railways and buildings keep their ground: they stand on
banks, and whoever rewets a fen keeps its roads dry.
"""

import numpy as np
import xarray as xr

from marchland.catalogue.read import Catalogue
from marchland.model.measure import Reground
from marchland.schema import UNKNOWN, grid_of, raster

WET_SOIL = "Pt"
FORGOTTEN = ("moisture", "clay", "stem_spacing", "stem_diameter", "roughness")
"""Details of the ground that no longer hold once it is another."""

LEAST_ROAD = "minor"


def regrounded(
    terrain: xr.Dataset, where: np.ndarray, change: Reground, coefficients: Catalogue
) -> xr.Dataset:
    """Return a terrain with some of its ground changed.

    Parameters
    ----------
    terrain : xarray.Dataset
        Left as it is.
    where : numpy.ndarray
        bool, shape of the grid.
    change : Reground
        What it becomes.
    coefficients : Catalogue
        For the codes of classes.

    Returns
    -------
    xarray.Dataset
        A terrain with the same layers, and ``water_depth`` where the change puts water of
        known depth on it. A river or a lake that is there stays.
    """
    changed = where & changeable(terrain, coefficients)
    codes = coefficients.classes
    values: dict[str, np.ndarray] = {}

    def put(layer: str, value: float) -> None:
        before = values.get(layer, terrain[layer].values)
        values[layer] = np.where(changed, np.asarray(value, before.dtype), before)

    put("cover", codes["cover"][change.cover])
    if "soil" in terrain and coefficients.soils[change.cover] == WET_SOIL:
        put("soil", codes["soil"][WET_SOIL])
    for layer in FORGOTTEN:
        if layer in terrain:
            put(layer, np.nan)
    if change.water is not None:
        put("water", codes["water"][change.water])
    told = terrain.assign({name: terrain[name].copy(data=data) for name, data in values.items()})
    if change.water is None or change.depth_m is None:
        return told
    unknown = np.full(where.shape, np.nan, np.float32)
    before = terrain["water_depth"].values if "water_depth" in terrain else unknown
    depth = np.where(changed, np.float32(change.depth_m.best), before)
    return told.assign(water_depth=raster(depth, grid_of(terrain), "water_depth", "m"))


def changeable(terrain: xr.Dataset, coefficients: Catalogue) -> np.ndarray:
    """Return the ground that a measure may change: bool, shape of the grid."""
    codes = coefficients.classes
    cover = terrain["cover"].values
    kept = terrain["road"].values >= codes["road"][LEAST_ROAD]
    kept |= (terrain["rail"].values > 0) | (terrain["water"].values >= codes["water"]["river"])
    kept |= (cover == codes["cover"]["built"]) | (cover == UNKNOWN)
    free: np.ndarray = ~kept
    return free
