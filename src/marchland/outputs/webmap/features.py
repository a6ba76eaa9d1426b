"""What stands over the fields of the browser's map: lines, points and areas in WGS 84."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from marchland.model.grid import Grid
from marchland.outputs import answers
from marchland.outputs.basemap import Backdrop
from marchland.outputs.language import say
from marchland.outputs.overlays import on_grid
from marchland.outputs.report import Report
from marchland.outputs.runfile import plain
from marchland.outputs.strokes import Stroke
from marchland.outputs.webmap.captions import OVER, caption
from marchland.outputs.webmap.captions import group as heading
from marchland.outputs.words import plain as worded

Json = dict[str, Any]

DIGITS = 5
"""Decimals of a degree: about a metre."""

COARSE_M = 25.0
"""Outlines of declared areas are moved to this raster, a point at 1:50 000 being so wide."""

UNITS = {
    "_m2": "m2", "_m": "m", "_s": "s", "_kg": "kg", "cost_eur": "EUR", "eur": "EUR",
    "overlap": "share",
}  # fmt: skip
"""Unit of a column by the end of its name, without low, best or high."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "plan": (
        "option", "site", "measure", "layer", "approach", "band", "amount", "per",
        "cost_eur_low", "cost_eur_best", "cost_eur_high",
        "land_m2_low", "land_m2_best", "land_m2_high",
        "build_s_low", "build_s_best", "build_s_high",
    ),
    "sites": ("site", "kind", "approach", "band", "length_m"),
    "bottlenecks": ("approach", "mover", "season", "band", "width_m", "cut_cells", "gaps"),
    "doors": (
        "approach", "mover", "season", "rank", "width_m", "low_m", "high_m", "cut_cells", "gaps",
        "overlap",
    ),
    "avenues": (
        "approach", "mover", "season", "way", "piece", "low_s", "best_s", "high_s", "length_m",
        "width_m", "echelon", "overlap",
    ),
    "routes": ("approach", "mover", "season", "time_s"),
    "ends": ("place", "role"),
    "borders": ("name",),
    "towns": ("name", "population"),
    "roads": ("class",),
    "rails": ("class",),
    "rivers": ("class",),
    "declarations": ("name", "kind", "party", "marked", "fenced", "monitored", "recorded"),
}  # fmt: skip
"""Columns that are shown, of each layer."""

COLUMNS["options"] = COLUMNS["plan"]
LEVELS = ("_low", "_best", "_high")


def features(report: Report, back: Backdrop) -> list[Json]:
    """Return every layer over the fields, in the order of the map.

    Parameters
    ----------
    report : Report
    back : Backdrop
        Roads, railways and rivers, traced.

    Returns
    -------
    list of dict
        Title, meaning, columns and GeoJSON of each that is not empty, as JSON can hold them.
    """
    frames, entries = dict(_frames(report, back)), []
    for group, names in OVER.items():
        for name in names:
            frame = frames.get(name)
            if frame is None or frame.empty:
                continue
            columns = [column for column in COLUMNS[name] if column in frame]
            heads = [{"key": key, "label": label(key), "unit": unit(key)} for key in columns]
            entries.append({
                "id": name, "group": heading(group), **asdict(caption(name)),
                "columns": heads,
                "geojson": geojson(frame[[*columns, *_extra(frame), "geometry"]]),
            })  # fmt: skip
    return entries


def label(column: str) -> str:
    """Return what a column is called, in the language that is written.

    Examples
    --------
    >>> label("cost_eur_best"), label("width_m"), label("gaps")
    ('Cost, best', 'Open ground', 'Gaps')
    """
    bare, _, level = column.rpartition("_")
    if f"_{level}" not in LEVELS or not bare:
        bare, level = column, ""
    for end in ("_m2", "_m", "_s", "_eur"):
        bare = bare.removesuffix(end)
    name = say(f"webcolumn.{bare}")
    return f"{name}, {say(f'web.{level}')}" if level else name


def unit(column: str) -> str:
    """Return the unit of a column, empty for words and counts.

    Examples
    --------
    >>> unit("cost_eur_best"), unit("width_m"), unit("gaps")
    ('EUR', 'm', '')
    """
    bare = next((column.removesuffix(level) for level in LEVELS if column.endswith(level)), column)
    return next((found for end, found in UNITS.items() if bare.endswith(end)), "")


def _extra(frame: gpd.GeoDataFrame) -> list[str]:
    """Return columns that say how a feature is drawn and are no part of its table."""
    return [name for name in ("part", "rank_of_class") if name in frame]


