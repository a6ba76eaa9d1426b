import numpy as np
import pytest
from shapely import LineString

from marchland.scenario.form import Accounts
from marchland.sources.check import check_sources, is_points


@pytest.fixture
def dem(raster, source):
    raster("dem.tif", np.ones((8, 10), np.float32))
    return source("dem.tif", "elevation")


@pytest.fixture
def cover(raster, source):
    raster("cover.tif", np.ones((8, 10), np.uint8))
    return source("cover.tif", "cover", classes={"1": "grass"})


def said(study):
    return [str(fault) for fault in check_sources(study)]


def test_a_sound_scenario_has_no_faults(scenario, source, dem, cover, vector, shape):
    line = shape(LineString, (1, 1), (2, 2))
    vector("osm.gpkg", [(line, {"highway": "primary", "name": "a"})])
    tags, borders = source("osm.gpkg", "tags"), source("osm.gpkg", "borders")
    vector("towns.gpkg", [(line, {"name": "a"})])
    towns = source("towns.gpkg", "places")
    assert said(scenario(dem, cover, tags, borders, towns)) == []


def test_what_a_terrain_needs(scenario, source, dem, vector, shape):
    assert "none gives the cover" in said(scenario(dem))[0]
    vector("osm.gpkg", [(shape(LineString, (1, 1), (2, 2)), {"highway": "primary"})])
    assert "none gives the elevation" in said(scenario(source("osm.gpkg", "tags")))[0]
    assert said(scenario(dem, source("osm.gpkg", "tags"))) == []


def test_everything_is_told_at_once(scenario, source, raster, vector, shape, tmp_path):
    raster("nocrs.tif", np.ones((8, 10), np.uint8), epsg=None)
    vector("plain.gpkg", [(shape(LineString, (1, 1), (2, 2)), {"kind": "road"})])
    (tmp_path / "spots.csv").write_text("lon,lat,height\n23.3,54.0,5\n")
    study = scenario(
        source("no.tif", "elevation"),
        source("nocrs.tif", "cover", classes={"1": "gras"}),
        source("plain.gpkg", "tags"),
        source("plain.gpkg", "tags", scheme="openmaptiles"),
        source("plain.gpkg", "borders"),
        source("spots.csv", "places"),
        places={"n": {"edge": "north"}, "s": {"edge": "south"}, "p": {"point_deg": (0, 0)}},
    )
    told = said(study)
    wanted = [
        "sources[1] no.tif: no such file",
        "sources[2] nocrs.tif classes.1: unknown class 'gras'",
        "sources[2] nocrs.tif: says not where it lies",
        "sources[3] plain.gpkg: no column is a tag key",
        "sources[4] plain.gpkg: is the OpenMapTiles layer plain",
        "sources[5] plain.gpkg: no column of names",
        "sources[6] spots.csv: ",
        "places.p: lies outside the region",
    ]
    assert len(told) == len(wanted)
    assert [a for a, b in zip(told, wanted, strict=True) if not a.startswith(b)] == []


def test_spot_heights_need_a_column_of_heights(scenario, source, cover, tmp_path, at):
    (tmp_path / "h.csv").write_text("lon,lat,height\n{},{},5\n".format(*at(1, 1)))
    assert "no column ele_m" in said(scenario(source("h.csv", "elevation"), cover))[0]


@pytest.mark.parametrize(
    "case",
    [(0, "99999", "no ground has, such as 99999 m"), (999, "7", "1 heights in or near the region")],
)
def test_spot_heights_are_read_by_a_check(scenario, source, cover, tmp_path, at, case):
    far, height, text = case
    places = [at(*place) for place in ((1, 1), (8 + far, 0), (4 + far, 9))]
    rows = [f"{lon},{lat},{height}" for lon, lat in places]
    (tmp_path / "h.csv").write_text("\n".join(["lon,lat,ele_m", *rows]))
    (fault,) = check_sources(scenario(source("h.csv", "elevation"), cover))
    assert text in fault.what


def test_values_are_not_read(scenario, raster, source, cover):
    path = raster("dem.tif", np.ones((8, 10)))
    path.write_bytes(path.read_bytes()[:500])
    assert said(scenario(source("dem.tif", "elevation"), cover)) == []


@pytest.mark.parametrize(
    ("name", "points"), [("h.csv", True), ("h.GeoJSON", True), ("d.tif", False)]
)
def test_which_elevations_are_points(item, name, points):
    assert is_points(item(name)) == points


def test_a_weight_of_what_no_alternative_has_is_told(scenario, dem, cover):
    plain = scenario(dem, cover)
    right, wrong = (
        plain.model_copy(update={"accounts": Accounts(weights={topic: 1.0})})
        for topic in ("cost", "joy")
    )
    assert said(right) == []
    (fault,) = said(wrong)
    assert fault.startswith("accounts.weights.joy: is no topic. Use delay, own, build, cost")
