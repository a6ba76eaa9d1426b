"""Cover and lakes from ESA WorldCover: classes by majority, with every share kept."""

from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.transform import Affine
from rasterio.warp import reproject
from scipy.ndimage import distance_transform_edt

from marchland.downloads.wanted import Wanted
from marchland.model.grid import Grid
from marchland.schema import UNKNOWN
from marchland.sources.opendata.area import (
    Area,
    Bases,
    Draft,
    Have,
    Named,
    bands,
    letters,
    paths_of,
    rows_of,
    tiles,
)
from marchland.sources.opendata.mosaic import mosaic
from marchland.sources.opendata.write import write_raster
from marchland.sources.raster import pixel_m
from marchland.sources.rules import rules_of

Array = np.ndarray[Any, Any]

CLASSES = (10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100)
"""Every value of the map; 0 is no data."""

NAME = "worldcover-2021"

SIDE_DEG = 3
MOST_LOOKS = 25
"""How many looks along its side a cell gets at most; as many as it has pixels, up to there."""


def address(base: str, lon: int, lat: int) -> str:
    """Return where the tile of a south-west corner is; corners are multiples of 3 degrees.

    Examples
    --------
    >>> address("http://a", 36, -48)
    'http://a/v200/2021/map/ESA_WorldCover_10m_2021_v200_S48E036_Map.tif'
    """
    east, north = letters(lon, lat)
    name = f"ESA_WorldCover_10m_2021_v200_{north}{abs(lat):02d}{east}{abs(lon):03d}_Map.tif"
    return f"{base}/v200/2021/map/{name}"


def name_landcover(area: Area, bases: Bases, _: Have) -> Named:
    """Name the tiles of an area; where there are several, one may be open sea and absent.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}

    Returns
    -------
    indexes, data : list of Wanted
    """
    found = tiles(area.outline, SIDE_DEG)
    optional = len(found) > 1
    files = [Wanted(address(bases[NAME], *t), "tiff", optional=optional) for t in found]
    return [], files


def make_landcover(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the cover and the lakes of an area.

    Each cell is looked at in as many points as it has pixels. It is a lake where water is
    more than half of what is known; its cover is the commonest class of land. A cell of
    water alone takes the cover of the nearest land, which matters on ice only.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The tiles, in the cache.
    home : pathlib.Path
        The stack's folder.

    Returns
    -------
    list of Draft
        ``cover.tif`` and ``water.tif``. Beside them ``cover_shares.tif`` holds the share of
        each value of :data:`CLASSES` in per cent, a band for each, 255 where nothing is known.

    Raises
    ------
    LayerError
        If a tile cannot be read.
    """
    wanted = name_landcover(area, bases, have)[1]
    paths = paths_of(have, wanted)
    grid = area.grid
    shares = np.full((len(CLASSES), *grid.shape), UNKNOWN, np.uint8)
    looks = 1
    if paths:
        with mosaic(paths, 0) as data:
            looks = max(1, min(MOST_LOOKS, ceil(grid.cell_m / pixel_m(data, grid) - 1e-6)))
            for rows in bands(grid, 20_000_000 // looks**2):
                shares[:, rows] = look(data, rows_of(grid, rows), looks)
    cover, water = decide(shares)
    write_raster(home / "cover_shares.tif", shares, grid, nodata=UNKNOWN)
    write_raster(home / "cover.tif", cover, grid, nodata=UNKNOWN)
    write_raster(home / "water.tif", water, grid, nodata=None)
    odd = np.isin(CLASSES, [70, 95, 100])
    known = shares[0] != UNKNOWN
    unmapped = float((shares[odd].max(axis=0, where=known, initial=0) > 50).mean())
    note = f"{len(paths)} tiles, {looks} x {looks} looks in a cell, the commonest class of land"
    gap = float(1 - known.mean())
    note += f"; {gap:.2%} of the frame without a map" if gap else ""
    note += f"; {unmapped:.2%} snow, moss or mangrove, unknown to us" if unmapped else ""
    lakes = f"{len(paths)} tiles, water where it is more than half of the cell"
    used = tuple(file for file in wanted if have[file])
    codes: dict[str, dict[str, str]] = {"cover": {}, "water": {"0": "none"}}
    for rule in rules_of("worldcover"):
        codes[rule.layer][str(rule.code)] = rule.name
    return [
        Draft("cover.tif", "cover", note, used, codes["cover"]),
        Draft("water.tif", "water", lakes, used, codes["water"]),
    ]


def look(data: DatasetReader, grid: Grid, looks: int) -> Array:
    """Return the share of each class in each cell, in per cent.

    Parameters
    ----------
    data : rasterio.io.DatasetReader
        Values of :data:`CLASSES`, 0 where nothing is known.
    grid : Grid
    looks : int
        Points along the side of a cell that are looked at.

    Returns
    -------
    numpy.ndarray
        uint8, shape (classes, rows, columns); of what is known of a cell, 255 where nothing
        is. Shares of a cell sum to 100 but for rounding.
    """
    fine = np.zeros((grid.rows * looks, grid.cols * looks), np.uint8)
    side = grid.cell_m / looks
    reproject(
        rasterio.band(data, 1),
        fine,
        dst_crs=rasterio.CRS.from_epsg(grid.epsg),
        dst_transform=Affine(side, 0, grid.x_min_m, 0, -side, grid.y_max_m),
        src_nodata=0,
        dst_nodata=0,
        resampling=Resampling.nearest,
    )
    cells = fine.reshape(grid.rows, looks, grid.cols, looks)
    there = np.bincount(fine.ravel(), minlength=256) > 0
    counts = np.zeros((len(CLASSES), *grid.shape), np.uint16)
    for count, value in zip(counts, CLASSES, strict=True):
        if there[value]:
            count[...] = (cells == value).sum(axis=(1, 3), dtype=np.uint16)
    total = counts.sum(axis=0, dtype=np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):
        percent = np.rint(100 * counts / total)
    return np.where(total > 0, percent, UNKNOWN).astype(np.uint8)


def decide(shares: Array) -> tuple[Array, Array]:
    """Return cover and water by the shares of classes.

    Parameters
    ----------
    shares : numpy.ndarray
        uint8 per cent, shape (classes, rows, columns), 255 unknown.

    Returns
    -------
    cover : numpy.ndarray
        uint8 class codes; 255 where nothing is known, or the commonest class of land is
        none of ours.
    water : numpy.ndarray
        uint8, a lake where water is more than half, else 0.
    """
    codes = np.full(max(CLASSES) + 1, UNKNOWN, np.uint8)
    lake = 0
    for rule in rules_of("worldcover"):
        if rule.layer == "cover":
            codes[int(rule.value)] = rule.code
        else:
            lake = rule.code
    known = shares[0] != UNKNOWN
    land = np.array(CLASSES) != 80
    values = np.array(CLASSES)[land]
    best = shares[land].argmax(axis=0)
    dry = known & (np.take_along_axis(shares[land], best[None], axis=0)[0] > 0)
    cover = np.where(dry, codes[values[best]], np.uint8(UNKNOWN))
    water = np.where(known & (shares[~land][0] > 50), np.uint8(lake), np.uint8(0))
    wet = known & ~dry
    if wet.any() and dry.any():
        nearest = distance_transform_edt(~dry, return_distances=False, return_indices=True)
        cover[wet] = cover[tuple(nearest)][wet]
    return cover, water
