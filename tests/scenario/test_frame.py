import json

import pytest
import shapely
from pyproj import Geod

from marchland.errors import ScenarioError
from marchland.scenario.frame import distance_error, framed, known_regions, projection
from marchland.scenario.read import build_scenario

BOX = [22.3, 53.7, 23.9, 54.6]


def region(folder, **said):
    return framed({"region": {"cell_m": 50, **said}}, folder)


def test_a_region_by_name_is_that_in_degrees(tmp_path):
    one, other = region(tmp_path, known="suwalki-gap"), region(tmp_path, bounds_deg=BOX)
    assert one["region"].pop("name") == "Suwałki Gap"
    assert other["region"].pop("name") == "Region"
    assert one == other


def test_the_frame_holds_the_region_and_no_more(tmp_path):
    found = region(tmp_path, bounds_deg=BOX)
    west, south, east, north = found["region"]["bounds_m"]
    assert found["region"]["epsg"] == 32634
    width = Geod(ellps="WGS84").inv(22.3, 53.7, 23.9, 53.7)[2]
    assert 1 < (east - west) / width < 1.05
    assert found["places"]["region"]["polygon_deg"]
    assert found["region"]["outline"] == "region"
    assert "EPSG:32634, keeps distances here to 0.03%" in found["region"]["chosen"]
    assert north - south == pytest.approx(103_200, abs=200)


def test_every_known_region_has_a_projection_that_fits():
    names = known_regions()
    assert {"suwalki-gap", "latgale", "aukstaitija", "podlasie", "kaliningrad-border", "narva",
            "south-east-finland"} <= set(names)  # fmt: skip
    for known in names.values():
        assert distance_error(projection(known.bounds_deg)[0], known.bounds_deg) <= 0.001


@pytest.mark.parametrize(
    ("box", "epsg"),
    [
        ((22.3, 53.7, 23.9, 54.6), 32634),
        ((-3.9, 5.0, -2.1, 6.0), 32630),
        ((-70.5, -18.5, -69.5, -17.5), 32719),
        ((-0.5, -0.5, 0.5, 0.5), 32631),
        ((19.0, 52.0, 29.0, 60.0), 3035),
    ],
)
def test_a_projection_by_size_and_place(box, epsg):
    assert projection(box)[0] == epsg


def test_no_projection_for_half_a_continent():
    with pytest.raises(ScenarioError, match="Choose a smaller region"):
        projection((60.0, 30.0, 100.0, 60.0))


def test_a_given_projection_stays(tmp_path):
    found = region(tmp_path, bounds_deg=BOX, epsg=3035)["region"]
    assert (found["epsg"], found["chosen"]) == (3035, None)


def test_an_outline_of_ones_own_stays(tmp_path):
    found = region(tmp_path, bounds_deg=BOX, outline="mine")
    assert found["region"]["outline"] == "mine"
    assert "region" not in found["places"]


def test_a_frame_in_metres_is_left_alone(tmp_path):
    raw = {"region": {"epsg": 3035, "bounds_m": [0, 0, 1, 1], "bounds_deg": BOX}}
    assert framed(raw, tmp_path) is raw
    assert framed({"region": 3}, tmp_path) == {"region": 3}


def test_a_region_by_file(tmp_path):
    ring = shapely.Polygon([(22, 54), (23, 54), (22.5, 54.6)])
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": json.loads(shapely.to_geojson(ring)),
    }
    (tmp_path / "a.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]})
    )
    found = region(tmp_path, file="a.geojson")
    assert len(found["places"]["region"]["polygon_deg"]) == 3
    assert found["region"]["bounds_deg"] is None
    assert found["region"]["name"] == "a"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"known": "suwalki-gab"}, "Did you mean suwalki-gap"),
        ({"known": "xyz"}, "Known: suwalki-gap"),
        ({"bounds_deg": [23.9, 53.7, 22.3, 54.6]}, "no frame of longitudes"),
        ({"bounds_deg": [1, 2, 3]}, "no list of four numbers"),
        ({"bounds_deg": "x"}, "no list of four numbers"),
        ({"known": "narva", "bounds_deg": BOX}, "more than once"),
        ({"file": "no.geojson"}, "cannot be read"),
        ({"file": "bad.geojson"}, "is no GeoJSON"),
        ({"file": "two.geojson"}, "not one polygon"),
        ({"file": "bow.geojson"}, "Self-intersection"),
    ],
)
def test_what_is_no_region_is_told(tmp_path, said, why):
    (tmp_path / "bad.geojson").write_text("{}")
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)])
    (tmp_path / "two.geojson").write_text(shapely.to_geojson(two))
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    (tmp_path / "bow.geojson").write_text(shapely.to_geojson(bow))
    with pytest.raises(ScenarioError, match=why):
        region(tmp_path, **said)


def test_a_scenario_of_open_data_alone(raw, folder):
    del raw["sources"]
    raw |= {"region": {"known": "narva", "cell_m": 100}, "open_data": ["copernicus-dem-30"]}
    raw["places"]["bank"] = {"point_deg": [28.2, 59.38]}
    scenario = build_scenario(raw, folder, "ford")
    assert scenario.region.name == "Narva"
    again = build_scenario(scenario.model_dump(mode="json"), folder, "ford")
    assert again == scenario
    assert again.digest() == scenario.digest()


def test_mirrors_and_checksums_change_no_fingerprint(raw, folder):
    raw["open_data"] = ["geofabrik"]
    plain = build_scenario(raw, folder, "ford")
    raw |= {"mirrors": {"geofabrik": "http://a"}, "checksums": {"http://a/b": "0" * 64}}
    assert build_scenario(raw, folder, "ford").digest() == plain.digest()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"open_data": ["geofabric"]}, "Did you mean geofabrik"),
        ({"open_data": ["geofabrik"], "mirrors": {"geo": "x"}}, "unknown open data 'geo'"),
        ({"open_data": ["geofabrik", "overpass"]}, "are the same map"),
        ({"open_data": ["geofabrik", "geofabrik"]}, "given 2 times"),
        ({"places": {"west": {"edge": "west"}, "bank": {"country": "LTU"}}}, "natural-earth"),
        ({"stack": {}}, "made of open_data"),
    ],
)
def test_what_is_wrong_with_open_data_is_told(raw, folder, change, why):
    with pytest.raises(ScenarioError, match=why):
        build_scenario({**raw, **change}, folder, "ford")
