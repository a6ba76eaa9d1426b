import errno
import subprocess
import sys

import numpy as np
import pytest
import rasterio
from rio_cogeo.cogeo import cog_validate

import marchland
from marchland.errors import GridError
from marchland.model.grid import Grid
from marchland.outputs.cog import write_cog
from marchland.schema import raster

GRID = Grid(3035, 5_000_000.0, 3_600_000.0, 100.0, 700, 1100)


def field(name: str, unit: str, dtype: str = "float32"):
    row, col = np.indices(GRID.shape)
    values = ((row + col) % 250).astype(dtype)
    if dtype == "float32":
        values[:9] = np.nan
        values[300:400, ::2] = np.inf
    else:
        values[:9] = 255
    return raster(values, GRID, name, unit)


@pytest.fixture(
    params=[
        ("travel_time", "s", "float32"),
        ("speed", "m/s", "float32"),
        ("cover", "class", "uint8"),
    ]
)
def data(request):
    return field(*request.param)


def test_it_is_a_valid_cog_on_its_grid(data, tmp_path):
    write_cog(data, tmp_path / "x.tif", "f" * 64)
    valid, errors, warnings = cog_validate(tmp_path / "x.tif", quiet=True)
    assert (valid, errors, warnings) == (True, [], [])
    with rasterio.open(tmp_path / "x.tif") as file:
        assert file.crs.to_epsg() == 3035
        assert file.transform[:6] == GRID.transform
        assert file.block_shapes == [(512, 512)]
        assert file.compression.name == "zstd"


def test_values_keep_missing_zero_and_impossible_apart(data, tmp_path):
    write_cog(data, tmp_path / "x.tif", "f" * 64)
    with rasterio.open(tmp_path / "x.tif") as file:
        np.testing.assert_array_equal(file.read(1), data.values)
        missing = file.nodata
    assert missing == 255 if data.dtype == np.uint8 else np.isnan(missing)


def test_it_says_what_it_is(data, tmp_path):
    write_cog(data, tmp_path / "x.tif", "f" * 64)
    with rasterio.open(tmp_path / "x.tif") as file:
        assert file.descriptions == (str(data.name).replace("_", " "),)
        assert file.units == (data.attrs["units"],)
        assert file.tags()["MARCHLAND_FINGERPRINT"] == "f" * 64
        assert file.tags()["MARCHLAND_VERSION"] == marchland.__version__


def test_two_writes_are_the_same_bytes(data, tmp_path):
    for name in ("a.tif", "b.tif"):
        write_cog(data, tmp_path / name, "f" * 64)
    assert (tmp_path / "a.tif").read_bytes() == (tmp_path / "b.tif").read_bytes()


def test_overviews_of_times_hold_only_times_that_were_there(tmp_path):
    values = np.where(np.indices(GRID.shape)[1] % 2, np.float32(np.inf), np.float32(60))
    write_cog(raster(values.astype(np.float32), GRID, "travel_time", "s"), tmp_path / "x.tif", "f")
    with rasterio.open(tmp_path / "x.tif", overview_level=0) as file:
        assert set(np.unique(file.read(1))) <= {60.0, np.inf}


def test_overviews_of_fields_are_averages(tmp_path):
    values = (np.indices(GRID.shape)[1] % 2).astype(np.float32)
    write_cog(raster(values, GRID, "speed", "m/s"), tmp_path / "x.tif", "f")
    with rasterio.open(tmp_path / "x.tif", overview_level=0) as file:
        assert set(np.unique(file.read(1))) == {0.5}


def test_a_raster_that_does_not_say_where_it_lies_is_refused(tmp_path):
    with pytest.raises(GridError):
        write_cog(field("speed", "m/s").drop_vars("spatial_ref"), tmp_path / "x.tif", "f")
    assert not (tmp_path / "x.tif").exists()


def test_a_disk_that_takes_no_more_is_an_error_of_the_system(tmp_path):
    """The system refuses to let the file grow: at its head, in its middle, at its end."""
    code = (
        "import resource, sys; from pathlib import Path; import numpy as np\n"
        "from marchland.model.grid import Grid; from marchland.outputs.cog import write_cog\n"
        "from marchland.schema import raster\n"
        "values = np.random.default_rng(1).random((300, 300)).astype(np.float32)\n"
        "data = raster(values, Grid(3035, 0.0, 3e4, 100.0, 300, 300), 'speed', 'm/s')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))\n"
        "try: write_cog(data, Path(sys.argv[1]), 'abc')\n"
        "except OSError as error: sys.exit(error.errno)\n"
    )
    for most in (100, 100_000, 300_000):
        command = [sys.executable, "-c", code, str(tmp_path / "a.tif"), str(most)]
        assert subprocess.run(command, check=False).returncode == errno.EFBIG
