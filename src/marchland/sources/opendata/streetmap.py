"""Roads, waters, wetland and towns from OpenStreetMap: which file, and what is drawn of it."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
import shapely
from pyproj import CRS, Geod

from marchland.downloads.wanted import Kept, Wanted
from marchland.errors import LayerError
from marchland.sources.base import Item, region_in
from marchland.sources.opendata.area import Area, Bases, Draft, Have, Named, path_of
from marchland.sources.opendata.borders import write_features
from marchland.sources.opendata.write import write_raster
from marchland.sources.osm import AREA_KEYS, DRAWN, PROTECTS, pbf_bounds, read_overpass, read_pbf
from marchland.sources.rules import rules_of
from marchland.sources.tags import draw_tags
from marchland.sources.vectors import Header

Array = np.ndarray[Any, Any]

CLASS_LAYERS = ("cover", "water", "road", "rail", "bridge", "protected")
WET = ("wetland", "peat")
"""Covers that a map from space does not tell from grass and trees."""

BROAD = ("river", "canal")
"""Waters that a map from space takes for lakes."""

SLIVER = 1e-3
"""Share of the region that extracts may leave out before it is told."""

GAIN = 0.01
"""Share of the region that an extract has to add to those already chosen."""

TOWNS, COUNTED = ("city", "town"), ("village",)
"""Places that are shown always, and those that are where it is known how many live there."""

MARGIN_DEG = 0.01
MOST_KM2 = 2500.0
"""Largest region that is asked of Overpass."""

GEOD = Geod(ellps="WGS84")


def _index(base: str) -> Wanted:
    return Wanted(f"{base}/index-v1.json", "json")


def extracts(outline: shapely.Geometry, index: dict[str, Any]) -> list[str]:
    """Return the extracts that a region lies in, as few and as small as go.

    A region at a border lies in several, and the smallest that holds all of it would be a
    continent. So only extracts count that no other divides here; the smallest come first,
    and one that adds next to nothing is left out.

    Parameters
    ----------
    outline : shapely.Geometry
        In longitude and latitude.
    index : dict
        Geofabrik's index, GeoJSON.

    Returns
    -------
    list of str
        Addresses of the PBFs, absolute or relative to the index.

    Raises
    ------
    LayerError
        If the region lies in none.
    """
    found, parents = [], set()
    for feature in index["features"]:
        said = feature["properties"]
        if feature.get("geometry") is None or "pbf" not in said.get("urls", {}):
            continue
        shape = shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
        if shapely.intersection(shape, outline).area > 0:
            found.append((shape.area, said["id"], said["urls"]["pbf"], shape))
            parents.add(said.get("parent"))
    chosen: list[str] = []
    left = outline
    for _, name, url, shape in sorted(found, key=lambda row: row[:2]):
        gain = shapely.intersection(left, shape).area / outline.area
        if name not in parents and gain > (GAIN if chosen else 0):
            chosen.append(url)
            left = shapely.difference(left, shape)
    if not chosen:
        remedy = "Fetch by overpass, or give a PBF of your own as a source of tags."
        raise LayerError.one("geofabrik", "no extract holds the region", remedy)
    return chosen


def name_extract(area: Area, bases: Bases, have: Have) -> Named:
    """Name the extracts that an area lies in, once their checksums have come.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The index and the checksums, in the cache.

    Returns
    -------
    indexes, data : list of Wanted
    """
    first = _index(bases["geofabrik"])
    index = path_of(have, first) if first in have else None
    if index is None:
        return [first], []
    urls = extracts(area.outline, json.loads(index.read_text("utf-8")))
    notes = {url: Wanted(f"{urljoin(first.url, url)}.md5", "text", optional=True) for url in urls}
    indexes = [first, *notes.values()]
    if any(note not in have for note in notes.values()):
        return indexes, []
    return indexes, [
        Wanted(urljoin(first.url, url), "pbf", md5=_checksum(have[note]))
        for url, note in notes.items()
    ]


def _checksum(kept: Kept | None) -> str | None:
    """Return the checksum that a publisher's note holds."""
    words = kept.path.read_text("utf-8").split() if kept else []
    return words[0].lower() if words else None


def question(area: Area) -> str:
    """Return what Overpass is asked for a region: south, west, north, east.

    Examples
    --------
    >>> from marchland.model.grid import Grid
    >>> area = Area(Grid(3035, 0.0, 0.0, 1.0, 1, 1), shapely.box(22.9, 54.1, 23.0, 54.2))
    >>> question(area)[:74]
    '[out:json][timeout:180][bbox:54.09,22.89,54.21,23.01];(way["highway"];way['
    """
    west, south, east, north = shapely.buffer(area.outline, MARGIN_DEG, join_style="mitre").bounds
    frame = ",".join(f"{value:.7g}" for value in (south, west, north, east))
    areas = [tag for key in AREA_KEYS for tag in _tags(key)]
    ways = "".join(f"way[{tag}];" for tag in dict.fromkeys((*(f'"{k}"' for k in DRAWN), *areas)))
    more = "".join(f"relation[{tag}];" for tag in areas)
    return f'[out:json][timeout:180][bbox:{frame}];({ways}{more}node["place"];);out geom;'


def _tags(key: str) -> list[str]:
    """Return how Overpass is asked for a key, or for the values of it that count."""
    return [f'"{key}"="{value}"' for value in PROTECTS.get(key, ())] or [f'"{key}"']


