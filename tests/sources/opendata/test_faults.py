"""Every fault of a server, met while a stack is made: the whole stack, or an error by name.

After each error the next run makes the stack that an undisturbed run makes, byte for byte.
"""

import json
import resource
import subprocess
import sys
from dataclasses import replace
from hashlib import md5

import numpy as np
import pytest
import rasterio
from tests.loopback import Loopback, changed, drip, drip_headers, drop, page, status
from tests.sources.opendata.conftest import write_heights
from tests.sources.opendata.test_prepare import PATIENCE, RUN, contents, raw

from marchland.downloads.wanted import Way
from marchland.errors import (
    AbsentError,
    ChangedError,
    ChecksumError,
    NotDataError,
    UnreachableError,
)
from marchland.scenario.read import build_scenario
from marchland.sources.opendata.prepare import prepared

TILE = "N54_00_E023_00_DEM.tif"
HASTE = replace(PATIENCE, quiet_s=1, slow_s=0.3, slow_bytes=1000)


@pytest.fixture
def world(small_world):
    loopback = Loopback(small_world).start()
    yield loopback
    loopback.stop()


@pytest.fixture
def small(world, tmp_path):
    return build_scenario(raw(world.base), tmp_path, "open")


@pytest.fixture
def way(tmp_path):
    return Way(tmp_path / "cache", patience=HASTE)


@pytest.fixture
def whole(small, tmp_path):
    """What an undisturbed run makes."""
    return contents(prepared(small, Way(tmp_path / "whole", patience=HASTE)).stack.home)


@pytest.mark.parametrize(
    "faults",
    [
        [drop(9_000)],
        [status(500), status(503)],
        [status(429, Retry_After="0")],
        [drip],
        [drip_headers],
        [drop(9_000), drip],
    ],
    ids=["cut", "5xx", "429", "drip", "headers", "cut and drip"],
)
def test_what_passes_ends_in_the_same_stack(small, way, world, whole, faults):
    world.faults[TILE] = faults
    assert contents(prepared(small, way).stack.home) == whole
    assert faults == []


@pytest.mark.parametrize(
    "case",
    [
        (TILE, [drop(0)] * 9, UnreachableError),
        (TILE, [status(500)] * 9, UnreachableError),
        (TILE, [status(429, Retry_After="1")] * 9, UnreachableError),
        (TILE, [drip] * 9, UnreachableError),
        (TILE, [drip_headers] * 9, UnreachableError),
        (TILE, [status(404)], AbsentError),
        (TILE, [page], NotDataError),
        ("N54E021_Map.tif", [page], NotDataError),
        ("box.osm.pbf", [page], NotDataError),
        ("ne_10m_admin_0_countries.zip", [page], NotDataError),
        ("ald_pop_2025_CN_100m_R2025A_v1.tif", [page], NotDataError),
    ],
    ids=[
        "cut",
        "500",
        "429",
        "drip",
        "headers",
        "404",
        "page",
        "cover page",
        "pbf page",
        "zip page",
        "people page",
    ],
)
def test_what_stays_is_named_and_the_next_run_completes(small, way, world, whole, case):
    path, faults, error = case
    world.faults[path] = list(faults)
    with pytest.raises(error) as caught:
        prepared(small, way)
    assert path in str(caught.value)
    assert not list(way.home.glob("stacks/*"))
    world.faults.clear()
    assert contents(prepared(small, way).stack.home) == whole


def test_a_server_without_parts(small, way, world, whole):
    world.ranges = False
    world.faults[TILE] = [drop(9_000)]
    assert contents(prepared(small, way).stack.home) == whole
    assert len([a for a in world.gets(TILE) if "Range" in a.headers]) == 1


def test_a_tile_that_changes_between_two_parts_is_never_mixed(small, way, world, whole):
    """Once: the later edition is taken. Again and again: refused, and nothing is made."""
    (path,) = world.root.glob(f"dem/*/*{TILE}")
    first = path.read_bytes()
    with rasterio.open(path) as tile:
        profile, values = tile.profile, tile.read(1)
    later = path.with_suffix(".new")
    with rasterio.open(later, "w", **profile) as tile:
        tile.write(values + np.float32(7), 1)
    second = later.read_bytes()
    later.unlink()
    try:
        world.faults[TILE] = [drop(9_000), changed(path, second)]
        made = contents(prepared(small, way).stack.home)
        assert made["slope.tif"] == whole["slope.tif"]
        assert made["elevation.tif"] != whole["elevation.tif"]
        patience = replace(HASTE, tries=6)
        other = replace(way, home=way.home / "other", patience=patience)
        editions = [first, second, first, second]
        world.faults[TILE] = [drop(9_000), *(changed(path, e, drop(9_000)) for e in editions)]
        with pytest.raises(ChangedError, match=TILE):
            prepared(small, other)
        assert not list(other.home.glob("stacks/*"))
    finally:
        path.write_bytes(first)


