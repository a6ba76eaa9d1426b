import geopandas as gpd
import pytest
import shapely
from shapely import LineString, Point

from marchland.errors import LayerError
from marchland.sources.vectors import read_features, read_header

FORMATS = ["f.gpkg", "f.geojson", "f.parquet", "f.fgb", "f.shp"]


def both(item, **more):
    head = read_header(item)
    return head, read_features(item, head, **more)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("epsg", [4326, 3035, 3857])
def test_features_near_the_region_in_their_own_system(vector, item, shape, name, epsg):
    near, far = shape(LineString, (1, 1), (2, 2)), shape(LineString, (500, 500), (501, 501))
    vector(name, [(near, {"kind": "a"}), (far, {"kind": "b"})], epsg=epsg)
    head, found = both(item(name))
    assert head.crs.to_epsg() == epsg
    assert "kind" in head.columns
    assert found["kind"].tolist() == ["a"]
    assert len(both(item(name), near=False)[1]) == 2
    assert list(both(item(name), columns=[])[1].columns) == ["geometry"]


def test_a_table(item, tmp_path, at):
    (tmp_path / "t.csv").write_text("name,lon,lat\na,{},{}\nb,0,0\n".format(*at(1, 1)))
    head, found = both(item("t.csv"))
    assert head.columns == ("name", "lon", "lat")
    assert found["name"].tolist() == ["a"]


def test_heights_and_features_without_a_place_are_left_out(item, tmp_path, at):
    lon, lat = at(1, 1)
    rows = {"name": ["a", "b", "c"]}
    shapes = [Point(lon, lat, 7), None, Point()]
    gpd.GeoDataFrame(rows, geometry=shapes, crs=4326).to_file(tmp_path / "f.gpkg")
    found = both(item("f.gpkg"), near=False)[1]
    assert found["name"].tolist() == ["a"]
    assert not shapely.has_z(found.geometry.values).any()


def test_of_several_layers_one_is_named(item, vector, shape):
    line = [(shape(LineString, (1, 1), (2, 2)), {"a": 1})]
    vector("f.gpkg", line, layer="rivers")
    vector("f.gpkg", line, layer="roads")
    assert read_header(item("f.gpkg", "roads")).layer == "roads"
    with pytest.raises(
        LayerError, match=r"holds 2 layers. Name one as source_layer: rivers, roads"
    ):
        read_header(item("f.gpkg"))
    with pytest.raises(LayerError, match=r"has no layer road. Did you mean roads\?"):
        read_header(item("f.gpkg", "road"))
    with pytest.raises(LayerError, match=r"has no layer xyz. Its layers: rivers, roads"):
        read_header(item("f.gpkg", "xyz"))


def test_one_layer_needs_no_name_and_geojson_takes_any(item, vector, shape):
    line = [(shape(LineString, (1, 1), (2, 2)), {"a": 1})]
    vector("f.gpkg", line, layer="rivers")
    vector("f.geojson", line)
    assert read_header(item("f.gpkg")).layer == "rivers"
    assert read_header(item("f.geojson", "waterway")).columns == ("a",)
    with pytest.raises(LayerError, match="has no layer waterway"):
        read_header(item("f.gpkg", "waterway"))


@pytest.mark.parametrize("name", ["f.gpkg", "f.shp", "f.parquet"])
@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_no_reference_system(item, tmp_path, name):
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[Point(1, 2)])
    frame.to_parquet(tmp_path / name) if name == "f.parquet" else frame.to_file(tmp_path / name)
    with pytest.raises(LayerError, match="says not where it lies") as caught:
        read_header(item(name))
    assert "ogr2ogr -a_srs" in str(caught.value)


@pytest.mark.parametrize("name", [*FORMATS, "f.csv"])
def test_a_file_elsewhere(item, vector, shape, tmp_path, name):
    if name == "f.csv":
        (tmp_path / name).write_text("lon,lat\n0,0\n")
    else:
        vector(name, [(shape(LineString, (900, 900), (901, 901)), {"a": 1})])
    with pytest.raises(LayerError, match=r"does not overlap the region: it lies at .* in WGS 84"):
        read_header(item(name))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("no.gpkg", None, "no such file"),
        ("e.geojson", "", "the file is empty"),
        ("e.geojson", '{"type":"FeatureCollection","features":[]}', "holds no features"),
        ("e.csv", "lon,lat\n", "holds no features"),
        ("cut.geojson", '{"type":"FeatureCollection","features":[{"ty', "is not a vector file"),
        ("page.gpkg", "<html>", "is not a vector file"),
    ],
)
def test_no_features(item, tmp_path, name, text, said):
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(LayerError, match=said):
        read_header(item(name))


def test_a_raster_is_no_vector_file(item, raster):
    raster("r.tif", [[1.0]])
    with pytest.raises(LayerError, match="is not a vector file"):
        read_header(item("r.tif"))


def test_a_file_damaged_after_its_header(item, vector, shape):
    path = vector("f.fgb", [(shape(LineString, (1, 1), (2, 2)), {"a": "x" * 50})] * 50)
    head, whole = read_header(item("f.fgb")), path.read_bytes()
    path.write_bytes(b"no more")
    with pytest.raises(LayerError, match="damaged or cut short"):
        read_features(item("f.fgb"), head)
    assert whole
