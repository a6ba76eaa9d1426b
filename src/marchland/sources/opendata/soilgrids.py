"""Clay and soil classes from SoilGrids: a virtual raster names the tiles, texture the class."""

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import numpy as np
import rasterio
from pyproj import CRS

from marchland.catalogue.read import catalogue
from marchland.catalogue.tables import HOME, read_rows
from marchland.downloads.wanted import Wanted
from marchland.errors import LayerError
from marchland.model.grid import Bounds
from marchland.sources.base import overlap, region_in
from marchland.sources.opendata.area import (
    Area,
    Bases,
    Draft,
    Have,
    Named,
    bands,
    path_of,
    paths_of,
    rows_of,
)
from marchland.sources.opendata.mosaic import mosaic, resample, window_over
from marchland.sources.opendata.write import write_raster
from marchland.sources.raster import ALIGNED, pixel_m

Array = np.ndarray[Any, Any]

NAME = "soilgrids"
PARTS = ("sand", "silt", "clay")
DEPTH = "15-30cm"
"""The layer whose strength decides about wheels and tracks."""

NODATA = -32768
PER_WHOLE = 1000.0
"""The maps hold grams in a kilogram."""


def address(base: str, part: str) -> str:
    """Return where the virtual raster of a part of the soil is.

    Examples
    --------
    >>> address("http://a", "clay")
    'http://a/clay/clay_15-30cm_mean.vrt'
    """
    return f"{base}/{part}/{part}_{DEPTH}_mean.vrt"


def name_soil(area: Area, bases: Bases, have: Have) -> Named:
    """Name the tiles that an area lies on, once the virtual rasters have come.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The virtual rasters, in the cache.

    Returns
    -------
    indexes, data : list of Wanted
    """
    indexes = [Wanted(address(bases[NAME], part), "vrt") for part in PARTS]
    if any(index not in have for index in indexes):
        return indexes, []
    return indexes, [tile for index in indexes for tile in _tiles(area, index, have)]


def _tiles(area: Area, index: Wanted, have: Have) -> list[Wanted]:
    path = path_of(have, index)
    assert path is not None
    urls = tiles_under(path.read_text("utf-8"), area)
    return [Wanted(urljoin(index.url, url), "tiff") for url in urls]


def tiles_under(text: str, area: Area) -> list[str]:
    """Return the tiles of a virtual raster that lie under an area.

    Parameters
    ----------
    text : str
        The virtual raster, XML of GDAL.
    area : Area

    Returns
    -------
    list of str
        As it names them, relative to itself, in its order; none where it does not reach.

    Raises
    ------
    LayerError
        If it does not say where it lies.
    """
    root = ET.fromstring(text)
    try:
        crs = CRS.from_user_input(root.findtext("SRS") or "")
        step = [float(word) for word in (root.findtext("GeoTransform") or "").split(",")]
        x, wide, _, y, _, high = step
    except (ValueError, RuntimeError) as error:
        remedy = "Take soilgrids out of open_data, or name another mirror."
        raise LayerError.one(NAME, f"does not say where it lies ({error})", remedy) from None
    frame = region_in(area.grid, crs)
    found: dict[str, None] = {}
    for source in root.iter():
        if frame is None or source.tag not in ("SimpleSource", "ComplexSource"):
            continue
        file, spot = source.findtext("SourceFilename"), source.find("DstRect")
        if file and spot is not None and overlap(frame, _frame(spot, (x, wide, y, high))):
            found[file] = None
    return list(found)


def _frame(spot: ET.Element, step: tuple[float, float, float, float]) -> Bounds:
    x, wide, y, high = step
    left, top = float(spot.attrib["xOff"]), float(spot.attrib["yOff"])
    right, low = left + float(spot.attrib["xSize"]), top + float(spot.attrib["ySize"])
    return x + wide * left, y + high * low, x + wide * right, y + high * top