def overpass_file(area: Area, base: str) -> Wanted:
    """Return the question for a region, as something to fetch.

    Raises
    ------
    LayerError
        If the region is too large to ask a shared server for.
    """
    size_km2 = abs(GEOD.geometry_area_perimeter(area.outline)[0]) / 1e6
    if size_km2 > MOST_KM2:
        what = f"the region has {size_km2:,.0f} km2; at most {MOST_KM2:,.0f} are asked for"
        raise LayerError.one("overpass", what, "Use geofabrik in its place.")
    return Wanted(f"{base}/interpreter", "json", body=f"data={quote(question(area))}")


def name_answer(area: Area, bases: Bases, _: Have) -> Named:
    """Name the question that Overpass is asked for an area.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}

    Returns
    -------
    indexes, data : list of Wanted
    """
    return [], [overpass_file(area, bases["overpass"])]


def make_extract(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write what an extract says of an area; see :func:`make_streetmap`."""
    return make_streetmap(area, name_extract(area, bases, have)[1], have, home)


def make_answer(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write what Overpass answers of an area; see :func:`make_streetmap`."""
    return make_streetmap(area, [overpass_file(area, bases["overpass"])], have, home)


def make_streetmap(area: Area, wanted: list[Wanted], have: Have, home: Path) -> list[Draft]:
    """Write what OpenStreetMap says of an area, over what is in the stack already.

    Where another map gives the cover, only wetland and peat are drawn over it; where another
    gives the lakes, a river or canal on a lake makes it a river or canal, and else the
    stronger water stays.

    Parameters
    ----------
    area : Area
    wanted : list of Wanted
        The extracts, or the answer of Overpass.
    have : mapping
        They, in the cache.
    home : pathlib.Path
        The stack's folder, with ``cover.tif`` and ``water.tif`` of an earlier map if any.

    Returns
    -------
    list of Draft
        A raster of classes for each layer that a feature belongs to, and ``towns.geojson``.

    Raises
    ------
    LayerError
        If the file cannot be read.
    """
    features, head, gap = _features(area, wanted, have)
    rules = rules_of("osm")
    if (home / "cover.tif").exists():
        rules = tuple(r for r in rules if r.layer != "cover" or r.name in WET)
    layers, note = draw_tags(features, head, rules, area.grid)
    drafts = []
    for layer in CLASS_LAYERS:
        values = layers.get(layer)
        if values is None:
            continue
        name = f"{layer}_osm.tif"
        if layer == "water" and (home / "water.tif").exists():
            values = reconcile(values, home / "water.tif", rules)
        write_raster(home / name, values, area.grid, nodata=None)
        codes = {str(r.code): r.name for r in rules if r.layer == layer}
        drafts.append(Draft(name, layer, f"{note}{gap}", tuple(wanted), {"0": "none", **codes}))
    return [*drafts, *_towns(features, area, home, tuple(wanted))]


def reconcile(drawn: Array, under: Path, rules: Any) -> Array:  # noqa: ANN401
    """Return the water of a map, drawn over another's.

    Parameters
    ----------
    drawn : numpy.ndarray
        uint8 class codes of the map of features.
    under : pathlib.Path
        Raster of the lakes that a map from space saw.
    rules : sequence of Rule
        What the codes mean.

    Returns
    -------
    numpy.ndarray
        uint8: rivers and canals where the features have them, else the higher class.
    """
    with rasterio.open(under) as file:
        seen = file.read(1)
    broad = [r.code for r in rules if r.layer == "water" and r.name in BROAD]
    return np.where(np.isin(drawn, broad), drawn, np.maximum(drawn, seen)).astype(np.uint8)


def _features(area: Area, wanted: list[Wanted], have: Have) -> tuple[gpd.GeoDataFrame, Header, str]:
    """Return the features of all files, and what is missing of the region."""
    crs = CRS.from_epsg(4326)
    frame = region_in(area.grid, crs)
    assert frame is not None
    parts, left = [], area.outline
    for file in wanted:
        path = path_of(have, file)
        assert path is not None
        item = Item(f"open data {path.name}", path, None, area.grid)
        if file.kind == "json":
            parts.append(read_overpass(path, item.where))
            left = shapely.Polygon()
            continue
        parts.append(read_pbf(item, frame))
        bounds = pbf_bounds(item)
        left = shapely.difference(left, shapely.box(*bounds)) if bounds else shapely.Polygon()
    features = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    share = left.area / area.outline.area
    gap = f"; {share:.1%} of the region lies outside the extract, without roads or waters"
    head = Header(tuple(features.columns.drop("geometry")), crs, frame)
    return features, head, gap if share > SLIVER else ""


def _towns(
    features: gpd.GeoDataFrame, area: Area, home: Path, wanted: tuple[Wanted, ...]
) -> list[Draft]:
    """Write the named places of an area."""
    counted = features["place"].isin(COUNTED) & features["population"].notna()
    towns = features[(features["place"].isin(TOWNS) | counted) & features["name"].notna()]
    towns = towns[shapely.intersects(towns.geometry.values, area.outline)]
    towns = towns[shapely.get_type_id(towns.geometry.values) == 0]
    if towns.empty:
        return []
    towns = towns[["name", "place", "population", "geometry"]].sort_values(["name"], kind="stable")
    spots = pd.DataFrame({"name": towns["name"], "x": towns.geometry.x, "y": towns.geometry.y})
    towns = towns[~spots.duplicated()]
    write_features(home / "towns.geojson", towns)
    note = f"{len(towns):,} cities and towns, and villages whose people are counted"
    return [Draft("towns.geojson", "places", note, wanted, {})]
