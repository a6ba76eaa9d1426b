"""Features from any vector file, in the file's reference system."""

from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite

import geopandas as gpd
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from marchland.model.grid import Bounds
from marchland.sources.base import Item, elsewhere, overlap, region_in
from marchland.sources.osm import KEYS, PBF, pbf_bounds, read_pbf
from marchland.sources.parquet import geo_header, read_parquet
from marchland.sources.table import read_table

TABLES = (".csv",)
PARQUET = (".parquet", ".geoparquet")
ONE_LAYER = (".geojson", ".json", ".fgb", ".shp")
"""Suffixes of formats that hold one layer, whose name means nothing."""

MARGIN = 0.01
"""How far beyond the region features are looked for, in parts of its size."""


@dataclass(frozen=True)
class Header:
    """What a vector file says of itself.

    Parameters
    ----------
    columns : tuple of str
        Names of its properties.
    crs : pyproj.CRS
        Its reference system.
    frame : tuple of float
        West, south, east, north of the region in that system, a little widened.
    layer : str or None
        The layer to open, where the format holds several.
    """

    columns: tuple[str, ...]
    crs: CRS
    frame: Bounds
    layer: str | None = None


def read_header(item: Item) -> Header:
    """Read what a vector file says of itself, and check that it can be used.

    Parameters
    ----------
    item : Item
        The file.

    Returns
    -------
    Header

    Raises
    ------
    LayerError
        If the file is missing, empty, no vector file, without a reference system or outside
        the region, or its layer is not named and it has several.
    """
    item.found()
    suffix = item.path.suffix.lower()
    if suffix in PBF:
        return _checked(item, KEYS, CRS.from_epsg(4326), pbf_bounds(item), None)
    if suffix in TABLES:
        rows = read_table(item)
        columns, bounds = tuple(c for c in rows.columns if c != "geometry"), rows.total_bounds
        return _checked(item, columns, rows.crs, tuple(bounds), None)
    if suffix in PARQUET:
        geo = geo_header(item)
        return _checked(item, geo.columns, geo.crs, geo.bounds, None)
    try:
        layer = _layer(item, [str(name) for name, _ in pyogrio.list_layers(item.path)])
        about = pyogrio.read_info(item.path, layer=layer, force_total_bounds=True)
        crs = CRS.from_user_input(about["crs"]) if about["crs"] else None
    except (RuntimeError, CRSError) as error:
        remedy = "Give a GeoPackage, GeoJSON, GeoParquet or CSV file; a raster has another layer."
        raise item.refuse(f"is not a vector file that can be read ({error})", remedy) from None
    bounds = about["total_bounds"]
    if bounds is None:
        raise item.refuse("holds no features with a place", "Export it again, with geometry.")
    return _checked(item, tuple(about["fields"]), crs, tuple(bounds), layer)


def read_features(
    item: Item, head: Header, columns: list[str] | None = None, *, near: bool = True
) -> gpd.GeoDataFrame:
    """Read features, without heights and without those that have no geometry.

    Parameters
    ----------
    item : Item
        The file.
    head : Header
        What :func:`read_header` said.
    columns : list of str or None
        The properties to read; None for all.
    near : bool
        Whether to read only features near the region.

    Returns
    -------
    geopandas.GeoDataFrame
        In the file's reference system, numbered from nought; possibly without rows.

    Raises
    ------
    LayerError
        If the file is damaged.
    """
    frame = head.frame if near else None
    wanted = list(head.columns) if columns is None else columns
    suffix = item.path.suffix.lower()
    if suffix in TABLES:
        found = read_table(item)[[*wanted, "geometry"]]
        found = found.cx[frame[0] : frame[2], frame[1] : frame[3]] if frame else found
    elif suffix in PBF:
        found = read_pbf(item, frame)[[*wanted, "geometry"]]
    elif suffix in PARQUET:
        found = read_parquet(item, geo_header(item), wanted, frame)
    else:
        try:
            found = pyogrio.read_dataframe(
                item.path, layer=head.layer, columns=wanted, bbox=frame, fid_as_index=False
            )
        except RuntimeError as error:
            raise item.refuse(f"is damaged or cut short: {error}", "Copy it again.") from None
    found = found.set_geometry(shapely.force_2d(found.geometry.values), crs=head.crs)
    return found[~(found.geometry.is_empty | found.geometry.isna())].reset_index(drop=True)


def _layer(item: Item, names: list[str]) -> str:
    if item.path.suffix.lower() in ONE_LAYER or (len(names) == 1 and item.inner is None):
        return names[0]
    if item.inner in names:
        return item.inner
    listed = ", ".join(names) or "none"
    if item.inner is None:
        remedy = f"Name one as source_layer: {listed}."
        raise item.refuse(f"holds {len(names)} layers", remedy)
    near = get_close_matches(item.inner, names, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Its layers: {listed}."
    raise item.refuse(f"has no layer {item.inner}", remedy)


def _checked(
    item: Item, columns: tuple[str, ...], crs: CRS | None, bounds: Bounds | None, layer: str | None
) -> Header:
    if crs is None:
        remedy = "Set its CRS, e.g. with ogr2ogr -a_srs EPSG:... or in QGIS."
        raise item.refuse("says not where it lies: it has no reference system (CRS)", remedy)
    if bounds is not None and not all(isfinite(value) for value in bounds):
        raise item.refuse("holds no features with a place", "Export it again, with geometry.")
    lies = bounds or (0.0, 0.0, 0.0, 0.0)
    region = region_in(item.grid, crs)
    if region is None or (bounds and not overlap(region, lies)):
        raise elsewhere(item, lies, crs)
    west, south, east, north = region
    wide, high = MARGIN * (east - west), MARGIN * (north - south)
    return Header(columns, crs, (west - wide, south - high, east + wide, north + high), layer)
