import hashlib
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio
from shapely import LineString

from marchland.errors import LayerError
from marchland.ground.stack import stack
from marchland.scenario.read import read_scenario
from marchland.schema import TERRAIN
from marchland.sources.local import read_layers

HEIGHTS = np.arange(80, dtype=np.float32).reshape(8, 10)


@pytest.fixture
def dem(raster, source):
    raster("dem.tif", HEIGHTS)
    return source("dem.tif", "elevation", credit="them", licence="CC-BY", scale="100 m")


def classes(raster, source, name, values, layer, **table):
    raster(name, np.asarray(values, np.uint8))
    return source(name, layer, classes=table or {"0": "none"})


def rows(*values):
    return np.tile(np.array(values, np.uint8), (8, 2))


def test_layers_and_where_they_came_from(scenario, dem, raster, source, tmp_path):
    cover = classes(raster, source, "c.tif", rows(1, 1, 1, 1, 1), "cover", **{"1": "grass"})
    layers, (first, second) = read_layers(scenario(dem, cover))
    assert (layers["elevation"] == HEIGHTS).all()
    assert (layers["cover"] == 30).all()
    assert {n: v.dtype for n, v in layers.items()} == {n: TERRAIN[n].dtype for n in layers}
    assert (first.file, first.layer, first.credit, first.licence) == (
        "dem.tif",
        "elevation",
        "them",
        "CC-BY",
    )
    assert (first.scale, first.note) == ("100 m", "read as it lies")
    assert first.sha256 == hashlib.sha256((tmp_path / "dem.tif").read_bytes()).hexdigest()
    assert (second.file, second.scale) == ("c.tif", None)


def test_a_later_source_wins_where_it_says_something(scenario, dem, raster, source):
    other = HEIGHTS + 1000
    other[:, :5] = np.nan
    raster("fine.tif", other)
    first = classes(raster, source, "a.tif", rows(1, 2, 0, 3, 3), "cover",
                    **{"0": "unknown", "1": "grass", "2": "forest", "3": "bare"})  # fmt: skip
    second = classes(raster, source, "b.tif", rows(5, 0, 0, 9, 5), "cover",
                     **{"5": "peat", "0": "none", "9": "unknown"})  # fmt: skip
    layers, _ = read_layers(scenario(dem, source("fine.tif", "elevation"), first, second))
    assert (layers["elevation"][:, :5] == HEIGHTS[:, :5]).all()
    assert (layers["elevation"][:, 5:] == HEIGHTS[:, 5:] + 1000).all()
    assert layers["cover"][0, :5].tolist() == [91, 10, 255, 60, 91]


def test_a_raster_replaces_and_none_leaves_what_is_there(scenario, raster, source):
    first = classes(raster, source, "a.tif", rows(4, 4, 0, 2, 0), "water",
                    **{"0": "none", "4": "river", "2": "stream"})  # fmt: skip
    second = classes(raster, source, "b.tif", rows(1, 0, 1, 1, 0), "water",
                     **{"1": "ditch", "*": "none"})  # fmt: skip
    layers, _ = read_layers(scenario(first, second))
    assert layers["water"][0, :5].tolist() == [1, 4, 1, 1, 0]


def test_tagged_features_leave_what_is_stronger(scenario, raster, source, vector, shape):
    lake = classes(
        raster, source, "lake.tif", rows(1, 0, 0, 0, 0), "water", **{"0": "none", "1": "lake"}
    )
    line = shape(LineString, (4.5, 0), (4.5, 9.9))
    vector("r.gpkg", [(line, {"waterway": "river"})])
    vector("s.gpkg", [(line, {"waterway": "stream"})])
    layers, _ = read_layers(scenario(lake, source("r.gpkg", "tags"), source("s.gpkg", "tags")))
    assert layers["water"][4].tolist() == [5, 4, 4, 4, 4, 5, 4, 4, 4, 4]


def test_one_raster_may_feed_two_layers(scenario, raster, source):
    land = classes(raster, source, "l.tif", rows(1, 6, 1, 6, 0), "cover",
                   **{"0": "farmland", "1": "forest", "6": "none"})  # fmt: skip
    water = classes(
        raster, source, "l.tif", rows(1, 6, 1, 6, 0), "water", **{"6": "lake", "*": "none"}
    )
    layers, provenance = read_layers(scenario(land, water))
    assert layers["cover"][0, :5].tolist() == [10, 255, 10, 255, 40]
    assert layers["water"][0, :5].tolist() == [0, 5, 0, 5, 0]
    assert provenance[0].sha256 == provenance[1].sha256


