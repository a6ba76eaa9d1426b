"""Rasters of a stack: the same bytes every time, on the scenario's grid."""

from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.io import MemoryFile
from rasterio.transform import Affine

from marchland.downloads.cache import on_disk
from marchland.model.grid import Grid

Array = np.ndarray[Any, Any]


def write_raster(path: Path, values: Array, grid: Grid, *, nodata: float | None) -> None:
    """Write one raster on its grid as a GeoTIFF.

    It is packed in memory and written in one go, since a library that writes to a full disk
    by itself may notice when it is too late to say so.

    Parameters
    ----------
    path : pathlib.Path
    values : numpy.ndarray
        Shape ``grid.shape``, or with bands before it.
    grid : Grid
    nodata : float or None
        What stands for unknown.

    Raises
    ------
    FullDiskError, OutputError
        If it cannot be written.
    """
    bands = values if values.ndim == 3 else values[None]
    settings = {
        "driver": "GTiff",
        "count": len(bands),
        "height": grid.rows,
        "width": grid.cols,
        "dtype": values.dtype,
        "nodata": nodata,
        "crs": rasterio.CRS.from_epsg(grid.epsg),
        "transform": Affine(*grid.transform),
        "compress": "deflate",
        "zlevel": 1,
        "tiled": True,
        "blockxsize": 512,
        "blockysize": 512,
        "bigtiff": "if_safer",
    }
    with MemoryFile() as memory:
        with memory.open(**settings) as out:
            out.write(bands)
        with on_disk(path):
            path.write_bytes(memory.getbuffer())
