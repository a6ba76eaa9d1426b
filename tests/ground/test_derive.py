import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from marchland.ground.derive import slope

heights = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=7),
    elements=st.one_of(st.just(np.nan), st.floats(-100, 300, width=32)),
)


def plane(rows, cols, east, south, cell_m):
    y, x = np.mgrid[:rows, :cols] * cell_m
    return (east * x + south * y).astype(np.float32)


@pytest.mark.parametrize(("east", "south"), [(0, 0), (1, 0), (0, -1), (0.3, 0.4)])
def test_a_plane_has_one_slope_everywhere(east, south):
    found = slope(plane(5, 6, east, south, 50.0), 50.0)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, np.degrees(np.arctan(np.hypot(east, south))), rtol=1e-5)


def test_horn_by_hand():
    ground = np.array([[1, 2, 3], [4, 5, 7], [8, 9, 12]], np.float32)
    east = ((3 + 2 * 7 + 12) - (1 + 2 * 4 + 8)) / 8
    south = ((8 + 2 * 9 + 12) - (1 + 2 * 2 + 3)) / 8
    expected = np.degrees(np.arctan(np.hypot(east, south) / 10))
    assert slope(ground, 10.0)[1, 1] == pytest.approx(expected, rel=1e-6)


def test_unknown_stays_unknown_and_spoils_nothing_beside_it():
    ground = plane(5, 5, 1, 0, 10.0)
    ground[2, 2] = np.nan
    found = slope(ground, 10.0)
    assert np.argwhere(np.isnan(found)).tolist() == [[2, 2]]
    np.testing.assert_allclose(found[~np.isnan(found)], 45, rtol=1e-5)


def test_a_cell_alone_has_no_slope():
    ground = np.full((3, 3), np.nan, np.float32)
    ground[1, 1] = 7
    assert np.isnan(slope(ground, 10.0)).all()


def test_one_row_slopes_along_itself():
    np.testing.assert_allclose(slope(plane(1, 4, 1, 0, 10.0), 10.0), 45, rtol=1e-6)


@given(heights, st.integers(0, 3))
def test_turning_the_ground_turns_its_slope(ground, turns):
    turned = slope(np.rot90(ground, turns), 30.0)
    np.testing.assert_allclose(turned, np.rot90(slope(ground, 30.0), turns), rtol=1e-4, atol=1e-4)


@given(heights)
def test_slope_is_between_flat_and_upright_or_unknown(ground):
    found = slope(ground, 30.0)
    assert np.isnan(found[np.isnan(ground)]).all()
    known = found[~np.isnan(found)]
    assert ((known >= 0) & (known < 90)).all()


@given(arrays(np.int32, (4, 5), elements=st.integers(-64, 64)), st.integers(-512, 512))
def test_raising_the_ground_leaves_its_slope(ground, lift):
    low, high = (slope((ground + by).astype(np.float32), 30.0) for by in (0, lift))
    np.testing.assert_allclose(low, high, atol=1e-4)


def test_cells_may_be_wide_and_low():
    rise = np.array([[0, 3, 6], [0, 3, 6], [0, 3, 6]], np.float32)
    assert slope(rise, 30.0, 60.0)[1, 1] == pytest.approx(np.degrees(np.arctan(0.1)))
    assert slope(rise.T, 30.0, 60.0)[1, 1] == pytest.approx(np.degrees(np.arctan(0.05)))
    wide = np.array([[30.0], [30.0], [30.0]], np.float32)
    assert slope(rise, wide, 60.0)[1, 1] == pytest.approx(np.degrees(np.arctan(0.1)))
