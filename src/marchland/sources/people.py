"""Counts of people put on the grid without losing or inventing anyone."""

from math import ceil, floor
from typing import Any

import numpy as np
import rasterio
from numpy.ma import MaskedArray
from pyproj import CRS, Transformer
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.transform import Affine
from rasterio.warp import reproject
from rasterio.windows import Window

from marchland.model.grid import Grid
from marchland.sources.base import Item, elsewhere, region_in
from marchland.sources.raster import (
    ALIGNED,
    apply,
    crs_of,
    open_raster,
    pixel_m,
    same_crs,
    same_lattice,
    sample,
    scaled,
)

Array = np.ndarray[Any, Any]

LEAST_PARTS = 4
"""How many parts a pixel is cut into along each side, at least; and two for each cell."""

CHUNK = 2_000_000
"""How many parts are placed at once."""


def read_population(item: Item) -> tuple[Array, str]:
    """Return the people in each cell of the grid.

    Each pixel's count is shared evenly among small parts of the pixel, and each part falls
    into one cell: all who live in the region are kept, whatever the projections.

    Parameters
    ----------
    item : Item
        A raster of counts per pixel, not of densities.

    Returns
    -------
    people : numpy.ndarray
        float32, people per cell, shape ``grid.shape``; NaN where the raster says nothing.
    note : str
        What was done.

    Raises
    ------
    LayerError
        If the file cannot be read, or holds counts below nought.
    """
    with open_raster(item) as data:
        if same_lattice(data, item.grid):
            values, note = sample(data, item.grid, "average", "average")
            counts = _checked(item, scaled(data, values))
            people = np.ma.filled(counts.astype(np.float32), np.float32("nan"))
        else:
            people, note = _share(item, data)
    return people, f"{note}; {np.nansum(people, dtype=np.float64):,.0f} people in the region"


def _share(item: Item, data: DatasetReader) -> tuple[Array, str]:
    grid, size_m = item.grid, pixel_m(data, item.grid)
    window = _window(item, data)
    counts = scaled(data, data.read(1, window=window, masked=True).astype(np.float64))
    counts = _checked(item, np.ma.masked_invalid(counts))
    lattice = data.window_transform(window)
    filled = counts.filled(0.0)
    rows, cols = np.nonzero(filled)
    parts = max(LEAST_PARTS, 2 * ceil(size_m / grid.cell_m * (1 - ALIGNED)))
    people = np.zeros(grid.rows * grid.cols)
    for some in np.array_split(np.arange(rows.size), 1 + rows.size * parts**2 // CHUNK):
        corners = _corners(data, grid, lattice, rows[some], cols[some])
        people += _place(corners, filled[rows[some], cols[some]], parts, grid)
    result = people.reshape(grid.shape).astype(np.float32)
    said = _said(~np.ma.getmaskarray(counts), lattice, data, grid)
    result[(result == 0) & ~said] = np.nan
    moved = "" if same_crs(data, grid) else f"reprojected from {crs_of(data).name}, "
    return result, f"{moved}shared out from {size_m:.4g} m"


def _checked(item: Item, counts: MaskedArray) -> MaskedArray:
    """Return the counts, none of them below nought."""
    if np.ma.filled(counts, 0).min(initial=0) < 0:
        remedy = "Declare the missing value, e.g. with gdal_edit.py -a_nodata."
        raise item.refuse("counts of people below nought", remedy)
    return counts


def _window(item: Item, data: DatasetReader) -> Window:
    """Return the pixels that reach into the region, with some to spare all round."""
    frame = region_in(item.grid, crs_of(data))
    if frame is None:
        raise elsewhere(item, tuple(data.bounds), crs_of(data))
    x, y = np.array(frame)[[0, 0, 2, 2]], np.array(frame)[[1, 3, 1, 3]]
    cols, rows = apply(~data.transform, x, y)
    top, left = max(floor(rows.min()) - 2, 0), max(floor(cols.min()) - 2, 0)
    bottom, right = min(ceil(rows.max()) + 2, data.height), min(ceil(cols.max()) + 2, data.width)
    return Window.from_slices((top, bottom), (left, right))


def _corners(data: DatasetReader, grid: Grid, lattice: Affine, rows: Array, cols: Array) -> Array:
    """Return the column and row on the grid of the corners of pixels, shape (2, 2, 2, n)."""
    down, right = np.array([0, 0, 1, 1])[:, None], np.array([0, 1, 0, 1])[:, None]
    x, y = apply(lattice, cols + right, rows + down)
    if not same_crs(data, grid):
        move = Transformer.from_crs(crs_of(data), CRS.from_epsg(grid.epsg), always_xy=True)
        x, y = move.transform(x, y)
    at = np.stack([(x - grid.x_min_m) / grid.cell_m, (grid.y_max_m - y) / grid.cell_m])
    return at.reshape(2, 2, 2, -1)


def _place(corners: Array, counts: Array, parts: int, grid: Grid) -> Array:
    """Return the people that pixels put into each cell, flat."""
    share = (np.arange(parts) + 0.5) / parts
    down, right = share[:, None, None], share[None, :, None]
    upper = corners[:, 0, 0, None, None] * (1 - right) + corners[:, 0, 1, None, None] * right
    lower = corners[:, 1, 0, None, None] * (1 - right) + corners[:, 1, 1, None, None] * right
    col, row = np.floor(upper * (1 - down) + lower * down).astype(np.int64)
    inside = (col >= 0) & (col < grid.cols) & (row >= 0) & (row < grid.rows)
    weights = np.broadcast_to(counts / parts**2, col.shape)[inside]
    cells = row[inside] * grid.cols + col[inside]
    return np.bincount(cells, weights, minlength=grid.rows * grid.cols)


def _said(known: Array, lattice: Affine, data: DatasetReader, grid: Grid) -> Array:
    """Return the cells whose centre lies in a pixel that says something."""
    said = np.zeros(grid.shape, np.uint8)
    reproject(
        known.astype(np.uint8),
        said,
        src_crs=data.crs,
        src_transform=lattice,
        dst_crs=rasterio.CRS.from_epsg(grid.epsg),
        dst_transform=Affine(*grid.transform),
        resampling=Resampling.nearest,
    )
    return said.astype(bool)
