"""The sheet to print from the QGIS project: map, title, legend, scale, north and sources."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from marchland.outputs.furniture import nice
from marchland.outputs.report import Report
from marchland.outputs.titles import attribution, imprint

NAME = "Map sheet"
PAGE_MM = (297.0, 210.0)
MAP_MM = (10.0, 26.0, 200.0, 162.0)
"""Left, top, and the most width and height of the map: the frame is as its region is."""

SIDE_MM = 215.0
"""Left of what stands beside the map."""

KINDS = {"page": 65638, "map": 65639, "picture": 65640, "label": 65641, "legend": 65642,
         "scale": 65646}  # fmt: skip
"""Numbers by which QGIS knows what stands on a sheet."""

NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"
"""A picture that every QGIS carries."""

BARS = 2
"""Parts of the scale bar."""

TITLE_PT, TEXT_PT = 14, 7
Box = tuple[float, float, float, float]


def print_sheet(report: Report) -> ET.Element:
    """Return the sheet as QGIS keeps it: A4, with what is switched on in the project.

    Parameters
    ----------
    report : Report

    Returns
    -------
    xml.etree.ElementTree.Element
        ``Layouts``, to be put into a project.
    """
    scenario = report.scenario
    root = ET.Element("Layouts")
    sheet = ET.SubElement(root, "Layout", name=NAME, units="mm", printResolution="300")
    pages = ET.SubElement(sheet, "PageCollection")
    _item(pages, "page", (0.0, 0.0, *PAGE_MM), {})
    frame = _frame(scenario.region.bounds_m)
    _legend(sheet)
    _scale(sheet, frame[2], scenario.region.bounds_m)
    arrow = {"file": NORTH, "northMode": "1", "mode": "2", "mapUuid": _key("map")}
    _item(sheet, "picture", (SIDE_MM + 56, 172.0, 12.0, 12.0), arrow)
    _label(sheet, "title", scenario.title, (10.0, 7.0, 277.0, 8.0), TITLE_PT)
    words = " ".join(filter(None, (scenario.question, scenario.notice)))
    _label(sheet, "question", words, (10.0, 15.0, 277.0, 10.0), TEXT_PT + 1)
    foot = f"{attribution(report)}\n{imprint(report)}"
    _label(sheet, "sources", foot, (10.0, 190.0, 277.0, 14.0), TEXT_PT)
    _map(sheet, frame, scenario.region.bounds_m)
    ET.SubElement(sheet, "Atlas", enabled="0")
    return root


def _frame(bounds_m: Box) -> Box:
    """Return where the map stands: as large as there is room, in the shape of its region."""
    west, south, east, north = bounds_m
    left, top, wide, tall = MAP_MM
    scale = min(wide / (east - west), tall / (north - south))
    return left, top, (east - west) * scale, (north - south) * scale


def _map(sheet: ET.Element, frame: Box, bounds_m: Box) -> None:
    item = _item(sheet, "map", frame, {"frame": "true", "drawCanvasItems": "true"})
    sides = zip(("xmin", "ymin", "xmax", "ymax"), bounds_m, strict=True)
    ET.SubElement(item, "Extent", {name: repr(float(value)) for name, value in sides})
    ET.SubElement(item, "LayerSet")


def _legend(sheet: ET.Element) -> None:
    told = {"map_uuid": _key("map"), "legendFilterByMap": "1", "resizeToContents": "1",
            "symbolWidth": "6", "symbolHeight": "3.5", "columnCount": "1"}  # fmt: skip
    item = _item(sheet, "legend", (SIDE_MM, MAP_MM[1], 72.0, 130.0), told)
    styles = ET.SubElement(item, "styles")
    for name, size in (("group", TEXT_PT + 2), ("subgroup", TEXT_PT + 1), ("symbolLabel", TEXT_PT)):
        style = ET.SubElement(styles, "style", name=name, marginTop="1.5", alignment="1")
        style.extend(_lettering("styleFont", size))


def _scale(sheet: ET.Element, wide_mm: float, bounds_m: Box) -> None:
    """Put a bar of two parts on the sheet, together about a fifth of the map's width."""
    west, _, east, _ = bounds_m
    part_m = nice((east - west) / 5 / BARS)
    each = {"style": "Single Box", "mapUuid": _key("map"), "unitType": "km", "unitLabel": "km",
            "numMapUnitsPerScaleBarUnit": "1", "numUnitsPerSegment": f"{part_m / 1000:g}",
            "numSegments": str(BARS), "numSegmentsLeft": "0", "height": "2",
            "segmentMillimeters": f"{part_m / (east - west) * wide_mm:.4f}"}  # fmt: skip
    item = _item(sheet, "scale", (SIDE_MM, 174.0, 52.0, 10.0), each)
    item.extend(_lettering("scaleBarFont", TEXT_PT))


def _label(sheet: ET.Element, name: str, text: str, box: Box, size: int) -> None:
    item = _item(sheet, "label", box, {"labelText": text, "valign": "32"}, name=name)
    item.extend(_lettering("LabelFont", size, bold=size == TITLE_PT))


def _lettering(name: str, size: int, *, bold: bool = False) -> tuple[ET.Element, ET.Element]:
    """Return a font twice: as QGIS up to 3.22 reads it, under a name, and as later ones do."""
    weight = 75 if bold else 50
    older = ET.Element(name, description=f"DejaVu Sans,{size},-1,5,{weight},0,0,0,0,0", style="")
    return older, ET.Element(
        "text-style", fontFamily="DejaVu Sans", fontSize=str(size), fontSizeUnit="Point",
        textColor="26,26,26,255", namedStyle="Bold" if bold else "Book",
        fontWeight=str(weight), textOpacity="1",
    )  # fmt: skip


def _item(
    home: ET.Element, kind: str, box: Box, told: Mapping[str, str], *, name: str = ""
) -> ET.Element:
    left, top, wide, tall = (f"{length:g}" for length in box)
    key = _key(name or kind)
    whole = {
        "type": str(KINDS[kind]), "id": name or kind, "uuid": key, "templateUuid": key,
        "position": f"{left},{top},mm", "positionOnPage": f"{left},{top},mm",
        "size": f"{wide},{tall},mm", "visibility": "1", "opacity": "1", "frame": "false",
        "background": "false" if kind in ("label", "picture", "scale") else "true",
        "outlineWidthM": "0.3,mm", **told,
    }  # fmt: skip
    return ET.SubElement(home, "LayoutItem", whole)


def _key(name: str) -> str:
    """Return what QGIS calls an item inside: the same every time."""
    return f"{{{uuid5(NAMESPACE_URL, f'marchland:{name}')}}}"
