import pytest
import shapely
from tests.sources.opendata.conftest import write_countries

from marchland.errors import LayerError
from marchland.sources.opendata.borders import countries_file, read_countries, write_features
from marchland.sources.opendata.prepare import PROVIDERS

EARTH = PROVIDERS["natural-earth"]
WEST = shapely.box(20, 50, 23.01, 58)
EAST = shapely.box(23.01, 50, 26, 58)


def test_the_line_between_two_countries(server, made):
    write_countries(server.root, {"Alder": WEST, "Birch": EAST, "Cibland": shapely.box(0, 0, 1, 1)})
    (borders,), rasters = made(EARTH)
    assert (borders.layer, borders.file) == ("borders", "borders.geojson")
    (line,) = rasters.features("borders")
    assert line["properties"] == {"name": "Alder–Birch"}
    shape = shapely.geometry.shape(line["geometry"])
    assert shape.geom_type == "LineString"
    assert shape.bounds == pytest.approx((23.01, 53.5, 23.01, 54.51))
    assert [f["properties"]["iso3"] for f in rasters.features("countries")] == ["ALD", "BIR"]


def test_one_country_has_no_borders_here(server, made):
    write_countries(server.root, {"Alder": shapely.union(WEST, EAST)})
    drafts, rasters = made(EARTH)
    assert drafts == []
    assert len(rasters.features("countries")) == 1


def test_the_real_countries(shared):
    path = shared / "mirror" / "naturalearth" / "10m" / "cultural"
    assert countries_file("x").url.endswith("10m/cultural/ne_10m_admin_0_countries.zip")
    found = read_countries(
        path / "ne_10m_admin_0_countries.zip", shapely.box(22.3, 53.7, 23.9, 54.6)
    )
    assert list(found["iso3"]) == ["BLR", "LTU", "POL", "RUS"]


def test_a_file_that_holds_none(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"nothing")
    with pytest.raises(LayerError, match="holds no countries"):
        read_countries(tmp_path / "a.zip", shapely.box(0, 0, 1, 1))


def test_features_are_the_same_bytes_every_time(tmp_path):
    import geopandas as gpd

    frame = gpd.GeoDataFrame({"n": ["ą", None]}, geometry=[shapely.Point(1, 2)] * 2, crs=4326)
    for name in "ab":
        write_features(tmp_path / name, frame)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert gpd.read_file(tmp_path / "a")["n"].iloc[0] == "ą"
