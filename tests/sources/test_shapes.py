import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from scipy.ndimage import label
from shapely import LineString, MultiPolygon, Point, Polygon

from marchland.model.grid import Grid
from marchland.sources.base import region_in
from marchland.sources.shapes import burn, mask, onto
from marchland.sources.vectors import Header

SQUARE = Grid(3035, 0.0, 12.0, 1.0, 12, 12)
spots = st.tuples(*[st.integers(2, 22).map(lambda n: n / 2)] * 2)
lines = st.lists(spots, min_size=2, max_size=5, unique=True).map(LineString)


def head(grid, epsg=4326):
    crs = CRS.from_epsg(epsg)
    return Header((), crs, region_in(grid, crs))


def drawn(shapes, codes, *, touched):
    return burn(np.array(shapes, object), np.array(codes), SQUARE, touched=touched)


@given(lines)
def test_a_line_is_a_wall_without_gaps(line):
    cells = drawn([line], [1], touched=True)
    assert label(cells)[1] == 1  # its cells share sides, even where it passes through corners


@given(lines)
def test_a_line_holds_the_cells_of_its_points(line):
    cells = drawn([line], [1], touched=True)
    for x, y in shapely.get_coordinates(shapely.segmentize(line, 0.1)) * 0.999 + 0.0005:
        around = cells[max(int(12 - y - 0.01), 0) : int(12 - y + 0.01) + 1]
        assert around[:, max(int(x - 0.01), 0) : int(x + 0.01) + 1].any()


def test_an_area_holds_the_centres_inside_it():
    cells = drawn([shapely.box(1.4, 1.4, 4.6, 3.4)], [7], touched=False)
    assert np.argwhere(cells == 7).tolist() == [[r, c] for r in (9, 10) for c in (1, 2, 3, 4)]


def test_the_later_wins_and_nothing_is_nothing():
    cells = drawn([shapely.box(0, 0, 5, 5), shapely.box(3, 3, 8, 8)], [200, 3], touched=False)
    assert cells[8, 3] == 3
    assert cells[8, 2] == 200
    assert not drawn([], [], touched=True).any()


def test_masks_of_points_lines_and_areas():
    both = shapely.GeometryCollection([Point(0.5, 0.5), LineString([(3.2, 11.5), (5.8, 11.5)])])
    assert mask(both, SQUARE).sum() == 4
    assert mask(MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(5, 5, 6, 6)]), SQUARE).sum() == 5


def test_a_small_area_takes_the_cell_it_touches():
    cells = mask(shapely.box(3.1, 3.1, 3.2, 3.2), SQUARE)
    assert np.argwhere(cells).tolist() == [[8, 3]]
    assert not mask(shapely.box(30, 30, 31, 31), SQUARE).any()


def test_features_are_projected_and_what_crosses_itself_is_repaired(grid, at):
    bow = Polygon([at(1, 1), at(3, 3), at(3, 1), at(1, 3)])
    frame = gpd.GeoDataFrame({"n": [1, 2]}, geometry=[bow, Point(at(4, 4))], crs=4326)
    found, repaired = onto(frame, head(grid), grid)
    assert repaired == 1
    assert found.crs.to_epsg() == 3035
    assert found.geometry.is_valid.all()
    assert found.area[0] == pytest.approx(2e4, rel=1e-2)
    assert (found.geometry[1].x, found.geometry[1].y) == pytest.approx((5_200_400, 3_500_400))
    assert not frame.geometry.is_valid[0]


def test_what_lies_far_outside_is_cut_off(grid):
    world = gpd.GeoDataFrame(geometry=[shapely.box(-180, -90, 180, 90)], crs=4326)
    found, _ = onto(world, head(grid), grid)
    assert shapely.covers(found.geometry[0], shapely.box(*grid.bounds))
    assert found.area[0] < 10 * 800 * 1000


def test_straight_between_degrees_is_straight_in_degrees():
    wide = Grid(3035, 5_000_000, 3_800_000, 1000, 400, 400)
    line = gpd.GeoDataFrame(geometry=[LineString([(21, 54), (26, 54)])], crs=4326)
    found, _ = onto(line, head(wide), wide)
    back = found.to_crs(4326).geometry[0]
    middle = found.geometry[0].interpolate(0.5, normalized=True)
    there = gpd.GeoSeries([middle], crs=3035).to_crs(4326)[0]
    assert shapely.get_coordinates(back)[:, 1] == pytest.approx(54)
    assert there.y == pytest.approx(54, abs=1e-4)
