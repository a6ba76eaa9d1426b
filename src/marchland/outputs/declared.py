"""Declared areas and what is found of them, as GeoPackage or GeoJSON."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pyogrio
from shapely import Polygon

from marchland.errors import OutputError
from marchland.model.declaration import ATTRIBUTES, Declaration

DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON"}


def write_declarations(areas: Sequence[Declaration], path: str | Path) -> Path:
    """Write declared areas, so that they can be read again as they were.

    Parameters
    ----------
    areas : sequence of Declaration
        In any order.
    path : str or pathlib.Path
        Ends in ``.gpkg`` or ``.geojson``; written under another name and moved into place.

    Returns
    -------
    pathlib.Path
        Where it is.

    Raises
    ------
    OutputError
        If the ending is another, or the file cannot be written.
    """
    path = Path(path)
    if path.suffix not in DRIVERS:
        remedy = f"End the name in {' or '.join(DRIVERS)}."
        raise OutputError.one(str(path), "is no format for declarations", remedy)
    frame = declared_frame(areas)
    part = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        pyogrio.write_dataframe(
            frame, part, driver=DRIVERS[path.suffix], layer="declarations", use_arrow=False
        )
        part.replace(path)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        part.unlink(missing_ok=True)
        remedy = "Name a file in a folder where you may write."
        raise OutputError.one(str(path), f"cannot be written: {error}", remedy) from None
    return path


def declared_frame(areas: Sequence[Declaration]) -> gpd.GeoDataFrame:
    """Return declared areas as features, by name.

    Parameters
    ----------
    areas : sequence of Declaration

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, columns :data:`marchland.model.declaration.ATTRIBUTES` as text; None is
        unknown.
    """
    ordered = sorted(areas, key=lambda area: area.name)
    rows = [{field: _word(getattr(area, field)) for field in ATTRIBUTES} for area in ordered]
    shapes = [Polygon(area.outline) for area in ordered]
    return gpd.GeoDataFrame(rows, columns=list(ATTRIBUTES), geometry=shapes, crs=4326)


def _word(value: object) -> object:
    """Return a field as a file holds it: yes, no, or empty for what is unknown."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
