"""The QGIS project: every layer of a run, named, grouped and styled, opened by one file."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pyogrio
import rasterio
from pyproj import CRS

from marchland.outputs.printsheet import print_sheet
from marchland.outputs.report import Report
from marchland.outputs.styles import STYLES

VERSION = "3.22.16-Białowieża"
"""Of the oldest QGIS that the project was opened with."""

GEOPACKAGE = "study.gpkg"

GROUPS = {
    "Plan": ("plan_points", "plan_lines", "plan_areas"),
    "Declared by the analyst": ("declarations",),
    "Options and sites": (
        "options_points",
        "options_lines",
        "options_areas",
        "sites_points",
        "sites_lines",
        "sites_areas",
    ),
    "Movement": ("routes", "doors", "gaps", "bottlenecks", "avenues"),
    "For orientation": ("towns", "borders"),
    "Restricted ground": ("obstacles",),
}
"""Layers of the GeoPackage by group, the uppermost first; what is not here comes last."""

OPEN = ("Plan", "Declared by the analyst", "Movement", "For orientation")
"""Groups that are drawn when the project is opened."""

SHOWN = {"plan_points", "plan_lines", "declarations", "bottlenecks", "gaps", "towns", "borders"}
"""Layers that are drawn when the project is opened, with the first raster below."""

FIRST_RASTER = "travel_time"
GEOMETRIES = {"Point": "Point", "LineString": "Line", "Polygon": "Polygon"}


@dataclass(frozen=True)
class Entry:
    """One layer of the project.

    Parameters
    ----------
    name : str
        As the tree shows it.
    source : str
        Path from the project, with the table of a GeoPackage.
    kind : str
        ``raster``, or the geometry: ``Point``, ``Line`` or ``Polygon``.
    style : str
        QML.
    group : str
    shown : bool
        Whether it is drawn when the project is opened.
    """

    name: str
    source: str
    kind: str
    style: str
    group: str
    shown: bool

    @property
    def key(self) -> str:
        """What the project calls it inside."""
        return "".join(c if c.isalnum() else "_" for c in self.source)


def write_project(report: Report, folder: Path, name: str = "study.qgz") -> None:
    """Write a QGIS project over the files of a run folder, the same bytes every time.

    Its paths are relative, so that the folder can be moved as a whole.

    Parameters
    ----------
    report : Report
    folder : pathlib.Path
        With ``study.gpkg``, and GeoTIFFs with their ``.qml`` beside them.
    name : str
        Of the project in it.
    """
    entries = (*_features(folder), *_rasters(folder))
    text = ET.tostring(_project(report, entries), encoding="unicode")
    head = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    on = report.scenario.on
    member = zipfile.ZipInfo(
        Path(name).with_suffix(".qgs").name, (on.year, on.month, on.day, 0, 0, 0)
    )
    member.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr(member, head + text)


def _features(folder: Path) -> Iterator[Entry]:
    """Yield the layers of the GeoPackage that have a geometry, group by group."""
    kinds = {name: kind for name, kind in pyogrio.list_layers(folder / GEOPACKAGE) if kind}
    placed = [(layer, group) for group, layers in GROUPS.items() for layer in layers]
    placed += [(layer, "Other") for layer in kinds if layer not in dict(placed)]
    for layer, group in placed:
        if layer in kinds:
            kind = GEOMETRIES[kinds[layer].removeprefix("Multi")]
            source = f"./{GEOPACKAGE}|layername={layer}"
            named, style = layer.replace("_", " "), STYLES.get(layer, "")
            yield Entry(named, source, kind, style, group, layer in SHOWN)


def _rasters(folder: Path) -> Iterator[Entry]:
    """Yield the rasters, those of the headline first, then folder by folder."""
    found = sorted(folder.rglob("*.tif"), key=lambda path: (len(path.parts), path.as_posix()))
    for path in found:
        inner = path.relative_to(folder)
        group = "Rasters" if inner.parent == Path() else inner.parent.name.replace("_", " ")
        unit = _unit(path)
        named = inner.stem.replace("_", " ") + (f" in {unit}" if unit else "")
        style = path.with_suffix(".qml").read_text(encoding="utf-8")
        shown = inner.as_posix() == f"{FIRST_RASTER}.tif"
        yield Entry(named, f"./{inner.as_posix()}", "raster", style, group.capitalize(), shown)


def _unit(path: Path) -> str:
    """Return the unit of a raster's values, empty where they are classes."""
    with rasterio.open(path) as source:
        unit = source.units[0] or ""
    return "" if unit in ("class", "1") else str(unit)


