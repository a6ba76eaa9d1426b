"""How each dataset and table must look: names, dimensions, types, units, what missing means.

Rasters are :class:`xarray.DataArray` on dimensions ``y, x`` with the cell centres as
coordinates and the projection in the scalar coordinate ``spatial_ref``, as rioxarray and
QGIS expect. Missing, zero and impossible are three different values:

================  =========  =====  ===========================================
raster            type       unit   missing, zero, impossible
================  =========  =====  ===========================================
elevation         float32    m      NaN unknown
slope             float32    deg    NaN unknown
cover             uint8      class  255 unknown
road, rail,       uint8      class  0 none
bridge, water
population        float32    1      NaN unknown, 0 nobody
details           see        see    there only where a source gives them;
                  below      below  NaN or 0 where it says nothing
speed             float32    m/s    NaN unknown, 0 cannot pass
restriction       uint8      class  255 unknown
limiting factor   uint8      class  255 unknown
travel time       float32    s      NaN unknown, inf cannot be reached
corridor slack    float32    s      NaN unknown, inf cannot be reached
================  =========  =====  ===========================================
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from pyproj import CRS

from marchland.errors import Fault, GridError, InputError
from marchland.model.grid import Grid

UNKNOWN = 255
"""Class code of ground that nobody has mapped."""


@dataclass(frozen=True)
class Layer:
    """One raster of the terrain: type, unit, and the value where nothing is given.

    A layer whose `absent` is None must be supplied.
    """

    name: str
    dtype: str
    unit: str
    absent: float | None


TERRAIN = {
    layer.name: layer
    for layer in (
        Layer("elevation", "float32", "m", None),
        Layer("slope", "float32", "deg", None),
        Layer("cover", "uint8", "class", None),
        Layer("water", "uint8", "class", 0),
        Layer("road", "uint8", "class", 0),
        Layer("rail", "uint8", "class", 0),
        Layer("bridge", "uint8", "class", 0),
        Layer("population", "float32", "1", float("nan")),
    )
}


@dataclass(frozen=True)
class Detail(Layer):
    """A raster that a terrain holds only where a source gives it.

    Where it says nothing the season, the cover or the class of road speaks; `low` and
    `high` are the least and the greatest value that ground can have.
    """

    low: float = 0.0
    high: float = 254.0


_NAN = float("nan")
DETAIL = {
    layer.name: layer
    for layer in (
        Detail("soil", "uint8", "class", 0),
        Detail("moisture", "float32", "1", _NAN, 0, 10),
        Detail("clay", "float32", "1", _NAN, 0, 1),
        Detail("frost_depth", "float32", "m", _NAN, 0, 10),
        Detail("snow_depth", "float32", "m", _NAN, 0, 30),
        Detail("ice", "float32", "m", _NAN, 0, 5),
        Detail("temperature", "float32", "degC", _NAN, -90, 60),
        Detail("roughness", "float32", "1", _NAN, 0, 1),
        Detail("stem_spacing", "float32", "m", _NAN, 0, 1000),
        Detail("stem_diameter", "float32", "m", _NAN, 0, 20),
        Detail("water_depth", "float32", "m", _NAN, 0, 2000),
        Detail("gap", "float32", "m", _NAN, 0, 10000),
        Detail("step", "float32", "m", _NAN, 0, 1000),
        Detail("surface", "uint8", "class", 0),
        Detail("load_class", "float32", "1", _NAN, 0, 500),
        Detail("protected", "uint8", "class", 0),
    )
}
"""What more may be known of the ground, the weather, the roads and the law over the ground."""


def raster(values: np.ndarray[Any, Any], grid: Grid, name: str, unit: str) -> xr.DataArray:
    """Put bare values on a grid.

    Parameters
    ----------
    values : numpy.ndarray
        Shape ``grid.shape``.
    grid : Grid
        Where the values lie.
    name, unit : str
        Kept as the name and the ``units`` attribute.

    Returns
    -------
    xarray.DataArray
        Dimensions ``y, x``.

    Raises
    ------
    GridError
        If the shape is not the grid's.
    """
    if values.shape != grid.shape:
        what = f"shape {values.shape} on a grid of {grid.shape}"
        raise GridError.one(name, what, "Sample the raster on the grid first.")
    west, _, _, north = grid.bounds
    half = grid.cell_m / 2
    attrs = {"crs_wkt": CRS.from_epsg(grid.epsg).to_wkt(), "epsg": grid.epsg}
    coords = {
        "y": ("y", north - half - grid.cell_m * np.arange(grid.rows), {"units": "m"}),
        "x": ("x", west + half + grid.cell_m * np.arange(grid.cols), {"units": "m"}),
        "spatial_ref": ((), 0, attrs),
    }
    return xr.DataArray(values, coords, ("y", "x"), name, {"units": unit})


def grid_of(data: xr.DataArray | xr.Dataset) -> Grid:
    """Return the grid that a raster lies on.

    Parameters
    ----------
    data : xarray.DataArray or xarray.Dataset
        With ``y``, ``x`` and ``spatial_ref`` coordinates, as :func:`raster` makes them.

    Returns
    -------
    Grid

    Raises
    ------
    GridError
        If the projection or the coordinates are gone, uneven or not north-up.
    """
    name = str(getattr(data, "name", None) or "raster")
    try:
        epsg = int(data.coords["spatial_ref"].attrs["epsg"])
        x, y = data.coords["x"].values, data.coords["y"].values
    except KeyError as missing:
        remedy = "Build it with marchland.schema.raster, or keep its coordinates."
        raise GridError.one(name, f"no {missing} to place it by", remedy) from None
    steps = np.concatenate([np.diff(x), -np.diff(y)])
    cell = float(steps[0]) if steps.size else 1.0
    if not np.allclose(steps, cell, rtol=0, atol=1e-6 * abs(cell)) or cell <= 0:
        remedy = "Sample it on one grid first."
        raise GridError.one(name, "cells are not square, even and north-up", remedy)
    return Grid(epsg, float(x[0]) - cell / 2, float(y[0]) + cell / 2, cell, y.size, x.size)


def same_grid(*data: xr.DataArray | xr.Dataset) -> Grid:
    """Return the one grid of several rasters, or refuse."""
    grids = [grid_of(d) for d in data]
    for other in grids[1:]:
        if other != grids[0]:
            remedy = "Rasters meet only on equal grids: sample both on one."
            raise GridError.one("rasters", f"{grids[0]} is not {other}", remedy)
    return grids[0]


def terrain(layers: dict[str, np.ndarray[Any, Any]], grid: Grid) -> xr.Dataset:
    """Assemble and check a terrain.

    Parameters
    ----------
    layers : dict of {str: numpy.ndarray}
        Values by the names of :data:`TERRAIN` and :data:`DETAIL`; a layer of the terrain
        left out holds its absent value.
    grid : Grid
        Where they lie.

    Returns
    -------
    xarray.Dataset
        Every layer of :data:`TERRAIN`, in its type, and the details given.

    Raises
    ------
    InputError
        With every layer that is missing, unknown or of the wrong shape or type.
    """
    faults = [
        Fault(name, "is no layer of a terrain", f"Layers: {', '.join({**TERRAIN, **DETAIL})}.")
        for name in layers
        if name not in TERRAIN and name not in DETAIL
    ]
    details = [layer for layer in DETAIL.values() if layer.name in layers]
    for layer in (*TERRAIN.values(), *details):
        given = layers.get(layer.name)
        if given is None and layer.absent is None:
            faults.append(Fault(layer.name, "is missing", "Supply it."))
        elif given is not None and given.shape != grid.shape:
            remedy = "Sample it on the grid first."
            faults.append(Fault(layer.name, f"shape {given.shape}, not {grid.shape}", remedy))
        elif given is not None and given.dtype != layer.dtype:
            remedy = "Convert it before."
            faults.append(Fault(layer.name, f"type {given.dtype}, not {layer.dtype}", remedy))
    if faults:
        raise InputError("terrain", faults)
    whole = (*TERRAIN.values(), *details)
    return xr.Dataset({layer.name: _layer(layer, layers, grid) for layer in whole})


def _layer(layer: Layer, layers: dict[str, np.ndarray[Any, Any]], grid: Grid) -> xr.DataArray:
    values = layers.get(layer.name)
    if values is None:
        values = np.full(grid.shape, layer.absent, layer.dtype)
    return raster(values, grid, layer.name, layer.unit)
