import numpy as np
import pytest
import rasterio
from tests.sources.opendata.conftest import write_tile

from marchland.errors import LayerError
from marchland.sources.opendata.mosaic import mosaic, resample, window_over


@pytest.fixture
def pair(tmp_path):
    """Two tiles side by side, and a gap below the first."""
    left, right = tmp_path / "a.tif", tmp_path / "b.tif"
    write_tile(left, np.full((4, 4), 1, np.float32), 22, 55, (0.25, 0.25))
    write_tile(right, np.full((8, 4), 2, np.float32), 23, 55, (0.25, 0.25))
    return [left, right]


def test_tiles_are_one_raster(pair):
    with mosaic(pair, -9) as data:
        values = data.read(1)
    assert values.tolist() == [[1] * 4 + [2] * 4] * 4 + [[-9] * 4 + [2] * 4] * 4


def test_tiles_of_two_resolutions_are_refused(pair, tmp_path):
    write_tile(tmp_path / "c.tif", np.ones((4, 2), np.float32), 24, 55, (0.5, 0.25))
    with (
        pytest.raises(LayerError, match="different resolutions"),
        mosaic([*pair, tmp_path / "c.tif"], -9),
    ):
        pass


def test_a_tile_that_is_damaged(pair):
    pair[1].write_bytes(pair[1].read_bytes()[:-30])
    with pytest.raises(LayerError, match="cache"), mosaic(pair, -9) as data:
        data.read(1)


def test_the_window_under_a_grid(pair, area):
    with mosaic(pair, -9) as data:
        window = window_over(data, area.grid, margin=1)
        assert (window.col_off, window.row_off, window.width, window.height) == (2, 2, 4, 4)


def test_resampling_keeps_a_plane(area):
    with rasterio.Env():
        step = rasterio.Affine(1e-3, 0, 22.9, 0, -1e-3, 54.1)
        values = np.tile(np.arange(300, dtype=np.float32), (300, 1))
        found = resample(values, step, rasterio.CRS.from_epsg(4326), area.grid, "bilinear")
    assert found.dtype == np.float32
    assert not np.isnan(found).any()
    steps = np.diff(found, axis=1)
    assert np.all((steps > 0.7) & (steps < 0.8))  # 50 m are 0.00076 degrees here