def _project(report: Report, entries: tuple[Entry, ...]) -> ET.Element:
    scenario = report.scenario
    root = ET.Element("qgis", projectname=scenario.title, version=VERSION)
    ET.SubElement(root, "homePath", path="")
    ET.SubElement(root, "title").text = scenario.title
    root.append(_with("projectCrs", _reference(scenario.region.epsg)))
    root.append(_tree(entries))
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas")
    ET.SubElement(canvas, "units").text = "meters"
    extent = ET.SubElement(canvas, "extent")
    for side, value in zip(("xmin", "ymin", "xmax", "ymax"), scenario.region.bounds_m, strict=True):
        ET.SubElement(extent, side).text = repr(value)
    canvas.append(_with("destinationsrs", _reference(scenario.region.epsg)))
    layers = ET.SubElement(root, "projectlayers")
    for entry in entries:
        layers.append(_layer(entry, scenario.region.epsg))
    order = ET.SubElement(root, "layerorder")
    for entry in entries:
        ET.SubElement(order, "layer", id=entry.key)
    root.append(print_sheet(report))
    root.append(_properties())
    root.append(_metadata(report))
    return root


def _tree(entries: tuple[Entry, ...]) -> ET.Element:
    root = ET.Element("layer-tree-group")
    groups: dict[str, ET.Element] = {}
    for entry in entries:
        if entry.group not in groups:
            shown = entry.group in OPEN or any(e.shown for e in entries if e.group == entry.group)
            groups[entry.group] = ET.SubElement(
                root, "layer-tree-group", name=entry.group,
                checked=_checked(shown), expanded="1" if shown else "0",
            )  # fmt: skip
        layer = ET.SubElement(
            groups[entry.group], "layer-tree-layer", id=entry.key, name=entry.name,
            source=entry.source, providerKey="gdal" if entry.kind == "raster" else "ogr",
            checked=_checked(entry.shown), expanded="1" if entry.shown else "0",
        )  # fmt: skip
        if entry.kind == "raster":
            layer.append(_without_band(entry.style))
    return root


def _without_band(style: str) -> ET.Element:
    """Return what leaves the first line out of a raster's legend: it only says which band it is."""
    properties = ET.Element("customproperties")
    held = ET.SubElement(properties, "Option", type="Map")
    lines = max(1, style.count("<paletteEntry"))  # a scale is one line, a class each its own
    order = ",".join(str(number) for number in range(1, lines + 1))
    ET.SubElement(held, "Option", type="QString", name="legend/node-order", value=order)
    return properties


def _layer(entry: Entry, epsg: int) -> ET.Element:
    if entry.kind == "raster":
        layer = ET.Element("maplayer", type="raster", autoRefreshEnabled="0")
    else:
        layer = ET.Element("maplayer", type="vector", geometry=entry.kind, labelsEnabled="1")
    ET.SubElement(layer, "id").text = entry.key
    ET.SubElement(layer, "datasource").text = entry.source
    ET.SubElement(layer, "layername").text = entry.name
    layer.append(_with("srs", _reference(epsg)))
    provider = ET.SubElement(layer, "provider", encoding="UTF-8")
    provider.text = "gdal" if entry.kind == "raster" else "ogr"
    if entry.style:
        layer.extend(ET.fromstring(entry.style))
    return layer


def _reference(epsg: int) -> ET.Element:
    """Return a reference system as QGIS writes it."""
    crs = CRS.from_epsg(epsg)
    told = {
        "wkt": crs.to_wkt(), "proj4": "", "srsid": "0", "srid": str(epsg),
        "authid": f"EPSG:{epsg}", "description": crs.name, "projectionacronym": "",
        "ellipsoidacronym": "", "geographicflag": "false",
    }  # fmt: skip
    reference = ET.Element("spatialrefsys")
    for name, value in told.items():
        ET.SubElement(reference, name).text = value
    return reference


def _properties() -> ET.Element:
    """Return the settings without which paths are absolute and the projection is not used."""
    properties = ET.Element("properties")
    system = ET.SubElement(properties, "SpatialRefSys")
    ET.SubElement(system, "ProjectionsEnabled", type="int").text = "1"
    paths = ET.SubElement(properties, "Paths")
    ET.SubElement(paths, "Absolute", type="bool").text = "false"
    return properties


def _metadata(report: Report) -> ET.Element:
    """Return what the project says of itself: notice, attribution, licences, fingerprint."""
    metadata, scenario = ET.Element("projectMetadata"), report.scenario
    ET.SubElement(metadata, "title").text = scenario.title
    words = [scenario.question, scenario.notice, f"Fingerprint {report.fingerprint}."]
    ET.SubElement(metadata, "abstract").text = "\n".join(filter(None, words))
    for licence in sorted({source.licence for source in report.provenance}):
        ET.SubElement(metadata, "license").text = licence
    for credit_ in dict.fromkeys(source.credit for source in report.provenance):
        ET.SubElement(metadata, "rights").text = credit_
    ET.SubElement(metadata, "creation").text = f"{scenario.on.isoformat()}T00:00:00"
    return metadata


def _with(name: str, child: ET.Element) -> ET.Element:
    element = ET.Element(name)
    element.append(child)
    return element


def _checked(shown: bool) -> str:
    return "Qt::Checked" if shown else "Qt::Unchecked"
