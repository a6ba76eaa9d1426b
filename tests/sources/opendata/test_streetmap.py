import hashlib
import json

import numpy as np
import pytest
import shapely
from tests.sources.opendata.conftest import Map

from marchland.errors import ChecksumError, LayerError
from marchland.model.grid import Grid
from marchland.sources.opendata.area import Area
from marchland.sources.opendata.prepare import PROVIDERS
from marchland.sources.opendata.streetmap import extracts, overpass_file, question, reconcile
from marchland.sources.opendata.write import write_raster
from marchland.sources.rules import rules_of

GEOFABRIK, OVERPASS = PROVIDERS["geofabrik"], PROVIDERS["overpass"]


def feature(name, box, url, parent=None):
    said = {"id": name, "urls": {"pbf": url}, **({"parent": parent} if parent else {})}
    shape = json.loads(shapely.to_geojson(shapely.box(*box)))
    return {"type": "Feature", "properties": said, "geometry": shape}


@pytest.fixture
def served(server):
    """A map with a river, a road over it on a bridge, a bog and a town; and an index."""
    home = server.root / "osm" / "europe"
    home.mkdir(parents=True)
    box = (22.9, 53.9, 23.1, 54.1)
    drawing = Map(home / "box.osm.pbf", box)
    drawing.node(23.01, 54.005, place="town", name="T", population="5000")
    drawing.node(23.012, 54.005, place="village", name="V")
    drawing.way([(22.95, 54.005), (23.05, 54.005)], waterway="river")
    drawing.way([(23.01, 53.95), (23.01, 54.004)], highway="secondary")
    drawing.way([(23.01, 54.004), (23.01, 54.006)], highway="secondary", bridge="yes")
    drawing.way([(23.01, 54.006), (23.01, 54.05)], highway="secondary")
    ring = [(23.014, 54.0), (23.019, 54.0), (23.019, 54.003), (23.014, 54.003), (23.014, 54.0)]
    drawing.way(ring, natural="wetland", wetland="bog")
    drawing.way([(x - 0.01, y) for x, y in ring], natural="wood")
    drawing.done()
    index = [
        feature("europe", (0, 40, 40, 70), "europe-latest.osm.pbf"),
        feature("box", box, "europe/box.osm.pbf", "europe"),
        feature("next", (23.1, 53.9, 23.3, 54.1), "europe/next.osm.pbf", "europe"),
    ]
    (server.root / "osm" / "index-v1.json").write_text(json.dumps({"features": index}))
    data = (home / "box.osm.pbf").read_bytes()
    note = home / "box.osm.pbf.md5"
    note.write_text(f"{hashlib.md5(data).hexdigest()}  box.osm.pbf\n")
    return note


def layers(drafts, rasters):
    return {d.layer: rasters[d.file.removesuffix(".tif")] for d in drafts if d.file[-4:] == ".tif"}


@pytest.mark.usefixtures("served")
def test_what_is_drawn_of_a_map(made):
    drafts, rasters = made(GEOFABRIK)
    drawn = layers(drafts, rasters)
    assert sorted(drawn) == ["bridge", "cover", "road", "water"]
    assert set(np.unique(drawn["cover"])) == {0, 10, 91}
    rows, cols = np.nonzero(drawn["water"] == 4)
    assert set(cols) == set(range(30))  # a river without gaps
    assert (np.diff(np.unique(rows)) == 1).all()
    road = drawn["road"] == 5
    assert road.any(axis=1).all()  # a road without breaks
    opened = (drawn["bridge"] == 1) & (drawn["water"] == 4)
    assert opened.any()
    assert (road & (drawn["water"] == 4) & (drawn["bridge"] == 0)).sum() == 0
    (town,) = rasters.features("towns")
    assert town["properties"]["name"] == "T"


@pytest.mark.usefixtures("served")
def test_over_a_map_from_space_only_the_wet_is_drawn(made, area, tmp_path):
    home = tmp_path / "stack"
    home.mkdir()
    under = np.full(area.grid.shape, 40, np.uint8)
    write_raster(home / "cover.tif", under, area.grid, nodata=255)
    lake = np.where(np.arange(30) < 10, 5, 0).astype(np.uint8) * np.ones((28, 1), np.uint8)
    write_raster(home / "water.tif", lake, area.grid, nodata=None)
    drawn = layers(*made(GEOFABRIK, home=home))
    assert set(np.unique(drawn["cover"])) == {0, 91}
    water = drawn["water"]
    assert (water[0, :10] == 5).all()
    assert (water == 4).any(axis=0).all()


