import sys

import geopandas as gpd
import pandas as pd
import pytest

from marchland.errors import LayerError
from marchland.sources.parquet import geo_header, read_parquet


@pytest.fixture
def frame():
    points = gpd.points_from_xy([22, 23, 24], [54, 54, 54])
    return gpd.GeoDataFrame({"name": ["a", "b", "c"], "n": [1, 2, 3]}, geometry=points, crs=4326)


def test_the_header(item, tmp_path, frame):
    frame.to_crs(3857).to_parquet(tmp_path / "f.parquet")
    geo = geo_header(item("f.parquet"))
    assert geo.columns == ("name", "n")
    assert geo.crs.to_epsg() == 3857
    assert geo.bounds == pytest.approx(frame.to_crs(3857).total_bounds)
    assert not geo.filtered


@pytest.mark.parametrize("covering", [True, False])
@pytest.mark.parametrize("name", ["geometry", "shape"])
def test_features_in_a_frame(item, tmp_path, frame, covering, name):
    frame = frame.rename_geometry(name) if name != "geometry" else frame
    frame.to_parquet(tmp_path / "f.parquet", write_covering_bbox=covering)
    found_item = item("f.parquet")
    geo = geo_header(found_item)
    assert geo.filtered == covering
    found = read_parquet(found_item, geo, ["name"], (22.5, 53, 23.5, 55))
    assert found["name"].tolist() == ["b"]
    assert found.geometry.name == "geometry"
    assert len(read_parquet(found_item, geo, [], None)) == 3


def test_no_reference_system(item, tmp_path, frame):
    frame.set_crs(None, allow_override=True).to_parquet(tmp_path / "f.parquet")
    assert geo_header(item("f.parquet")).crs is None


def test_a_table_without_geometry(item, tmp_path):
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "f.parquet")
    with pytest.raises(LayerError, match="is no GeoParquet"):
        geo_header(item("f.parquet"))


def test_no_parquet(item, tmp_path):
    (tmp_path / "f.parquet").write_text("hello")
    with pytest.raises(LayerError, match="is no GeoParquet"):
        geo_header(item("f.parquet"))


def test_damaged_further_in(item, tmp_path, frame):
    path = tmp_path / "f.parquet"
    frame.to_parquet(path, compression=None)
    geo, whole = geo_header(item("f.parquet")), path.read_bytes()
    path.write_bytes(whole[:4] + b"\xff" * 300 + whole[304:])
    with pytest.raises(LayerError, match="damaged"):
        read_parquet(item("f.parquet"), geo, ["name", "n"], None)


def test_without_pyarrow_it_says_what_to_install(item, tmp_path, frame, monkeypatch):
    frame.to_parquet(tmp_path / "f.parquet")
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(LayerError, match=r"pip install 'marchland\[parquet\]'"):
        geo_header(item("f.parquet"))
