import resource
import subprocess
import sys

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


FULL = """
import resource, sys
from pathlib import Path
import numpy as np
from marchland.errors import FullDiskError
from marchland.model.grid import Grid
from marchland.sources.opendata.write import write_raster
values = np.random.default_rng(1).random((300, 300)).astype(np.float32)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    write_raster(Path(sys.argv[1]), values, Grid(3035, 0.0, 15e3, 50.0, 300, 300), nodata=None)
except FullDiskError:
    sys.exit(7)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="the system has no such limit")
@pytest.mark.parametrize("most", [100, 100_000, 300_000])
def test_a_disk_that_takes_no_more(tmp_path, most):
    """The system refuses to let the file grow, at its head, in its middle and at its end."""
    command = [sys.executable, "-c", FULL, str(tmp_path / "a.tif"), str(most)]
    assert subprocess.run(command, check=False).returncode == 7
