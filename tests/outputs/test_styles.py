import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from datetime import date

import pytest

from marchland.outputs.styles import STYLES, add_styles, line_style, point_style


def parsed(qml: str) -> ET.Element:
    return ET.fromstring(qml.partition(">")[2])


@pytest.mark.parametrize("layer", STYLES)
def test_every_style_is_a_symbol_that_parses(layer):
    root = parsed(STYLES[layer])
    assert root.tag == "qgis"
    assert root.find("renderer-v2/symbols/symbol").get("type") in {"line", "marker", "fill"}


def test_strokes_are_kept_in_order():
    layers = parsed(line_style(("1,2,3,255", 2.0, "solid"), ("4,5,6,255", 1.0, "dash")))
    widths = [o.get("value") for o in layers.iter("Option") if o.get("name") == "line_width"]
    assert widths == ["2", "1"]


def test_labels_are_an_expression():
    root = parsed(point_style("circle", "0,0,0,255", "9,9,9,255", 2.0, labels="&quot;name&quot;"))
    assert root.find("labeling/settings/text-style").get("fieldName") == '"name"'
    assert parsed(STYLES["plan_lines"]).find("labeling") is None


def test_only_layers_with_a_style_get_one(tmp_path):
    path = tmp_path / "x.gpkg"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(
            "CREATE TABLE gpkg_contents "
            "(table_name, data_type, identifier, description, last_change)"
        )
    add_styles(path, ("towns", "nothing"), date(2026, 6, 1))
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT f_table_name FROM layer_styles").fetchall() == [("towns",)]
        assert base.execute("SELECT data_type FROM gpkg_contents").fetchall() == [("attributes",)]
