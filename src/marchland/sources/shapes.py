"""Geometry brought onto the grid's projection, and burnt into cells."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Transformer
from rasterio.features import rasterize
from rasterio.transform import Affine

from marchland.model.grid import Grid
from marchland.sources.base import overlap
from marchland.sources.vectors import Header

Array = np.ndarray[Any, Any]

STEP_DEG = 0.05
"""Longest straight step between longitudes and latitudes before they are projected."""

OFF = (0.00031, 0.00017)
"""How far, in cells, lines are moved off the lattice before they are burnt.

A line through the very corner of cells would otherwise slip between them; moved by a few
centimetres it touches cells that share sides, all the way, and a river is a closed wall.
"""

LINES, AREAS = (1, 5), (3, 6)
"""GEOS type numbers of lines and of polygons."""


def onto(features: gpd.GeoDataFrame, head: Header, grid: Grid) -> tuple[gpd.GeoDataFrame, int]:
    """Bring features onto the grid's projection.

    Parameters
    ----------
    features : geopandas.GeoDataFrame
        In the file's reference system.
    head : Header
        Of their file.
    grid : Grid
        The grid.

    Returns
    -------
    features : geopandas.GeoDataFrame
        In the grid's projection; outlines that crossed themselves are repaired, and what
        lies far outside the region is cut off.
    repaired : int
        How many outlines were repaired.
    """
    shapes = features.geometry.values
    broken = ~shapely.is_valid(shapes)
    shapes = np.array(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    west, south, east, north = head.frame
    wide, high = (east - west) / 2, (north - south) / 2
    frame = np.array([west - wide, south - high, east + wide, north + high])
    bounds = shapely.bounds(shapes)
    beyond = (bounds[:, :2] < frame[:2]).any(1) | (bounds[:, 2:] > frame[2:]).any(1)
    shapes = np.where(beyond, shapely.clip_by_rect(shapes, *frame), shapes)
    if head.crs.is_geographic:
        shapes = shapely.segmentize(shapes, STEP_DEG)
    moved = features.set_geometry(shapes, crs=head.crs).to_crs(grid.epsg)
    return moved[~moved.geometry.is_empty].reset_index(drop=True), int(broken.sum())


def onto_grid(shape: shapely.Geometry, grid: Grid) -> shapely.Geometry:
    """Bring a shape in longitude and latitude onto the grid's projection.

    Parameters
    ----------
    shape : shapely.Geometry
        EPSG:4326; straight sides follow the degrees.
    grid : Grid
        The grid.

    Returns
    -------
    shapely.Geometry
    """
    move = Transformer.from_crs(CRS.from_epsg(4326), CRS.from_epsg(grid.epsg), always_xy=True)
    dense = shapely.segmentize(shape, STEP_DEG)
    return shapely.transform(dense, move.transform, interleaved=False)


def burn(shapes: Array, codes: Array, grid: Grid, *, touched: bool) -> Array:
    """Burn shapes into cells; of two in one cell, the later wins.

    Parameters
    ----------
    shapes : numpy.ndarray of shapely.Geometry
        In the grid's projection.
    codes : numpy.ndarray
        What each puts into its cells, 0 to 255.
    grid : Grid
        The grid.
    touched : bool
        Whether to take every cell touched, as for lines, or those whose centre is inside.
        A line's cells share sides, so that nothing slips through between them.

    Returns
    -------
    numpy.ndarray
        uint8, shape ``grid.shape``, 0 where no shape is.
    """
    if len(shapes) == 0:
        return np.zeros(grid.shape, np.uint8)
    cell, _, west, _, _, north = grid.transform
    right, down = (part * cell for part in OFF) if touched else (0.0, 0.0)
    return np.asarray(
        rasterize(
            zip(shapes, (int(code) for code in codes), strict=True),
            out_shape=grid.shape,
            transform=Affine(cell, 0.0, west + right, 0.0, -cell, north - down),
            all_touched=touched,
            dtype="uint8",
        )
    )


def mask(shape: shapely.Geometry, grid: Grid) -> Array:
    """Return the cells of one shape: touched by its lines and points, centred in its areas.

    Parameters
    ----------
    shape : shapely.Geometry
        In the grid's projection.
    grid : Grid
        The grid.

    Returns
    -------
    numpy.ndarray
        bool, shape ``grid.shape``. An area too small to hold a centre takes the cells it
        touches.
    """
    parts = shapely.get_parts(shapely.get_parts(shape))
    parts = parts[~shapely.is_empty(parts)]
    area = np.isin(shapely.get_type_id(parts), AREAS)
    ones = np.ones(parts.size, np.uint8)
    held = burn(parts[area], ones[area], grid, touched=False)
    held |= burn(parts[~area], ones[~area], grid, touched=True)
    if not held.any() and overlap(tuple(shapely.bounds(shape)), grid.bounds):
        held = burn(parts, ones, grid, touched=True)
    return held.astype(bool)
