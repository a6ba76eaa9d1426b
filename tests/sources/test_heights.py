import time

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from marchland.errors import LayerError
from marchland.model.grid import Grid
from marchland.sources.base import Item
from marchland.sources.heights import read_heights

CORNERS = [(0, 0), (0, 10), (8, 0), (8, 10), (3, 4), (6, 2)]


@pytest.fixture
def spots(tmp_path, at):
    def write(places, heights, head="lon,lat,ele_m"):
        rows = [
            "{:.9f},{:.9f},{}".format(*at(*place), h)
            for place, h in zip(places, heights, strict=True)
        ]
        (tmp_path / "h.csv").write_text("\n".join([head, *rows]))

    return write


def refused(item, text):
    with pytest.raises(LayerError, match=text) as caught:
        read_heights(item("h.csv"))
    return str(caught.value)


def test_a_plane_comes_back(spots, item):
    spots(CORNERS, [100 + 3 * row + 5 * col for row, col in CORNERS])
    found, note = read_heights(item("h.csv"))
    rows, cols = np.mgrid[:8, :10] + 0.5
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, 100 + 3 * rows + 5 * cols, atol=0.05)
    assert note == "interpolated from 6 spot heights; the farthest cell is 0.4 km from one"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.integers(0, 300), min_size=6, max_size=6))
def test_the_surface_stays_near_the_range_of_the_heights(spots, item, heights):
    spots(CORNERS, heights)
    found, _ = read_heights(item("h.csv"))
    again, _ = read_heights(item("h.csv"))
    slack = 0.02 * (max(heights) - min(heights)) + 1e-3
    assert found.min() >= min(heights) - slack
    assert found.max() <= max(heights) + slack
    assert found.tobytes() == again.tobytes()


def test_the_surface_passes_through_the_heights(spots, item):
    places = [(row + 0.5, col + 0.5) for row, col in [(0, 0), (0, 9), (7, 0), (7, 9), (3, 4)]]
    heights = [100, 120, 90, 130, 180]
    spots(places, heights)
    found, _ = read_heights(item("h.csv"))
    for (row, col), height in zip(places, heights, strict=True):
        assert found[int(row), int(col)] == pytest.approx(height, abs=0.5)


def test_a_geojson_of_points_and_osm_heights(item, tmp_path, at):
    points = gpd.points_from_xy(*np.transpose([at(*place) for place in CORNERS]))
    frame = gpd.GeoDataFrame({"ele": ["7"] * 5 + [None]}, geometry=points, crs=4326)
    frame.to_file(tmp_path / "h.geojson")
    found, note = read_heights(item("h.geojson"))
    np.testing.assert_allclose(found, 7, atol=1e-3)
    assert "from 5 spot heights" in note


def test_twins_are_averaged(spots, item):
    spots([*CORNERS, (3, 4)], [10] * 4 + [0, 10, 20])
    found, note = read_heights(item("h.csv"))
    np.testing.assert_allclose(found, 10, atol=0.3)
    assert "from 6 spot heights" in note


def test_far_points_do_not_count(spots, item):
    spots([*CORNERS, (500, 500)], [10] * 6 + [9000])
    found, _ = read_heights(item("h.csv"))
    np.testing.assert_allclose(found, 10, atol=1e-3)


def test_too_few_or_on_one_line(spots, item):
    spots(CORNERS[:2], [1, 2])
    refused(item, "2 heights in or near the region, or all on one line")
    spots([(1, 1), (2, 2), (3, 3), (4, 4)], [1, 2, 3, 4])
    assert "at least three that are not on one line" in refused(item, "all on one line")


def test_many_points_on_a_few_lines_are_explained_not_crashed_on(spots, item):
    places = [(row, step * 10 / 600) for row in (1, 7) for step in range(600)]
    spots(places, range(1200))
    refused(item, "heights lie along lines, no surface fits them")


def test_heights_that_are_no_numbers(spots, item):
    spots(CORNERS, [1, 2, 3, 4, "high", "5 m"])
    assert "such as 'high'" in refused(item, "2 heights are no numbers")


def test_heights_that_no_ground_has(spots, item):
    spots(CORNERS, [100] * 5 + [99999])
    text = refused(item, "1 heights that no ground has, such as 99999 m")
    assert "Leave unknown heights empty" in text


def test_no_column_of_heights(spots, item):
    spots(CORNERS, [1] * 6, head="lon,lat,height")
    assert "ele_m" in refused(item, "no column ele_m among its columns lon, lat, height")


def test_lines_are_no_spot_heights(item, vector, box):
    vector("h.geojson", [(box(1, 1, 2, 2), {"ele_m": 5})])
    with pytest.raises(LayerError, match="holds more than points"):
        read_heights(item("h.geojson"))


@pytest.mark.parametrize("count", [200, 3000])
def test_a_sample_is_quick(tmp_path, count):
    grid = Grid(32634, 564_000, 6_066_000, 250, 520, 640)
    rng = np.random.default_rng(1)
    x, y = rng.uniform(564_000, 724_000, count), rng.uniform(5_936_000, 6_066_000, count)
    lon, lat = Transformer.from_crs(32634, 4326, always_xy=True).transform(x, y)
    rows = np.stack([lon, lat, rng.uniform(50, 300, count)], axis=1)
    np.savetxt(tmp_path / "h.csv", rows, "%.7f", ",", header="lon,lat,ele_m", comments="")
    start = time.perf_counter()
    found, _ = read_heights(Item("h", tmp_path / "h.csv", None, grid))
    assert found.shape == (520, 640)
    assert time.perf_counter() - start < 10  # some 0.3 s; 3 s is what we promise