def test_rivers_win_over_lakes_seen_from_space_and_brooks_do_not(area, tmp_path):
    write_raster(tmp_path / "w.tif", np.full((28, 30), 5, np.uint8), area.grid, nodata=None)
    drawn = np.zeros((28, 30), np.uint8)
    drawn[0], drawn[1], drawn[2] = 4, 3, 2
    found = reconcile(drawn, tmp_path / "w.tif", rules_of("osm"))
    assert [int(row[0]) for row in found[:4]] == [4, 3, 5, 5]


def test_the_smallest_extracts_that_hold_the_region():
    """At a border there are two, and never the continent that holds both."""
    index = {"features": [
        feature("europe", (0, 40, 40, 70), "europe.pbf"),
        feature("latvia", (20, 55, 28, 59), "europe/latvia.pbf", "europe"),
        feature("russia", (27.9, 40, 40, 70), "europe/russia.pbf", "europe"),
        feature("north-west", (27.9, 55, 33, 70), "europe/russia/nw.pbf", "russia"),
        feature("baltics", (20, 53, 28, 60), "baltics.pbf", "europe"),
        {"properties": {"id": "x", "urls": {}}, "geometry": None},
    ]}  # fmt: skip
    assert extracts(shapely.box(26, 56, 27, 57), index) == ["europe/latvia.pbf"]
    both = extracts(shapely.box(26, 56, 29, 57), index)
    assert both == ["europe/latvia.pbf", "europe/russia/nw.pbf"]
    assert extracts(shapely.box(2, 42, 3, 43), index) == ["europe.pbf"]
    with pytest.raises(LayerError, match="no extract holds"):
        extracts(shapely.box(60, 54, 61, 55), index)


def test_two_extracts_are_one_map(served, server, made):
    """The second holds the ground east of the first, a road on it, and the same town."""
    drawing = Map(server.root / "osm" / "europe" / "next.osm.pbf", (23.1, 53.9, 23.3, 54.1))
    drawing.node(23.01, 54.005, place="town", name="T", population="5000")
    drawing.way([(23.1, 54.002), (23.3, 54.002)], highway="primary")
    drawing.done()
    assert served.exists()
    grid = Grid.over((631_000, 5_985_000, 645_000, 5_986_400), epsg=32634, cell_m=50)
    drafts, rasters = made(GEOFABRIK, Area(grid, shapely.box(23.0, 54.0, 23.2, 54.01)))
    assert {5, 6} <= set(np.unique(rasters["road_osm"]))
    assert len(rasters.features("towns")) == 1
    assert len(drafts[0].origins) == 2


def test_an_extract_with_another_checksum_is_refused(served, made):
    served.write_text("0" * 32 + "  box.osm.pbf\n")
    with pytest.raises(ChecksumError):
        made(GEOFABRIK)


def test_without_a_checksum_it_is_taken_as_it_is(served, made):
    served.unlink()
    assert made(GEOFABRIK)[0]


@pytest.mark.usefixtures("served")
def test_ground_outside_the_extract_is_told(made, area):
    west = Area(area.grid, shapely.box(22.8, 54.0, 23.0, 54.01))
    note = made(GEOFABRIK, west)[0][0].note
    assert "50.0% of the region lies outside the extract, without roads or waters" in note


def test_what_overpass_is_asked(server, made, area):
    """South, west, north, east: the order that Overpass wants."""
    assert "[bbox:53.99,22.99,54.02,23.03]" in question(area)
    road = {"type": "way", "tags": {"highway": "track"},
            "geometry": [{"lon": 22.9, "lat": 54.0051}, {"lon": 23.1, "lat": 54.0051}]}  # fmt: skip
    server.answers["/api/interpreter"] = json.dumps({"elements": [road]}).encode()
    drafts, rasters = made(OVERPASS)
    (drawn,) = drafts
    assert drawn.layer == "road"
    assert (rasters["road_osm"] == 2).any(axis=0).all()
    (post,) = server.gets("interpreter")
    assert post.method == "POST"
    assert post.body.startswith(b"data=%5Bout%3Ajson%5D")


def test_a_large_region_is_not_asked_of_a_shared_server(area):
    with pytest.raises(LayerError, match="Use geofabrik"):
        overpass_file(Area(area.grid, shapely.box(22, 53, 24, 55)), "http://a")
