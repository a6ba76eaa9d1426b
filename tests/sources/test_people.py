import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pyproj import Transformer
from rasterio.transform import Affine

from marchland.errors import LayerError
from marchland.sources.people import read_population

COUNTS = arrays(np.float32, (8, 10), elements=st.floats(0, 1e5, width=32))
MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)


@MANY
@given(COUNTS)
def test_its_own_grid_is_read_bit_for_bit(raster, item, counts):
    raster("p.tif", counts)
    assert read_population(item("p.tif"))[0].tobytes() == counts.tobytes()


@MANY
@given(COUNTS, st.sampled_from([10, 20, 25, 50, 200, 400, 500, 1000]))
def test_nobody_is_lost_where_lattices_are_aligned(raster, item, counts, cell_m):
    raster("p.tif", counts, cell_m=cell_m)
    down, right = (
        np.clip(side / cell_m - np.arange(n), 0, 1) for side, n in ((800, 8), (1000, 10))
    )
    inside = down @ counts.astype(float) @ right
    found = read_population(item("p.tif"))[0]
    assert np.nansum(found, dtype=float) == pytest.approx(inside, rel=1e-4, abs=1e-3)


def test_coarsening_sums_and_refining_shares(raster, item):
    fine = np.arange(16 * 20, dtype=np.float32).reshape(16, 20)
    raster("fine.tif", fine, cell_m=50)
    found, note = read_population(item("fine.tif"))
    np.testing.assert_allclose(found, fine.reshape(8, 2, 10, 2).sum((1, 3)), rtol=1e-6)
    assert note.startswith("shared out from 50 m; 51,040 people")
    raster("coarse.tif", np.array([[400.0, 0], [0, 800]], np.float32), cell_m=400, nodata=-1)
    found, _ = read_population(item("coarse.tif"))
    assert (found[:4, :4] == 25).all()
    assert (found[4:, 4:8] == 50).all()
    assert (found[:4, 4:8] == 0).all()
    assert np.isnan(found[:, 8:]).all()


@pytest.mark.parametrize("epsg", [4326, 3857, 32634, 2180])
def test_nobody_is_lost_in_another_projection(raster, item, epsg):
    move = Transformer.from_crs(3035, epsg, always_xy=True)
    west, south, east, north = move.transform_bounds(5_200_000, 3_500_000, 5_201_000, 3_500_800)
    wide, high = (east - west) / 30, (north - south) / 30
    step = Affine(wide, 0, west - 10 * wide, 0, -high, north + 10 * high)
    counts = np.zeros((50, 50), np.float32)
    counts[20:30, 20:30] = np.random.default_rng(3).random((10, 10)) * 100
    raster("p.tif", counts, transform=step, epsg=epsg)
    found, note = read_population(item("p.tif"))
    assert note.startswith("reprojected from")
    assert not np.isnan(found).any()
    assert found.sum(dtype=float) == pytest.approx(counts.sum(dtype=float), rel=1e-6)


def test_a_turned_lattice_keeps_everyone(raster, item):
    side = 20 / np.sqrt(2)
    turn = Affine(side, -side, 5_200_500, -side, -side, 3_500_700)
    counts = np.ones((20, 20), np.float32)
    raster("p.tif", counts, transform=turn)
    found, _ = read_population(item("p.tif"))
    assert np.nansum(found) == pytest.approx(400, rel=1e-6)


def test_unknown_is_not_nobody(raster, item):
    counts = np.zeros((16, 20), np.float32)
    counts[4:8, 4:8] = -99
    raster("p.tif", counts, cell_m=50, nodata=-99)
    found, _ = read_population(item("p.tif"))
    assert np.isnan(found[2:4, 2:4]).all()
    assert np.nansum(found) == 0
    assert np.isnan(found).sum() == 4


@pytest.mark.parametrize("cell_m", [100, 50])
def test_counts_below_nought_are_refused(raster, item, cell_m):
    raster("p.tif", np.full((8, 10), -200, np.float32), cell_m=cell_m)
    with pytest.raises(LayerError, match="counts of people below nought"):
        read_population(item("p.tif"))
