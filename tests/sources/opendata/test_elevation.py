import numpy as np
import pytest
import shapely
from pyproj import Transformer
from tests.sources.opendata.conftest import write_countries, write_heights

from marchland.model.grid import Grid
from marchland.sources.opendata.area import Area
from marchland.sources.opendata.elevation import address, columns, native_slope, tile_name
from marchland.sources.opendata.prepare import PROVIDERS, Provider

GLO = PROVIDERS["copernicus-dem-30"]


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (22, 54, "Copernicus_DSM_COG_10_N54_00_E022_00_DEM"),
        (0, 0, "Copernicus_DSM_COG_10_N00_00_E000_00_DEM"),
        (-1, -1, "Copernicus_DSM_COG_10_S01_00_W001_00_DEM"),
        (30, 60, "Copernicus_DSM_COG_10_N60_00_E030_00_DEM"),
        (-172, 59, "Copernicus_DSM_COG_10_N59_00_W172_00_DEM"),
        (18, -34, "Copernicus_DSM_COG_10_S34_00_E018_00_DEM"),
    ],
)
def test_names_of_tiles(lon, lat, name):
    assert tile_name(lon, lat) == name
    base = "https://copernicus-dem-30m.s3.amazonaws.com"
    assert address(base, lon, lat) == f"{base}/{name}/{name}.tif"


def test_columns_by_latitude_as_the_product_describes_them():
    assert [columns(lat) for lat in (0, 50, 60, 70, 80, 85)] == [3600, 2400, 1800, 1200, 720, 360]
    assert [columns(-lat - 1) for lat in (0, 50, 60, 70, 80, 85)] == [
        3600, 2400, 1800, 1200, 720, 360,
    ]  # fmt: skip


def test_the_real_tiles_are_as_wide_and_as_far_off(shared):
    import rasterio

    home = shared / "mirror" / "copernicus-dem-30m"
    name = tile_name(22, 54)
    with rasterio.open(home / name / f"{name}.tif") as tile:
        assert (tile.width, tile.height) == (columns(54), 3600)
        assert tile.transform.c == pytest.approx(22 - 0.5 / 2400, abs=1e-9)
        assert tile.transform.f == pytest.approx(55 + 0.5 / 3600, abs=1e-9)


def test_a_plane_is_put_where_it_lies(server, made, area):
    """The height is 1000 times the longitude, so half a pixel off would be 8 m off."""
    write_heights(server.root, 23, 54, lambda x, _: 1000 * (x - 23))
    write_heights(server.root, 22, 54, lambda x, _: 1000 * (x - 23))
    write_heights(server.root, 23, 53, lambda x, _: 1000 * (x - 23))
    write_heights(server.root, 22, 53, lambda x, _: 1000 * (x - 23))
    ground = Area(area.grid, shapely.box(22.9, 53.9, 23.1, 54.1))
    (heights, slopes), rasters = made(GLO, ground)
    assert (heights.layer, slopes.layer) == ("elevation", "slope")
    move = Transformer.from_crs(32634, 4326, always_xy=True)
    x, y = np.meshgrid(np.arange(30), np.arange(28))
    lon, _ = move.transform(631_025 + 50 * x, 5_986_375 - 50 * y)
    np.testing.assert_allclose(rasters["elevation"], 1000 * (lon - 23), atol=0.05)
    across_m = 65_500  # one degree of longitude at 54 N
    want = np.degrees(np.arctan(1000 / across_m))
    np.testing.assert_allclose(rasters["slope"], want, rtol=0.01)


def test_there_is_sea_only_where_the_list_says_so(server, made):
    """West of 23 E no tile is listed: sea. East of it the tile is there, and 7 m high."""
    write_heights(server.root, 23, 54, lambda x, _: x * 0 + 7.0, cols=600, rows=900)
    grid = Grid.over((629_000, 5_985_000, 634_000, 5_987_000), epsg=32634, cell_m=50)
    ground = Area(grid, shapely.box(22.9, 54.005, 23.1, 54.02))
    (heights, _), rasters = made(GLO, ground)
    lon = Transformer.from_crs(32634, 4326, always_xy=True).transform(
        629_025 + 50 * np.arange(100), np.full(100, 5_986_000)
    )[0]
    row = rasters["elevation"][2]
    assert set(row[lon < 22.98]) == {0.0}
    assert set(row[lon > 23.02]) == {7.0}
    assert "1 tiles are not in the list, so they are sea" in heights.note


def test_no_height_is_not_a_height(server, made, area):
    path = write_heights(server.root, 23, 54, lambda x, y: x * 0 + y * 0 - 32767.0)
    assert path.exists()
    (heights, _), rasters = made(GLO, Area(area.grid, shapely.box(23.0, 54.0, 23.02, 54.01)))
    assert np.isnan(rasters["elevation"]).all()
    assert "unknown" in heights.note


def test_two_lattices_meet_at_sixty_degrees(server, made):
    """South of 60 N a tile has 60 columns here, north of it 45: together they make one plane."""
    write_heights(server.root, 30, 59, lambda _, y: 100 * (y - 59), cols=60)
    write_heights(server.root, 30, 60, lambda _, y: 100 * (y - 59), cols=45)
    grid = Grid.over((355_000, 6_650_000, 357_000, 6_656_000), epsg=32636, cell_m=100)
    (_, _), rasters = made(GLO, Area(grid, shapely.box(30.3, 59.95, 30.5, 60.05)))
    move = Transformer.from_crs(32636, 4326, always_xy=True)
    x, y = np.meshgrid(np.arange(20), np.arange(60))
    _, lat = move.transform(355_050 + 100 * x, 6_655_950 - 100 * y)
    error = np.abs(rasters["elevation"] - 100 * (lat - 59))
    assert not np.isnan(error).any()
    assert error.max() < 0.6  # half of a coarse pixel's height where the lattices meet


def test_slopes_know_how_wide_a_pixel_is():
    """At 60 N a degree of longitude is half as long as at the equator."""
    import rasterio

    rise = np.tile(np.arange(9, dtype=np.float32), (9, 1))
    steps = [rasterio.Affine(1e-3, 0, 20, 0, -1e-3, north) for north in (0.0045, 60.0045)]
    flat, steep = (float(np.tan(np.radians(native_slope(rise, s)[4, 4]))) for s in steps)
    assert flat == pytest.approx(1 / 111.32, rel=1e-3)  # WGS 84: 111.32 m to 0.001 degrees
    assert steep == pytest.approx(1 / 55.80, rel=1e-3)  # WGS 84: 55.80 m at 60 N


def test_land_that_is_not_released_is_unknown_and_not_sea(server, made, area):
    """No tile is listed, and Natural Earth has a country there."""
    write_heights(server.root, 40, 54, lambda x, _: x * 0)
    write_countries(server.root, {"Alder": shapely.box(20, 50, 26, 58)})
    (heights, _), rasters = made(Provider(both, GLO.make), area)
    assert np.isnan(rasters["elevation"]).all()
    assert "1 tiles of land are not in the list: not released" in heights.note


def both(area, bases, have):
    """Name the heights, and the countries that tell land from sea."""
    indexes, data = GLO.name(area, bases, have)
    return [*indexes, *PROVIDERS["natural-earth"].name(area, bases, have)[0]], data
