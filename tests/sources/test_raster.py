import numpy as np
import pytest
import rasterio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasterio.transform import Affine

from marchland.errors import LayerError
from marchland.sources.raster import open_raster, pixel_m, same_lattice, sample, scaled

RNG = np.random.default_rng(7)
VALUES = RNG.integers(1, 250, (8, 10), np.uint8)


def put(item, name, coarser="average", finer="bilinear"):
    with open_raster(item(name)) as data:
        return sample(data, item(name).grid, coarser, finer)


def refused(item, name, text):
    with pytest.raises(LayerError, match=text) as caught, open_raster(item(name)) as data:
        data.read(1)
    assert caught.value.faults[0].where == f"sources[1] {name}"
    return str(caught.value)


@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32", "float64"])
def test_its_own_grid_is_read_bit_for_bit(raster, item, dtype):
    given = (VALUES / 3).astype(dtype)
    raster("a.tif", given)
    found, note = put(item, "a.tif")
    assert note == "read as it lies"
    assert found.dtype == given.dtype
    assert not np.ma.getmaskarray(found).any()
    assert found.data.tobytes() == given.tobytes()


def test_a_larger_raster_is_cut_out_bit_for_bit(raster, item):
    large = RNG.random((30, 40)).astype(np.float32)
    raster("large.tif", large, off=(-5, -7))
    found, note = put(item, "large.tif")
    assert note == "read as it lies"
    assert found.data.tobytes() == large[5:13, 7:17].tobytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.integers(-9, 9), st.integers(-11, 11), st.integers(1, 12), st.integers(1, 12))
def test_a_smaller_raster_is_masked_beyond_its_edge(raster, item, row, col, high, wide):
    if not (row < 8 and col < 10 and row + high > 0 and col + wide > 0):
        return
    given = RNG.integers(0, 255, (high, wide), np.uint8)
    raster("s.tif", given, off=(row, col))
    found, note = put(item, "s.tif")
    assert note == "read as it lies"
    for r in range(8):
        for c in range(10):
            inside = 0 <= r - row < high and 0 <= c - col < wide
            assert found.mask[r, c] == (not inside)
            assert not inside or found.data[r, c] == given[r - row, c - col]


def test_the_missing_value_is_respected_as_it_lies_and_resampled(raster, item):
    given = np.full((8, 10), 5, np.int16)
    given[2, 3] = -99
    raster("n.tif", given, nodata=-99)
    assert np.argwhere(put(item, "n.tif")[0].mask).tolist() == [[2, 3]]
    fine = np.repeat(np.repeat(given, 2, 0), 2, 1)
    raster("fine.tif", fine, cell_m=50, nodata=-99)
    found, _ = put(item, "fine.tif")
    assert np.argwhere(found.mask).tolist() == [[2, 3]]
    assert (found.compressed() == 5).all()


def test_not_a_number_is_missing(raster, item):
    given = np.full((8, 10), 5, np.float32)
    given[1, 1] = np.nan
    raster("nan.tif", given)
    assert np.argwhere(np.ma.getmaskarray(put(item, "nan.tif")[0])).tolist() == [[1, 1]]


def test_averaging_where_the_grid_is_coarser(raster, item):
    fine = RNG.random((32, 40)).astype(np.float32)
    raster("fine.tif", fine, cell_m=25)
    found, note = put(item, "fine.tif")
    expected = fine.reshape(8, 4, 10, 4).mean(axis=(1, 3))
    assert note == "resampled from 25 m by averaging"
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_bilinear_where_the_grid_is_finer(raster, item):
    y, x = np.mgrid[:8, :9] * 200.0
    raster("coarse.tif", (x + 2 * y).astype(np.float32), cell_m=200, off=(-4, -4))
    found, note = put(item, "coarse.tif")
    rows, cols = np.mgrid[:8, :10] * 100.0 + 350
    assert note == "resampled from 200 m bilinearly"
    np.testing.assert_allclose(found, cols + 2 * rows, atol=1e-2)


def test_classes_by_the_commonest_and_the_nearest(raster, item):
    fine = np.tile(np.array([[1, 1], [1, 2]], np.uint8), (8, 10))
    raster("fine.tif", fine, cell_m=50)
    found, note = put(item, "fine.tif", "mode", "nearest")
    assert (found == 1).all()
    assert note.endswith("by the commonest class")
    raster("coarse.tif", np.arange(20, dtype=np.uint8).reshape(4, 5), cell_m=200)
    found, note = put(item, "coarse.tif", "mode", "nearest")
    assert found.tolist() == np.arange(20).reshape(4, 5).repeat(2, 0).repeat(2, 1).tolist()
    assert note.endswith("by the nearest value")


