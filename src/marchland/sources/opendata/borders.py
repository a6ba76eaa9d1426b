"""Countries and their borders: Natural Earth, geoBoundaries."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely

from marchland.downloads.cache import on_disk
from marchland.downloads.wanted import Wanted
from marchland.errors import LayerError
from marchland.sources.opendata.area import Area, Bases, Draft, Have, Named, path_of
from marchland.sources.places import COUNTRIES
from marchland.sources.shapes import LINES

NAME = "natural-earth"

NEAR_DEG = 0.5
"""How far beyond the region a country's outline is kept."""

PLACES = 1e-6
"""Degrees to which outlines are kept, some 10 cm."""


def countries_file(base: str) -> Wanted:
    """Return the file of countries of Natural Earth.

    Examples
    --------
    >>> countries_file("http://a").url
    'http://a/10m/cultural/ne_10m_admin_0_countries.zip'
    """
    return Wanted(f"{base}/10m/cultural/ne_10m_admin_0_countries.zip", "zip")


def name_countries(_: Area, bases: Bases, _have: Have) -> Named:
    """Name the file of countries; others have to know it first.

    Parameters
    ----------
    bases : mapping of {str: str}

    Returns
    -------
    indexes, data : list of Wanted
    """
    return [countries_file(bases[NAME])], []


def read_countries(path: Path, near: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return the countries near a region.

    Parameters
    ----------
    path : pathlib.Path
        The zipped shapefile of Natural Earth's countries.
    near : shapely.Geometry
        In longitude and latitude.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, columns name, iso3 and geometry; in the order of iso3.

    Raises
    ------
    LayerError
        If the file is not what it should be.
    """
    try:
        read = pyogrio.read_dataframe(f"/vsizip/{path}", bbox=near.bounds)
        names, codes = read["ADMIN"], read["ADM0_A3"]
    except (RuntimeError, KeyError) as error:
        remedy = "Remove it from the cache, and run again to fetch it anew."
        raise LayerError.one(path.name, f"holds no countries ({error})", remedy) from None
    shapes = shapely.make_valid(read.geometry.values)
    rows = {"name": names, "iso3": codes}
    found = gpd.GeoDataFrame(rows, geometry=shapes, crs=4326)
    found = found[shapely.intersects(found.geometry.values, near)]
    return found.sort_values("iso3").reset_index(drop=True)


def countries_of(area: Area, bases: Bases, have: Have) -> list[str]:
    """Return the three letters of the countries that an area lies in."""
    path = path_of(have, countries_file(bases[NAME]))
    assert path is not None
    return list(read_countries(path, area.outline)["iso3"])


def make_borders(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the countries of an area, and the lines between them.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        Its file of countries, in the cache.
    home : pathlib.Path
        The stack's folder.

    Returns
    -------
    list of Draft
        ``borders.geojson``; none where the area lies in one country. Beside it
        ``countries.geojson``.
    """
    file = countries_file(bases[NAME])
    path = path_of(have, file)
    assert path is not None
    frame = shapely.box(*shapely.buffer(area.outline, NEAR_DEG).bounds)
    found = read_countries(path, frame)
    parts = shapely.set_precision(shapely.intersection(found.geometry.values, frame), PLACES)
    kept = shapely.area(parts) > 0
    found = found.set_geometry(parts)[kept]
    write_features(home / COUNTRIES, found)
    lines = []
    for one, other in combinations(found.itertuples(), 2):
        shared = shapely.intersection(
            shapely.boundary(one.geometry), shapely.boundary(other.geometry)
        )
        along = [p for p in shapely.get_parts(shared) if shapely.get_type_id(p) in LINES]
        if along:
            line = shapely.line_merge(shapely.union_all(along))
            lines.append((f"{one.name}–{other.name}", line))
    if not lines:
        return []
    names, shapes = zip(*lines, strict=True)
    frame_rows = gpd.GeoDataFrame({"name": names}, geometry=list(shapes), crs=4326)
    write_features(home / "borders.geojson", frame_rows)
    note = f"{len(lines)} borders between {len(found)} countries near the region"
    return [Draft("borders.geojson", "borders", note, (file,), {})]


def write_features(path: Path, features: gpd.GeoDataFrame) -> None:
    """Write features in longitude and latitude as GeoJSON, the same bytes every time."""
    names = [name for name in features.columns if name != "geometry"]
    rows = [
        {
            "type": "Feature",
            "properties": {n: _plain(row[n]) for n in names},
            "geometry": shapely.geometry.mapping(row["geometry"]),
        }
        for row in features.to_dict("records")
    ]
    text = json.dumps({"type": "FeatureCollection", "features": rows}, ensure_ascii=False)
    with on_disk(path):
        path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON has it; what is missing is null."""
    return None if value is None or value != value else value
