"""The GIS file: one GeoPackage with every layer and table, styled for QGIS."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from shapely.geometry.base import BaseGeometry

import marchland
from marchland.outputs import answers
from marchland.outputs.accounts import accounted_tables
from marchland.outputs.budgets import budget_frames
from marchland.outputs.declared import declared_frame
from marchland.outputs.declaredmap import areas_of
from marchland.outputs.report import Report
from marchland.outputs.styles import add_styles

VERSION = "1.2"
"""Of the format: what the QGIS that Debian ships opens without a warning."""


@dataclass(frozen=True)
class Layer:
    """One layer of the file.

    Parameters
    ----------
    name : str
    geometry : str
        Geometry type; the same for every feature.
    frame : geopandas.GeoDataFrame
    about : str
        One sentence, kept as the layer's description.
    """

    name: str
    geometry: str
    frame: gpd.GeoDataFrame
    about: str


REACH = (
    "amount and length_m go on to the banks, half a cell beyond each end of the line, which runs "
    "from the middle of a cell to the middle of another."
)
"""Why a line that is drawn is shorter than what is built."""


def write_geopackage(report: Report, path: Path) -> None:
    """Write ``study.gpkg``, the same bytes every time.

    A layer has one geometry type: ``sites``, ``options`` and ``plan`` are each parted in
    ``_lines`` (gaps) and ``_points`` (roads, and gaps of one cell). In tables NULL is
    unknown and infinity is no way through.

    Parameters
    ----------
    report : Report
    path : pathlib.Path
        The file, which must not be there yet.
    """
    on = report.scenario.on
    every = tuple(layers(report))
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{on.isoformat()}T00:00:00.000Z"})
    try:
        for layer in every:
            pyogrio.write_dataframe(
                layer.frame, path, layer=layer.name, driver="GPKG", append=path.exists(),
                geometry_type=layer.geometry, promote_to_multi=layer.geometry.startswith("Multi"),
                dataset_options=None if path.exists() else {"VERSION": VERSION},
                layer_options={"DESCRIPTION": layer.about}, use_arrow=False,
            )  # fmt: skip
        for name, (table, about) in tables(report).items():
            pyogrio.write_dataframe(
                table, path, layer=name, driver="GPKG", append=True, use_arrow=False,
                layer_options={"DESCRIPTION": about},
            )  # fmt: skip
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
    add_styles(path, tuple(layer.name for layer in every), on)


def layers(report: Report) -> Iterator[Layer]:
    """Yield every layer that leaves."""
    epsg = report.scenario.region.epsg
    every = answers.placed(report, report.options)
    plan = answers.placed(report, answers.chosen(report))
    closing = "Lines that close an approach; width_m is open ground."
    yield Layer("bottlenecks", "MultiLineString", _whole(report.bottlenecks, epsg), closing)
    yield Layer(
        "gaps",
        "LineString",
        _gaps(report, epsg),
        "Open stretches of these lines, at least a cell long each.",
    )
    if report.doors is not None:
        about = "Lines that differ, each closing an approach; overlap is with those before it."
        yield Layer("doors", "MultiLineString", _whole(report.doors, epsg), about)
    if report.avenues is not None:
        about = "Ways that differ, in pieces by the echelon that the width lets through."
        yield Layer("avenues", "LineString", _crs(report.avenues, epsg), about)
    outlines = _lines(report.borders, epsg)
    yield Layer("borders", "MultiLineString", outlines, "Borders, as the sources draw them.")
    yield Layer("towns", "Point", _points(report.towns, epsg), "Towns, for orientation.")
    for name, frame, about in (
        ("sites", report.sites, "Where something could be built."),
        ("options", every, f"One measure at one site, with what it costs; {REACH}"),
        ("plan", plan, f"The options that the plan chose; {REACH}"),
    ):
        whole = _crs(frame, epsg)
        dots = whole.geometry.geom_type == "Point"
        areas = whole.geometry.geom_type.str.endswith("Polygon")
        yield Layer(f"{name}_lines", "LineString", whole[~dots & ~areas], f"{about} Gaps.")
        yield Layer(f"{name}_points", "Point", whole[dots], f"{about} Roads and small gaps.")
        if areas.any():
            yield Layer(f"{name}_areas", "MultiPolygon", whole[areas], f"{about} Areas.")
    if report.restricted is not None:
        about = "Restricted ground of the headline case, with its reason; small areas left out."
        yield Layer("obstacles", "Polygon", _crs(report.restricted.obstacles, epsg), about)
    yield from _declared(report, epsg)
    if report.routes is not None:
        yield Layer("routes", "LineString", _crs(report.routes, epsg), "Fastest routes.")


def _declared(report: Report, epsg: int) -> Iterator[Layer]:
    if areas_of(report):
        about = "Areas that the analyst declared: assessed, never sited, chosen or optimised."
        frame = declared_frame(areas_of(report))
        yield Layer("declarations", "Polygon", _crs(frame, epsg), about)


def tables(report: Report) -> dict[str, tuple[pd.DataFrame, str]]:
    """Return every table without a place, by name, each with one sentence on it."""
    coefficients = [
        (key, e.low, e.best, e.high, e.unit, e.source, e.tag)
        for key, e in answers.used_coefficients(report).items()
    ]
    columns = ["coefficient", "low", "best", "high", "unit", "source", "tag"]
    about = {
        "title": report.scenario.title, "notice": report.scenario.notice,
        "on": report.scenario.on.isoformat(), "fingerprint": report.fingerprint,
        "marchland": marchland.__version__, "certificate": report.plan.certificate,
    }  # fmt: skip
    told = "Shares of the ground by class and by limiting factor; V50 and V90."
    found = report.restricted
    inventory = {} if found is None else {"inventory": (found.inventory, told)}
    if report.postures is not None:
        inventory["postures"] = report.postures, "Postures side by side; NULL is unknown."
    if report.own_side is not None:
        inventory["own_side"] = report.own_side, "What the plan costs one's own side."
    if report.budgets is not None:
        inventory |= budget_frames(report.budgets)
    return inventory | accounted_tables(report) | {
        "study": (pd.DataFrame(about.items(), columns=["what", "value"]), "What this file is."),
        "effect": (report.effect, "Crossing times; NULL is unknown, Inf no way through."),
        "consequences": (report.consequences, "What the plan costs off the field."),
        "facts": (report.facts, "Figures computed from the geometry."),
        "coefficients": (
            pd.DataFrame(coefficients, columns=columns), "Every coefficient that was used."
        ),
    }  # fmt: skip


def _crs(frame: gpd.GeoDataFrame, epsg: int) -> gpd.GeoDataFrame:
    """Return features in the study's projection, with plain columns."""
    return frame.set_crs(epsg) if frame.crs is None else frame.to_crs(epsg)


