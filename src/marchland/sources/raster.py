"""Raster files put on the grid: read as they lie where they fit, resampled where not."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import rasterio
from numpy.ma import MaskedArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.transform import Affine
from rasterio.warp import reproject
from rasterio.windows import Window

from marchland.model.grid import Grid
from marchland.sources.base import Item, elsewhere, overlap, region_in

ALIGNED = 1e-6
"""How far, in cells, a lattice may lie off the grid and still be the same."""

WORDS = {"average": "by averaging", "bilinear": "bilinearly", "mode": "by the commonest class",
         "nearest": "by the nearest value"}  # fmt: skip


@contextmanager
def open_raster(item: Item) -> Iterator[DatasetReader]:
    """Open a raster, check its header, and explain what breaks while it is read.

    Parameters
    ----------
    item : Item
        The file.

    Yields
    ------
    rasterio.io.DatasetReader
        With one band of values and a reference system, overlapping the region.

    Raises
    ------
    LayerError
        If the file is missing, empty, no raster, damaged, without a reference system,
        outside the region, or has several bands.
    """
    item.found()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            data = rasterio.open(item.path)
        except (RasterioError, OSError) as error:
            remedy = "Give a GeoTIFF or another raster; for features use another layer."
            raise item.refuse(f"is not a raster that can be opened ({error})", remedy) from None
    with data:
        _check_header(item, data)
        try:
            yield data
        except (RasterioError, OSError) as error:
            what = f"is damaged or cut short: {error.__cause__ or error}"
            raise item.refuse(what, "Download or copy it again.") from None


def sample(data: DatasetReader, grid: Grid, coarser: str, finer: str) -> tuple[MaskedArray, str]:
    """Put a raster on the grid.

    Parameters
    ----------
    data : rasterio.io.DatasetReader
        An opened raster.
    grid : Grid
        The grid to fill.
    coarser, finer : str
        Names of :class:`rasterio.enums.Resampling`: where the grid is coarser than the
        raster, and where it is as fine or finer.

    Returns
    -------
    values : numpy.ma.MaskedArray
        Shape ``grid.shape``, masked where the raster says nothing. In the raster's own
        type and bit for bit where its lattice is the grid's, float64 elsewhere.
    note : str
        What was done, for the provenance.
    """
    if same_lattice(data, grid):
        return _as_it_lies(data, grid), "read as it lies"
    size_m = pixel_m(data, grid)
    how = coarser if size_m < grid.cell_m * (1 - ALIGNED) else finer
    values = np.full(grid.shape, np.nan)
    reproject(
        rasterio.band(data, 1),
        values,
        dst_crs=rasterio.CRS.from_epsg(grid.epsg),
        dst_transform=Affine(*grid.transform),
        src_nodata=data.nodata,
        dst_nodata=np.nan,
        init_dest_nodata=False,
        resampling=Resampling[how],
    )
    moved = "" if same_crs(data, grid) else f"reprojected from {crs_of(data).name}, "
    return np.ma.masked_invalid(values), f"{moved}resampled from {size_m:.4g} m {WORDS[how]}"


def crs_of(data: DatasetReader) -> CRS:
    """Return a raster's reference system."""
    return CRS.from_wkt(data.crs.to_wkt())


def same_crs(data: DatasetReader, grid: Grid) -> bool:
    """Return whether a raster is in the grid's projection."""
    equal = data.crs == rasterio.CRS.from_epsg(grid.epsg)
    return bool(equal) or crs_of(data).equals(CRS.from_epsg(grid.epsg), ignore_axis_order=True)


def same_lattice(data: DatasetReader, grid: Grid) -> bool:
    """Return whether a raster's cells are cells of the grid, or of its continuation."""
    step = data.transform
    cell, upright = grid.cell_m, step.b == 0 and step.d == 0
    if not upright or max(abs(step.a - cell), abs(step.e + cell)) * data.width > ALIGNED * cell:
        return False
    off = ((step.c - grid.x_min_m) / cell, (grid.y_max_m - step.f) / cell)
    return all(abs(part - round(part)) <= ALIGNED for part in off) and same_crs(data, grid)


def pixel_m(data: DatasetReader, grid: Grid) -> float:
    """Return the side in m of a square as large as a raster's pixel in mid-region."""
    move = Transformer.from_crs(CRS.from_epsg(grid.epsg), crs_of(data), always_xy=True)
    x, y = move.transform(*grid.centre(grid.rows / 2, grid.cols / 2))
    col, row = apply(~data.transform, x, y)
    x, y = apply(data.transform, col + np.array([0, 1, 0]), row + np.array([0, 0, 1]))
    x_m, y_m = move.transform(x, y, direction="INVERSE")
    (along_x, down_x), (along_y, down_y) = x_m[1:] - x_m[0], y_m[1:] - y_m[0]
    return float(np.sqrt(abs(along_x * down_y - down_x * along_y)))


def apply(step: Affine, x: Any, y: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Return x and y, numbers or arrays, after an affine step."""
    return step.a * x + step.b * y + step.c, step.d * x + step.e * y + step.f


def scaled(data: DatasetReader, values: MaskedArray) -> MaskedArray:
    """Apply the scale and offset that a band declares, if any."""
    scale, offset = data.scales[0], data.offsets[0]
    return values if (scale, offset) == (1.0, 0.0) else values * scale + offset


def _as_it_lies(data: DatasetReader, grid: Grid) -> MaskedArray:
    col = round((grid.x_min_m - data.transform.c) / grid.cell_m)
    row = round((data.transform.f - grid.y_max_m) / grid.cell_m)
    top, left = max(row, 0), max(col, 0)
    bottom, right = min(row + grid.rows, data.height), min(col + grid.cols, data.width)
    window = Window.from_slices((top, bottom), (left, right))
    values = MaskedArray(np.zeros(grid.shape, data.dtypes[0]), mask=True)
    part = data.read(1, window=window, masked=True)
    values[top - row : bottom - row, left - col : right - col] = part
    return np.ma.masked_invalid(values) if values.dtype.kind == "f" else values


def _check_header(item: Item, data: DatasetReader) -> None:
    bands = sum(band != ColorInterp.alpha for band in data.colorinterp)
    if bands != 1:
        remedy = "Give a file with one: gdal_translate -b NUMBER takes it out."
        raise item.refuse(f"has {bands} bands of values", remedy)
    if data.crs is None or data.transform.is_identity:
        lack = "reference system (CRS)" if data.crs is None else "coordinates"
        remedy = "Set its CRS and bounds, e.g. with gdal_edit.py -a_srs EPSG:... -a_ullr ..."
        raise item.refuse(f"says not where it lies: it has no {lack}", remedy)
    try:
        frame = region_in(item.grid, crs_of(data))
    except CRSError as error:
        remedy = "Set its CRS, e.g. with gdal_edit.py -a_srs EPSG:..."
        raise item.refuse(f"has a CRS that is not understood ({error})", remedy) from None
    west, south, east, north = data.bounds
    lies = (min(west, east), min(south, north), max(west, east), max(south, north))
    if frame is None or not overlap(frame, lies):
        raise elsewhere(item, lies, crs_of(data))