def test_a_wrong_checksum_of_the_publisher_and_of_the_scenario(small, way, world, whole):
    (path,) = world.root.glob("osm/europe/box.osm.pbf")
    note = path.with_name("box.osm.pbf.md5")
    note.write_text("0" * 32 + "  box.osm.pbf\n")
    try:
        with pytest.raises(ChecksumError, match="MD5"):
            prepared(small, way)
        note.write_text(md5(path.read_bytes()).hexdigest() + "  box.osm.pbf\n")
        assert prepared(small, way).stack
    finally:
        note.unlink()
    url = next(a.path for a in world.gets(TILE))
    asked = small.model_copy(update={"checksums": {world.base + url: "0" * 64}})
    fresh = replace(way, home=way.home / "fresh")
    with pytest.raises(ChecksumError, match="SHA-256"):
        prepared(asked, fresh)
    assert contents(prepared(small, fresh).stack.home) == whole


def test_a_tile_of_the_sea_is_never_asked_for_and_lies_at_height_0(server, way, tmp_path):
    write_heights(server.root, 23, 54, lambda x, y: 5 + 0 * x * y)
    said = raw(server.base, bounds_deg=[23.98, 54.5, 24.02, 54.51])
    said |= {
        "open_data": ["copernicus-dem-30"],
        "places": {"n": {"edge": "north"}, "s": {"edge": "south"}},
    }
    stack = prepared(build_scenario(said, tmp_path, "open"), way).stack
    assert not server.gets("E024_00_DEM.tif")
    with rasterio.open(stack.home / "elevation.tif") as file:
        heights = file.read(1)
    assert (heights[10, 0], heights[10, -1]) == (5, 0)
    assert "1 tiles are not in the list, so they are sea" in stack.notes["elevation.tif"]


ENTRY = """
from itertools import islice
import marchland.outputs.illustrations as pictures
drawn = pictures._drawn
pictures._drawn = lambda *given: islice(drawn(*given), 1)  # one stands for all: they are slow
from marchland.cli import main
main()
"""
FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
from marchland.errors import FullDiskError, OutputError
try:
    exec(sys.argv[4])
except (FullDiskError, OutputError) as error:
    print(type(error).__name__)
    sys.exit(7)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="the system has no such limit")
@pytest.mark.parametrize("most", [1_000, 12_000, 30_000])
def test_a_disk_that_takes_no_more(small, world, tmp_path, whole, most):
    """The system itself refuses to let any file grow beyond so many bytes."""
    (tmp_path / "run.json").write_text(json.dumps({"scenario": raw(world.base), "folder": "."}))
    home = tmp_path / "cache"
    arguments = [str(tmp_path / "run.json"), str(home), str(most), RUN]
    done = subprocess.run(
        [sys.executable, "-c", FULL, *arguments], check=False, capture_output=True, text=True
    )
    assert done.returncode == 7, done.stderr
    assert done.stdout.splitlines()[-1] == "FullDiskError"
    assert [p for p in home.glob("stacks/*") if p.name[0] != "."] == []
    assert contents(prepared(small, Way(home, patience=HASTE)).stack.home) == whole


def test_a_run_that_is_killed_is_repeated_to_the_same_bytes(world, tmp_path):
    """Kill -9 while a run computes and writes; the next one is as if undisturbed."""
    scenario = tmp_path / "study.json"
    scenario.write_text(json.dumps({"scenario": raw(world.base), "folder": "."}))

    def start(out):
        command = [sys.executable, "-c", ENTRY, "run", str(scenario), "-o", str(tmp_path / out)]
        command += ["--cache", str(tmp_path / f"cache-{out}")]
        return subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )

    undisturbed = start("one")
    steps = undisturbed.communicate()[1]
    assert undisturbed.returncode == 0, steps
    for step in ("bottlenecks", "writing study.gpkg"):  # what is fetched: test_prepare
        assert step in steps
        running = start("two")
        assert any(step in line for line in running.stderr)
        running.kill()
        running.communicate()
        assert not (tmp_path / "two").exists()
    assert start("two").communicate() and (tmp_path / "two").is_dir()
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
