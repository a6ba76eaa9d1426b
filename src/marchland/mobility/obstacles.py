"""The combined obstacle overlay: restricted ground as areas, each with its reason."""

import geopandas as gpd
import numpy as np
import xarray as xr
from rasterio.features import shapes, sieve
from rasterio.transform import Affine
from shapely.geometry import shape

from marchland.catalogue.read import Catalogue, catalogue
from marchland.schema import UNKNOWN, same_grid

COLUMNS = ("restriction", "reason", "area_m2", "geometry")
STEP = 16
"""More than there are factors: class and factor as one number."""


def obstacles(
    restriction: xr.DataArray,
    factor: xr.DataArray,
    *,
    least_cells: int = 1,
    coefficients: Catalogue | None = None,
) -> gpd.GeoDataFrame:
    """Return restricted and severely restricted ground as areas of one class and one reason.

    Parameters
    ----------
    restriction : xarray.DataArray
        uint8, codes of the class layer ``restriction``, 255 unknown.
    factor : xarray.DataArray
        uint8, codes of the class layer ``factor``, on the same grid.
    least_cells : int
        Areas of fewer cells, touching along an edge, are taken as what surrounds most of
        them; 1 keeps every one, and so does more than there are.
    coefficients : Catalogue, optional
        The packaged catalogue by default.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns restriction (restricted or severe), reason (a class of ``factor``), area_m2
        and geometry (Polygon along the edges of cells), the largest first.

    Raises
    ------
    GridError
        If the two do not lie on one grid.
    """
    grid, table = same_grid(restriction, factor), coefficients or catalogue()
    classes = {code: name for name, code in table.classes["restriction"].items()}
    reasons = {code: name for name, code in table.classes["factor"].items()}
    open_ = table.classes["restriction"]["unrestricted"]
    both = restriction.values * np.uint8(STEP) + factor.values
    both[(restriction.values == UNKNOWN) | (restriction.values == open_)] = 0
    if 1 < least_cells < both.size:
        both = sieve(both, least_cells)
    found = shapes(both, mask=both > 0, transform=Affine(*grid.transform))
    rows = [
        (classes[int(code) // STEP], reasons[int(code) % STEP], area.area, area)
        for area, code in ((shape(outline), code) for outline, code in found)
    ]
    frame = gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=grid.epsg)
    return frame.sort_values("area_m2", ascending=False, kind="stable", ignore_index=True)
