"""Twins of every table and layer for those without a GIS: CSV and JSON, with units and sources."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd

from marchland.outputs.geopackage import layers, tables
from marchland.outputs.report import Report
from marchland.outputs.runfile import plain

UNITS = {"m": "m", "m2": "m²", "s": "s", "eur": "EUR", "km": "km", "kmh": "km/h", "deg": "°"}
"""Units by the word that ends a column's name, or stands before its level."""

_LEVEL = re.compile(r"_(low|best|high)$")


def write_twins(report: Report, folder: Path) -> None:
    """Write each table as ``NAME.csv`` and ``NAME.json`` into a new folder.

    In CSV an empty cell is unknown and ``inf`` is no way through; in JSON ``null`` and
    ``"inf"``. The unit of a column is in its name, and spelled out in JSON. Layers are
    written without their shapes, which are in ``study.gpkg``.

    Parameters
    ----------
    report : Report
    folder : pathlib.Path
        Must not be there yet.
    """
    folder.mkdir()
    for name, (table, about) in _every(report).items():
        rows = [list(map(plain, row)) for row in table.itertuples(index=False)]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([list(table.columns), *rows])
        told = _told(report, name, about, list(table.columns), rows)
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def unit_of(column: str) -> str | None:
    """Return the unit that a column's name ends in, or None.

    Examples
    --------
    >>> unit_of("after_best_s"), unit_of("cost_eur_high"), unit_of("measure")
    ('s', 'EUR', None)
    """
    stem = _LEVEL.sub("", column)
    return UNITS.get(stem.rpartition("_")[2]) if "_" in stem else None


def _every(report: Report) -> dict[str, tuple[pd.DataFrame, str]]:
    bare = {
        layer.name: (pd.DataFrame(layer.frame.drop(columns=layer.frame.geometry.name)), layer.about)
        for layer in layers(report)
    }
    return {**tables(report), **bare}


def _told(
    report: Report, name: str, about: str, columns: list[str], rows: list[list[Any]]
) -> dict[str, Any]:
    """Return what a table says of itself."""
    scenario = report.scenario
    sources = [
        {"credit": s.credit, "licence": s.licence, "sha256": s.sha256} for s in report.provenance
    ]
    return {
        "table": name,
        "about": about,
        "study": scenario.title,
        "notice": scenario.notice,
        "on": scenario.on.isoformat(),
        "fingerprint": report.fingerprint,
        "columns": [{"name": c, "unit": unit_of(c)} for c in columns],
        "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        "sources": sources,
    }
