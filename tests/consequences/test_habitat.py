import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.drawing import at

from marchland.consequences.habitat import habitat

FOREST = """
    TTTTT
    TTTTT
    .....
    TT...
"""
MASKS = st.lists(st.booleans(), min_size=36, max_size=36).map(lambda v: np.array(v).reshape(6, 6))


def test_a_line_cuts_the_largest_piece():
    line = np.zeros((4, 5), bool)
    line[:, 2] = True
    found = habitat(at(FOREST, "T"), line, 100.0, taken=0.2)
    assert (found.pieces_before, found.pieces_after) == (2, 3)
    assert (found.largest_before_m2, found.largest_after_m2) == (100_000.0, 40_000.0)
    assert found.lost_m2 == 0.2 * 20_000
    assert found.cut == 0.6


def test_corners_do_not_connect():
    diagonal = np.eye(3, dtype=bool)
    assert habitat(diagonal, np.zeros((3, 3), bool), 10.0).pieces_before == 3


@given(MASKS, MASKS)
def test_building_never_mends(kind, built):
    found = habitat(kind, built, 50.0)
    assert 0 <= found.largest_after_m2 <= found.largest_before_m2 <= found.area_m2
    assert 0.0 <= found.cut <= 1.0


@given(MASKS)
def test_nothing_built_changes_nothing(kind):
    found = habitat(kind, np.zeros_like(kind), 50.0)
    assert found.largest_after_m2 == found.largest_before_m2
    assert (found.lost_m2, found.cut) == (0.0, 0.0)
