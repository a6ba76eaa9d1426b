"""The ground that open data is asked for, and the tiles that it lies on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

import numpy as np
import shapely
from pyproj import CRS, Transformer

from marchland.downloads.wanted import Kept, Wanted
from marchland.model.grid import Grid

Have = Mapping[Wanted, Kept | None]
"""What is in the cache; None where the server does not have it."""

Bases = Mapping[str, str]
"""Where each open data is, by its name in the catalogue."""

Named = tuple[list[Wanted], list[Wanted]]
"""Small files that say what else is to be fetched, and the data, once it is known."""

Tile = tuple[int, int]
"""Longitude and latitude in degrees of a tile's corner."""


@dataclass(frozen=True)
class Area:
    """The ground that a scenario speaks of.

    Parameters
    ----------
    grid : Grid
        What layers are put on.
    outline : shapely.Geometry
        In longitude and latitude; what lies outside it is not asked for.
    """

    grid: Grid
    outline: shapely.Geometry


@dataclass(frozen=True)
class Draft:
    """One file made for the stack.

    Parameters
    ----------
    file : str
        Its name in the stack.
    layer : str
        As a scenario's source has it.
    note : str
        What was done to make it.
    origins : tuple of Wanted
        What it was made from.
    classes : dict of {str: str}
        Class names by the values of a raster of classes.
    licence : str or None
        Its own, where it is not that of all its provider's files.
    """

    file: str
    layer: str
    note: str
    origins: tuple[Wanted, ...]
    classes: Mapping[str, str]
    licence: str | None = None


def tiles(outline: shapely.Geometry, side_deg: int) -> list[Tile]:
    """Return the south-west corners of the tiles that ground lies on.

    Parameters
    ----------
    outline : shapely.Geometry
        In longitude and latitude.
    side_deg : int
        Side of a tile in degrees; corners are multiples of it.

    Returns
    -------
    list of tuple of int
        Longitude and latitude, from the south-west; a tile that is only touched is not
        among them.

    Examples
    --------
    >>> tiles(shapely.box(-0.5, -0.5, 1.0, 0.5), 1)
    [(-1, -1), (0, -1), (-1, 0), (0, 0)]
    >>> tiles(shapely.box(22.3, 53.7, 23.9, 54.6), 3)
    [(21, 51), (21, 54)]
    """
    west, south, east, north = outline.bounds
    lons = range(floor(west / side_deg) * side_deg, ceil(east / side_deg) * side_deg, side_deg)
    lats = range(floor(south / side_deg) * side_deg, ceil(north / side_deg) * side_deg, side_deg)
    shapely.prepare(outline)
    found = []
    for lat in lats:
        for lon in lons:
            box = shapely.box(lon, lat, lon + side_deg, lat + side_deg)
            if shapely.intersection(outline, box).area > 0:
                found.append((lon, lat))
    return found


def letters(lon: int, lat: int) -> tuple[str, str]:
    """Return the hemispheres of a corner, as names of tiles write them.

    Examples
    --------
    >>> letters(0, 0), letters(-1, -1)
    (('E', 'N'), ('W', 'S'))
    """
    return ("E" if lon >= 0 else "W", "N" if lat >= 0 else "S")


def centres_deg(grid: Grid, rows: slice) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude of the centres of some rows of cells, by cell."""
    row, col = np.mgrid[rows, 0 : grid.cols]
    move = Transformer.from_crs(CRS.from_epsg(grid.epsg), CRS.from_epsg(4326), always_xy=True)
    lon, lat = move.transform(*grid.centre(row, col))
    return lon, lat


def rows_of(grid: Grid, rows: slice) -> Grid:
    """Return the part of a grid that some of its rows make."""
    top = grid.y_max_m - rows.start * grid.cell_m
    count = rows.stop - rows.start
    return Grid(grid.epsg, grid.x_min_m, top, grid.cell_m, count, grid.cols)


def bands(grid: Grid, cells: int = 2_000_000) -> list[slice]:
    """Return a grid's rows in bands of about so many cells, from the north."""
    step = max(1, min(grid.rows, cells // grid.cols))
    return [slice(at, min(at + step, grid.rows)) for at in range(0, grid.rows, step)]


def path_of(have: Have, wanted: Wanted) -> Path | None:
    """Return where a file is, or None where the server does not have it."""
    kept = have[wanted]
    return kept.path if kept else None


def paths_of(have: Have, wanted: Iterable[Wanted]) -> list[Path]:
    """Return where those files are that the server has, in their order."""
    return [path for file in wanted if (path := path_of(have, file))]