def _frames(report: Report, back: Backdrop) -> Iterator[tuple[str, gpd.GeoDataFrame | None]]:
    grid = report.scenario.region.grid
    yield "plan", on_grid(answers.placed(report, answers.chosen(report)), grid)
    yield "options", on_grid(answers.placed(report, report.options), grid)
    yield "sites", on_grid(report.sites, grid)
    yield "bottlenecks", _with_fronts(report.bottlenecks, grid)
    yield "doors", None if report.doors is None else _with_fronts(report.doors, grid)
    for name, table in (("avenues", report.avenues), ("routes", report.routes)):
        yield name, None if table is None else on_grid(table, grid)
    drawn = report.declarations
    yield "declarations", None if drawn is None else coarsened(on_grid(drawn, grid))
    ends = None if report.places is None else _within(report.places, grid)
    if ends is not None:
        roles = [say(f"legend.{role}") for role in ends["role"]]
        ends = ends.assign(place=[*map(_named, ends["place"])], role=roles)
    yield "ends", ends
    yield "towns", _within(report.towns, grid)
    yield "borders", _within(report.borders, grid)
    codes = report.catalogue.classes
    for name, found, layer in (
        ("roads", back.roads, "road"), ("rails", back.rails, ""), ("rivers", back.rivers, "water"),
    ):  # fmt: skip
        called = {code: word for word, code in codes.get(layer, {}).items()}
        yield name, _traced(found, grid, called)


def _named(name: str) -> str:
    """Return a name of the scenario as words, the first letter large."""
    text = worded(name).replace("-", " ")
    return text[:1].upper() + text[1:]


def _with_fronts(doors: gpd.GeoDataFrame, grid: Grid) -> gpd.GeoDataFrame:
    """Return doors whole, then their open stretches and where each is labelled, by ``part``."""
    whole = on_grid(doors, grid)
    bare = whole.drop(columns="front")
    fronts = gpd.GeoSeries(list(whole["front"]), crs=whole.crs)
    stretches = bare.set_geometry(fronts.values, crs=whole.crs)
    places = bare.set_geometry([*map(label_place, whole.geometry)], crs=whole.crs)
    drawn = [
        bare.assign(part="whole"), stretches.assign(part="open"), places.assign(part="label"),
    ]  # fmt: skip
    return gpd.GeoDataFrame(pd.concat(drawn, ignore_index=True), crs=whole.crs)


def label_place(line: shapely.Geometry) -> shapely.Point:
    """Return where the one label of a line stands: halfway along its longest piece.

    Parameters
    ----------
    line : shapely.Geometry
        A line in one or several pieces.

    Returns
    -------
    shapely.Point
        Empty where the line is.
    """
    pieces = shapely.get_parts(line)
    if not len(pieces):
        return shapely.Point()
    longest = pieces[int(np.argmax(shapely.length(pieces)))]
    return shapely.line_interpolate_point(longest, 0.5, normalized=True)


def _within(frame: gpd.GeoDataFrame, grid: Grid) -> gpd.GeoDataFrame:
    """Return features cut to the grid; areas as they are, not as outlines."""
    found = on_grid(frame, grid)
    if found.empty:
        return found
    cut = shapely.clip_by_rect(np.asarray(found.geometry), *grid.bounds)
    kept = found.set_geometry(shapely.simplify(cut, grid.cell_m / 4), crs=found.crs)
    return kept[~kept.geometry.is_empty]


def _traced(strokes: Iterable[Stroke], grid: Grid, called: dict[int, str]) -> gpd.GeoDataFrame:
    rows = []
    for stroke in strokes:
        x = grid.x_min_m + stroke.points[:, 0] * grid.cell_m
        y = grid.y_max_m - stroke.points[:, 1] * grid.cell_m
        line = shapely.simplify(shapely.linestrings(np.column_stack([x, y])), grid.cell_m / 5)
        rows.append({
            "class": called.get(stroke.rank, "railway"), "rank_of_class": stroke.rank,
            "geometry": line,
        })  # fmt: skip
    names = ["class", "rank_of_class", "geometry"]
    return gpd.GeoDataFrame(rows, columns=names, geometry="geometry", crs=grid.epsg)


def coarsened(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return areas with their corners on a raster of :data:`COARSE_M`.

    A declared area is never shown at a finer scale than its declaration bears.
    """
    coarse = shapely.set_precision(np.asarray(frame.geometry), COARSE_M)
    return frame.set_geometry(coarse, crs=frame.crs)


def geojson(frame: gpd.GeoDataFrame) -> Json:
    """Return features in WGS 84 as GeoJSON, numbered from 0; lines keep their direction."""
    wgs = frame.to_crs(4326)
    exact = shapely.set_precision(np.asarray(wgs.geometry), 10.0**-DIGITS, mode="pointwise")
    shapes = shapely.transform(exact, lambda places: np.round(places, DIGITS))
    drawn = json.loads(f"[{','.join(shapely.to_geojson(shapes))}]")
    names = [name for name in frame.columns if name != "geometry"]
    rows = pd.DataFrame(frame[names]).to_dict("records")
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": number, "properties": plain(row),
             "geometry": shape}
            for number, (row, shape) in enumerate(zip(rows, drawn, strict=True))
        ],
    }  # fmt: skip
