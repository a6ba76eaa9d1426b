"""Border lines and towns, for the map."""

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from marchland.errors import Fault, LayerError
from marchland.scenario.form import Scenario, Source
from marchland.sources.base import Item, source_item
from marchland.sources.shapes import LINES, onto
from marchland.sources.vectors import Header, read_features, read_header

NAMES = ("name:latin", "name_latin", "name", "NAME", "Name")
SIDES = (("adm0_left", "adm0_right"), ("ADM0_LEFT", "ADM0_RIGHT"))
PEOPLE = ("population", "POP_MAX", "pop_max", "pop")
"""Columns that are understood; the first that is filled in counts."""


def name_columns(item: Item, layer: str, columns: tuple[str, ...]) -> list[str]:
    """Return the columns that name a feature, best first.

    Parameters
    ----------
    item : Item
        The file, for messages.
    layer : {"places", "borders"}
        A border may be named by the countries on its two sides.
    columns : tuple of str
        The file's.

    Returns
    -------
    list of str
        At least one.

    Raises
    ------
    LayerError
        If no column names anything.
    """
    found = [name for name in NAMES if name in columns]
    if layer == "borders":
        found += [side for pair in SIDES if set(pair) <= set(columns) for side in pair]
    if not found:
        listed = ", ".join(columns[:12]) or "none"
        also = ", or two adm0_left and adm0_right" if layer == "borders" else ""
        raise item.refuse(f"no column of names among {listed}", f"Call one name{also}.")
    return found


def read_named(item: Item, source: Source) -> tuple[gpd.GeoDataFrame, Header]:
    """Return the named features of a source of layer places or borders, near the region.

    Parameters
    ----------
    item : Item
        The file.
    source : Source
        Its layer.

    Returns
    -------
    features : geopandas.GeoDataFrame
        Columns name, population (NaN unknown) and geometry, in the file's reference
        system; what has no name is left out, and of borders what is no line.
    head : Header
        Of the file.

    Raises
    ------
    LayerError
        If the file cannot be read, or names nothing.
    """
    head = read_header(item)
    titles = name_columns(item, source.layer, head.columns)
    counts = [name for name in PEOPLE if name in head.columns]
    found = read_features(item, head, [*titles, *counts])
    if source.layer == "borders" and len(found):
        found = found[shapely.get_type_id(found.geometry.values) != -1].explode(index_parts=False)
        lines = pd.Series(shapely.get_type_id(found.geometry.values)).isin(LINES).to_numpy()
        if not lines.any():
            raise item.refuse("holds no lines", "Give the borders as lines, not as areas.")
        found = found[lines]
    people = pd.to_numeric(_first(found, counts), errors="coerce").astype("float64")
    rows = {"name": _names(found, titles), "population": people}
    named = gpd.GeoDataFrame(rows, geometry=found.geometry.values, crs=head.crs)
    return named[named["name"].notna()].reset_index(drop=True), head


def towns(scenario: Scenario) -> gpd.GeoDataFrame:
    """Return the towns of the sources of layer places.

    Parameters
    ----------
    scenario : Scenario
        Its sources and region.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns name, population (NaN unknown) and geometry (Point) in the grid's
        projection, within the region. No rows where no source gives any.

    Raises
    ------
    LayerError
        With everything wrong with the files.
    """
    grid = scenario.region.grid
    frames = [gpd.GeoDataFrame({"name": [], "population": []}, geometry=[], crs=grid.epsg)]
    for found, head, _ in each_named(scenario, "places"):
        moved, _ = onto(found, head, grid)
        spots = shapely.point_on_surface(moved.geometry.values)
        inside = shapely.intersects(spots, shapely.box(*grid.bounds))
        frames.append(moved.set_geometry(spots)[inside])
    some = [frame for frame in frames if len(frame)] or frames[:1]
    together = pd.concat(some, ignore_index=True)
    metre = together.geometry.x.round(), together.geometry.y.round()
    twins = pd.DataFrame({"name": together["name"], "x": metre[0], "y": metre[1]}).duplicated()
    together = together[~twins].reset_index(drop=True)
    return together.astype({"name": object, "population": "float64"})


def borders(scenario: Scenario) -> gpd.GeoDataFrame:
    """Return the border lines of the sources of layer borders, in the region.

    Parameters
    ----------
    scenario : Scenario
        Its sources and region.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns name and geometry (LineString or MultiLineString), one row for each name
        and source, in the grid's projection. No rows where no source gives any.

    Raises
    ------
    LayerError
        With everything wrong with the files.
    """
    grid = scenario.region.grid
    region = shapely.box(*grid.bounds)
    names, lines = [], []
    for found, head, _ in each_named(scenario, "borders"):
        moved, _ = onto(found, head, grid)
        for name, parts in moved.groupby("name", sort=False):
            inside = shapely.intersection(joined(parts.geometry.values), region)
            if shapely.length(inside) > 0:
                names.append(name)
                lines.append(joined(shapely.get_parts(inside)))
    frame = gpd.GeoDataFrame({"name": names}, geometry=lines, crs=grid.epsg)
    return frame.astype({"name": object})


def each_named(scenario: Scenario, layer: str) -> Iterator[tuple[gpd.GeoDataFrame, Header, Source]]:
    """Read every source of a layer; raise LayerError with all faults of all files."""
    faults: list[Fault] = []
    read = []
    for number, source in enumerate(scenario.every_source):
        if source.layer == layer:
            try:
                read.append((*read_named(source_item(scenario, number)[0], source), source))
            except LayerError as error:
                faults.extend(error.faults)
    if faults:
        raise LayerError("sources", faults)
    yield from read


def joined(lines: object) -> shapely.Geometry:
    """Return lines as one, their pieces joined end to end where they meet in twos."""
    parts = [part for part in shapely.get_parts(lines) if shapely.get_dimensions(part) == 1]
    merged = shapely.line_merge(shapely.union_all(parts))
    single = shapely.get_parts(merged)
    return single[0] if len(single) == 1 else merged


def _first(rows: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Return for each row the first of the columns that is filled in."""
    values = pd.Series(None, rows.index, object)
    for name in columns:
        given = rows[name].astype(object)
        values = values.where(values.notna(), given.where(given != ""))
    return values


def _names(rows: pd.DataFrame, titles: list[str]) -> pd.Series:
    """Return names, and for a border without one the countries on its two sides."""
    own = _first(rows, [name for name in titles if name in NAMES])
    known: dict[frozenset[object], str] = {}
    for left, right in (pair for pair in SIDES if pair[0] in titles):
        pairs = zip(rows[left], rows[right], strict=True)
        sides = [
            known.setdefault(frozenset(pair), "–".join(map(str, pair)))
            if pd.notna(list(pair)).all()
            else None
            for pair in pairs
        ]
        own = own.where(own.notna(), pd.Series(sides, rows.index, object))
    return own
