"""Sites: where something could be built, proposed from the ground.

A closing line across an approach is cut where ground already denies movement. What is
left are gaps of open ground, cut at rivers and at a greatest length, and the roads that
cross it; each is one site.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import xarray as xr
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from marchland.mobility.bottlenecks import Door
from marchland.model.grid import Grid
from marchland.schema import grid_of

COLUMNS = ("site", "kind", "approach", "band", "length_m", "road", "geometry")
MOST_SITES = np.iinfo(np.uint16).max
RIVER = 4
"""Class code from which water cuts a line."""


@dataclass(frozen=True)
class Sites:
    """Sites as a table, and their footprints on the grid.

    Parameters
    ----------
    table : geopandas.GeoDataFrame
        Columns :data:`COLUMNS`; kind is ``gap`` or ``crossing``, length in m, road the
        class code of the road at a crossing (0 for a railway or none).
    owner : numpy.ndarray
        uint16, shape of the grid: row number of the site plus one, 0 where there is none.
    """

    table: gpd.GeoDataFrame
    owner: np.ndarray


def sites(
    terrain: xr.Dataset,
    doors: tuple[Door, ...],
    *,
    least_road: int = 3,
    longest_m: float = float("inf"),
    before: Sites | None = None,
) -> Sites:
    """Propose sites on closing lines, cut at roads, at rivers and at a greatest length.

    Parameters
    ----------
    terrain : xarray.Dataset
        For roads and railways.
    doors : tuple of Door
        Lines from bank to bank.
    least_road : int
        Class code from which a road is a crossing of its own.
    longest_m : float
        A longer gap is cut into equal parts.
    before : Sites, optional
        Sites that are there already, such as an analyst's own; they come first.

    Returns
    -------
    Sites
        No two share a cell; a line that meets an earlier one leaves it its cells.
    """
    grid = grid_of(terrain)
    road = terrain["road"].values
    what = np.where(terrain["water"].values >= RIVER, np.uint8(3), np.uint8(1))
    what[(road >= least_road) | (terrain["rail"].values > 0)] = 2
    owner = np.zeros(grid.shape, np.uint16) if before is None else before.owner.copy()
    rows = [] if before is None else [tuple(row) for row in before.table[list(COLUMNS)].to_numpy()]
    most = longest_m / grid.cell_m
    for door in doors:
        for number, (kind, cells) in enumerate(_stretches(door, what, most), start=1):
            free = cells[owner[cells[:, 0], cells[:, 1]] == 0]
            if not free.size or len(rows) == MOST_SITES - 1:
                continue
            owner[free[:, 0], free[:, 1]] = len(rows) + 1
            name = f"{door.approach}-{door.band}-{number:03d}"
            shape = _shape(kind, free, grid)
            length = shape.length + grid.cell_m
            best = int(road[free[:, 0], free[:, 1]].max()) if kind == "crossing" else 0
            rows.append((name, kind, door.approach, door.band, length, best, shape))
    table = gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=grid.epsg)
    return Sites(table, owner)


def _stretches(
    door: Door, what: np.ndarray, most: float
) -> Iterator[tuple[Literal["gap", "crossing"], np.ndarray]]:
    """Yield the open stretches of a line, cut where a road or a river crosses it."""
    kinds = np.where(door.open_cells, what[door.cells[:, 0], door.cells[:, 1]], 0)
    cuts = np.flatnonzero(np.diff(kinds)) + 1
    for part in np.split(np.arange(len(kinds)), cuts):
        if kinds[part[0]] == 2:
            yield "crossing", door.cells[part]
        elif kinds[part[0]]:
            steps = np.hypot(*np.diff(door.cells[part], axis=0).T).sum() + 1
            for piece in np.array_split(part, max(int(np.ceil(steps / most)), 1)):
                yield "gap", door.cells[piece]


def _shape(kind: str, cells: np.ndarray, grid: Grid) -> BaseGeometry:
    centres = [grid.centre(int(row), int(col)) for row, col in cells]
    if kind == "crossing" or len(centres) == 1:
        return Point(centres[len(centres) // 2])
    return LineString(centres).simplify(grid.cell_m)
