"""Features from GeoParquet files, where pyarrow is installed."""

import json
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import geopandas as gpd
from pyproj import CRS
from pyproj.exceptions import CRSError

from marchland.model.grid import Bounds
from marchland.sources.base import Item


@dataclass(frozen=True)
class Geo:
    """What a GeoParquet file says of itself: columns, where they lie, how to filter."""

    columns: tuple[str, ...]
    geometry: str
    crs: CRS | None
    bounds: Bounds | None
    filtered: bool


def geo_header(item: Item) -> Geo:
    """Return the header of a GeoParquet file.

    Parameters
    ----------
    item : Item
        The file.

    Returns
    -------
    Geo

    Raises
    ------
    LayerError
        If pyarrow is missing, or the file is no GeoParquet.
    """
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        remedy = "Install it: pip install 'marchland[parquet]'; or convert the file to GeoPackage."
        raise item.refuse("GeoParquet needs pyarrow, which is not installed", remedy) from None
    try:
        header = parquet.read_schema(item.path)
        geo = json.loads(header.metadata[b"geo"])
        main = geo["columns"][geo["primary_column"]]
        given = main.get("crs", 4326)  # left out, it means longitude and latitude
        crs = None if given is None else CRS.from_user_input(given)
    except (OSError, ValueError, TypeError, KeyError, CRSError) as error:
        remedy = "Write it with GeoPandas, DuckDB or ogr2ogr, which add where it lies."
        what = f"is no GeoParquet that can be read ({type(error).__name__}: {error})"
        raise item.refuse(what, remedy) from None
    box = main.get("bbox") or ()
    frame = (box[0], box[1], box[len(box) // 2], box[len(box) // 2 + 1]) if box else None
    names = tuple(name for name in header.names if name != geo["primary_column"])
    return Geo(names, geo["primary_column"], crs, frame, "covering" in main)


def read_parquet(
    item: Item, geo: Geo, columns: list[str], frame: Bounds | None
) -> gpd.GeoDataFrame:
    """Return the features of a GeoParquet file near a frame.

    Parameters
    ----------
    item : Item
        The file.
    geo : Geo
        Its header.
    columns : list of str
        Those to read besides the geometry.
    frame : tuple of float or None
        West, south, east, north in the file's reference system; None for all.

    Returns
    -------
    geopandas.GeoDataFrame

    Raises
    ------
    LayerError
        If the file is damaged.
    """
    box = frame if geo.filtered else None
    try:
        found = gpd.read_parquet(item.path, columns=[*columns, geo.geometry], bbox=box)
    except (OSError, ValueError) as error:
        raise item.refuse(f"is damaged or cut short: {error}", "Copy it again.") from None
    found = found.rename_geometry("geometry") if geo.geometry != "geometry" else found
    return found if frame is None else found.cx[frame[0] : frame[2], frame[1] : frame[3]]
