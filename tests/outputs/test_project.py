import zipfile
from shutil import copytree
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from marchland.outputs.project import write_project


@pytest.fixture(scope="module")
def run(run, tmp_path_factory):
    """A copy of the run."""
    return copytree(run, tmp_path_factory.mktemp("copy") / "out")


@pytest.fixture(scope="module")
def project(run):
    with zipfile.ZipFile(run / "study.qgz") as archive:
        assert archive.namelist() == ["study.qgs"]
        return ET.fromstring(archive.read("study.qgs"))


def layers(project):
    return {layer.findtext("datasource"): layer for layer in project.iter("maplayer")}


def test_every_layer_and_raster_of_the_run_is_in_it_once(project, run):
    features = {n for n, kind in pyogrio.list_layers(run / "study.gpkg") if kind}
    rasters = {f"./{p.relative_to(run).as_posix()}" for p in run.rglob("*.tif")}
    expected = {f"./study.gpkg|layername={name}" for name in features} | rasters
    assert set(layers(project)) == expected
    assert len(list(project.iter("maplayer"))) == len(expected)


def test_the_tree_and_the_order_name_what_is_there(project):
    keys = [layer.findtext("id") for layer in project.iter("maplayer")]
    assert len(set(keys)) == len(keys)
    assert [leaf.get("id") for leaf in project.iter("layer-tree-layer")] == keys
    assert [layer.get("id") for layer in project.find("layerorder")] == keys


def test_every_layer_is_styled_and_in_the_studys_projection(project):
    for source, layer in layers(project).items():
        assert layer.find("pipe" if layer.get("type") == "raster" else "renderer-v2") is not None, (
            source
        )
        assert layer.findtext("srs/spatialrefsys/authid") == "EPSG:3035"
    assert project.findtext("projectCrs/spatialrefsys/authid") == "EPSG:3035"


def test_what_is_drawn_on_opening_lies_in_groups_that_are(project):
    shown = [
        leaf for leaf in project.iter("layer-tree-layer") if leaf.get("checked") == "Qt::Checked"
    ]
    assert {leaf.get("name") for leaf in shown} >= {"plan lines", "bottlenecks", "travel time in s"}
    for group in project.iter("layer-tree-group"):
        if any(leaf in list(group) for leaf in shown):
            assert group.get("checked") == "Qt::Checked"


def test_a_rasters_legend_begins_with_its_values_and_not_with_its_band(project):
    tree, layers = project.find("layer-tree-group"), {
        layer.findtext("id"): layer for layer in project.find("projectlayers")
    }  # fmt: skip
    for node in tree.iter("layer-tree-layer"):
        order = node.find(".//Option[@name='legend/node-order']")
        classes = len(layers[node.get("id")].findall(".//paletteEntry"))
        wanted = ",".join(str(number) for number in range(1, max(1, classes) + 1))
        assert (order is None) == (node.get("providerKey") != "gdal")
        assert order is None or order.get("value") == wanted


def test_it_says_whose_data_it_is_and_holds_no_path_of_its_own(project, run, report):
    text = ET.tostring(project, encoding="unicode")
    assert report.scenario.notice in project.findtext("projectMetadata/abstract")
    assert project.findtext("projectMetadata/rights") == "Nobody"
    assert str(run.parent) not in text
    assert project.findtext("properties/Paths/Absolute") == "false"


def test_the_same_run_gives_the_same_bytes(report, run):
    before = (run / "study.qgz").read_bytes()
    write_project(report, run, "again.qgz")
    with zipfile.ZipFile(run / "again.qgz") as archive:
        again = archive.read("again.qgs")
    with zipfile.ZipFile(run / "study.qgz") as archive:
        assert archive.read("study.qgs") == again
    write_project(report, run)
    assert (run / "study.qgz").read_bytes() == before
