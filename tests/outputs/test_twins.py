import csv
import json

import pytest
from tests.outputs.test_geopackage import LAYERS, TABLES

from marchland.outputs.twins import unit_of, write_twins


@pytest.fixture(scope="module")
def folder(report, tmp_path_factory):
    out = tmp_path_factory.mktemp("twins") / "tables"
    write_twins(report, out)
    return out


def read(folder, name):
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def test_every_table_and_layer_has_both_twins(folder):
    assert {path.stem for path in folder.glob("*.csv")} == LAYERS | TABLES
    assert {path.stem for path in folder.glob("*.json")} == LAYERS | TABLES


def test_no_way_through_and_unknown_are_apart_in_both(folder):
    rows = read(folder, "effect")["rows"]
    assert (rows[1]["after_best_s"], rows[3]["after_best_s"]) == ("inf", None)
    with (folder / "effect.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert (cells[1]["after_best_s"], cells[3]["after_best_s"]) == ("inf", "")
    assert [float(row["before_best_s"]) for row in cells] == [r["before_best_s"] for r in rows]


def test_units_are_spelled_out_and_the_table_says_where_it_is_from(folder, report):
    told = read(folder, "options_lines")
    units = {column["name"]: column["unit"] for column in told["columns"]}
    assert (units["cost_eur_low"], units["land_m2_best"], units["build_s_high"]) == (
        "EUR",
        "m²",
        "s",
    )
    assert units["option"] is None
    assert told["fingerprint"] == report.fingerprint
    assert told["notice"] == "A drawing, not a place."
    assert [source["licence"] for source in told["sources"]] == ["CC0", "CC0"]


@pytest.mark.parametrize(
    ("column", "unit"),
    [("after_low_s", "s"), ("length_m", "m"), ("area_m2", "m²"), ("s", None), ("class", None)],
)
def test_the_unit_is_the_word_that_ends_the_name(column, unit):
    assert unit_of(column) == unit


def test_shapes_stay_in_the_geopackage(folder):
    assert "geometry" not in read(folder, "plan_lines")["rows"][0]
    assert "POINT" not in (folder / "towns.csv").read_text("utf-8")
