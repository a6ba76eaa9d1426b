"""Neighbours of a cell in a flat padded raster."""

import numpy as np
import pytest

from marchland.kernels.stencil import EIGHT, KNIGHTS, blank, padded, steps

WIDTH = 10


def place(offset):
    """Rows down and columns right of a flat offset."""
    down, right = divmod(int(np.int64(offset)) + WIDTH // 2, WIDTH)
    return down, right - WIDTH // 2


def test_offsets_lead_to_the_neighbours():
    near = steps(EIGHT + KNIGHTS, WIDTH)
    assert [place(offset) for offset in near.offset] == list(EIGHT + KNIGHTS)


def test_lengths_are_in_cells():
    lengths = steps(EIGHT + KNIGHTS, WIDTH).length
    np.testing.assert_allclose(lengths, [1] * 4 + [2**0.5] * 4 + [5**0.5] * 8, rtol=1e-7)


def test_a_diagonal_passes_between_its_two_corners():
    (south_east,) = (k for k, step in enumerate(EIGHT) if step == (1, 1))
    near = steps(EIGHT, WIDTH)
    assert {place(near.one[south_east]), place(near.other[south_east])} == {(1, 0), (0, 1)}


@pytest.mark.parametrize("knight", KNIGHTS)
def test_a_knight_goes_over_two_cells_that_make_a_chain(knight):
    near = steps((knight,), WIDTH)
    chain = [(0, 0), place(near.one[0]), place(near.other[0]), knight]
    hops = np.abs(np.diff(chain, axis=0)).sum(axis=1)
    assert sorted(hops) == [1, 1, 1]


def test_padding_frames_the_raster():
    framed = padded(np.ones((2, 3), np.float32), np.inf, rim=2)
    assert framed.shape == (6, 7)
    assert framed.dtype == np.float32
    assert (framed[2:4, 2:5] == 1).all()
    assert np.isinf(framed).sum() == framed.size - 6


@pytest.mark.parametrize("side", [0, 7, 800, 1100])
def test_a_blank_array_has_its_shape_whatever_pages_it_lies_on(side):
    found = blank((side, 3), np.dtype(np.float32)), blank((side, side), np.dtype(np.bool_))
    assert [array.shape for array in found] == [(side, 3), (side, side)]
    assert all(array.flags.c_contiguous and array.flags.writeable for array in found)
