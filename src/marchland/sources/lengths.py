"""What border lines say in figures, measured on the ellipsoid."""

from typing import Any

import pandas as pd
import shapely
from pyproj import Geod

from marchland.model.said import Said
from marchland.scenario.form import Scenario
from marchland.sources.base import region_outline
from marchland.sources.map import each_named, joined

GEOD = Geod(ellps="WGS84")
SPHERE = Geod(a=6371008.8, b=6371008.8)
"""The sphere of mean radius, on which published straight distances are mostly taken."""


def border_facts(scenario: Scenario) -> pd.DataFrame:
    """Return the length of each border, and how far apart its ends are.

    Lengths are geodesic, from the file's own longitudes and latitudes, so that they are as
    long as the file draws them: at a smaller scale a line is shorter.

    Parameters
    ----------
    scenario : Scenario
        Its sources of layer borders and its region.

    Returns
    -------
    pandas.DataFrame
        Columns fact, value, unit (km) and source, which carries the scale. For each border:
        its length in the region; and, where it is one line both of whose ends lie in the
        region, the straight distance between them, on the sphere of mean radius and on the
        ellipsoid, which differ by up to half a per cent.

    Raises
    ------
    LayerError
        With everything wrong with the files.
    """
    outline = region_outline(scenario.region.grid)
    rows: list[tuple[str, float, str, str]] = []
    for found, _, source in each_named(scenario, "borders"):
        scale = f"at {source.scale}" if source.scale else "scale not stated"
        said = f"{source.credit}, {scale}"
        for name, parts in found.to_crs(4326).groupby("name", sort=False):
            line = joined(parts.geometry.values)
            inside = shapely.intersection(line, outline)
            if shapely.length(inside) == 0:
                continue
            length_km = GEOD.geometry_length(inside) / 1000
            of = {"name": str(name)}
            length = Said("fact.length", "length of the border {name} in the region", of)
            rows.append((length, length_km, "km", said))
            if (ends := _ends(line, outline)) is not None:
                words = "straight distance between the ends of the border {name}"
                great = Said("fact.great_circle", f"{words}, great circle", of)
                ellipsoid = Said("fact.ellipsoid", f"{words}, WGS 84 ellipsoid", of)
                rows.append((great, _apart_km(SPHERE, *ends), "km", said))
                rows.append((ellipsoid, _apart_km(GEOD, *ends), "km", said))
    facts = pd.DataFrame(rows, columns=["fact", "value", "unit", "source"])
    return facts.astype({"fact": object, "value": "float64", "unit": object, "source": object})


def _ends(line: shapely.Geometry, outline: shapely.Geometry) -> tuple[Any, Any] | None:
    """Return a line's two ends, if both are in the region."""
    ends = shapely.get_parts(shapely.boundary(line))
    if line.geom_type != "LineString" or len(ends) != 2:
        return None
    return tuple(ends) if shapely.covers(outline, ends).all() else None


def _apart_km(earth: Geod, one: shapely.Point, other: shapely.Point) -> float:
    return float(earth.inv(one.x, one.y, other.x, other.y)[2]) / 1000
