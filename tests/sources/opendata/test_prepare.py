"""The whole way: a scenario that names a region and a world, and nothing else."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import asdict, replace
from hashlib import md5

import numpy as np
import pytest
import rasterio
import shapely
from scipy.ndimage import label
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from tests.loopback import Loopback, page, status
from tests.sources.opendata.conftest import BOX

from marchland.downloads.cache import sha256
from marchland.downloads.wanted import Patience, Way
from marchland.errors import (
    AbsentError,
    ChecksumError,
    DamagedError,
    LayerError,
    NotDataError,
    OfflineError,
)
from marchland.outputs.notes import _open_notes as notes_of
from marchland.scenario.read import build_scenario, read_scenario
from marchland.sources.base import Item
from marchland.sources.local import read_layers
from marchland.sources.opendata import prepare
from marchland.sources.opendata.prepare import area_of, bases_of, prepared
from marchland.sources.opendata.write import write_raster
from marchland.sources.places import place_mask
from marchland.sources.shapes import onto, onto_grid
from marchland.sources.terminals import read_outline
from marchland.sources.vectors import read_features, read_header
from marchland.steps import read_terrain

WORLD = {
    "copernicus-dem-30": "dem",
    "worldcover-2021": "cover",
    "geofabrik": "osm",
    "natural-earth": "ne",
    "worldpop-2025": "people",
}
PATIENCE = Patience(quiet_s=5, slow_s=20, tries=3, first_s=0.01, longest_s=0.05)


def raw(base, **region):
    return {
        "format": 1, "name": "open", "title": "t", "question": "q", "on": "2026-06-01",
        "party": ["PL"], "open_data": list(WORLD),
        "mirrors": {name: f"{base}/{folder}" for name, folder in WORLD.items()},
        "region": {"bounds_deg": list(BOX), "cell_m": 50, **region},
        "places": {"n": {"edge": "north"}, "s": {"edge": "south"}, "a": {"country": "ALD"}},
        "approaches": [{"name": "a", "origins": ["n"], "objectives": ["s"]}],
        "movers": ["light_tracked"], "seasons": ["dry"], "limits": {"cost_eur": 1},
    }  # fmt: skip


@pytest.fixture
def world(small_world):
    """A small world, served."""
    loopback = Loopback(small_world).start()
    yield loopback
    loopback.stop()


@pytest.fixture
def cache(tmp_path):
    return Way(tmp_path / "cache", patience=PATIENCE)


@pytest.fixture
def small(world, tmp_path):
    """A study of the small world."""
    return build_scenario(raw(world.base), tmp_path, "open")


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*") if p.is_file()
    }


def test_a_region_and_a_mirror_make_a_terrain(small, cache, small_world):
    terrain, provenance = read_terrain(prepared(small, cache))
    inside = terrain["cover"].values != 255
    assert set(np.unique(terrain["cover"].values)) == {10, 40, 255}
    assert inside.mean() > 0.7
    gaps = np.isnan(terrain["elevation"].values) & inside
    assert not gaps[:-8].any()  # a tile begins half a pixel above 54 N, here 150 m
    assert {p.layer for p in provenance} >= {"elevation", "slope", "cover", "water", "road"}
    crossing = (terrain["road"].values > 0) & (terrain["water"].values > 0)
    assert crossing.any()
    assert (terrain["bridge"].values[crossing] == 1).all()
    first = provenance[0]
    assert first.credit.startswith("produced using Copernicus WorldDEM-30")
    assert first.note.startswith("Copernicus DEM GLO-30: 1 tiles")
    tile = first.origins[1]
    path = small_world / "dem" / tile.url.partition("/dem/")[2]
    assert (tile.size, tile.sha256) == (path.stat().st_size, sha256(path))
    assert tile.date.startswith("20")
    assert tile.version == "GLO-30, COG_10"


def test_a_country_is_a_place(small, cache):
    cells = place_mask(prepared(small, cache), "a")
    assert 0.3 < cells.mean() < 0.7
    assert cells[:, 0].any()
    assert not cells[:, -1].any()


def test_the_edge_of_a_region_in_degrees_is_its_own(small, cache):
    inside = read_outline(prepared(small, cache))
    for side in ("n", "s"):
        strip = place_mask(small, side)
        assert strip.any()
        assert (strip & ~inside).sum() <= 0.1 * strip.sum()


def test_a_warm_cache_opens_no_connection(small, cache, world):
    first = prepared(small, cache)
    asked = len(world.asked)
    again = prepared(small, cache)
    assert len(world.asked) == asked
    assert again.stack == first.stack
    assert prepared(small, replace(cache, offline=True)).stack == first.stack


def test_offline_without_a_cache_is_named(small, tmp_path):
    with pytest.raises(OfflineError, match=r"tileList\.txt"):
        prepared(small, Way(tmp_path / "empty", offline=True))


def test_the_stack_is_the_same_wherever_it_is_made(small, cache, tmp_path):
    one = prepared(small, cache).stack.home
    other = prepared(small, replace(cache, home=tmp_path / "other")).stack.home
    assert contents(one) == contents(other)


@pytest.mark.parametrize(
    ("path", "fault", "error"),
    [
        ("N54_00_E023_00_DEM.tif", status(404), AbsentError),
        ("N54E021_Map.tif", status(404), AbsentError),
        ("tileList.txt", page, DamagedError),
        ("N54_00_E023_00_DEM.tif", page, NotDataError),
        ("index-v1.json", page, NotDataError),
    ],
    ids=[
        "no land tile",
        "no cover",
        "a page for the list",
        "a page for a tile",
        "a page for index",
    ],
)
def test_what_a_server_does_wrong_makes_no_raster(small, world, tmp_path, path, fault, error):
    way = Way(tmp_path / "cache", patience=PATIENCE)
    world.faults[path] = [fault] * 2
    with pytest.raises(error):
        prepared(small, way)
    assert not list(tmp_path.glob("cache/stacks/*"))
    world.faults.clear()
    assert prepared(small, way).stack


def test_an_edition_that_came_between_checksum_and_file_is_fetched_anew(small, cache, small_world):
    """The checksum is of yesterday's file: refused now, and had by the next run."""
    path = small_world / "osm" / "europe" / "box.osm.pbf"
    note = path.with_name("box.osm.pbf.md5")
    note.write_text("0" * 32 + "  box.osm.pbf\n")
    try:
        with pytest.raises(ChecksumError):
            prepared(small, cache)
        note.write_text(md5(path.read_bytes()).hexdigest() + "  box.osm.pbf\n")
        assert prepared(small, cache).stack
    finally:
        note.unlink()


