"""Rasters that leave: Cloud Optimised GeoTIFF."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import rasterio
import xarray as xr
from rasterio.io import MemoryFile
from rasterio.shutil import copy
from rasterio.transform import Affine

import marchland
from marchland.schema import UNKNOWN, grid_of

BLOCK = 512
"""Pixels across an internal tile."""


def write_cog(
    data: xr.DataArray, path: Path, fingerprint: str, *, tags: Mapping[str, str] | None = None
) -> None:
    """Write a raster as a Cloud Optimised GeoTIFF, the same bytes every time.

    Floating-point rasters have NaN for unknown and keep their infinities; class rasters
    have 255 for unknown. Overviews average fields, but take the nearest cell for classes
    and for times: a time averaged with ground that cannot be reached is no time.

    Parameters
    ----------
    data : xarray.DataArray
        On a grid, as :func:`marchland.schema.raster` makes it; its name and ``units``
        describe the band.
    path : pathlib.Path
        The file, which is replaced if it exists.
    fingerprint : str
        Of the study; kept in the tags.
    tags : mapping of {str: str}, optional
        More of them, such as the notice and the attribution.

    Raises
    ------
    GridError
        If the raster does not say where it lies.
    """
    grid, values = grid_of(data), np.ascontiguousarray(data.values)
    unit = str(data.attrs.get("units", ""))
    classes = values.dtype == np.uint8
    nearest = classes or unit == "s"
    with MemoryFile() as memory:
        with memory.open(
            driver="GTiff", height=grid.rows, width=grid.cols, count=1, dtype=values.dtype,
            crs=f"EPSG:{grid.epsg}", transform=Affine(*grid.transform),
            nodata=UNKNOWN if classes else float("nan"),
        ) as target:  # fmt: skip
            target.write(values, 1)
            target.set_band_description(1, str(data.name or "values").replace("_", " "))
            target.set_band_unit(1, unit)
            target.update_tags(
                MARCHLAND_VERSION=marchland.__version__,
                MARCHLAND_FINGERPRINT=fingerprint,
                **(tags or {}),
            )
        with (
            rasterio.Env(GDAL_NUM_THREADS="1"),
            memory.open() as source,
            MemoryFile(ext=".tif") as packed,
        ):
            copy(
                source, packed.name, driver="COG", COMPRESS="ZSTD", PREDICTOR="YES",
                BLOCKSIZE=BLOCK, OVERVIEW_RESAMPLING="NEAREST" if nearest else "AVERAGE",
            )  # fmt: skip
            path.write_bytes(packed.getbuffer())  # in one go: a full disk is noticed
