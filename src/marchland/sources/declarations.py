"""Declared areas from GeoPackage and GeoJSON, in the terms of the mine-action data model."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pandas as pd
import pyogrio
from shapely import is_valid_reason
from shapely.geometry.base import BaseGeometry

from marchland.errors import Fault, LayerError
from marchland.model.declaration import ATTRIBUTES, DUTIES, Declaration
from marchland.model.provenance import Provenance
from marchland.scenario.form import Scenario
from marchland.sources.base import sha256

WORDS: dict[str, tuple[str, ...]] = {
    field: get_args(get_type_hints(Declaration)[field])
    for field in ("kind", "category", "evidence")
}
"""The words that a field may hold."""

YES_NO = (*DUTIES, "migration_route")


def read_declarations(path: str | Path) -> tuple[Declaration, ...]:
    """Read declared areas.

    Parameters
    ----------
    path : str or pathlib.Path
        GeoPackage or GeoJSON of polygons, in any reference system that it names, with the
        columns name, kind and party, and any of marked, fenced, monitored, recorded,
        category, evidence, migration_route and identified. Other columns are left alone; an
        empty cell is unknown.

    Returns
    -------
    tuple of Declaration
        By name.

    Raises
    ------
    LayerError
        With everything that cannot be read: columns, words, shapes, two areas of one name.
    """
    try:
        frame = pyogrio.read_dataframe(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        what = str(error).partition(";")[0].removeprefix(f"{path}: ").rstrip(".")
        remedy = "Give a GeoPackage or GeoJSON of areas."
        raise LayerError.one(str(path), f"cannot be read: {what}", remedy) from None
    if frame.empty:
        raise LayerError.one(str(path), "holds no areas", "Draw one, or leave the file out.")
    missing = [column for column in ("name", "kind", "party") if column not in frame.columns]
    if missing or frame.crs is None:
        what = f"no column {', '.join(missing)}" if missing else "does not say its system"
        raise LayerError.one(str(path), what, f"Columns are {', '.join(ATTRIBUTES)}.")
    frame = frame.to_crs(4326)
    faults: list[Fault] = []
    found = [
        _area(row, f"{path} area {n}", faults)
        for n, row in enumerate(frame.to_dict("records"), start=1)
    ]
    names = [str(name) for name in frame["name"]]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(Fault(str(path), f"two areas are called {name}", "Name each differently."))
    if faults:
        raise LayerError(str(path), faults)
    return tuple(sorted((area for area in found if area), key=lambda area: area.name))


def declared_areas(scenario: Scenario) -> tuple[tuple[Declaration, ...], tuple[Provenance, ...]]:
    """Return the areas that a scenario declares, and where they came from.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    areas : tuple of Declaration
        By name; none where it declares none.
    provenance : tuple of Provenance
        One for the file, if there is one.

    Raises
    ------
    LayerError
        As :func:`read_declarations`.
    """
    if scenario.declarations is None:
        return (), ()
    path = scenario.folder / scenario.declarations
    areas = read_declarations(path)
    note = f"{len(areas)} areas, declared by the analyst"
    said = (scenario.declarations, "declarations", "declared by the analyst", "the analyst's own")
    return areas, (Provenance(*said, None, sha256(path), note),)


def _area(row: dict[str, Any], where: str, faults: list[Fault]) -> Declaration | None:
    before = len(faults)
    shape = row["geometry"]
    faults += _shape_faults(shape, where)
    values: dict[str, Any] = {field: str(_given(row, field) or "") for field in ("name", "party")}
    faults += _name_faults(values, where)
    for field, words in WORDS.items():
        given = _given(row, field)
        if given is not None and given not in words:
            faults.append(Fault(where, f"{field} {given!r}", f"Use one of {', '.join(words)}."))
        values |= {field: given} if given is not None else {}
    for field in YES_NO:
        values[field] = _yes(_given(row, field), f"{where} {field}", faults)
    values["identified"] = _day(_given(row, "identified"), f"{where} identified", faults)
    if "kind" not in values:
        faults.append(Fault(where, "has no kind", f"Use one of {', '.join(WORDS['kind'])}."))
    if len(faults) > before:
        return None
    part = shape.geoms[0] if shape.geom_type == "MultiPolygon" else shape
    if part.interiors:
        faults.append(Fault(where, "has holes", "Declare the area without holes."))
        return None
    outline = tuple((float(x), float(y)) for x, y, *_ in part.exterior.coords[:-1])
    return Declaration(outline=outline, **values)


def _shape_faults(shape: object, where: str) -> Iterator[Fault]:
    if not isinstance(shape, BaseGeometry) or shape.geom_type not in ("Polygon", "MultiPolygon"):
        yield Fault(where, "is no polygon", "Draw an area.")
    elif shape.geom_type == "MultiPolygon" and len(shape.geoms) > 1:
        yield Fault(where, "has several parts", "Declare each part by its own name.")
    elif not shape.is_valid:
        remedy = "Draw a ring that does not cross itself."
        yield Fault(where, f"is no sound area: {is_valid_reason(shape)}", remedy)


def _name_faults(values: dict[str, Any], where: str) -> Iterator[Fault]:
    if not values["name"].strip():
        yield Fault(where, "has no name", "Name each area.")
    if not re.fullmatch("[A-Z]{2}", values["party"]):
        remedy = "Write its state by two letters (ISO 3166-1), such as PL."
        yield Fault(where, f"party {values['party']!r} is no state", remedy)


def _given(row: dict[str, Any], field: str) -> Any:  # noqa: ANN401
    value = row.get(field)
    return None if value is None or pd.isna(value) or value == "" else value


def _yes(value: object, where: str, faults: list[Fault]) -> bool | None:
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if value is None:
        return None
    text = str(value).lower().removesuffix(".0")
    if text not in words:
        faults.append(Fault(where, f"{value!r} is neither yes nor no", "Write yes or no."))
        return None
    return words[text]


def _day(value: Any, where: str, faults: list[Fault]) -> date | None:  # noqa: ANN401
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        faults.append(Fault(where, f"{value!r} is no day", "Write it as 2026-01-15."))
        return None
