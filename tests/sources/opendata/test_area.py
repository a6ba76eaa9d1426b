import numpy as np
import shapely

from marchland.model.grid import Grid
from marchland.sources.opendata.area import (
    bands,
    centres_deg,
    letters,
    path_of,
    paths_of,
    rows_of,
    tiles,
)


def test_tiles_on_both_sides_of_the_equator_and_greenwich():
    assert tiles(shapely.box(-0.1, -0.1, 0.1, 0.1), 1) == [(-1, -1), (0, -1), (-1, 0), (0, 0)]
    assert tiles(shapely.box(-0.1, 59.9, 0.1, 60.1), 1) == [(-1, 59), (0, 59), (-1, 60), (0, 60)]
    assert tiles(shapely.box(-0.1, -0.1, 0.1, 0.1), 3) == [(-3, -3), (0, -3), (-3, 0), (0, 0)]


def test_a_tile_that_is_only_touched_is_not_asked_for():
    assert tiles(shapely.box(22, 54, 23, 55), 1) == [(22, 54)]
    corner = shapely.Polygon([(22.1, 54.1), (23.9, 54.1), (22.1, 55.9)])
    assert tiles(corner, 1) == [(22, 54), (23, 54), (22, 55)]


def test_hemispheres():
    assert [letters(*c) for c in ((0, 0), (-1, 0), (0, -1))] == [
        ("E", "N"), ("W", "N"), ("E", "S"),
    ]  # fmt: skip


def test_bands_make_the_grid():
    grid = Grid(3035, 0.0, 1000.0, 100.0, 10, 7)
    parts = bands(grid, 20)
    assert [(b.start, b.stop) for b in parts] == [(0, 2), (2, 4), (4, 6), (6, 8), (8, 10)]
    assert [rows_of(grid, b).y_max_m for b in parts] == [1000, 800, 600, 400, 200]
    assert bands(grid) == [slice(0, 10)]


def test_where_cells_are():
    grid = Grid.over((631_000, 5_985_000, 632_500, 5_986_400), epsg=32634, cell_m=50)
    lon, lat = centres_deg(grid, slice(0, 2))
    assert lon.shape == (2, 30)
    assert np.all(np.abs(lon - 23.01) < 0.02)
    assert np.all(np.abs(lat - 54.007) < 0.01)


def test_what_is_absent_has_no_path():
    assert path_of({"a": None}, "a") is None
    assert paths_of({"a": None, "b": None}, "ab") == []
