"""A region by name, in degrees or by a file becomes a frame in metres, projection stated."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Proj, Transformer
from pyproj.exceptions import CRSError

from marchland.catalogue.tables import HOME, read_rows
from marchland.errors import InputError, ScenarioError

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

WAYS = ("known", "bounds_deg", "file")
"""How a region may be given in place of ``bounds_m``."""

OUTLINE = "region"
"""The place that a region in degrees becomes."""

EUROPE, EUROPE_DEG = 3035, (-25.0, 33.0, 45.0, 72.0)
"""ETRS89-extended / LAEA Europe, and where it is meant for."""

NEAR, FAR = 0.001, 0.01
"""How far distances may be off: a UTM zone is taken up to the first, nothing beyond the second."""

STEPS = 21


@dataclass(frozen=True)
class Known:
    """A region of the catalogue."""

    title: str
    bounds_deg: Box


@cache
def known_regions() -> Mapping[str, Known]:
    """Return the regions that have a name, from ``regions.csv``."""
    found = {}
    for _, row in read_rows(HOME / "regions.csv"):
        west, south, east, north = (float(row[k]) for k in ("west", "south", "east", "north"))
        found[row["name"]] = Known(row["title"], (west, south, east, north))
    return found


def framed(raw: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a scenario's bare contents with its region as a frame in metres.

    Parameters
    ----------
    raw : dict
        As the file has it. A region by ``known``, ``bounds_deg`` or ``file`` becomes
        ``bounds_m``, the smallest frame around it; the ground itself becomes the place
        ``region`` and the region's outline. Without ``epsg`` a projection is chosen.
    folder : pathlib.Path
        What its files are relative to.

    Returns
    -------
    dict
        The same where the region has ``bounds_m`` already.

    Raises
    ------
    ScenarioError
        If the region is given twice, or lies nowhere.
    """
    region = raw.get("region")
    if not isinstance(region, dict):
        return raw
    given = [way for way in WAYS if way in region]
    if not given or "bounds_m" in region:
        return raw
    if len(given) > 1:
        raise _fault(" and ".join(given), "the region is given more than once", "Keep one of them.")
    title, box, shape = _ground(given[0], region[given[0]], folder)
    epsg, chosen = region.get("epsg"), None
    if epsg is None:
        epsg, chosen = projection(box)
    bounds = _bounds_m(shape, epsg)
    if bounds is None:
        return raw  # the form says what is wrong with its projection
    ring = [list(point) for point in shape.exterior.coords[:-1]]
    places = dict(raw["places"]) if isinstance(raw.get("places"), dict) else {}
    if "outline" not in region:
        places.setdefault(OUTLINE, {"polygon_deg": ring})
    framed = {"name": title, "outline": OUTLINE, "chosen": chosen, **region}
    framed |= {"epsg": epsg, "bounds_m": list(bounds)}
    framed |= {"bounds_deg": list(box) if given[0] != "file" else None}
    for way in ("known", "file"):
        framed.pop(way, None)
    return {**raw, "region": framed, "places": places}


