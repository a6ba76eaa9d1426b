"""Walking back: a chain from a start to the end that pays its label."""

import numpy as np
import pytest
from hypothesis import given
from tests.kernels.test_across import cost, some
from tests.strategies import seeds

from marchland.kernels.across import Sheets, across
from marchland.kernels.retrace import retrace


@given(seeds)
def test_on_four_neighbours_the_line_pays_its_label(rng):
    price = some(rng)
    price[rng.random(price.shape) < 0.4] = 0
    start = rng.random(price.shape) < 0.1
    label = across(price, start, square=True)
    for end in np.argwhere(np.isfinite(label))[::7]:
        cells = retrace(price, label, start, tuple(end), square=True)
        paid = price[tuple(cells.T)]
        assert start[tuple(cells[0])]
        assert (cells[-1] == end).all()
        assert (np.abs(np.diff(cells, axis=0)).sum(axis=1) == 1).all()
        assert paid.sum() - (paid[0] + paid[-1]) / 2 == pytest.approx(label[tuple(end)])


@given(seeds)
def test_in_any_direction_it_is_a_chain_of_neighbours(rng):
    price = some(rng)
    price[rng.random(price.shape) < 0.4] = 0
    start = rng.random(price.shape) < 0.1
    label = across(price, start)
    for end in np.argwhere(np.isfinite(label))[::7]:
        cells = retrace(price, label, start, tuple(end))
        assert start[tuple(cells[0])]
        assert (np.abs(np.diff(cells, axis=0)).max(axis=1) == 1).all()
        assert np.isfinite(price[tuple(cells.T)]).all()


def test_over_free_ground_it_takes_the_shortest_way():
    price = cost("######\n######\n######")
    start = np.zeros(price.shape, np.bool_)
    start[1, 0] = True
    cells = retrace(price, across(price, start), start, (1, 5))
    np.testing.assert_array_equal(cells, [[1, col] for col in range(6)])


def test_around_a_place_it_comes_back_to_where_it_began():
    price = cost(".....\n.....\n..x..\n.....\n.....")
    flip = np.zeros(price.shape, np.uint8)
    flip[:2, 2] = 1
    sheets = Sheets(flip, 2)
    start = np.zeros((2, *price.shape), np.bool_)
    start[0, 1, 2] = True
    label = across(price, start, square=True, sheets=sheets)
    assert label[1, 1, 2] == 8
    cells = retrace(price, label, start, (1, 1, 2), square=True, sheets=sheets)
    assert set(map(tuple, cells)) == {
        (row, col) for row in (1, 2, 3) for col in (1, 2, 3) if (row, col) != (2, 2)
    }


def test_where_no_line_leads_it_says_so():
    price = cost(".x.")
    start = np.array([[True, False, False]])
    with pytest.raises(ValueError, match="no line leads"):
        retrace(price, across(price, start), start, (0, 2))
