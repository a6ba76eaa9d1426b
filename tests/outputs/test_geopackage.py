import dataclasses
import sqlite3
from contextlib import closing

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest

from marchland.outputs.geopackage import layers, tables, write_geopackage

LAYERS = {
    "bottlenecks", "gaps", "doors", "avenues", "borders", "towns", "sites_lines",
    "sites_points", "options_lines", "options_points", "plan_lines", "plan_points",
    "obstacles", "declarations",
}  # fmt: skip
TABLES = {
    "study", "inventory", "effect", "consequences", "facts", "coefficients",
    "law", "duties", "ledger", "cases", "findings", "declared",
}  # fmt: skip


@pytest.fixture(scope="module")
def package(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("gpkg") / "study.gpkg"
    write_geopackage(report, path)
    return path


def ask(path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(query).fetchall()


def test_it_holds_every_layer_and_table(package):
    kinds = dict(pyogrio.list_layers(package))
    assert {name for name, kind in kinds.items() if kind} == LAYERS
    assert {name for name, kind in kinds.items() if not kind} == {*TABLES, "layer_styles"}


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_a_layer_has_one_geometry_type_and_the_studys_projection(package, layer):
    found = gpd.read_file(package, layer=layer)
    assert found.crs.to_epsg() == 3035
    assert found.geometry.geom_type.nunique() <= 1


def test_the_plan_is_what_was_chosen(package, report):
    names = {
        name
        for layer in ("plan_lines", "plan_points")
        for name in gpd.read_file(package, layer=layer)["option"]
    }
    assert names == set(report.plan.options)


def test_postures_the_own_side_and_areas_are_there_where_the_report_has_them(changed, report):
    area = report.sites.assign(geometry=report.sites.buffer(50.0), kind="peat", site="peat-001")
    sites = pd.concat([report.sites, area.iloc[:1]], ignore_index=True)
    own = pd.DataFrame([("x", "1", 1.0)], columns=["what", "unit", "best"])
    told = changed(postures=own, own_side=own, sites=sites)
    assert {"postures", "own_side"} <= set(tables(told))
    (found,) = [layer for layer in layers(told) if layer.name == "sites_areas"]
    assert found.frame["site"].tolist() == ["peat-001"]
    assert "sites_areas" not in [layer.name for layer in layers(report)]


def test_tables_keep_no_way_through_and_unknown_apart(package):
    effect = pyogrio.read_dataframe(package, layer="effect", read_geometry=False)
    assert np.isinf(effect["after_best_s"][1])
    assert ask(package, "SELECT after_best_s FROM effect")[3] == (None,)


def test_it_is_of_the_version_that_old_qgis_opens(package):
    assert ask(package, "PRAGMA user_version") == [(10200,)]


def test_default_styles_are_there_and_registered(package):
    styles = dict(ask(package, "SELECT f_table_name, styleQML FROM layer_styles"))
    assert {"bottlenecks", "sites_lines", "plan_points"} <= set(styles)
    assert all(qml.startswith("<!DOCTYPE qgis") for qml in styles.values())
    assert ask(package, "SELECT DISTINCT useAsDefault FROM layer_styles") == [(1,)]
    kind = "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'"
    assert ask(package, kind) == [("attributes",)]


def test_two_writes_are_the_same_bytes(report, package, tmp_path):
    write_geopackage(report, tmp_path / "again.gpkg")
    assert (tmp_path / "again.gpkg").read_bytes() == package.read_bytes()


def test_every_date_in_it_is_the_studys(package):
    days = ask(package, "SELECT last_change FROM gpkg_contents")
    days += ask(package, "SELECT update_time FROM layer_styles")
    assert {day[:10] for (day,) in days} == {"2026-06-01"}


def test_a_clock_set_before_is_set_again(report, tmp_path):
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2001-01-01T00:00:00.000Z"})
    try:
        write_geopackage(report, tmp_path / "x.gpkg")
        kept = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    assert kept == "2001-01-01T00:00:00.000Z"


def test_an_empty_study_has_its_layers_all_the_same(report, tmp_path):
    empty = dataclasses.replace(
        report, bottlenecks=report.bottlenecks[:0], sites=report.sites[:0],
        options=report.options[:0], borders=report.borders[:0], towns=report.towns[:0],
        plan=dataclasses.replace(report.plan, options=()),
        facts=pd.DataFrame(columns=report.facts.columns),
    )  # fmt: skip
    write_geopackage(empty, tmp_path / "x.gpkg")
    assert set(pyogrio.list_layers(tmp_path / "x.gpkg")[:, 0]) >= LAYERS | TABLES


def test_routes_are_a_layer_where_there_are_any(report, tmp_path):
    line = report.bottlenecks.geometry[:1]
    routes = gpd.GeoDataFrame({"time_s": [60.0]}, geometry=list(line), crs=3035)
    write_geopackage(dataclasses.replace(report, routes=routes), tmp_path / "x.gpkg")
    assert "routes" in pyogrio.list_layers(tmp_path / "x.gpkg")[:, 0]


def test_gaps_are_the_open_stretches_of_every_door(package, report):
    gaps = gpd.read_file(package, layer="gaps")
    assert len(gaps) == report.bottlenecks["gaps"].sum() + report.doors["gaps"][1]
    assert sorted(gaps["rank"].unique()) == [1, 2]
    np.testing.assert_allclose(gaps["length_m"], gaps.length)


def test_avenues_keep_their_width_along_the_course(package):
    found = gpd.read_file(package, layer="avenues")
    one = found[found["way"] == "1"]
    assert one["echelon"].tolist() == ["company", "none", "brigade"]
    assert one["length_m"].tolist() == [3000, 1000, 2000]


def test_a_report_without_them_has_neither(report, tmp_path):
    write_geopackage(dataclasses.replace(report, avenues=None, doors=None), tmp_path / "x.gpkg")
    assert not {"avenues", "doors"} & set(pyogrio.list_layers(tmp_path / "x.gpkg")[:, 0])