def test_people_spot_heights_and_rails(scenario, raster, source, tmp_path, at):
    raster("people.tif", np.full((4, 5), 40, np.float32), cell_m=200)
    raster("rail.tif", rows(0, 1, 0, 0, 0))
    spots = [(0, 0), (0, 10), (8, 0), (8, 10)]
    text = "".join("{},{},7\n".format(*at(*spot)) for spot in spots)
    (tmp_path / "h.csv").write_text("lon,lat,ele_m\n" + text)
    given = [("people.tif", "population"), ("rail.tif", "rail"), ("h.csv", "elevation")]
    layers, provenance = read_layers(scenario(*(source(*pair) for pair in given)))
    assert sorted(layers) == ["elevation", "population", "rail"]
    assert (layers["population"] == 10).all()
    assert layers["rail"].sum() == 16
    np.testing.assert_allclose(layers["elevation"], 7, atol=1e-3)
    assert provenance[2].note.startswith("interpolated from 4 spot heights")


def test_the_map_gives_no_layers(scenario, source, tmp_path, at, vector, shape):
    (tmp_path / "t.csv").write_text("name,lon,lat,population\na,{},{},5000\n".format(*at(1, 1)))
    vector("b.gpkg", [(shape(LineString, (1, 1), (2, 2)), {"name": "A–B"})])
    layers, provenance = read_layers(
        scenario(source("t.csv", "places"), source("b.gpkg", "borders"))
    )
    assert layers == {}
    assert [p.note for p in provenance] == ["1 named features, for the map"] * 2


def test_files_of_places_are_part_of_where_things_came_from(scenario, dem, vector, box, tmp_path):
    vector("c.gpkg", [(box(0, 0, 4, 4), {"n": 1})])
    edges = {"n": {"edge": "north"}, "s": {"edge": "south"}}
    places = {"a": {"file": "c.gpkg"}, "b": {"file": "c.gpkg"}, **edges}
    _, provenance = read_layers(scenario(dem, places=places))
    last = provenance[-1]
    assert (last.file, last.layer, last.credit, last.note) == (
        "c.gpkg",
        "places",
        "not stated",
        "places a, b",
    )
    assert last.sha256 == hashlib.sha256((tmp_path / "c.gpkg").read_bytes()).hexdigest()


def test_everything_wrong_with_any_file_is_told_at_once(
    scenario, source, raster, tmp_path, vector, box
):
    raster("nocrs.tif", np.ones((8, 10), np.uint8), epsg=None)
    path = raster("cut.tif", np.random.default_rng(1).random((8, 10)))
    path.write_bytes(path.read_bytes()[:-200])
    strange = classes(raster, source, "strange.tif", rows(1, 2, 3, 1, 1), "road", **{"1": "path"})
    (tmp_path / "empty.csv").touch()
    vector("kind.gpkg", [(box(1, 1, 2, 2), {"kind": "lake"})])
    study = scenario(
        source("no.tif", "elevation"),
        source("nocrs.tif", "cover", classes={"1": "grass"}),
        source("cut.tif", "elevation"),
        strange,
        source("empty.csv", "places"),
        source("kind.gpkg", "tags"),
        places={"n": {"edge": "north"}, "s": {"edge": "south"}, "p": {"file": "lost.gpkg"}},
    )
    with pytest.raises(LayerError) as caught:
        read_layers(study)
    text = str(caught.value)
    assert text.startswith("sources: 7 faults")
    assert [fault.where for fault in caught.value.faults] == [
        "sources[1] no.tif",
        "sources[2] nocrs.tif",
        "sources[3] cut.tif",
        "sources[4] strange.tif",
        "sources[5] empty.csv",
        "sources[6] kind.gpkg",
        "places.p lost.gpkg",
    ]
    assert "values without a class: 2 (16 cells), 3 (16 cells)" in text


def test_what_is_read_stacks(scenario, dem, raster, source):
    cover = classes(raster, source, "c.tif", rows(1, 1, 1, 1, 1), "cover", **{"1": "grass"})
    study = scenario(dem, cover)
    assert list(stack(read_layers(study)[0], study.region.grid)) == list(TERRAIN)


def raw(shared: Path, name: str) -> np.ndarray:
    with rasterio.open(shared / "data" / "stack" / name) as file:
        return file.read(1)


def test_the_real_box_is_read_bit_for_bit_and_fast(shared, root):
    study = read_scenario(root / "examples" / "suwalki-100m.toml")
    start = time.perf_counter()
    layers, provenance = read_layers(study)
    took = time.perf_counter() - start
    assert layers["elevation"].tobytes() == raw(shared, "dem_m.tif").tobytes()
    for layer, name in (("road", "road_class"), ("rail", "rail"), ("bridge", "bridge")):
        assert layers[layer].tobytes() == raw(shared, f"{name}.tif").tobytes()
    land, ways = raw(shared, "landcover_osm.tif"), raw(shared, "waterway.tif")
    assert (layers["water"] == np.where(land == 6, 5, ways)).all()
    codes = np.array([255, 10, 40, 30, 90, 50, 255, 91, 60], np.uint8)
    assert (layers["cover"] == codes[land]).all()
    assert len(provenance) == len(study.sources)
    assert took < 15  # some 2 s
