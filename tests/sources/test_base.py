import hashlib

import pytest
from pyproj import CRS

from marchland.errors import LayerError
from marchland.sources.base import overlap, region_in, region_outline, sha256, source_item


def test_a_missing_file_is_looked_for_in_the_scenarios_folder(item, tmp_path):
    with pytest.raises(LayerError, match="no such file") as caught:
        item("nothing.tif").found()
    assert str(tmp_path / "nothing.tif") in str(caught.value)


def test_an_empty_file_is_refused(item, tmp_path):
    (tmp_path / "empty.csv").touch()
    with pytest.raises(LayerError, match="the file is empty"):
        item("empty.csv").found()


def test_a_source_says_where_it_stands(scenario, source, tmp_path):
    study = scenario(source("a.tif", "elevation"), source("b.gpkg", "tags", source_layer="w"))
    found, given = source_item(study, 1)
    assert (found.where, found.path, found.inner) == ("sources[2] b.gpkg", tmp_path / "b.gpkg", "w")
    assert given.layer == "tags"


def test_the_checksum_is_of_the_bytes(tmp_path):
    (tmp_path / "file").write_bytes(b"marchland" * 100_000)
    assert sha256(tmp_path / "file") == hashlib.sha256(b"marchland" * 100_000).hexdigest()


def test_the_region_in_its_own_system_is_itself(grid):
    assert region_in(grid, CRS.from_epsg(3035)) == pytest.approx(grid.bounds)


def test_the_region_in_degrees_holds_its_corners(grid):
    west, south, east, north = region_in(grid, CRS.from_epsg(4326))
    ring = region_outline(grid).exterior.coords
    slack = 1e-6
    assert all(west - slack <= x <= east + slack for x, _ in ring)
    assert all(south - slack <= y <= north + slack for _, y in ring)
    assert 23 < west < east < 25
    assert 53 < south < north < 55


def test_frames_that_only_touch_share_no_ground():
    assert overlap((0, 0, 2, 2), (1, 1, 3, 3))
    assert overlap((0, 0, 2, 2), (1, 1, 1, 1))
    assert not overlap((0, 0, 1, 1), (1, 0, 2, 1))
