"""Areas on which something could be built: drained peat, and what the analyst has drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import xarray as xr
from rasterio.features import shapes
from rasterio.transform import Affine
from scipy.ndimage import distance_transform_edt, label
from shapely.geometry.base import BaseGeometry

from marchland.barriers.cover import covered, flat_parts
from marchland.barriers.reground import WET_SOIL, changeable
from marchland.barriers.sites import COLUMNS, MOST_SITES, Sites
from marchland.catalogue.read import Catalogue
from marchland.model.grid import Grid
from marchland.model.measure import SiteKind
from marchland.schema import grid_of

DRAINED = ("farmland", "grass", "forest", "shrub")
"""Covers that drained peat has."""

WET = ("peat", "wetland")
AREA, OWN = "area", "own"
"""Bands of sites that lie on no closing line."""


@dataclass(frozen=True)
class Drawn:
    """What an analyst has drawn as a site: lines, points or areas in the grid's projection.

    Parameters
    ----------
    name : str
    kind : SiteKind
    shape : shapely.Geometry
        Each of its parts becomes a site.
    """

    name: str
    kind: SiteKind
    shape: BaseGeometry


def drained_peat(terrain: xr.Dataset, coefficients: Catalogue) -> np.ndarray:
    """Return ground that is probably drained peat, and could be wet again.

    Where a layer of soil says peat under farmland, grass, shrub or forest, it is. Without
    one it is guessed: such ground with a ditch beside it and mapped peat or wetland near.

    Parameters
    ----------
    terrain : xarray.Dataset
    coefficients : Catalogue
        Rows ``rules.drained_peat``.

    Returns
    -------
    numpy.ndarray
        bool, shape of the grid.
    """
    codes, cell_m = coefficients.classes, grid_of(terrain).cell_m
    cover = terrain["cover"].values
    dry = np.isin(cover, [codes["cover"][name] for name in DRAINED])
    dry &= changeable(terrain, coefficients)
    if "soil" in terrain:
        peat: np.ndarray = dry & (terrain["soil"].values == codes["soil"][WET_SOIL])
        return peat
    ditch = terrain["water"].values == codes["water"]["ditch"]
    wet = np.isin(cover, [codes["cover"][name] for name in WET])
    for mask, quantity in ((ditch, "ditch"), (wet, "near")):
        if not mask.any():
            return np.zeros_like(dry)
        most = coefficients.get(f"rules.drained_peat.{quantity}").best
        dry &= distance_transform_edt(~mask, sampling=cell_m) <= max(most, cell_m)
    return dry


def with_areas(sites: Sites, ground: np.ndarray, kind: SiteKind, terrain: xr.Dataset,
               coefficients: Catalogue) -> Sites:  # fmt: skip
    """Return sites with the patches of some ground added.

    Parameters
    ----------
    sites : Sites
        Their cells stay theirs.
    ground : numpy.ndarray
        bool, shape of the grid.
    kind : SiteKind
    terrain : xarray.Dataset
    coefficients : Catalogue
        Rows ``rules.site``: patches smaller than ``least`` are left out, and those longer
        than ``longest`` are cut along a net of that width.

    Returns
    -------
    Sites
        Named after the kind, the largest first.
    """
    grid = grid_of(terrain)
    names = _netted(ground & (sites.owner == 0), grid, coefficients)
    count = np.bincount(names.ravel())
    count[0] = 0
    enough = coefficients.get("rules.site.least").best / grid.cell_m**2
    order = [n for n in np.argsort(-count, kind="stable") if count[n] >= max(enough, 1)]
    order = order[: MOST_SITES - 1 - len(sites.table)]
    numbers = np.zeros(count.size, np.uint16)
    numbers[order] = np.arange(len(order)) + 1
    patch = numbers[names]
    outlines = _outlines(patch, grid)
    rows: list[tuple[object, ...]] = [
        (f"{kind}-{n:03d}", kind, "", AREA, outlines[n].length / 2, 0, outlines[n])
        for n in range(1, len(order) + 1)
    ]
    return _joined(sites, rows, patch, grid)


def own_sites(drawn: Sequence[Drawn], terrain: xr.Dataset) -> Sites:
    """Return the sites that an analyst has drawn.

    Parameters
    ----------
    drawn : sequence of Drawn
    terrain : xarray.Dataset
        For the grid and the roads.

    Returns
    -------
    Sites
        In the order drawn; where two meet, the first keeps its cells. Parts outside the
        grid are left out. Their band is ``own``.
    """
    grid, road = grid_of(terrain), terrain["road"].values.ravel()
    owner = np.zeros(grid.rows * grid.cols, np.uint16)
    rows: list[tuple[object, ...]] = []
    for one in drawn:
        for number, part in enumerate(flat_parts(one.shape), start=1):
            around = part.buffer(grid.cell_m / 4) if part.geom_type == "Point" else part
            held, core = covered(around, grid)
            cells = core if core.size and part.geom_type == "Polygon" else held
            cells = cells[owner[cells] == 0]
            if not cells.size or len(rows) == MOST_SITES - 1:
                continue
            owner[cells] = len(rows) + 1
            length = part.length / 2 if part.geom_type == "Polygon" else part.length
            best = int(road[cells].max()) if one.kind in ("crossing", "bridge") else 0
            name = f"{one.name}-{number:03d}"
            row = (name, one.kind, "", OWN, max(length, grid.cell_m), best, part)
            rows.append(row)
    table = gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=grid.epsg)
    return Sites(table, owner.reshape(grid.shape))


def _netted(ground: np.ndarray, grid: Grid, coefficients: Catalogue) -> np.ndarray:
    """Return connected patches, none longer than may be, by number from 1."""
    step = max(int(coefficients.get("rules.site.longest").best / grid.cell_m), 1)
    names, found = label(ground, np.ones((3, 3)))
    rows, cols = (np.arange(many) // step for many in ground.shape)
    net = rows[:, None] * (grid.cols // step + 1) + cols
    both = np.where(ground, names.astype(np.int64) + (found + 1) * net, 0)
    number: np.ndarray = np.unique(both, return_inverse=True)[1].reshape(ground.shape)
    return number + (0 if not ground.all() else 1)


def _outlines(patch: np.ndarray, grid: Grid) -> dict[int, BaseGeometry]:
    """Return the outline of every numbered patch."""
    parts: dict[int, list[BaseGeometry]] = {}
    for shape, value in shapes(patch, mask=patch > 0, transform=Affine(*grid.transform)):
        parts.setdefault(int(value), []).append(shapely.geometry.shape(shape))
    return {number: shapely.union_all(found) for number, found in parts.items()}


def _joined(sites: Sites, rows: list[tuple[object, ...]], patch: np.ndarray, grid: Grid) -> Sites:
    """Return sites with more rows, whose numbers follow on."""
    more = gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=grid.epsg)
    shift = np.uint16(len(sites.table))
    owner = np.where(patch > 0, patch + shift, sites.owner).astype(np.uint16)
    if sites.table.empty:
        return Sites(more, owner)
    whole = pd.concat([sites.table, more], ignore_index=True) if rows else sites.table
    return Sites(whole, owner)
