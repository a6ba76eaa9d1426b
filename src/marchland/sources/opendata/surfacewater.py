"""Lakes from the JRC's map of surface water: where there is water half of the time."""

from pathlib import Path

import numpy as np

from marchland.catalogue.read import catalogue
from marchland.downloads.wanted import Wanted
from marchland.sources.opendata.area import (
    Area,
    Bases,
    Draft,
    Have,
    Named,
    bands,
    paths_of,
    rows_of,
    tiles,
)
from marchland.sources.opendata.mosaic import mosaic, resample, window_over
from marchland.sources.opendata.write import write_raster

NAME = "jrc-water"
SIDE_DEG = 10
MISSING = 255

OFTEN = 50
"""Per cent of the observations in which water is there, from which it counts as a lake."""


def address(base: str, lon: int, lat: int) -> str:
    """Return where the tile of a north-west corner is; its numbers are not padded.

    Examples
    --------
    >>> address("http://a", 10, 40)
    'http://a/downloads2021/occurrence/occurrence_10E_40Nv1_4_2021.tif'
    >>> address("http://a", -10, 0)
    'http://a/downloads2021/occurrence/occurrence_10W_0Nv1_4_2021.tif'
    """
    corner = f"{abs(lon)}{'E' if lon >= 0 else 'W'}_{abs(lat)}{'N' if lat >= 0 else 'S'}"
    return f"{base}/downloads2021/occurrence/occurrence_{corner}v1_4_2021.tif"


def name_surfacewater(area: Area, bases: Bases, _: Have) -> Named:
    """Name the tiles of an area.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}

    Returns
    -------
    indexes, data : list of Wanted
    """
    found = tiles(area.outline, SIDE_DEG)
    return [], [Wanted(address(bases[NAME], lon, lat + SIDE_DEG), "tiff") for lon, lat in found]


def make_surfacewater(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the lakes of an area.

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
        ``water_jrc.tif``: a lake where more than half of the cell is under water in at
        least half of the observations.
    """
    wanted = name_surfacewater(area, bases, have)[1]
    paths = paths_of(have, wanted)
    water = np.zeros(area.grid.shape, np.uint8)
    lake = catalogue().classes["water"]["lake"]
    with mosaic(paths, MISSING) as data:
        for rows in bands(area.grid):
            part = rows_of(area.grid, rows)
            window = window_over(data, part)
            if window is not None:
                seen = data.read(1, window=window)
                often = np.where(seen == MISSING, np.nan, seen >= OFTEN).astype(np.float32)
                share = resample(often, data.window_transform(window), data.crs, part, "average")
                water[rows][share > 0.5] = lake
    write_raster(home / "water_jrc.tif", water, area.grid, nodata=None)
    note = f"{len(paths)} tiles, water in {OFTEN} % of the observations or more"
    classes = {"0": "none", str(lake): "lake"}
    return [Draft("water_jrc.tif", "water", note, tuple(wanted), classes)]