def make_soil(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the share of clay and the soil class of an area.

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
        ``clay.tif``, clay over fine earth by mass, float32, NaN where nothing is known; and
        ``soil.tif``, the class that is assumed for the texture, 0 where nothing is known.

    Raises
    ------
    LayerError
        If a tile cannot be read.
    """
    parts, origins = {}, []
    for part in PARTS:
        index = Wanted(address(bases[NAME], part), "vrt")
        tiles = _tiles(area, index, have)
        parts[part] = _share(area, paths_of(have, tiles))
        origins += [index, *tiles]
    whole = sum(parts.values())
    with np.errstate(invalid="ignore", divide="ignore"):
        sand, clay = (np.where(whole > 0, parts[p] / whole, np.nan) for p in ("sand", "clay"))
    soil = soil_classes(sand, clay)
    write_raster(home / "clay.tif", clay.astype(np.float32), area.grid, nodata=float("nan"))
    write_raster(home / "soil.tif", soil, area.grid, nodata=None)
    gap = float(np.isnan(clay).mean())
    note = f"{len(origins) - len(PARTS)} tiles of 250 m, {DEPTH}"
    note += f"; {gap:.2%} of the frame without a map" if gap else ""
    codes = catalogue().classes["soil"]
    names = {str(codes[name]): name for name in sorted(set(_table().values()))}
    assumed = f"{note}; class assumed from texture, whatever its plasticity"
    used = tuple(origins)
    return [
        Draft("clay.tif", "clay", note, used, {}),
        Draft("soil.tif", "soil", assumed, used, {"0": "none", **names}),
    ]


def _share(area: Area, paths: list[Path]) -> Array:
    """Return one part of the soil, from the finest tiles that say something."""
    out = np.full(area.grid.shape, np.nan, np.float32)
    sizes: dict[float, list[Path]] = {}
    for path in paths:
        with rasterio.open(path) as tile:
            sizes.setdefault(round(tile.transform.a, 6), []).append(path)
    for _, group in sorted(sizes.items()):
        with mosaic(group, NODATA) as data:
            coarser = pixel_m(data, area.grid) < area.grid.cell_m * (1 - ALIGNED)
            how = "average" if coarser else "bilinear"
            for rows in bands(area.grid):
                part = rows_of(area.grid, rows)
                window = window_over(data, part)
                if window is None:
                    continue
                values = data.read(1, window=window).astype(np.float32)
                values[(values < 0) | (values > PER_WHOLE)] = np.nan
                found = resample(values, data.window_transform(window), data.crs, part, how)
                np.copyto(out[rows], found, where=np.isnan(out[rows]))
    return out / np.float32(PER_WHOLE)


@cache
def _table() -> dict[tuple[int, int], str]:
    """Return the soil assumed by whole per cent of sand and of clay."""
    limits = ("_from", "_below")
    rows = [
        (row["soil"], {key: float(row[key] or "inf") for key in row if key.endswith(limits)})
        for _, row in read_rows(HOME / "texture.csv")
    ]
    return {
        (sand, clay): next(soil for soil, limits in rows if _within(sand, clay, limits))
        for sand in range(101)
        for clay in range(101 - sand)
    }


def _within(sand: int, clay: int, limits: dict[str, float]) -> bool:
    silt = 100 - sand - clay
    inside = all(
        limits[f"{name}_from"] <= share < limits[f"{name}_below"]
        for name, share in (("sand", sand), ("silt", silt), ("clay", clay))
    )
    return (
        inside
        and silt + 1.5 * clay < limits["silt_15clay_below"]
        and silt + 2 * clay < limits["silt_2clay_below"]
    )


def soil_classes(sand: Array, clay: Array) -> Array:
    """Return the class of the unified system that is assumed for a texture.

    Parameters
    ----------
    sand, clay : numpy.ndarray
        Shares of the fine earth from 0 to 1; NaN unknown.

    Returns
    -------
    numpy.ndarray
        uint8 codes of the class layer ``soil``; 0 where an input is unknown.

    Examples
    --------
    >>> import numpy as np
    >>> codes = soil_classes(np.array([0.95, 0.2, np.nan]), np.array([0.02, 0.5, 0.1]))
    >>> [name for code in codes for name, c in catalogue().classes["soil"].items() if c == code]
    ['SP', 'CH']
    """
    codes = catalogue().classes["soil"]
    lookup = np.zeros((101, 101), np.uint8)
    for (row, col), name in _table().items():
        lookup[row, col] = codes[name]
    known = ~(np.isnan(sand) | np.isnan(clay))
    row, col = (np.rint(100 * np.where(known, part, 0)).astype(np.intp) for part in (sand, clay))
    col = np.minimum(col, 100 - row)  # both rounded up may make more than the whole
    return np.where(known, lookup[row, col], np.uint8(0)).astype(np.uint8)