def _lines(frame: gpd.GeoDataFrame, epsg: int) -> gpd.GeoDataFrame:
    """Return features as lines: areas as their outlines."""
    whole = _crs(frame, epsg)
    return whole.set_geometry([_outline(shape) for shape in whole.geometry], crs=epsg)


def _whole(doors: gpd.GeoDataFrame, epsg: int) -> gpd.GeoDataFrame:
    return _lines(doors.drop(columns="front"), epsg)


def _gaps(report: Report, epsg: int) -> gpd.GeoDataFrame:
    """Return the open stretches of bottlenecks and of other doors, one row each."""
    both = [report.bottlenecks.assign(rank=1, overlap=0.0)]
    if report.doors is not None:
        both.append(report.doors[report.doors["rank"] > 1])
    named = pd.concat(both, ignore_index=True)[["approach", "mover", "season", "band", "rank"]]
    fronts = [front for doors in both for front in doors["front"]]
    found = gpd.GeoDataFrame(named, geometry=fronts, crs=report.bottlenecks.crs)
    single = _crs(found, epsg).explode(ignore_index=True)
    return single.assign(length_m=single.length)


def _outline(shape: BaseGeometry) -> BaseGeometry:
    return shape.boundary if shape.geom_type.endswith("Polygon") else shape


def _points(frame: gpd.GeoDataFrame, epsg: int) -> gpd.GeoDataFrame:
    whole = _crs(frame, epsg)
    return whole.set_geometry(whole.geometry.representative_point(), crs=epsg)