def projection(box: Box) -> tuple[int, str]:
    """Return a projection for a region, and how well it keeps distances.

    Parameters
    ----------
    box : tuple of float
        West, south, east, north in degrees.

    Returns
    -------
    epsg : int
        The UTM zone of its middle, if that keeps distances to 0.1 %; else LAEA Europe for
        regions in Europe; else the UTM zone, if that keeps them to 1 %.
    chosen : str
        Why, with the largest error of a distance.

    Raises
    ------
    ScenarioError
        If none keeps distances to 1 %.
    """
    west, south, east, north = box
    zone = int(((west + east) / 2 + 180) // 6) % 60 + 1
    utm = (32600 if south + north >= 0 else 32700) + zone
    within = EUROPE_DEG[0] <= west and east <= EUROPE_DEG[2]
    within = within and EUROPE_DEG[1] <= south and north <= EUROPE_DEG[3]
    errors = {epsg: distance_error(epsg, box) for epsg in (utm, *((EUROPE,) if within else ()))}
    fits = [epsg for epsg, error in errors.items() if error <= NEAR]
    fits += [epsg for epsg in (EUROPE, utm) if errors.get(epsg, 1.0) <= FAR]
    if not fits:
        what = f"no projection we know keeps distances to {FAR:.0%} over it"
        raise _fault("bounds_deg", what, "Choose a smaller region, or give epsg and bounds_m.")
    epsg = fits[0]
    name = CRS.from_epsg(epsg).name
    return epsg, f"{name}, EPSG:{epsg}, keeps distances here to {errors[epsg]:.2%}"


def distance_error(epsg: int, box: Box) -> float:
    """Return by what share a distance in a region is off at most, in any direction."""
    west, south, east, north = box
    lon, lat = np.meshgrid(np.linspace(west, east, STEPS), np.linspace(south, north, STEPS))
    factors = Proj(CRS.from_epsg(epsg)).get_factors(lon.ravel(), lat.ravel())
    axes = np.concatenate([factors.tissot_semimajor, factors.tissot_semiminor])
    return float(np.abs(axes - 1).max())


def _ground(way: str, value: object, folder: Path) -> tuple[str, Box, shapely.Polygon]:
    if way == "known":
        known = known_regions()
        if value not in known:
            near = get_close_matches(str(value), known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
            raise _fault("known", f"no region {value!r} is known", hint)
        found = known[str(value)]
        return found.title, found.bounds_deg, shapely.box(*found.bounds_deg)
    if way == "bounds_deg":
        box = _box(value)
        return "Region", box, shapely.box(*box)
    shape = _outline(value, folder)
    return Path(str(value)).stem, _box(shape.bounds), shape


def _box(value: object) -> Box:
    remedy = "Write west, south, east, north in degrees, such as [22.3, 53.7, 23.9, 54.6]."
    try:
        west, south, east, north = (float(v) for v in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        raise _fault("bounds_deg", "is no list of four numbers", remedy) from None
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        raise _fault("bounds_deg", f"{value} is no frame of longitudes and latitudes", remedy)
    return west, south, east, north


def _outline(value: object, folder: Path) -> shapely.Polygon:
    """Return the one polygon of a GeoJSON file."""
    remedy = "Give a GeoJSON file with one polygon, without holes, in longitude and latitude."
    try:
        read = json.loads((folder / str(value)).read_text(encoding="utf-8"))
        features = read["features"] if read["type"] == "FeatureCollection" else [read]
        shapes = [shapely.from_geojson(json.dumps(f.get("geometry", f))) for f in features]
    except OSError as error:
        raise _fault("file", f"{value} cannot be read: {error.strerror}", remedy) from None
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException):
        raise _fault("file", f"{value} is no GeoJSON", remedy) from None
    parts = [part for shape in shapes for part in shapely.get_parts(shape)]
    if len(parts) != 1 or parts[0].geom_type != "Polygon" or parts[0].interiors:
        raise _fault("file", f"{value} is not one polygon without holes", remedy)
    if not parts[0].is_valid:
        raise _fault("file", f"{value}: {shapely.is_valid_reason(parts[0])}", remedy)
    return parts[0]


def _bounds_m(shape: shapely.Polygon, epsg: Any) -> Box | None:  # noqa: ANN401
    """Return the smallest frame in metres around a shape in degrees."""
    try:
        system = CRS.from_epsg(epsg)
    except (CRSError, TypeError):
        return None
    if not system.is_projected:
        return None
    move = Transformer.from_crs(CRS.from_epsg(4326), system, always_xy=True)
    dense = shapely.segmentize(shape, 0.01)
    west, south, east, north = shapely.transform(dense, move.transform, interleaved=False).bounds
    return round(west, 3), round(south, 3), round(east, 3), round(north, 3)


def _fault(key: str, what: str, remedy: str) -> InputError:
    return ScenarioError.one(f"region.{key}", what, remedy)
