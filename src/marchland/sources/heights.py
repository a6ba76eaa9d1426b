"""Heights from points, where there is no elevation raster."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.interpolate import RBFInterpolator
from scipy.ndimage import map_coordinates
from scipy.spatial import cKDTree

from marchland.model.grid import Grid
from marchland.sources.base import Item
from marchland.sources.fields import HIGHEST_M, LOWEST_M
from marchland.sources.shapes import onto
from marchland.sources.vectors import read_features, read_header

Array = np.ndarray[Any, Any]

HEIGHTS = ("ele_m", "ele")
"""Columns of heights in m; OpenStreetMap's ``ele`` is in metres by its definition."""

WIDER = 0.25
"""Points this far beyond the region still count, in parts of its longer side."""

ALL, NEIGHBOURS = 1000, 50
"""Up to so many points each shapes all the ground; beyond, only the nearest ones do."""

NODES = 120
"""Nodes along the longer side of the lattice on which the surface is worked out."""

BEYOND = 0.02
"""How far the surface may leave the range of the heights, in parts of that range."""


def height_column(item: Item, columns: tuple[str, ...]) -> str:
    """Return the column that holds heights, or raise LayerError."""
    for name in HEIGHTS:
        if name in columns:
            return name
    listed = ", ".join(columns[:12]) or "none"
    remedy = "Give points with their height above sea level in m in a column ele_m."
    raise item.refuse(f"no column ele_m among its columns {listed}", remedy)


def read_heights(item: Item) -> tuple[Array, str]:
    """Return heights on the grid, interpolated between points by a thin plate spline.

    Parameters
    ----------
    item : Item
        Points with a column ``ele_m`` (or ``ele``) of heights in m.

    Returns
    -------
    heights : numpy.ndarray
        float32, m, shape ``grid.shape``, without gaps, close to the range of the points.
    note : str
        How many points there were, and how far the farthest cell is from one.

    Raises
    ------
    LayerError
        If the file cannot be read, heights are no numbers, or there are fewer than three
        points in or near the region, or all lie on one line.
    """
    at, heights = spot_heights(item)
    surface, farthest_cells = _surface(at, heights, item)
    reach_km = farthest_cells * item.grid.cell_m / 1000
    what = f"interpolated from {len(at)} spot heights"
    return surface, f"{what}; the farthest cell is {reach_km:.1f} km from one"


def spot_heights(item: Item) -> tuple[Array, Array]:
    """Return the heights of points in and near the region, and where they are.

    Parameters
    ----------
    item : Item
        As for :func:`read_heights`.

    Returns
    -------
    at : numpy.ndarray
        Row and column on the grid, shape (heights, 2).
    heights : numpy.ndarray
        m.

    Raises
    ------
    LayerError
        If the file cannot be read, heights are no numbers or such as no ground has, or
        there are fewer than three in or near the region, or all lie on one line.
    """
    head = read_header(item)
    column = height_column(item, head.columns)
    points, _ = onto(read_features(item, head, [column], near=False), head, item.grid)
    if not (points.geom_type == "Point").all():
        raise item.refuse("holds more than points", "Give points with their heights only.")
    given = points[points[column].notna()]
    heights = pd.to_numeric(given[column], errors="coerce").to_numpy(np.float64)
    if np.isnan(heights).any():
        first = given[column][np.isnan(heights)].iloc[0]
        what = f"{int(np.isnan(heights).sum())} heights are no numbers, such as {first!r}"
        raise item.refuse(what, "Write heights as bare numbers, in m.")
    strange = heights[(heights < LOWEST_M) | (heights > HIGHEST_M)]
    if strange.size:
        worst = strange[np.argmax(np.abs(strange))]
        what = f"{strange.size} heights that no ground has, such as {worst:g} m"
        raise item.refuse(what, "Leave unknown heights empty; heights are in m above the sea.")
    at, heights = _unique(given, heights, item.grid)
    spread = np.linalg.matrix_rank(at - at.mean(axis=0), tol=1e-3) if len(at) > 2 else 0
    if spread < 2:
        what = f"{len(at)} heights in or near the region, or all on one line"
        raise item.refuse(what, "Give at least three that are not on one line.")
    return at, heights


def _unique(points: gpd.GeoDataFrame, heights: Array, grid: Grid) -> tuple[Array, Array]:
    """Return column and row of each place on the grid, and its height; twins are averaged."""
    col = (points.geometry.x.to_numpy() - grid.x_min_m) / grid.cell_m - 0.5
    row = (grid.y_max_m - points.geometry.y.to_numpy()) / grid.cell_m - 0.5
    margin = WIDER * max(grid.shape)
    near = (
        (col > -margin) & (col < grid.cols + margin) & (row > -margin) & (row < grid.rows + margin)
    )
    at = np.round(np.stack([row, col], axis=1)[near], 3)
    places, which = np.unique(at, axis=0, return_inverse=True)
    which = which.ravel()
    sums = np.bincount(which, heights[near], minlength=len(places))
    return places, sums / np.maximum(np.bincount(which, minlength=len(places)), 1)


def _surface(at: Array, heights: Array, item: Item) -> tuple[Array, float]:
    """Return the surface, and the distance in cells from a height to the farthest node."""
    shape = item.grid.shape
    count = [max(2, min(side, round(NODES * side / max(shape)))) for side in shape]
    axes = [np.linspace(0, side - 1, n) for side, n in zip(shape, count, strict=True)]
    nodes = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 2)
    size = float(max(shape))
    neighbours = NEIGHBOURS if len(at) > ALL else None
    try:
        spline = RBFInterpolator(
            at / size, heights, neighbors=neighbours, kernel="thin_plate_spline"
        )
        coarse = spline(nodes / size).reshape(count)
    except np.linalg.LinAlgError:
        remedy = "Thin them out, or add some between the lines."
        raise item.refuse("heights lie along lines, no surface fits them", remedy) from None
    low, high = heights.min(), heights.max()
    coarse = np.clip(coarse, low - BEYOND * (high - low), high + BEYOND * (high - low))
    where = [
        np.arange(side) * ((n - 1) / max(side - 1, 1)) for side, n in zip(shape, count, strict=True)
    ]
    places = np.meshgrid(*where, indexing="ij", sparse=False)
    surface = map_coordinates(coarse, places, output=np.float32, order=1, mode="nearest")
    return surface, float(cKDTree(at).query(nodes)[0].max())
