"""Rasters know their grid, meet only on equal grids, and hold what was declared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from marchland import Grid
from marchland.errors import GridError, InputError
from marchland.schema import TERRAIN, UNKNOWN, grid_of, raster, same_grid, terrain

GRID = Grid(3035, 4_000_000.0, 3_000_000.0, 100.0, 3, 4)


def required(grid=GRID):
    layers = [layer for layer in TERRAIN.values() if layer.absent is None]
    return {layer.name: np.ones(grid.shape, layer.dtype) for layer in layers}


@given(
    st.sampled_from([2180, 3035, 32634]),
    st.integers(-10_000, 80_000),
    st.integers(-10_000, 80_000),
    st.sampled_from([10.0, 25.0, 100.0, 250.0]),
    st.integers(1, 40),
    st.integers(1, 40),
)
def test_a_raster_remembers_its_grid(epsg, left, top, cell, rows, cols):
    grid = Grid(epsg, left * cell, top * cell, cell, rows, cols)
    back = grid_of(raster(np.zeros(grid.shape), grid, "speed", "m/s"))
    if rows == cols == 1:  # a single cell has no step to tell its side by
        assert (back.epsg, back.shape) == (epsg, (1, 1))
    else:
        assert back == grid


def test_a_raster_is_placed_as_gis_expects():
    data = raster(np.zeros(GRID.shape, np.float32), GRID, "speed", "m/s")
    assert (data.name, data.dims, data.attrs["units"]) == ("speed", ("y", "x"), "m/s")
    assert data.x.values.tolist() == [4_000_050, 4_000_150, 4_000_250, 4_000_350]
    assert data.y.values.tolist() == [2_999_950, 2_999_850, 2_999_750]
    assert CRS.from_wkt(data.spatial_ref.attrs["crs_wkt"]).to_epsg() == 3035


def test_values_of_another_shape_are_refused():
    with pytest.raises(GridError, match=r"shape \(4, 3\) on a grid of \(3, 4\)"):
        raster(np.zeros((4, 3)), GRID, "speed", "m/s")


def test_a_raster_that_lost_its_place_is_refused():
    data = raster(np.zeros(GRID.shape), GRID, "speed", "m/s")
    with pytest.raises(GridError, match=r"spatial_ref.* to place it by"):
        grid_of(data.drop_vars("spatial_ref"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.isel(y=slice(None, None, -1)),
        lambda data: data.isel(x=[0, 1, 3]),
        lambda data: data.assign_coords(x=data.x * 2),
    ],
    ids=["south-up", "a column gone", "not square"],
)
def test_cells_that_are_not_square_even_and_north_up_are_refused(spoil):
    data = raster(np.zeros(GRID.shape), GRID, "speed", "m/s")
    with pytest.raises(GridError, match="not square, even and north-up"):
        grid_of(spoil(data))


def test_rasters_on_one_grid_may_meet():
    one, other = (raster(np.zeros(GRID.shape), GRID, name, "1") for name in "ab")
    assert same_grid(one, other) == GRID


def test_rasters_on_two_grids_may_not():
    moved = Grid(3035, 4_000_100.0, 3_000_000.0, 100.0, 3, 4)
    one, other = (raster(np.zeros(GRID.shape), grid, "a", "1") for grid in (GRID, moved))
    with pytest.raises(GridError, match="meet only on equal grids"):
        same_grid(one, other)


def test_a_terrain_has_every_layer_in_its_type():
    ground = terrain(required(), GRID)
    assert {name: str(ground[name].dtype) for name in ground} == {
        name: layer.dtype for name, layer in TERRAIN.items()
    }
    assert {name: ground[name].attrs["units"] for name in ground} == {
        name: layer.unit for name, layer in TERRAIN.items()
    }


def test_what_was_left_out_is_none_or_unknown_as_declared():
    ground = terrain(required(), GRID)
    assert not ground["road"].any()
    assert ground["population"].isnull().all()


def test_a_detail_is_there_only_where_it_is_given():
    moist = np.full(GRID.shape, 0.3, np.float32)
    ground = terrain({**required(), "moisture": moist}, GRID)
    assert set(ground) == {*TERRAIN, "moisture"}
    with pytest.raises(InputError, match="moisture: type float64, not float32"):
        terrain({**required(), "moisture": moist.astype(float)}, GRID)


def test_every_fault_of_a_terrain_is_told_at_once():
    layers = required()
    del layers["elevation"]
    layers["cover"] = layers["cover"].astype(np.int64)
    layers["road"] = np.zeros((9, 9), np.uint8)
    layers["weather"] = np.zeros(GRID.shape)
    with pytest.raises(InputError, match="terrain: 4 faults") as refused:
        terrain(layers, GRID)
    told = {fault.where: fault.what for fault in refused.value.faults}
    assert told == {
        "weather": "is no layer of a terrain",
        "elevation": "is missing",
        "cover": "type int64, not uint8",
        "road": "shape (9, 9), not (3, 4)",
    }


def test_unknown_is_no_class():
    assert np.iinfo(np.uint8).max == UNKNOWN
