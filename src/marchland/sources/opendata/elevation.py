"""Heights and slopes from Copernicus GLO-30: names of tiles, the sea, the grid."""

from collections.abc import Iterable
from itertools import groupby
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely

from marchland.downloads.wanted import Wanted
from marchland.ground.derive import slope
from marchland.model.grid import Grid
from marchland.sources.fields import HIGHEST_M, LOWEST_M
from marchland.sources.opendata.area import (
    Area,
    Bases,
    Draft,
    Have,
    Named,
    Tile,
    bands,
    centres_deg,
    letters,
    path_of,
    rows_of,
    tiles,
)
from marchland.sources.opendata.borders import NAME as COUNTRIES_NAME
from marchland.sources.opendata.borders import countries_file, read_countries
from marchland.sources.opendata.mosaic import mosaic, resample, window_over
from marchland.sources.opendata.write import write_raster
from marchland.sources.raster import ALIGNED, pixel_m

Array = np.ndarray[Any, Any]

NAME = "copernicus-dem-30"

NODATA = -32767
"""What the product means by no height; its files do not say so."""

WGS84_A_M, WGS84_E2 = 6378137.0, 0.00669437999014
"""Half the longer axis of the ellipsoid, and the square of its eccentricity."""


def tile_name(lon: int, lat: int) -> str:
    """Return the name of the tile whose south-west corner this is.

    ``COG_10`` is the product of 30 m: the number is the spacing in tenths of an arc-second.

    Examples
    --------
    >>> tile_name(22, 54)
    'Copernicus_DSM_COG_10_N54_00_E022_00_DEM'
    >>> tile_name(-172, -1)
    'Copernicus_DSM_COG_10_S01_00_W172_00_DEM'
    """
    east, north = letters(lon, lat)
    return f"Copernicus_DSM_COG_10_{north}{abs(lat):02d}_00_{east}{abs(lon):03d}_00_DEM"


def columns(lat: int) -> int:
    """Return how many columns a tile has, by its southern edge.

    Examples
    --------
    >>> [columns(lat) for lat in (0, 49, 50, 59, 60, 70, 80, 85, -50, -51, -60, -61, -86)]
    [3600, 3600, 2400, 2400, 1800, 1200, 720, 360, 3600, 2400, 2400, 1800, 360]
    """
    nearest = lat if lat >= 0 else -lat - 1
    edges = ((85, 360), (80, 720), (70, 1200), (60, 1800), (50, 2400))
    return next((count for edge, count in edges if nearest >= edge), 3600)


def address(base: str, lon: int, lat: int) -> str:
    """Return where a tile is.

    Examples
    --------
    >>> address("http://a", 0, 0)[-44:]
    'Copernicus_DSM_COG_10_N00_00_E000_00_DEM.tif'
    """
    name = tile_name(lon, lat)
    return f"{base}/{name}/{name}.tif"


def _list(base: str) -> Wanted:
    return Wanted(f"{base}/tileList.txt", "text")


def name_elevation(area: Area, bases: Bases, have: Have) -> Named:
    """Name the tiles of an area, as far as the list of tiles has come.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The list, in the cache.

    Returns
    -------
    indexes, data : list of Wanted
    """
    base = bases[NAME]
    if _list(base) not in have:
        return [_list(base)], []
    land, _ = split(area, base, have)
    return [_list(base)], [Wanted(address(base, *tile), "tiff") for tile in land]


def split(area: Area, base: str, have: Have) -> tuple[list[Tile], list[Tile]]:
    """Return the tiles of an area that are land, and those that the list leaves to the sea."""
    listed = path_of(have, _list(base))
    assert listed is not None
    known = {line.strip().rstrip("/") for line in listed.read_text("utf-8").splitlines()}
    found = tiles(area.outline, 1)
    land = [tile for tile in found if tile_name(*tile) in known]
    return land, [tile for tile in found if tile not in land]


def withheld(area: Area, missing: list[Tile], bases: Bases, have: Have) -> list[Tile]:
    """Return the tiles that are not in the list though most of their ground here is land.

    Parameters
    ----------
    area : Area
    missing : list of tuple of int
        Tiles that are not in the list.
    bases : mapping of {str: str}
    have : mapping
        Natural Earth's countries tell; without them none is withheld.

    Returns
    -------
    list of tuple of int
    """
    earth = countries_file(bases[COUNTRIES_NAME])
    path = path_of(have, earth) if earth in have else None
    if path is None or not missing:
        return []
    land = shapely.union_all(read_countries(path, area.outline).geometry.values)
    grounds = {
        (lon, lat): shapely.intersection(shapely.box(lon, lat, lon + 1, lat + 1), area.outline)
        for lon, lat in missing
    }
    return [
        tile
        for tile, ground in grounds.items()
        if shapely.intersection(ground, land).area > ground.area / 2
    ]


