"""Where movement starts, ends or may not go, on the grid."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from marchland.errors import Fault, LayerError
from marchland.model.grid import Bounds, Grid
from marchland.scenario.form import Place, Scenario
from marchland.sources.base import Item, region_in
from marchland.sources.shapes import mask, onto, onto_grid
from marchland.sources.vectors import Header, read_features, read_header

Array = np.ndarray[Any, Any]

COUNTRIES = "countries.geojson"
"""The file of a stack in which the countries of a region are."""

STRIP = 2.0
"""Width in cells of the edge of a region that was given in degrees."""

LARGE_BYTES = 50_000_000
"""Files above this are not read to check a scenario."""

SHOWN = 20
"""How many values of a property a message lists."""


def place_shape(scenario: Scenario, name: str) -> shapely.Geometry:
    """Return a place of the scenario, as far as it lies in the region.

    Parameters
    ----------
    scenario : Scenario
        Its places and region.
    name : str
        The place.

    Returns
    -------
    shapely.Geometry
        In the grid's projection. An edge is the outermost row of cells on that side, or,
        where the region was given in degrees, a strip of two cells inside it.

    Raises
    ------
    LayerError
        If the file cannot be read, no feature matches, a polygon crosses itself, or the
        place lies outside the region.
    """
    item, place = place_item(scenario, name)
    grid = item.grid
    if place.edge is not None:
        return _edge(place.edge, grid, scenario.region.bounds_deg)
    features, head = _drawn(item, place) if place.file is None else _matching(item, place)
    moved, _ = onto(features, head, grid)
    shape = shapely.intersection(moved.geometry.union_all(), shapely.box(*grid.bounds))
    if shapely.is_empty(shape):
        west, south, east, north = (f"{v:,.0f}" for v in grid.bounds)
        what = f"lies outside the region ({west} to {east} east, {south} to {north} north)"
        raise item.refuse(what, "Choose another place, or widen the region's bounds_m.")
    return shape


def place_mask(scenario: Scenario, name: str) -> Array:
    """Return the cells of a place of the scenario.

    Parameters
    ----------
    scenario : Scenario
        Its places and region.
    name : str
        The place.

    Returns
    -------
    numpy.ndarray
        bool, shape of the grid: cells touched by lines and points, cells whose centre lies
        in a polygon; at least one is true.

    Raises
    ------
    LayerError
        As :func:`place_shape` does.
    """
    return mask(place_shape(scenario, name), scenario.region.grid)


def place_item(scenario: Scenario, name: str) -> tuple[Item, Place]:
    """Return a place of the scenario, and its file as an item to read."""
    place = scenario.places[name]
    home = scenario.folder
    if place.country is not None and scenario.stack is not None:
        home = scenario.stack.home
        place = place.model_copy(update={"file": COUNTRIES, "where": {"iso3": place.country}})
    where = " ".join(filter(None, (f"places.{name}", place.file)))
    path = home / (place.file or "")
    return Item(where, path, place.source_layer, scenario.region.grid), place


def place_faults(scenario: Scenario, name: str) -> list[Fault]:
    """Return what is wrong with a place, reading no more than the header of a large file."""
    item, place = place_item(scenario, name)
    try:
        if place.file is None:
            place_shape(scenario, name)
        else:
            _check_keys(item, place, read_header(item))
            if place.where and item.path.stat().st_size <= LARGE_BYTES:
                _matching(item, place)
    except LayerError as error:
        return list(error.faults)
    return []


def _edge(side: str, grid: Grid, bounds_deg: Bounds | None) -> shapely.Geometry:
    west, south, east, north = grid.bounds
    cell = grid.cell_m
    if bounds_deg is not None:
        region = onto_grid(shapely.box(*bounds_deg), grid)
        w, s, e, n = bounds_deg
        ends = {"north": (w, n, e, n), "south": (w, s, e, s), "west": (w, s, w, n),
                "east": (e, s, e, n)}[side]  # fmt: skip
        line = onto_grid(shapely.LineString([ends[:2], ends[2:]]), grid)
        return shapely.intersection(shapely.buffer(line, STRIP * cell, cap_style="flat"), region)
    strips = {
        "north": (west, north - cell, east, north),
        "south": (west, south, east, south + cell),
        "west": (west, south, west + cell, north),
        "east": (east - cell, south, east, north),
    }
    return shapely.box(*strips[side])


def _drawn(item: Item, place: Place) -> tuple[gpd.GeoDataFrame, Header]:
    """Return a place drawn in longitude and latitude in the scenario itself."""
    points = place.polygon_deg or place.line_deg or (place.point_deg or (np.nan, np.nan),)
    off = [point for point in points if not (abs(point[0]) <= 180 and abs(point[1]) <= 90)]
    if off:
        what = f"{list(off[0])} is no longitude and latitude"
        raise item.refuse(what, "Write longitude first, then latitude, in degrees.")
    if place.polygon_deg:
        shape = shapely.Polygon(points)
        if not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            remedy = "Draw the ring without crossing itself."
            raise item.refuse(f"the outline is not sound: {reason}", remedy)
    else:
        shape = shapely.LineString(points) if place.line_deg else shapely.Point(points[0])
    crs = CRS.from_epsg(4326)
    frame = region_in(item.grid, crs) or (-180.0, -90.0, 180.0, 90.0)
    return gpd.GeoDataFrame(geometry=[shape], crs=crs), Header((), crs, frame)


def _matching(item: Item, place: Place) -> tuple[gpd.GeoDataFrame, Header]:
    """Return the features of a place's file whose properties are as asked for."""
    head = read_header(item)
    _check_keys(item, place, head)
    found = read_features(item, head, list(place.where), near=False)
    for key, value in place.where.items():
        fits = _equal(found[key], value)
        if not fits.any():
            values = sorted(found[key].dropna().astype(str).unique())
            more = ", ..." if len(values) > SHOWN else ""
            remedy = f"Values there: {', '.join(values[:SHOWN]) or 'none'}{more}."
            raise item.refuse(f"no feature has {key} = {value!r}", remedy)
        found = found[fits]
    return found, head


def _check_keys(item: Item, place: Place, head: Header) -> None:
    missing = [key for key in place.where if key not in head.columns]
    if missing:
        remedy = f"Its columns: {', '.join(head.columns) or 'none'}."
        raise item.refuse(f"no column {', '.join(missing)}", remedy)


def _equal(values: pd.Series, wanted: str) -> pd.Series:
    """Return which values equal the text, numbers by their value."""
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return values.astype(object).map(str) == wanted
    try:
        return values == float(wanted)
    except ValueError:
        return pd.Series(data=False, index=values.index)