def test_what_no_server_has_is_unknown_and_told(small, cache):
    _, provenance = read_layers(prepared(small, cache))
    (people,) = [p for p in provenance if p.layer == "population"]
    assert "unknown in BIR, which the server does not have" in people.note
    said = notes_of(small, provenance)
    assert any(text.startswith("Missing: population") for text in said)
    assert any(text.startswith("Weather: no layer was given") for text in said)
    assert any(text.startswith("Projection: WGS 84 / UTM zone 34N") for text in said)


def test_nothing_at_all_of_a_source_is_an_error(small, cache, world):
    world.faults["ald_pop_2025_CN_100m_R2025A_v1.tif"] = [status(404)]
    with pytest.raises(AbsentError, match="none of its files for the region"):
        prepared(small, cache)


def test_the_same_files_or_none(small, cache, tmp_path):
    """A run file demands what its run had."""
    _, provenance = read_layers(prepared(small, cache))
    told = [asdict(p) for p in provenance]
    run = {"scenario": small.model_dump(mode="json"), "folder": ".", "provenance": told}
    (tmp_path / "run.json").write_text(json.dumps(run))
    again = read_scenario(tmp_path / "run.json")
    assert prepared(again, replace(cache, offline=True)).stack == prepared(small, cache).stack
    assert again.digest() == small.digest()
    tile = provenance[0].origins[1].url
    other = again.model_copy(update={"checksums": {**again.checksums, tile: "0" * 64}})
    with pytest.raises(ChecksumError, match="SHA-256"):
        prepared(other, cache)


def test_what_was_never_fetched_is_told(small):
    with pytest.raises(LayerError, match="marchland fetch"):
        read_layers(small)


