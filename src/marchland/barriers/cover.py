"""The cells that drawn lines and areas cover, so that nothing slips through between them."""

from itertools import pairwise

import numpy as np
import shapely
from rasterio.features import rasterize
from rasterio.transform import Affine
from shapely.geometry.base import BaseGeometry

from marchland.model.grid import Grid

Array = np.ndarray

BEYOND = 2
"""Cells beyond the edge of the grid to which a shape is kept, so that it reaches the edge."""


def line_cells(points_m: Array, grid: Grid) -> Array:
    """Return the cells that a line passes, each touching the next by a side.

    Parameters
    ----------
    points_m : numpy.ndarray
        float64, shape (points, 2): x and y in m of the line's corners, in order.
    grid : Grid

    Returns
    -------
    numpy.ndarray
        int64, shape (cells, 2): rows and columns in order, some maybe outside the grid. A
        line through the very corner of cells takes one of the two beside it as well.
    """
    west, _, _, north = grid.bounds
    at = np.column_stack([north - points_m[:, 1], points_m[:, 0] - west]) / grid.cell_m
    pieces = [np.floor(at[:1])]
    for start, stop in pairwise(at):
        shares = np.unique(np.concatenate([[0.0, 1.0], *map(_cuts, start, stop)]))
        middle = (shares[:-1] + shares[1:]) / 2
        pieces.append(np.floor(start + np.outer(middle, stop - start)))
    cells = np.concatenate(pieces).astype(np.int64)
    cells = cells[np.concatenate([[True], (np.diff(cells, axis=0) != 0).any(axis=1)])]
    slant = np.flatnonzero((np.diff(cells, axis=0) != 0).all(axis=1))
    beside = np.column_stack([cells[slant, 0], cells[slant + 1, 1]])
    joined: Array = np.insert(cells, slant + 1, beside, axis=0)
    return joined


def covered(shape: BaseGeometry, grid: Grid) -> tuple[Array, Array]:
    """Return the cells of the grid that a shape covers.

    Parameters
    ----------
    shape : shapely.Geometry
        Lines and areas in the grid's projection.
    grid : Grid

    Returns
    -------
    held : numpy.ndarray
        int64, flat and sorted: every cell that its lines, outlines or areas touch.
    core : numpy.ndarray
        int64, flat and sorted: those whose centre lies in one of its areas.
    """
    west, south, east, north = grid.bounds
    more = BEYOND * grid.cell_m
    near = shapely.clip_by_rect(shape, west - more, south - more, east + more, north + more)
    parts = [part for part in flat_parts(near) if not part.is_empty]
    areas = [part for part in parts if part.geom_type == "Polygon"]
    rings = [ring for area in areas for ring in (area.exterior, *area.interiors)]
    lines = [part for part in parts if part.geom_type.endswith(("LineString", "Ring"))]
    passed = [flat(line_cells(shapely.get_coordinates(p), grid), grid) for p in (*lines, *rings)]
    core = _centres(areas, grid)
    return np.unique(np.concatenate([core, *passed])), core


def flat(cells: Array, grid: Grid) -> Array:
    """Return cells as flat numbers; those outside the grid are left out."""
    inside = ((cells >= 0) & (cells < grid.shape)).all(axis=1)
    numbers: Array = cells[inside, 0] * grid.cols + cells[inside, 1]
    return numbers


def flat_parts(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return the single lines, areas and points that a shape is made of."""
    parts = [shape]
    while any(hasattr(part, "geoms") for part in parts):
        parts = [p for part in parts for p in getattr(part, "geoms", (part,))]
    return parts


def _cuts(start: float, stop: float) -> Array:
    """Return the shares of a way along one axis at which it crosses from cell to cell."""
    if start == stop:
        return np.empty(0)
    low, high = sorted((start, stop))
    shares: Array = (np.arange(np.ceil(low), np.floor(high) + 1) - start) / (stop - start)
    return shares[(shares > 0) & (shares < 1)]


def _centres(areas: list[BaseGeometry], grid: Grid) -> Array:
    """Return the cells, flat, whose centre lies in some areas, looked for only around them."""
    found = [np.empty(0, np.int64)]
    cell, _, west, _, _, north = grid.transform
    for area in areas:
        left, low, right, high = area.bounds
        first = np.floor([(north - high) / cell, (left - west) / cell]).clip(0).astype(int)
        last = np.ceil([(north - low) / cell, (right - west) / cell]).astype(int)
        shape = np.minimum(last, grid.shape) - first
        if (shape > 0).all():
            corner = Affine(cell, 0.0, west + first[1] * cell, 0.0, -cell, north - first[0] * cell)
            cells = np.argwhere(rasterize([area], out_shape=tuple(shape), transform=corner))
            found.append(flat(cells + first, grid))
    return np.unique(np.concatenate(found))
