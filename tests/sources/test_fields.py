import numpy as np
import pytest

from marchland.catalogue.read import catalogue
from marchland.errors import LayerError
from marchland.sources.fields import read_classes, read_detail, read_elevation, read_slope

HEIGHTS = np.linspace(100, 200, 80, dtype=np.float32).reshape(8, 10)


def test_heights_are_float32_metres(raster, item):
    raster("dem.tif", HEIGHTS.astype(np.int16))
    found, note = read_elevation(item("dem.tif"))
    assert found.dtype == np.float32
    assert (found == HEIGHTS.astype(np.int16)).all()
    assert note == "read as it lies"


def test_what_no_height_is_given_for_is_unknown_and_said(raster, item):
    given = HEIGHTS.copy()
    given[0, :4] = -9999
    raster("dem.tif", given, nodata=-9999)
    found, note = read_elevation(item("dem.tif"))
    assert np.isnan(found[0, :4]).all()
    assert not np.isnan(found[1:]).any()
    assert note == "read as it lies; 5.00% of the region unknown"


def test_a_dem_of_half_the_region_leaves_the_rest_unknown(raster, item):
    raster("dem.tif", HEIGHTS[:, :5])
    found, note = read_elevation(item("dem.tif"))
    assert np.isnan(found[:, 5:]).all()
    assert "50.00% of the region unknown" in note


@pytest.mark.parametrize("strange", [-32767.0, 65535.0, np.inf])
def test_a_missing_value_that_was_not_declared_is_noticed(raster, item, strange):
    given = HEIGHTS.copy()
    given[3, 3:5] = strange
    raster("dem.tif", given)
    if np.isinf(strange):
        assert np.isnan(read_elevation(item("dem.tif"))[0][3, 3])
        return
    with pytest.raises(LayerError, match="2 heights that no ground has") as caught:
        read_elevation(item("dem.tif"))
    assert f"such as {strange:g} m" in str(caught.value)
    assert "gdal_edit.py -a_nodata" in str(caught.value)


def test_classes_on_the_grid(raster, item, source):
    given = np.zeros((16, 20), np.uint8)
    given[:4, :4] = 6
    raster("c.tif", given, cell_m=50, nodata=255)
    given_as = source("c.tif", "water", classes={"6": "lake", "*": "none"})
    found, note = read_classes(item("c.tif"), given_as)
    assert found.dtype == np.uint8
    assert np.argwhere(found == 5).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert note == "resampled from 50 m by the commonest class"


def test_cover_that_the_raster_does_not_reach_is_unknown(raster, item, source):
    raster("c.tif", np.full((4, 10), 3, np.uint8))
    found, _ = read_classes(item("c.tif"), source("c.tif", "cover", classes={"3": "grass"}))
    assert (found[:4] == 30).all()
    assert (found[4:] == 255).all()


def test_faulty_classes_and_values_without_one(raster, item, source):
    raster("c.tif", np.full((8, 10), 3, np.uint8))
    with pytest.raises(LayerError, match="unknown class 'gras'"):
        read_classes(item("c.tif"), source("c.tif", "cover", classes={"3": "gras"}))
    with pytest.raises(LayerError, match=r"3 \(80 cells\)"):
        read_classes(item("c.tif"), source("c.tif", "cover", classes={"4": "grass"}))


def test_a_detail_of_the_ground_is_numbers_in_its_unit(raster, item, source):
    given = np.full((8, 10), 0.3, np.float32)
    given[0, 0] = -1
    raster("moisture.tif", given, nodata=-1)
    found, note = read_detail(item("moisture.tif"), source("moisture.tif", "moisture"))
    assert np.isnan(found[0, 0])
    assert (found[1:] == np.float32(0.3)).all()
    assert note == "read as it lies; 1.25% of the region unknown"


def test_a_detail_that_no_ground_has_is_noticed(raster, item, source):
    raster("frost.tif", np.full((8, 10), 40.0, np.float32))
    with pytest.raises(LayerError, match="80 values of frost depth that no ground has, such as 40"):
        read_detail(item("frost.tif"), source("frost.tif", "frost_depth"))


def test_soil_is_a_class(raster, item, source):
    raster("soil.tif", np.full((8, 10), 2, np.uint8))
    found, _ = read_classes(item("soil.tif"), source("soil.tif", "soil", classes={"2": "Pt"}))
    assert (found == catalogue().classes["soil"]["Pt"]).all()


def test_slopes_are_read_in_degrees(raster, item):
    raster("s.tif", np.full((16, 20), 7, np.float32), cell_m=50)
    found, note = read_slope(item("s.tif"))
    assert (found == 7).all()
    assert note == "resampled from 50 m by averaging"
    raster("s.tif", np.full((8, 10), 120, np.float32))
    with pytest.raises(LayerError, match="slopes below 0 or above 90"):
        read_slope(item("s.tif"))