def test_the_scenarios_own_files_lie_over_it(small, cache, tmp_path):
    grid = small.region.grid
    write_raster(tmp_path / "c.tif", np.full(grid.shape, 1, np.uint8), grid, nodata=None)
    said = {"file": "c.tif", "layer": "cover", "credit": "us", "licence": "CC0"}
    said |= {"classes": {"1": "shrub"}}
    study = build_scenario({**small.model_dump(mode="json"), "sources": [said]}, tmp_path, "o")
    layers, provenance = read_layers(prepared(study, cache))
    assert (layers["cover"] == 20).all()
    assert provenance[-1].origins == ()


def test_the_area_is_the_region(small, tmp_path):
    assert area_of(small).outline.equals(shapely.box(*BOX))
    metres = [5_200_000, 3_500_000, 5_201_000, 3_500_800]
    frame = {**raw("http://a"), "region": {"name": "r", "epsg": 3035, "cell_m": 100}}
    frame["region"]["bounds_m"] = metres
    west, south, east, north = area_of(build_scenario(frame, tmp_path, "o")).outline.bounds
    assert (west < east, south < north) == (True, True)
    assert bases_of(small)["jrc-water"].startswith("https://storage.googleapis.com")


RUN = """
import sys
from pathlib import Path
from marchland.downloads.wanted import Way
from marchland.scenario.read import read_scenario
from marchland.sources.opendata import prepare
prepare.prepared(read_scenario(Path(sys.argv[1])), Way(Path(sys.argv[2])), print)
"""


def test_killed_while_fetching_and_while_making_it_ends_the_same(world, small, cache, tmp_path):
    whole = prepared(small, cache).stack.home
    (tmp_path / "run.json").write_text(json.dumps({"scenario": raw(world.base), "folder": "."}))
    home = tmp_path / "killed"
    command = [sys.executable, "-u", "-c", RUN, str(tmp_path / "run.json"), str(home)]
    world.delay_s = 0.002
    for stage in ("fetching", "making"):
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        while stage not in running.stdout.readline():
            assert running.poll() is None
        until = time.monotonic() + 20
        begun = "parts/*.part" if stage == "fetching" else "stacks/.*"
        while not list(home.glob(begun)) and time.monotonic() < until:
            time.sleep(0.005)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
        assert [p for p in home.glob("stacks/*") if p.name[0] != "."] == []
        world.delay_s = 0.0
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (made,) = [p for p in home.glob("stacks/*") if p.name[0] != "."]
    assert contents(made) == contents(whole)


def test_a_stack_with_a_file_gone_is_made_again(small, cache):
    home = prepared(small, cache).stack.home
    before = contents(home)
    (home / "slope.tif").unlink()
    prepare.prepared(small, cache)
    assert contents(home) == before


MIRROR = {
    "copernicus-dem-30": "copernicus-dem-30m",
    "worldcover-2021": "esa-worldcover",
    "geofabrik": "geofabrik",
    "natural-earth": "naturalearth",
    "worldpop-2025": "worldpop",
}
COVERS = {1: 10, 2: 40, 3: 30, 4: 90, 5: 50, 6: 200, 7: 91, 8: 60}
"""Classes of the stack of test data, and ours; 200 stands for lakes."""


def test_the_mirror_against_the_stack_of_test_data(shared, tmp_path):
    """Elevation within 8 m, cover alike on 85 %, roads there and joined on 98 % of their length.

    The whole box at 50 m takes a minute; a quarter of it is enough here.
    """
    loopback = Loopback(shared / "mirror").start()
    said = raw(loopback.base, bounds_deg=[22.7, 53.95, 23.4, 54.3], epsg=3035)
    said["mirrors"] = {name: f"{loopback.base}/{folder}" for name, folder in MIRROR.items()}
    del said["places"]["a"]
    study = prepared(build_scenario(said, tmp_path, "o"), Way(tmp_path / "c", patience=PATIENCE))
    loopback.stop()
    terrain, _ = read_terrain(study)
    frame = Quarters(study.region.grid, shared / "data" / "stack")
    inside = frame.cut(read_outline(study)).all(axis=-1)

    heights, theirs = frame.cut(terrain["elevation"].values).mean(axis=-1), frame.read("dem_m.tif")
    fair = inside & (theirs < 254.5) & (theirs > -9000)  # they saturate at 255 m
    assert np.sqrt(np.mean((heights - theirs)[fair] ** 2)) <= 8  # 0.9 m

    mine = np.where(terrain["water"].values == 5, 200, terrain["cover"].values)
    values = np.array(sorted(COVERS.values()))
    counts = np.stack([(frame.cut(mine) == value).sum(axis=-1) for value in values])
    given = frame.read("landcover_osm.tif")
    both = inside & (given > 0) & (counts.sum(axis=0) > 0)
    want = np.vectorize(lambda value: COVERS.get(value, 0))(given)
    assert np.mean((values[counts.argmax(axis=0)] == want)[both]) >= 0.85  # 0.98

    check_roads(study, terrain["road"].values, shared)


