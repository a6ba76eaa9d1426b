import json

import geopandas as gpd
import pytest
import shapely

from marchland.outputs.maps import backdrop_of
from marchland.outputs.webmap.captions import OVER
from marchland.outputs.webmap.features import (
    COARSE_M,
    COLUMNS,
    coarsened,
    features,
    geojson,
    label_place,
    unit,
)


@pytest.fixture(scope="module")
def found(mapped):
    return {layer["id"]: layer for layer in features(mapped, backdrop_of(mapped))}


def test_every_layer_has_a_caption_and_columns():
    named = [name for names in OVER.values() for name in names]
    assert sorted(named) == sorted(COLUMNS)


def test_everything_of_the_report_is_there(found):
    assert set(COLUMNS) - set(found) == {"rails"}


def test_places_are_in_degrees(found):
    for layer in found.values():
        for feature in layer["geojson"]["features"]:
            west, south, east, north = shapely.geometry.shape(feature["geometry"]).bounds
            assert 20 < west <= east < 30, layer["id"]
            assert 50 < south <= north < 60, layer["id"]


def test_a_door_is_followed_by_its_open_stretches(found):
    parts = [each["properties"]["part"] for each in found["bottlenecks"]["geojson"]["features"]]
    assert parts == ["whole", "whole", "open", "open", "label", "label"]


def test_a_line_is_labelled_once_at_its_longest_piece():
    pieces = shapely.MultiLineString([[(0, 0), (10, 0)], [(20, 0), (60, 0)], [(70, 0), (71, 0)]])
    assert label_place(pieces) == shapely.Point(40, 0)
    assert label_place(pieces.geoms[0]) == shapely.Point(5, 0)
    assert label_place(shapely.LineString()).is_empty


def test_every_column_that_is_shown_is_there(found):
    for layer in found.values():
        for feature in layer["geojson"]["features"]:
            assert {column["key"] for column in layer["columns"]} <= set(feature["properties"])


def test_it_is_json_and_unknown_is_null(found):
    text = json.dumps(found, allow_nan=False)
    assert "NaN" not in text
    towns = {t["properties"]["name"]: t["properties"] for t in
             found["towns"]["geojson"]["features"]}  # fmt: skip
    assert towns["Ruś"]["population"] is None


def test_declared_areas_are_no_finer_than_1_to_50_000():
    fine = shapely.Polygon([(1, 1), (1003, 2), (1007, 998), (3, 1004)])
    area = coarsened(gpd.GeoDataFrame({"name": ["a"]}, geometry=[fine], crs=3035))
    for value in shapely.get_coordinates(area.geometry).ravel():
        assert value % COARSE_M == 0


def test_coordinates_are_rounded_to_about_a_metre():
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(23.123456789, 54.0)], crs=4326)
    point = geojson(frame)["features"][0]["geometry"]["coordinates"]
    assert point == [23.12346, 54.0]


@pytest.mark.parametrize(("column", "said"), [("low_s", "s"), ("cut_cells", ""), ("low_m", "m")])
def test_units_follow_the_names(column, said):
    assert unit(column) == said
