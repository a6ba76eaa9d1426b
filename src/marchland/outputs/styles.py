"""How the GIS files look when QGIS opens them."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from string import Template

RENDERER = Template(
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
    '<qgis version="3.22.0-Białowieża" styleCategories="Symbology|Labeling">'
    '<renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0">'
    '<symbols><symbol type="$kind" name="0" alpha="1" clip_to_extent="1" force_rhr="0">$layers'
    "</symbol></symbols><rotation/><sizescale/></renderer-v2>$labels</qgis>"
)
SYMBOL = Template(
    '<layer class="$what" enabled="1" locked="0" pass="0">'
    '<Option type="Map">$options</Option></layer>'
)
LABELS = Template(
    '<labeling type="simple"><settings calloutType="simple"><text-style fieldName="$field" '
    'isExpression="1" fontFamily="sans-serif" fontSize="$size" fontSizeUnit="Point" '
    'fontWeight="75" textColor="26,26,26,255" textOpacity="1"><text-buffer bufferDraw="1" '
    'bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1"/>'
    '</text-style><placement placement="$placement" dist="1" distUnits="MM"/></settings></labeling>'
)

TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
    f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)"""
CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
VALUES ('layer_styles', 'attributes', 'layer_styles', 'default styles', ?)"""
STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
    styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)
VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)"""

DARK, GREY, VIOLET, WHITE = "16,16,16,255", "122,106,128,255", "92,31,110,255", "255,255,255,255"
BLUE = "29,78,137,255"


def line_style(*strokes: tuple[str, float, str], labels: str = "") -> str:
    """Return the QML of a line layer.

    Parameters
    ----------
    *strokes : tuple of (str, float, str)
        Colour as red, green, blue, alpha; width in mm; ``solid``, ``dash`` or ``dot``. The
        first is drawn first.
    labels : str
        A QGIS expression written along the line; empty for none.
    """
    layers = "".join(
        _symbol("SimpleLine", {
            "line_color": colour, "line_width": f"{width:g}", "line_width_unit": "MM",
            "line_style": dash, "capstyle": "flat", "joinstyle": "round",
        })
        for colour, width, dash in strokes
    )  # fmt: skip
    return _qml("line", layers, labels, placement="2")


def point_style(shape: str, fill: str, outline: str, size: float, *, labels: str = "") -> str:
    """Return the QML of a point layer: ``square`` or ``circle``, size in mm."""
    layer = _symbol("SimpleMarker", {
        "name": shape, "color": fill, "outline_color": outline, "size": f"{size:g}",
        "size_unit": "MM", "outline_width": "0.25", "outline_width_unit": "MM",
    })  # fmt: skip
    return _qml("marker", layer, labels, placement="0")


def hatch_style(colour: str, *, labels: str = "") -> str:
    """Return the QML of a layer of areas: sparse diagonal lines inside a thin outline."""
    layer = _symbol("SimpleFill", {
        "color": colour, "style": "b_diagonal", "outline_color": colour,
        "outline_width": "0.15", "outline_width_unit": "MM",
    })  # fmt: skip
    return _qml("fill", layer, labels, placement="0")


def _symbol(what: str, options: dict[str, str]) -> str:
    listed = "".join(
        f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items()
    )
    return SYMBOL.substitute(what=what, options=listed)


def _qml(kind: str, layers: str, labels: str, *, placement: str) -> str:
    text = LABELS.substitute(field=labels, size="8", placement=placement) if labels else ""
    return RENDERER.substitute(kind=kind, layers=layers, labels=text)


STYLES = {
    "bottlenecks": line_style(
        (WHITE, 1.2, "solid"), (DARK, 0.5, "solid"),
        labels="round(&quot;width_m&quot; / 1000, 1) || ' km'",
    ),
    "gaps": line_style((DARK, 1.5, "solid")),
    "doors": line_style(
        (WHITE, 1.4, "solid"), (DARK, 0.6, "dash"),
        labels="&quot;rank&quot; || ': ' || round(&quot;width_m&quot; / 1000, 1) || ' km'",
    ),
    "avenues": line_style((WHITE, 1.6, "solid"), (BLUE, 0.9, "solid"), labels="&quot;way&quot;"),
    "sites_lines": line_style((GREY, 0.4, "solid")),
    "sites_points": point_style("square", WHITE, GREY, 1.8),
    "sites_areas": hatch_style(GREY),
    "options_lines": line_style((GREY, 0.25, "dot")),
    "options_points": point_style("square", WHITE, GREY, 1.2),
    "plan_areas": hatch_style(VIOLET),
    "plan_lines": line_style((WHITE, 1.7, "solid"), (VIOLET, 1.1, "solid")),
    "plan_points": point_style("square", VIOLET, WHITE, 2.6),
    "obstacles": hatch_style(GREY),
    "declarations": hatch_style(
        "61,61,61,255", labels="&quot;name&quot; || ': declared by the analyst'"
    ),
    "routes": line_style((WHITE, 1.4, "solid"), (BLUE, 0.7, "dash")),
    "borders": line_style((WHITE, 1.0, "solid"), ("91,91,91,255", 0.45, "dash")),
    "towns": point_style("circle", DARK, WHITE, 1.6, labels="&quot;name&quot;"),
}  # fmt: skip
"""Default styles by layer."""


def add_styles(path: Path, layers: tuple[str, ...], on: date) -> None:
    """Add the default styles of some layers to a GeoPackage.

    Parameters
    ----------
    path : pathlib.Path
        The GeoPackage.
    layers : tuple of str
        Layers in it; those without a style are left as they are.
    on : datetime.date
        When the styles say that they were made.
    """
    when = f"{on.isoformat()}T00:00:00.000Z"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(TABLE)
        base.execute(CONTENTS, (when,))
        base.executemany(
            STYLE,
            [(name, name, STYLES[name], "Marchland", when) for name in layers if name in STYLES],
        )
