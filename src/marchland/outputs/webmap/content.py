"""Everything that the browser's map shows of a study, as JSON can hold it."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

import marchland
from marchland.model.provenance import Provenance
from marchland.outputs import answers
from marchland.outputs.basemap import Backdrop, relief
from marchland.outputs.canvas import Canvas
from marchland.outputs.language import said, spoken
from marchland.outputs.prose import answer, hangs_on
from marchland.outputs.report import Report
from marchland.outputs.runfile import plain
from marchland.outputs.titles import attribution, imprint
from marchland.outputs.webmap.captions import page_words
from marchland.outputs.webmap.features import features
from marchland.outputs.webmap.fields import Packs, fields
from marchland.outputs.webmap.lattice import Lattice, lattice
from marchland.outputs.webmap.pack import OUTSIDE_8, pack
from marchland.outputs.words import plain as worded
from marchland.outputs.words import span

Json = dict[str, Any]

OF_THE_MAP = ("borders", "places", "declarations")
"""Layers of the sources that no field rests on."""

PLAIN = ("ground", "features", "words")
"""What is as JSON can hold it from the start."""

SHADES = 250
"""Steps of the relief's light."""


def content(report: Report, back: Backdrop, packed: Packs | None = None) -> Json:
    """Return what the map shows.

    Parameters
    ----------
    report : Report
    back : Backdrop
        The report's ground, traced.
    packed : dict, optional
        Rasters of the same study that were packed before, as
        :func:`marchland.outputs.webmap.page.packed_in` returns them.

    Returns
    -------
    dict
        Words, cases, the ground under the map, the fields on it and the layers over it.
    """
    found = lattice(report.scenario.region.grid)
    layers = [*fields(report, found, packed), *features(report, back)]
    for layer in layers:
        layer["sources"] = _sources(report.provenance, layer["sources"])
    west, north, east, south = found.world
    whole = {
        "format": 1,
        "about": _about(report),
        "words": page_words(),
        "cases": _cases(report),
        "headline": asdict(report.headline),
        "effect": _effect(report),
        "lattice": {
            "rows": found.shape[0], "cols": found.shape[1],
            "west": west, "north": north, "east": east, "south": south,
        },
        "ground": _ground(report, found) if packed is None else packed["ground"],
        "fields": [layer for layer in layers if "planes" in layer],
        "features": [layer for layer in layers if "geojson" in layer],
    }  # fmt: skip
    return {key: value if key in PLAIN else plain(value) for key, value in whole.items()}


def _about(report: Report) -> Json:
    scenario = report.scenario
    return {
        "title": scenario.title,
        "question": scenario.question,
        "notice": scenario.notice,
        "language": spoken(),
        "answer": answer(report),
        "hangs_on": hangs_on(report),
        "notes": list(report.notes),
        "attribution": attribution(report),
        "imprint": imprint(report),
        "on": scenario.on.isoformat(),
        "fingerprint": report.fingerprint,
        "version": marchland.__version__,
        "cell_m": scenario.region.cell_m,
    }


def _cases(report: Report) -> Json:
    scenario, table = report.scenario, report.catalogue
    return {
        "approach": [
            {"name": each.name, "label": worded(each.name), "about": each.question,
             "side": each.side}
            for each in scenario.approaches
        ],
        "mover": [
            {"name": name, "label": worded(name),
             "about": said(f"reference.{name}", table.mover(name).reference)}
            for name in scenario.movers
        ],
        "season": [
            {"name": name, "label": worded(name), "about": ""} for name in scenario.seasons
        ],
    }  # fmt: skip


def _effect(report: Report) -> list[Json]:
    """Return the crossing times of every case in words and, for the tables, in seconds."""
    names = ("approach", "side", "mover", "season")
    return [
        {
            **{name: str(row[name]) for name in names},
            **{when: span(answers.times(row, when)) for when in ("before", "after")},
            "before_s": answers.times(row, "before"),
            "after_s": answers.times(row, "after"),
        }
        for _, row in report.effect.iterrows()
    ]


def _sources(provenance: Iterable[Provenance], layers: Iterable[str]) -> list[Json]:
    """Return credit, licence and scale of what a layer rests on, each said once."""
    wanted = tuple(layers)
    said: dict[tuple[str, str, str], None] = {}
    for source in provenance:
        if source.layer in wanted if wanted else source.layer not in OF_THE_MAP:
            said[source.credit, source.licence, source.scale or "not stated"] = None
    return [{"credit": a, "licence": b, "scale": c} for a, b, c in said]


def _ground(report: Report, found: Lattice) -> Json:
    """Return the relief, the cover and the water that lie under every field."""
    grid, terrain = report.scenario.region.grid, report.terrain
    canvas = Canvas(grid.rows, grid.cols, grid.rows, grid.cols)
    light = relief(terrain["elevation"].values, canvas, grid.cell_m)
    shade = np.rint(np.clip(np.nan_to_num(light, nan=1.0), 0, 1) * SHADES).astype(np.uint8)
    planes = {"shade": shade, "cover": terrain["cover"].values, "water": terrain["water"].values}
    codes = report.catalogue.classes
    return {
        **{
            name: asdict(pack(found.sample(values, grid, OUTSIDE_8)))
            for name, values in planes.items()
        },
        "shades": SHADES,
        "cover_codes": dict(codes["cover"]),
        "water_codes": dict(codes["water"]),
    }
