import numpy as np
import pytest
from scipy.ndimage import label
from shapely import LineString, Point, Polygon

from marchland.errors import LayerError
from marchland.sources.tags import read_tags

OMT = {"scheme": "openmaptiles"}


@pytest.fixture
def read(item, source):
    return lambda name, **more: read_tags(item(name), source(name, "tags", **more))


def test_features_in_degrees_become_layers(read, vector, box, shape):
    features = [
        (box(0, 0, 4, 4), {"landuse": "forest"}),
        (box(5, 5, 7, 9), {"natural": "water"}),
        (shape(LineString, (4.5, 0), (4.5, 10)), {"highway": "primary"}),
        (shape(LineString, (0, 8.5), (8, 8.5)), {"railway": "rail"}),
        (shape(LineString, (4.5, 2.5), (4.5, 3.5)), {"highway": "primary", "bridge": "yes"}),
        (shape(Point, (1, 1)), {"shop": "bakery"}),
    ]
    vector("osm.geojson", features)
    layers, note = read("osm.geojson")
    assert {n: v.dtype for n, v in layers.items()} == dict.fromkeys(layers, np.dtype("uint8"))
    assert (layers["cover"][:4, :4] == 10).all()
    assert layers["cover"].sum() == 160
    assert (layers["water"][5:7, 5:9] == 5).all()
    assert layers["road"].tolist()[4] == [6] * 10
    assert (layers["rail"][:, 8] == 1).all()
    assert np.argwhere(layers["bridge"]).tolist() == [[4, 2], [4, 3]]
    assert note == "reprojected from WGS 84, 5 features used, 1 without a known tag"


def test_a_clearing_lies_in_its_forest_in_any_order(read, vector, box):
    forest, clearing = (
        (box(0, 0, 8, 8), {"landuse": "forest"}),
        (box(2, 2, 4, 4), {"landuse": "meadow"}),
    )
    for number, features in enumerate(([forest, clearing], [clearing, forest])):
        vector(f"f{number}.gpkg", features, epsg=3035)
        cover = read(f"f{number}.gpkg")[0]["cover"]
        assert (cover[2:4, 2:4] == 30).all()
        assert (cover[4:, :8] == 10).all()


def test_the_stronger_water_and_the_higher_road_win_in_any_order(read, vector, box, shape):
    features = [
        (box(2, 2, 6, 6), {"natural": "water"}),
        (shape(LineString, (4.5, 0), (4.5, 9.9)), {"waterway": "river"}),
        (shape(LineString, (0, 1.5), (8, 1.5)), {"waterway": "stream"}),
        (shape(LineString, (1.5, 0), (1.5, 9.9)), {"highway": "track"}),
        (shape(LineString, (0, 3.5), (8, 3.5)), {"highway": "trunk"}),
    ]
    for number, some in enumerate((features, features[::-1])):
        vector(f"f{number}.gpkg", some)
        layers, _ = read(f"f{number}.gpkg")
        assert layers["water"][4].tolist() == [4, 4, 5, 5, 5, 5, 4, 4, 4, 4]
        assert layers["water"][:, 1].tolist() == [2, 2, 2, 2, 4, 2, 2, 2]
        assert layers["road"][1, 3] == 7


@pytest.mark.parametrize("ends", [((0, 0), (8, 8)), ((8, 0), (0, 8)), ((0.3, 9), (7.7, 1))])
def test_a_river_is_a_wall_without_gaps(read, vector, shape, ends):
    vector("r.gpkg", [(shape(LineString, *ends), {"waterway": "river"})], epsg=3035)
    assert label(read("r.gpkg")[0]["water"])[1] == 1


def test_a_culvert_is_no_wall(read, vector, shape):
    line = shape(LineString, (1.5, 1), (1.5, 5))
    vector("w.gpkg", [(line, {"waterway": "stream", "tunnel": "culvert"})])
    assert not read("w.gpkg")[0]["water"].any()
    vector("waterway.gpkg", [(line, {"class": "stream", "brunnel": "tunnel"})])
    assert not read("waterway.gpkg", **OMT)[0]["water"].any()


def test_an_openmaptiles_layer_in_parquet(read, vector, shape):
    line = shape(LineString, (4.5, 0), (4.5, 9.9))
    features = [
        (line, {"class": "secondary", "brunnel": "bridge"}),
        (line, {"class": "ferry", "brunnel": None}),
    ]
    vector("transportation.parquet", features, epsg=3857)
    layers, note = read("transportation.parquet", **OMT)
    assert layers["road"][4].tolist() == [5] * 10
    assert layers["bridge"][4].tolist() == [1] * 10
    assert note.startswith("reprojected from WGS 84 / Pseudo-Mercator, 1 features used, 1 without")


def test_repairs_and_wrong_shapes_are_counted(read, vector, shape):
    features = [
        (shape(Polygon, (1, 1), (3, 3), (3, 1), (1, 3)), {"natural": "water"}),
        (shape(LineString, (6, 6), (7, 7)), {"landuse": "forest"}),
        (shape(Point, (6, 6)), {"natural": "water"}),
    ]
    vector("f.gpkg", features, epsg=3035)
    layers, note = read("f.gpkg")
    assert not layers["cover"].any()
    assert layers["water"].any()
    assert (
        note == "1 features used, 2 of the wrong shape for their tag, 1 invalid outlines repaired"
    )


def test_features_around_the_region_but_not_in_it_give_no_layer(read, vector, box):
    vector("f.gpkg", [(box(-90, -90, -80, -80), {"natural": "water"}),
                      (box(90, 90, 99, 99), {"natural": "water"})])  # fmt: skip
    layers, note = read("f.gpkg")
    assert layers == {}
    assert "0 features used" in note


def test_columns_that_are_no_tags(read, vector, box):
    vector("f.gpkg", [(box(1, 1, 2, 2), {"kind": "lake"})])
    with pytest.raises(LayerError, match="no column is a tag key; its columns: kind"):
        read("f.gpkg")
