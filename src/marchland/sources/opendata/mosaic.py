"""Tiles of one lattice as one raster, read by windows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil, floor
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import rasterio
from pyproj import CRS
from rasterio.enums import Resampling
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.transform import Affine
from rasterio.warp import reproject
from rasterio.windows import Window

from marchland.errors import LayerError
from marchland.model.grid import Grid
from marchland.sources.base import region_in

Array = np.ndarray[Any, Any]

DAMAGED = "Remove it from the cache, and run again to fetch it anew."
TYPES = {"float32": "Float32", "uint8": "Byte", "int16": "Int16"}
"""Names of types in a virtual raster."""


@contextmanager
def mosaic(paths: Sequence[Path], nodata: float) -> Iterator[DatasetReader]:
    """Open tiles of one resolution as one raster.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Tiles whose lattices continue one another; at least one.
    nodata : float
        What stands where there is no tile, and where a tile says nothing.

    Yields
    ------
    rasterio.io.DatasetReader

    Raises
    ------
    LayerError
        If a tile cannot be read, or has another resolution than the first.
    """
    try:
        with rasterio.open(_virtual(paths, nodata)) as data:
            yield data
    except (RasterioError, OSError) as error:
        names = ", ".join(path.name for path in paths[:4])
        raise LayerError.one(
            names, f"cannot be read: {error.__cause__ or error}", DAMAGED
        ) from None


def _virtual(paths: Sequence[Path], nodata: float) -> str:
    """Return the XML of a virtual raster of tiles."""
    parts, steps, frames = [], set(), []
    for path in paths:
        with rasterio.open(path) as tile:
            step, kind, crs = tile.transform, tile.dtypes[0], tile.crs
            if crs is None:
                raise LayerError.one(path.name, "says not where it lies", DAMAGED)
            steps.add((round(step.a, 12), round(step.e, 12), kind))
            frames.append((step.c, step.f, tile.width, tile.height))
    if len(steps) != 1:
        what = "tiles of different resolutions"
        raise LayerError.one(paths[0].name, what, "Fetch the tiles of one product.")
    west, north = min(f[0] for f in frames), max(f[1] for f in frames)
    places = [(round((x - west) / step.a), round((y - north) / step.e)) for x, y, *_ in frames]
    for path, (col, row), (_, _, wide, high) in zip(paths, places, frames, strict=True):
        frame = f'xSize="{wide}" ySize="{high}"'
        parts.append(
            f'<ComplexSource><SourceFilename relativeToVRT="0">{escape(str(path))}</SourceFilename>'
            f'<SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" {frame}/>'
            f'<DstRect xOff="{col}" yOff="{row}" {frame}/><NODATA>{nodata:g}</NODATA>'
            "</ComplexSource>"
        )
    width = max(col + f[2] for (col, _), f in zip(places, frames, strict=True))
    height = max(row + f[3] for (_, row), f in zip(places, frames, strict=True))
    return (
        f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}">'
        f"<SRS>{escape(crs.to_wkt())}</SRS>"
        f"<GeoTransform>{west!r}, {step.a!r}, 0, {north!r}, 0, {step.e!r}</GeoTransform>"
        f'<VRTRasterBand dataType="{TYPES[kind]}" band="1"><NoDataValue>{nodata:g}</NoDataValue>'
        f"{''.join(parts)}</VRTRasterBand></VRTDataset>"
    )


def window_over(data: DatasetReader, grid: Grid, margin: int = 2) -> Window | None:
    """Return the pixels that lie under a grid and a few around, or None where none do."""
    frame = region_in(grid, CRS.from_wkt(data.crs.to_wkt()))
    if frame is None:
        return None
    west, south, east, north = frame
    step = data.transform
    left, right = floor((west - step.c) / step.a), ceil((east - step.c) / step.a)
    top, bottom = floor((north - step.f) / step.e), ceil((south - step.f) / step.e)
    top, left = max(top - margin, 0), max(left - margin, 0)
    bottom, right = min(bottom + margin, data.height), min(right + margin, data.width)
    if top >= bottom or left >= right:
        return None
    return Window.from_slices((top, bottom), (left, right))


def resample(values: Array, step: Affine, crs: Any, grid: Grid, how: str) -> Array:  # noqa: ANN401
    """Put an array of floats on a grid; NaN is unknown.

    Parameters
    ----------
    values : numpy.ndarray
        float32, NaN where nothing is known.
    step : Affine
        From its columns and rows to its coordinates.
    crs : rasterio.CRS
        Its reference system.
    grid : Grid
    how : str
        Name of a :class:`rasterio.enums.Resampling`.

    Returns
    -------
    numpy.ndarray
        float32, shape ``grid.shape``.
    """
    out = np.full(grid.shape, np.nan, np.float32)
    reproject(
        values,
        out,
        src_crs=crs,
        src_transform=step,
        src_nodata=np.nan,
        dst_crs=rasterio.CRS.from_epsg(grid.epsg),
        dst_transform=Affine(*grid.transform),
        dst_nodata=np.nan,
        resampling=Resampling[how],
    )
    return out
