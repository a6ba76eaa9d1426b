"""Avenues as a table: each in pieces of one echelon along its course."""

import geopandas as gpd
import numpy as np
from shapely import LineString

from marchland.catalogue.read import Catalogue
from marchland.mobility.avenues import lengths
from marchland.mobility.widths import needs
from marchland.model.grid import Grid

COLUMNS = ("way", "piece", "length_m", "width_m", "echelon", "geometry")
TOO_NARROW = "none"
"""Written where the ground is too narrow for the smallest echelon."""


def course(
    way: str, cells: np.ndarray, width_m: np.ndarray, coefficients: Catalogue, grid: Grid
) -> gpd.GeoDataFrame:
    """Return a way in pieces, each of the largest echelon that its width lets through.

    Parameters
    ----------
    way : str
        What the way is called.
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns from an origin to an objective.
    width_m : numpy.ndarray
        float32 m, shape (cells,): width of passable ground at each cell.
    coefficients : Catalogue
        Its table ``echelons`` holds the width that each needs, at best.
    grid : Grid
        The grid the way lies on.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns :data:`COLUMNS`, in order along the way: length in m, least width in the
        piece in m, echelon ``none`` where the ground is too narrow for the smallest. Pieces
        meet half-way between cells.
    """
    names, least = zip(*needs(coefficients), strict=True)
    fits = np.searchsorted(np.array(least), width_m, "right")
    cuts = np.flatnonzero(np.diff(fits)) + 1
    x, y = grid.centre(*cells.T.astype(float))
    centres = np.column_stack([x, y])
    stretches = lengths(cells) * grid.cell_m
    rows = []
    for number, part in enumerate(np.split(np.arange(len(cells)), cuts), start=1):
        first, last = part[0], part[-1]
        before = (centres[max(first - 1, 0)] + centres[first]) / 2
        after = (centres[min(last + 1, len(cells) - 1)] + centres[last]) / 2
        line = LineString(np.concatenate([[before], centres[part], [after]]))
        fit = int(fits[first])
        name = names[fit - 1] if fit else TOO_NARROW
        rows.append((way, number, float(stretches[part].sum()), float(width_m[part].min()), name,
                     line))  # fmt: skip
    return gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=grid.epsg)
