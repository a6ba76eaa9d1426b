import geopandas as gpd
import pytest
from pyproj import Geod
from shapely import LineString

from marchland.sources.lengths import border_facts

WIDE = [5_046_000, 3_426_000, 5_343_000, 3_694_000]
TRIPOINTS = ((22.792032, 54.363416), (23.515842, 53.954881))


def facts(study):
    return {row.fact: row.value for row in border_facts(study).itertuples()}


def write(path, lines, names, crs=4326):
    gpd.GeoDataFrame({"name": names}, geometry=lines, crs=4326).to_crs(crs).to_file(path)


def test_nothing_to_measure(scenario, source):
    found = border_facts(scenario(source("dem.tif", "elevation")))
    assert list(found.columns) == ["fact", "value", "unit", "source"]
    assert len(found) == 0


@pytest.mark.parametrize("crs", [4326, 3035, 3857])
def test_length_and_straight_distance_on_the_ellipsoid(scenario, source, tmp_path, crs):
    south, middle, north = (23.0, 54.0), (23.4, 54.1), (23.0, 54.2)
    write(
        tmp_path / "b.gpkg",
        [LineString([south, middle]), LineString([north, middle])],
        ["A–B"] * 2,
        crs,
    )
    study = scenario(source("b.gpkg", "borders", scale="1:1 000"), bounds=WIDE)
    found = border_facts(study)
    geod = Geod(ellps="WGS84")
    straight = geod.inv(*south, *north)[2] / 1000
    circle = Geod(a=6_371_008.8, b=6_371_008.8).inv(*south, *north)[2] / 1000
    length = (geod.inv(*south, *middle)[2] + geod.inv(*middle, *north)[2]) / 1000
    assert found["value"].tolist() == pytest.approx([length, circle, straight], rel=1e-6)
    assert found["unit"].tolist() == ["km"] * 3
    assert found["source"].tolist() == ["us, at 1:1 000"] * 3
    assert found["fact"].tolist() == [
        "length of the border A–B in the region",
        "straight distance between the ends of the border A–B, great circle",
        "straight distance between the ends of the border A–B, WGS 84 ellipsoid",
    ]


def test_the_tripoints_of_the_gap(scenario, source, tmp_path):
    write(tmp_path / "b.gpkg", [LineString(TRIPOINTS)], ["Poland–Lithuania"])
    found = facts(scenario(source("b.gpkg", "borders"), bounds=WIDE))
    straight = "straight distance between the ends of the border Poland–Lithuania, "
    assert 65.4 < found[straight + "great circle"] < 65.5
    assert found[straight + "WGS 84 ellipsoid"] == pytest.approx(65.600, abs=0.001)


def test_a_border_that_leaves_the_region_has_no_straight_distance(scenario, source, tmp_path):
    write(tmp_path / "b.gpkg", [LineString([(23.0, 54.0), (40.0, 54.0)])], ["A–B"])
    found = facts(scenario(source("b.gpkg", "borders"), bounds=WIDE))
    assert list(found) == ["length of the border A–B in the region"]
    assert 100 < next(iter(found.values())) < 200


@pytest.mark.parametrize(
    "lines",
    [
        [LineString([(23, 54), (23.1, 54)]), LineString([(23.2, 54), (23.3, 54)])],
        [LineString([(23, 54), (23.1, 54), (23.1, 54.1), (23, 54)])],
    ],
)
def test_pieces_and_rings_have_no_ends(scenario, source, tmp_path, lines):
    write(tmp_path / "b.gpkg", lines, ["A–B"] * len(lines))
    assert len(facts(scenario(source("b.gpkg", "borders"), bounds=WIDE))) == 1


def test_a_scale_that_nobody_states(scenario, source, tmp_path):
    write(tmp_path / "b.gpkg", [LineString(TRIPOINTS)], ["A–B"])
    found = border_facts(scenario(source("b.gpkg", "borders"), bounds=WIDE))
    assert set(found["source"]) == {"us, scale not stated"}


def test_natural_earth_draws_the_border_short_and_its_ends_elsewhere(shared, scenario, source):
    file = f"{shared}/data/naturalearth_10m/ne_10m_ne_europe.gpkg"
    layer = "ne_10m_admin_0_boundary_lines_land"
    found = facts(scenario(source(file, "borders", source_layer=layer), bounds=WIDE))
    assert found["length of the border Poland–Lithuania in the region"] == pytest.approx(
        87.5, abs=0.1
    )
    straight = "straight distance between the ends of the border Poland–Lithuania, "
    assert found[straight + "WGS 84 ellipsoid"] == pytest.approx(66.0, abs=0.1)
