import json

import geopandas as gpd
import pytest
import shapely
from tests.sources.opendata.conftest import Map, square

from marchland.errors import LayerError
from marchland.sources.base import Item
from marchland.sources.osm import pbf_bounds, read_overpass, read_pbf
from marchland.sources.vectors import read_features, read_header


@pytest.fixture
def drawn(tmp_path, at):
    """A road, a lake with an island, a walled village, and a fence that means nothing."""
    (west, north), (east, south) = at(-1, -1), at(9, 11)
    drawing = Map(tmp_path / "m.osm.pbf", (west, south, east, north))
    drawing.node(*at(2, 2), place="village", name="Wieś", population="120")
    drawing.node(*at(2, 3), highway="crossing")
    drawing.way([at(1, 0), at(1, 10)], highway="primary", bridge="yes", surface="asphalt")
    drawing.way([at(*p) for p in ((4, 4), (4, 6), (6, 6), (6, 4), (4, 4))], natural="wood")
    ring = [at(*p) for p in ((3, 7), (3, 9), (6, 9), (6, 7), (3, 7))]
    hole = [at(*p) for p in ((4, 7.5), (4, 8.5), (5, 8.5), (5, 7.5), (4, 7.5))]
    drawing.area(ring, hole, natural="water", water="lake")
    drawing.way([at(7, 0), at(7, 5)], barrier="fence")
    drawing.way([at(*p) for p in ((6, 1), (6, 2), (7, 2), (7, 1), (6, 1))], waterway="riverbank")
    drawing.done()
    return tmp_path / "m.osm.pbf"


def test_lines_areas_and_points(drawn, item, grid):
    found = read_pbf(item("m.osm.pbf"), None)
    kinds = found.geom_type.tolist()
    assert sorted(kinds) == ["LineString"] + ["MultiPolygon"] * 3 + ["Point"]
    road = found[found["highway"] == "primary"].iloc[0]
    assert (road["bridge"], road.geometry.geom_type) == ("yes", "LineString")
    lake = found[found["water"] == "lake"].to_crs(grid.epsg).geometry.iloc[0]
    assert lake.area == pytest.approx(5 * 100 * 100, rel=1e-3)  # 6 cells without the island's 1
    assert found[found["place"] == "village"]["name"].tolist() == ["Wieś"]
    assert len(found[found["waterway"] == "riverbank"]) == 1
    assert drawn.exists()


@pytest.mark.usefixtures("drawn")
def test_only_what_is_near(item, at):
    (west, north), (east, south) = at(0.9, 4.9), at(1.1, 5.1)
    found = read_pbf(item("m.osm.pbf"), (west, south, east, north))
    assert found.geom_type.tolist() == ["LineString"]


@pytest.mark.usefixtures("drawn")
def test_an_extract_is_a_file_like_any_other(item):
    head = read_header(item("m.osm.pbf"))
    assert "highway" in head.columns
    roads = read_features(item("m.osm.pbf"), head, ["highway"])
    assert list(roads.columns) == ["highway", "geometry"]
    assert pbf_bounds(item("m.osm.pbf")) is not None


@pytest.mark.usefixtures("drawn")
def test_a_large_extract_keeps_its_nodes_in_a_file(item, monkeypatch, tmp_path):
    small = read_pbf(item("m.osm.pbf"), None)
    monkeypatch.setattr("marchland.sources.osm.LARGE_BYTES", 0)
    large = read_pbf(item("m.osm.pbf"), None)
    assert large.geometry.geom_equals(small.geometry).all()
    assert list(tmp_path.glob("*.nodes")) == []


def test_a_damaged_extract(item, tmp_path):
    (tmp_path / "m.osm.pbf").write_bytes(b"\0\0\0\x0d no map at all")
    with pytest.raises(LayerError, match="no PBF"):
        pbf_bounds(item("m.osm.pbf"))


def element(kind, points, tags, role=None):
    geometry = [{"lon": x, "lat": y} for x, y in points]
    return {"type": kind, "geometry": geometry, **({"role": role} if role else {"tags": tags})}


def test_an_answer_of_overpass(tmp_path):
    outer, inner = square(23, 54, 23.3, 54.3), square(23.1, 54.1, 23.2, 54.2)
    halves = [outer[:3], outer[2:]]
    members = [element("way", half, {}, "outer") for half in halves]
    members.append(element("way", inner, {}, "inner"))
    relation = {"type": "relation", "tags": {"natural": "water"}, "members": members}
    said = {"elements": [
        element("way", [(23, 54), (23.5, 54)], {"highway": "track", "name": "x"}),
        element("way", square(23, 54, 23.1, 54.1), {"landuse": "forest"}),
        relation,
        {"type": "node", "lon": 23, "lat": 54, "tags": {"place": "town", "name": "T"}},
        {"type": "node", "lon": 23, "lat": 54},
    ]}  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps(said))
    found = read_overpass(path, "overpass")
    assert isinstance(found, gpd.GeoDataFrame)
    assert found.geom_type.tolist() == ["LineString", "Polygon", "Polygon", "Point"]
    lake = found.geometry.iloc[2]
    assert lake.area == pytest.approx(0.09 - 0.01)
    assert found["natural"].tolist() == [None, None, "water", None]
    assert shapely.is_valid(found.geometry.values).all()


@pytest.mark.parametrize(
    ("said", "why"),
    [({"x": 1}, "no answer"), ({"elements": [], "remark": "runtime error: timeout"}, "timeout")],
)
def test_an_answer_that_is_none(tmp_path, said, why):
    (tmp_path / "a.json").write_text(json.dumps(said))
    with pytest.raises(LayerError, match=why):
        read_overpass(tmp_path / "a.json", "overpass")


def test_the_real_extract_is_read_in_time_and_memory(shared, grid):
    """At most 60 s and 1 GB, measured in a process of its own."""
    import subprocess
    import sys

    path = shared / "mirror" / "geofabrik" / "europe" / "suwalki-latest.osm.pbf"
    assert Item("x", path, None, grid).path.exists()
    code = f"""
import re, time
from pathlib import Path
from marchland.model.grid import Grid
from marchland.sources.base import Item
from marchland.sources.osm import read_pbf
start = time.perf_counter()
item = Item("x", Path({str(path)!r}), None, Grid(3035, 0.0, 0.0, 1.0, 1, 1))
found = read_pbf(item, (22.3, 53.7, 23.9, 54.6))
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
print(len(found), time.perf_counter() - start, peak)
"""
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    count, took_s, peak = (float(word) for word in told.stdout.split())
    assert count > 150_000
    assert took_s < 60  # some 7 s
    assert peak < 1e9  # some 0.6 GB
