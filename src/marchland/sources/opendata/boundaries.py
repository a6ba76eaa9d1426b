"""Outlines of countries from geoBoundaries, each under the licence of its own source."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import geopandas as gpd
import shapely

from marchland.downloads.wanted import Wanted
from marchland.errors import LayerError
from marchland.sources.opendata.area import Area, Bases, Draft, Have, Named, path_of
from marchland.sources.opendata.borders import NAME as COUNTRIES_NAME
from marchland.sources.opendata.borders import (
    NEAR_DEG,
    countries_file,
    countries_of,
    write_features,
)

NAME = "geoboundaries"


def about(base: str, iso3: str) -> Wanted:
    """Return what is said of a country: where its outline is, and under which licence.

    Examples
    --------
    >>> about("https://www.geoboundaries.org/api/current/gbOpen", "LTU").url
    'https://www.geoboundaries.org/api/current/gbOpen/LTU/ADM0/'
    """
    return Wanted(f"{base}/{iso3}/ADM0/", "json", optional=True)


def name_boundaries(area: Area, bases: Bases, have: Have) -> Named:
    """Name the outlines of an area's countries, once it is known where they are.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
        Natural Earth says which countries these are.
    have : mapping
        The countries, and what is said of each, in the cache.

    Returns
    -------
    indexes, data : list of Wanted
    """
    earth = countries_file(bases[COUNTRIES_NAME])
    if earth not in have:
        return [earth], []
    said = [about(bases[NAME], iso3) for iso3 in countries_of(area, bases, have)]
    if any(file not in have for file in said):
        return [earth, *said], []
    return [earth, *said], [outline for outline, _ in _outlines(said, have)]


def make_boundaries(area: Area, bases: Bases, have: Have, home: Path) -> list[Draft]:
    """Write the outlines of an area's countries as lines, each named by its country.

    Parameters
    ----------
    area : Area
    bases : mapping of {str: str}
    have : mapping
        The outlines, in the cache.
    home : pathlib.Path
        The stack's folder.

    Returns
    -------
    list of Draft
        ``boundaries.geojson``, under the licences of all its sources; none where no
        outline runs near the area.
    """
    said = [about(bases[NAME], iso3) for iso3 in countries_of(area, bases, have)]
    frame = shapely.box(*shapely.buffer(area.outline, NEAR_DEG).bounds)
    names, lines, licences = [], [], []
    outlines = _outlines(said, have)
    for file, words in outlines:
        path = path_of(have, file)
        assert path is not None
        line = shapely.intersection(shapely.boundary(_shape(path)), frame)
        if shapely.length(line) > 0:
            names.append(str(words["boundaryName"]))
            lines.append(line)
        source = words.get("boundarySource", "source not stated")
        licences.append(f"{words['boundaryName']}: {words['boundaryLicense']}, {source}")
    if not names:
        return []
    write_features(
        home / "boundaries.geojson", gpd.GeoDataFrame({"name": names}, geometry=lines, crs=4326)
    )
    note = f"outlines of {len(names)} countries"
    used = (*said, *(file for file, _ in outlines))
    return [Draft("boundaries.geojson", "borders", note, used, {}, "; ".join(licences))]


def _outlines(said: list[Wanted], have: Have) -> list[tuple[Wanted, dict[str, Any]]]:
    """Return the outline of each country that there is, and what is said of it."""
    found = []
    for file in said:
        path = path_of(have, file)
        if path is None:
            continue
        words = json.loads(path.read_text("utf-8"))
        try:
            url = urljoin(file.url, words["gjDownloadURL"])
            found.append((Wanted(url, "json"), {**words, "boundaryLicense": _licence(words)}))
        except (KeyError, TypeError):
            remedy = "Take geoboundaries out of open_data, or tell its publishers."
            raise LayerError.one(file.url, "does not say where the outline is", remedy) from None
    return found


def _licence(words: dict[str, Any]) -> str:
    return str(words["boundaryLicense"])


def _shape(path: Path) -> shapely.Geometry:
    """Return the ground of all features of a GeoJSON file."""
    features = json.loads(path.read_text("utf-8"))["features"]
    parts = [shapely.make_valid(shapely.from_geojson(json.dumps(f["geometry"]))) for f in features]
    return shapely.union_all(parts)
