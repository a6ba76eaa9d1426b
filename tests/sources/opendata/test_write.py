import numpy as np
import pytest
import rasterio

from marchland.errors import OutputError
from marchland.sources.opendata.write import write_raster


def test_a_raster_is_the_same_bytes_every_time(tmp_path, area):
    values = np.arange(28 * 30, dtype=np.float32).reshape(28, 30)
    for name in ("a.tif", "b.tif"):
        write_raster(tmp_path / name, values, area.grid, nodata=float("nan"))
    assert (tmp_path / "a.tif").read_bytes() == (tmp_path / "b.tif").read_bytes()
    with rasterio.open(tmp_path / "a.tif") as file:
        assert (file.read(1) == values).all()
        assert file.bounds == area.grid.bounds
        assert file.crs.to_epsg() == 32634


def test_bands(tmp_path, area):
    write_raster(tmp_path / "a.tif", np.zeros((3, 28, 30), np.uint8), area.grid, nodata=255)
    with rasterio.open(tmp_path / "a.tif") as file:
        assert file.count == 3


def test_a_folder_that_is_not_there(tmp_path, area):
    with pytest.raises(OutputError):
        write_raster(tmp_path / "no" / "a.tif", np.zeros((28, 30)), area.grid, nodata=None)