def test_a_raster_without_a_missing_value_is_masked_beyond_its_edge(raster, item):
    raster("half.tif", np.zeros((16, 10), np.uint8), cell_m=50)
    found, _ = put(item, "half.tif", "mode", "nearest")
    assert not found.mask[:, :5].any()
    assert found.mask[:, 5:].all()


def test_another_projection_is_reprojected(raster, item, at):
    (west, _), (_, north) = at(8, -1), at(-1, 0)
    step = Affine(0.0005, 0, west - 0.01, 0, -0.0005, north + 0.01)
    lat = north + 0.01 - 0.0005 * (np.arange(80) + 0.5)
    raster("deg.tif", np.tile(lat[:, None], (1, 120)), transform=step, epsg=4326)
    found, note = put(item, "deg.tif")
    assert note.startswith("reprojected from WGS 84, resampled from")
    for row, col in ((0, 0), (3, 4), (7, 9)):
        assert found[row, col] == pytest.approx(at(row + 0.5, col + 0.5)[1], abs=2e-5)


def test_a_turned_raster_lies_where_it_says(raster, item):
    turn = Affine(0, 100, 5_200_000, -100, 0, 3_500_800)  # columns run south, rows run east
    raster("turned.tif", VALUES.T.copy(), transform=turn)
    found, note = put(item, "turned.tif", "mode", "nearest")
    assert note == "resampled from 100 m by the nearest value"
    assert found.tolist() == VALUES.tolist()


def test_a_raster_drawn_south_up_lies_where_it_says(raster, item):
    flip = Affine(100, 0, 5_200_000, 0, 100, 3_500_000)
    raster("south.tif", VALUES[::-1].copy(), transform=flip)
    assert put(item, "south.tif", "mode", "nearest")[0].tolist() == VALUES.tolist()


@pytest.mark.parametrize(("off", "same"), [((0, 0), True), ((3, -4), True), ((0.5, 0), False)])
def test_the_same_lattice(raster, item, grid, off, same):
    raster("l.tif", VALUES, off=off)
    with open_raster(item("l.tif")) as data:
        assert same_lattice(data, grid) == same


def test_the_size_of_a_pixel(raster, item, grid):
    raster("p.tif", VALUES, cell_m=30)
    with open_raster(item("p.tif")) as data:
        assert pixel_m(data, grid) == pytest.approx(30)


def test_scale_and_offset_are_applied(raster, item):
    path = raster("s.tif", VALUES)
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = [0.5], [10]
    with open_raster(item("s.tif")) as data:
        assert (scaled(data, data.read(1, masked=True)) == VALUES * 0.5 + 10).all()


def test_no_raster(item, tmp_path):
    (tmp_path / "page.tif").write_text("<html>Not found</html>")
    refused(item, "page.tif", "is not a raster that can be opened")
    refused(item, "nothing.tif", "no such file")
    (tmp_path / "empty.tif").touch()
    refused(item, "empty.tif", "the file is empty")


@pytest.mark.parametrize("cell_m", [100, 70])
def test_a_raster_cut_short_is_noticed_when_its_pixels_are_read(raster, item, cell_m):
    path = raster("cut.tif", RNG.random((200, 200)), cell_m=cell_m)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 50])
    with pytest.raises(LayerError, match="damaged or cut short"):
        put(item, "cut.tif")


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_raster_that_says_not_where_it_lies(raster, item):
    raster("nocrs.tif", VALUES, epsg=None)
    assert "gdal_edit.py -a_srs" in refused(item, "nocrs.tif", "no reference system")
    raster("noplace.tif", VALUES, transform=Affine.identity())
    refused(item, "noplace.tif", "no coordinates")


def test_a_raster_elsewhere(raster, item):
    raster("far.tif", VALUES, off=(500, 0))
    assert "ETRS89" in refused(item, "far.tif", "does not overlap the region")
    raster("australia.tif", VALUES, epsg=28355, transform=Affine(100, 0, 5e5, 0, -100, 6e6))
    refused(item, "australia.tif", "does not overlap the region")


def test_several_bands_are_not_guessed_at(raster, item):
    raster("rgb.tif", np.stack([VALUES] * 3))
    assert "gdal_translate -b" in refused(item, "rgb.tif", "has 3 bands of values")
