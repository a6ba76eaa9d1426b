"""OpenStreetMap as it is published: extracts in PBF, and answers of Overpass in JSON."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from marchland.errors import LayerError
from marchland.model.grid import Bounds
from marchland.sources.base import Item

PBF = (".pbf",)
LINE_KEYS = ("highway", "railway", "waterway", "tunnel", "bridge")
AREA_KEYS = ("natural", "landuse", "water", "waterway", "wetland", "boundary", "leisure")
NODE_KEYS = ("place", "name", "population")
KEYS = tuple(dict.fromkeys((*LINE_KEYS, *AREA_KEYS, *NODE_KEYS)))
"""The tags that are read: of lines, of areas, of points."""

PROTECTS = {"boundary": ("protected_area", "national_park"), "leisure": ("nature_reserve",)}
"""Values without which these keys make no area: no parish, no playground."""

DRAWN = ("highway", "railway", "waterway")
"""What makes a way a line; an outline of a lake is none."""

OUTLINES = ("riverbank", "dock", "boatyard", "dam")
"""Waterways that are areas, whose outlines are no streams."""

CHUNK = 50_000
"""How many shapes are held before those outside the region are let go."""

LARGE_BYTES = 300_000_000
"""Extracts above this keep the places of their nodes in a file, not in memory."""


def pbf_bounds(item: Item) -> Bounds | None:
    """Return the frame in degrees that an extract says it covers, or None.

    Parameters
    ----------
    item : Item
        A file in PBF.

    Returns
    -------
    tuple of float or None

    Raises
    ------
    LayerError
        If it is no such file, or pyosmium is not installed.
    """
    osmium = _osmium(item)
    try:
        with osmium.io.Reader(str(item.path)) as reader:
            box = reader.header().box()
    except RuntimeError as error:
        remedy = "Give an extract of OpenStreetMap in PBF; fetch it again."
        raise item.refuse(f"is no PBF that can be read ({error})", remedy) from None
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return low.lon, low.lat, high.lon, high.lat


def read_pbf(item: Item, frame: Bounds | None) -> gpd.GeoDataFrame:
    """Return the features of an extract: lines, areas put together, and named points.

    Parameters
    ----------
    item : Item
        A file in PBF.
    frame : tuple of float or None
        West, south, east, north in degrees; features outside it are left out.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, a column for each of :data:`KEYS` and geometry; a tag that a feature
        does not have is None. Lines have the tags of lines only, areas those of areas.

    Raises
    ------
    LayerError
        If the file cannot be read, or pyosmium is not installed.
    """
    osmium = _osmium(item)
    large = item.path.stat().st_size > LARGE_BYTES
    nodes = item.path.with_suffix(".nodes")
    keys = osmium.filter.KeyFilter(*DRAWN, *AREA_KEYS, "place")
    areas = osmium.filter.KeyFilter(*AREA_KEYS)
    features = _Features(frame, osmium.geom.WKBFactory())
    try:
        store = f"sparse_file_array,{nodes}" if large else "flex_mem"
        walk = osmium.FileProcessor(str(item.path)).with_locations(store)
        for thing in walk.with_areas(areas).with_filter(keys):
            features.add(thing)
    except RuntimeError as error:
        raise item.refuse(f"is damaged: {error}", "Fetch or copy it again.") from None
    finally:
        nodes.unlink(missing_ok=True)
    return features.frame()


class _Features:
    """Shapes and tags as they are gathered, without what lies outside a frame."""

    def __init__(self, frame: Bounds | None, factory: Any = None) -> None:  # noqa: ANN401
        self.near = frame and shapely.box(*frame)
        self.factory = factory
        self.shapes: list[Any] = []
        self.tags: list[dict[str, str]] = []
        self.fresh: list[str] = []

    def add(self, thing: Any) -> None:  # noqa: ANN401
        """Add one thing of an extract; what has no shape is passed over."""
        named = "place" in thing.tags or not thing.is_node()
        if thing.is_relation() or not named or (thing.is_way() and not _is_line(thing.tags)):
            return
        if thing.is_area() and not _is_area(thing.tags):
            return
        keys = NODE_KEYS if thing.is_node() else LINE_KEYS if thing.is_way() else AREA_KEYS
        tags = {key: value for key in keys if (value := thing.tags.get(key)) is not None}
        make = self.factory.create_point
        if thing.is_way():
            make = self.factory.create_linestring
        elif thing.is_area():
            make = self.factory.create_multipolygon
        try:
            self.fresh.append(make(thing))
        except RuntimeError:
            return  # a way of one node, or with nodes outside the extract
        self.tags.append(tags)
        if len(self.fresh) >= CHUNK:
            self._settle()

    def _settle(self) -> None:
        shapes = shapely.from_wkb(self.fresh)
        first = len(self.shapes)
        kept = np.ones(len(shapes), np.bool_)
        if self.near is not None:
            kept = shapely.intersects(shapely.box(*shapely.bounds(shapes).T), self.near)
        tags = [tags for tags, keep in zip(self.tags[first:], kept, strict=True) if keep]
        self.tags[first:] = tags
        self.shapes.extend(shapes[kept])
        self.fresh = []

    def frame(self) -> gpd.GeoDataFrame:
        """Return everything that was added."""
        self._settle()
        return _framed(self.shapes, self.tags)


def read_overpass(path: Path, where: str) -> gpd.GeoDataFrame:
    """Return the features of an answer of Overpass, asked for with ``out geom``.

    Parameters
    ----------
    path : pathlib.Path
        JSON.
    where : str
        What to call it in messages.

    Returns
    -------
    geopandas.GeoDataFrame
        As :func:`read_pbf`.

    Raises
    ------
    LayerError
        If it is no such answer, or the server gave up before it had found everything.
    """
    remedy = "Ask for a smaller region, or take an extract with geofabrik."
    said = json.loads(path.read_text(encoding="utf-8"))
    if "elements" not in said:
        raise LayerError.one(where, "is no answer of Overpass", remedy)
    if "remark" in said:
        raise LayerError.one(where, f"the server gave up: {said['remark']}", remedy)
    shapes, tags = [], []
    for thing in said["elements"]:
        for shape, keys in _overpass_shapes(thing):
            shapes.append(shape)
            own = thing.get("tags", {})
            tags.append({key: own[key] for key in keys if key in own})
    return _framed(shapes, tags)


def _overpass_shapes(thing: dict[str, Any]) -> list[tuple[Any, tuple[str, ...]]]:
    """Return the shapes of one element: a closed way may be a line and an area."""
    tags = thing.get("tags", {})
    if thing["type"] == "node":
        return [(shapely.Point(thing["lon"], thing["lat"]), NODE_KEYS)] if "place" in tags else []
    found: list[tuple[Any, tuple[str, ...]]] = []
    is_area = _is_area(tags)
    if thing["type"] == "way":
        points = [(p["lon"], p["lat"]) for p in thing.get("geometry", ()) if p]
        if len(points) > 1 and _is_line(tags):
            found.append((shapely.LineString(points), LINE_KEYS))
        if len(points) > 3 and points[0] == points[-1] and is_area:
            found.append((shapely.Polygon(points), AREA_KEYS))
    elif is_area and (shape := _rings(thing)) is not None:
        found.append((shape, AREA_KEYS))
    return found


def _rings(relation: dict[str, Any]) -> shapely.Geometry | None:
    """Return the area of a multipolygon, its ways joined into rings."""
    sides: dict[bool, list[Any]] = {True: [], False: []}
    for member in relation.get("members", ()):
        points = [(p["lon"], p["lat"]) for p in member.get("geometry", ()) if p]
        if member["type"] == "way" and len(points) > 1:
            sides[member.get("role") != "inner"].append(shapely.LineString(points))
    outer, inner = (shapely.union_all(shapely.get_parts(shapely.polygonize(sides[side])))
                    for side in (True, False))  # fmt: skip
    shape = shapely.difference(outer, inner)
    return None if shapely.is_empty(shape) else shape


def _is_line(tags: Any) -> bool:  # noqa: ANN401
    return any(key in tags for key in DRAWN) and tags.get("waterway") not in OUTLINES


def _is_area(tags: Any) -> bool:  # noqa: ANN401
    return any(
        key in tags and (key not in PROTECTS or tags.get(key) in PROTECTS[key]) for key in AREA_KEYS
    )


def _framed(shapes: list[Any], tags: list[dict[str, str]]) -> gpd.GeoDataFrame:
    rows = pd.DataFrame({key: pd.Series([t.get(key) for t in tags], dtype=object) for key in KEYS})
    return gpd.GeoDataFrame(rows, geometry=np.array(shapes, dtype=object), crs=4326)


def _osmium(item: Item) -> Any:  # noqa: ANN401
    try:
        import osmium
    except ImportError:
        remedy = "Install it with: pip install 'marchland[osm]'"
        raise item.refuse("a PBF needs pyosmium, which is not installed", remedy) from None
    return osmium
