import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.ndimage import label

from marchland.outputs.strokes import near, smoothed, strokes, thin


def test_a_broad_line_becomes_one_cell_wide():
    mask = np.zeros((20, 40), bool)
    mask[8:12, 3:37] = True
    core = thin(mask)
    assert core.sum(axis=0).max() == 1
    assert core[:, 10:30].any(axis=0).all()


@given(hnp.arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_thinning_only_takes_away_and_keeps_what_is_joined(mask):
    core = thin(mask)
    assert not (core & ~mask).any()
    eight = np.ones((3, 3))
    assert label(core, eight)[1] <= label(mask, eight)[1]


def test_a_line_is_traced_through_the_middles_of_its_cells():
    classes = np.zeros((5, 6), np.uint8)
    classes[2, 1:5] = 3
    (stroke,) = strokes(classes)
    assert stroke.rank == 3
    assert set(map(tuple, stroke.points[[0, -1]])) == {(1.5, 2.5), (4.5, 2.5)}


def test_a_diagonal_is_one_line():
    (stroke,) = strokes(np.eye(9, dtype=np.uint8))
    assert shapely.LineString(stroke.points).length == pytest.approx(np.hypot(8, 8))


def test_the_lower_class_reaches_the_higher_line_it_meets():
    classes = np.zeros((9, 9), np.uint8)
    classes[4, :] = 6
    classes[5:, 4] = 2
    by_rank = {stroke.rank: stroke.points for stroke in strokes(classes)}
    assert (4.5, 4.5) in set(map(tuple, by_rank[2]))


def test_what_is_below_the_least_class_is_left_out():
    classes = np.zeros((5, 6), np.uint8)
    classes[2, 1:5] = 3
    assert strokes(classes, 4) == ()
    assert strokes(np.zeros((3, 3), np.uint8)) == ()


def test_wide_rasters_are_merged_and_keep_their_coordinates():
    classes = np.zeros((10, 5000), np.uint8)
    classes[5, :] = 1
    (stroke,) = strokes(classes)
    assert len(stroke.points) < 2000
    assert 4995 <= stroke.points[:, 0].max() <= 5005


def test_smoothing_keeps_the_ends_and_shortens():
    stairs = np.array([[0, 0], [1, 0], [1, 1], [2, 1], [2, 2]], float)
    smooth = smoothed(stairs)
    np.testing.assert_array_equal(smooth[[0, -1]], stairs[[0, -1]])
    assert shapely.LineString(smooth).length < shapely.LineString(stairs).length
    np.testing.assert_array_equal(smoothed(stairs[:2]), stairs[:2])


def test_near_grows_a_mask():
    mask = np.zeros((5, 5), bool)
    mask[2, 2] = True
    assert near(mask, 1).sum() == 9


@given(hnp.arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9))), st.integers(1, 3))
def test_a_mask_grows_by_whole_cells_in_all_directions(mask, cells):
    grown = near(mask, cells)
    for row, col in np.ndindex(mask.shape):
        rows, cols = (slice(max(0, at - cells), at + cells + 1) for at in (row, col))
        assert grown[row, col] == mask[rows, cols].any()