class Quarters:
    """Cells of 50 m, four by four to the cells of 100 m of the test data."""

    def __init__(self, grid, home):
        self.grid, self.home = grid, home
        self.west, self.north = (np.ceil(grid.bounds[0] / 100), np.floor(grid.bounds[3] / 100))
        self.wide = int(grid.bounds[2] // 100 - self.west)
        self.high = int(self.north - np.ceil(grid.bounds[1] / 100))

    def cut(self, values):
        """Return the four cells of ours in each of theirs."""
        row = round((self.grid.bounds[3] - self.north * 100) / 50)
        col = round((self.west * 100 - self.grid.bounds[0]) / 50)
        part = values[row : row + 2 * self.high, col : col + 2 * self.wide]
        parts = part.reshape(self.high, 2, self.wide, 2).transpose(0, 2, 1, 3)
        return parts.reshape(self.high, self.wide, 4)

    def read(self, name):
        with rasterio.open(self.home / name) as file:
            col, row = (~file.transform) * (self.west * 100, self.north * 100)
            window = rasterio.windows.Window(round(col), round(row), self.wide, self.high)
            return file.read(1, window=window)


def check_roads(study, burnt, shared):
    """Hold that roads of class secondary and above are on the raster, and joined as they are."""
    path = shared / "mirror" / "geofabrik" / "europe" / "suwalki-latest.osm.pbf"
    item = Item("x", path, None, study.region.grid)
    roads = read_features(item, head := read_header(item), ["highway"])
    roads, _ = onto(roads[roads["highway"].isin(RANKS)], head, item.grid)
    roads = roads.clip(shapely.box(*item.grid.bounds)).explode(index_parts=False)
    ground = onto_grid(area_of(study).outline, item.grid)
    roads = roads[shapely.covered_by(roads.geometry.values, ground)]
    code = roads["highway"].map(RANKS).to_numpy()
    there, islands = 0.0, label(burnt >= 5, np.ones((3, 3)))[0]
    lengths: dict[int, Counter] = defaultdict(Counter)
    parts = components(roads.geometry.values)
    for line, rank, part in zip(roads.geometry.values, code, parts, strict=True):
        points = shapely.get_coordinates(shapely.segmentize(line, 10.0))
        col = ((points[:, 0] - item.grid.x_min_m) / 50).astype(int).clip(0, burnt.shape[1] - 1)
        row = ((item.grid.y_max_m - points[:, 1]) / 50).astype(int).clip(0, burnt.shape[0] - 1)
        there += line.length * np.mean(burnt[row, col] >= rank)
        for island in islands[row, col]:
            lengths[part][island] += line.length / len(points)
    whole = sum(count.total() for count in lengths.values())
    joined = sum(max(count.values()) for count in lengths.values())
    assert whole > 200_000
    assert there / whole >= 0.98  # 0.999
    assert joined / whole >= 0.98  # each network of the map is one on the raster


RANKS = {"secondary": 5, "primary": 6, "trunk": 7, "motorway": 8}


def components(lines):
    """Return which network each line belongs to: lines that share an end or a point."""
    tree = shapely.STRtree(lines)
    one, other = tree.query(lines, predicate="intersects")
    graph = csr_array((np.ones(len(one)), (one, other)), shape=(len(lines), len(lines)))
    return connected_components(graph, directed=False)[1]