def make_elevation(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the heights and slopes of an area.

    Heights are averaged where the grid is coarser than the tiles, bilinear where finer.
    Slopes are taken on the tiles' own lattice, where banks are still steep, and averaged
    then. Where the list has no tile there is sea: height and slope are 0; but where Natural
    Earth is at hand and has land there, the tile was not released, and nothing is known.

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
        ``elevation.tif`` in m, ``slope.tif`` in degrees, float32.

    Raises
    ------
    LayerError
        If a tile cannot be read.
    """
    base = bases[NAME]
    land, missing = split(area, base, have)
    held = withheld(area, missing, bases, have)
    sea = [tile for tile in missing if tile not in held]
    wanted = {tile: Wanted(address(base, *tile), "tiff") for tile in land}
    paths = {tile: path for tile, file in wanted.items() if (path := path_of(have, file))}
    heights = np.full(area.grid.shape, np.nan, np.float32)
    slopes = heights.copy()
    sizes = []
    for _, group in groupby(sorted(paths, key=_lattice), key=_lattice):
        sizes.append(_fill(heights, slopes, [paths[tile] for tile in group], area.grid))
    _flood(heights, slopes, sea, area.grid)
    write_raster(home / "elevation.tif", heights, area.grid, nodata=float("nan"))
    write_raster(home / "slope.tif", slopes, area.grid, nodata=float("nan"))
    size = " and ".join(f"{size:.4g} m" for size in sorted(set(sizes))) or "nothing"
    at_sea = f"; {len(sea)} tiles are not in the list, so they are sea" if sea else ""
    at_sea += f"; {len(held)} tiles of land are not in the list: not released" if held else ""
    gap = float(np.isnan(heights).mean())
    unknown = f"; {gap:.2%} of the frame unknown" if gap else ""
    origins = (_list(base), *wanted.values())
    note = f"{len(land)} tiles, resampled from {size}{at_sea}{unknown}"
    steep = f"{len(land)} tiles, slopes taken at {size} and averaged{at_sea}"
    return [
        Draft("elevation.tif", "elevation", note, origins, {}),
        Draft("slope.tif", "slope", steep, origins, {}),
    ]


def _lattice(tile: Tile) -> tuple[int, int]:
    """Tiles with as many columns lie on one lattice on each side of the equator."""
    return columns(tile[1]), int(tile[1] < 0)


def _fill(heights: Array, slopes: Array, paths: Iterable[Path], grid: Grid) -> float:
    """Put the tiles of one lattice on the grid, band by band; return their pixel's side in m."""
    with mosaic(list(paths), NODATA) as data:
        size_m = pixel_m(data, grid)
        how = "average" if size_m < grid.cell_m * (1 - ALIGNED) else "bilinear"
        for rows in bands(grid):
            part = rows_of(grid, rows)
            window = window_over(data, part)
            if window is None:
                continue
            values = data.read(1, window=window).astype(np.float32)
            values[(values <= LOWEST_M) | (values > HIGHEST_M)] = np.nan
            step = data.window_transform(window)
            for out, fine in ((heights, values), (slopes, native_slope(values, step))):
                found = resample(fine, step, data.crs, part, how)
                np.copyto(out[rows], found, where=np.isnan(out[rows]) & ~np.isnan(found))
    return size_m


def native_slope(heights: Array, step: rasterio.Affine) -> Array:
    """Return slopes on a lattice of longitude and latitude.

    Parameters
    ----------
    heights : numpy.ndarray
        m; NaN is unknown.
    step : rasterio.Affine
        From columns and rows to degrees; pixels are as wide as the ellipsoid makes them at
        their latitude.

    Returns
    -------
    numpy.ndarray
        float32, degrees.
    """
    lat = np.radians(step.f + step.e * (np.arange(heights.shape[0]) + 0.5))
    flat = 1 - WGS84_E2 * np.sin(lat) ** 2
    wide_m = np.radians(step.a) * WGS84_A_M * np.cos(lat) / np.sqrt(flat)
    high_m = np.radians(-step.e) * WGS84_A_M * (1 - WGS84_E2) / flat**1.5
    return slope(heights, wide_m[:, None].astype(np.float32), float(high_m.mean()))


def _flood(heights: Array, slopes: Array, sea: list[Tile], grid: Grid) -> None:
    """Put the sea where there is no tile, in place."""
    if not sea:
        return
    for rows in bands(grid):
        lon, lat = centres_deg(grid, rows)
        west, south = np.floor(lon).astype(int), np.floor(lat).astype(int)
        wet = np.zeros(lon.shape, np.bool_)
        for tile in sea:
            wet |= (west == floor(tile[0])) & (south == floor(tile[1]))
        wet &= np.isnan(heights[rows])
        heights[rows][wet] = 0.0
        slopes[rows][wet] = 0.0
