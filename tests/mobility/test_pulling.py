"""Pulling straight: no dearer, side by side, and not through anything."""

import numpy as np
import pytest
from hypothesis import given
from tests.kernels.test_across import cost, some
from tests.strategies import seeds

from marchland.kernels.across import across
from marchland.kernels.retrace import retrace
from marchland.mobility.pulling import pulled, straight


@given(seeds)
def test_a_straight_line_over_even_ground_costs_its_length(rng):
    ground = np.full((30, 30), 2, np.float32)
    start, end = rng.integers(30, size=(2, 2))
    cells, price = straight(ground, start, end)
    assert price == pytest.approx(2 * np.hypot(*(end - start)))
    assert (cells[[0, -1]] == (start, end)).all()
    assert (np.abs(np.diff(cells, axis=0)).sum(axis=1) == 1).all()
    offside = np.cross(np.append(end - start, 0), np.c_[cells - start, np.zeros(len(cells))])[:, 2]
    assert (np.abs(offside) <= 0.5001 * np.abs(end - start).sum()).all()


def test_at_a_corner_of_four_cells_the_cheaper_is_taken():
    cells, price = straight(cost(".#\n.."), np.array([1, 0]), np.array([0, 1]))
    assert cells.tolist() in ([[1, 0], [0, 0], [0, 1]], [[1, 0], [1, 1], [0, 1]])
    cells, price = straight(cost("#.\n.."), np.array([1, 0]), np.array([0, 1]))
    assert cells.tolist() == [[1, 0], [0, 0], [0, 1]]
    assert price == pytest.approx(np.sqrt(2))


def test_between_two_free_cells_at_a_corner_one_more_is_paid():
    assert straight(cost("#.\n.#"), np.array([0, 0]), np.array([1, 1]))[1] == 1


def test_a_straight_line_through_a_closed_cell_is_none():
    assert straight(cost(".x."), np.array([0, 0]), np.array([0, 2]))[1] == np.inf


@given(seeds)
def test_a_pulled_line_costs_no_more_and_stays_on_ground(rng):
    price = some(rng, most=25)
    start = np.zeros(price.shape, np.bool_)
    start[0, 0] = True
    label = across(price, start)
    for end in np.argwhere(np.isfinite(label))[::20]:
        chain = retrace(price, label, start, tuple(end))
        line = pulled(price, chain)
        assert (line.corners[[0, -1]] == chain[[0, -1]]).all()
        assert (line.cells[[0, -1]] == chain[[0, -1]]).all()
        assert (np.abs(np.diff(line.cells, axis=0)).sum(axis=1) == 1).all()
        assert np.isfinite(price[tuple(line.cells.T)]).all()
        assert len(line.corners) <= len(chain)


def test_a_blocky_line_over_open_ground_becomes_one_piece():
    chain = np.array([[row, min(2 * row, 20)] for row in range(11)])
    chain = np.concatenate([[[r, 0] for r in range(11)], [[10, c] for c in range(1, 21)]])
    line = pulled(np.ones((11, 21), np.float32), chain)
    assert line.corners.tolist() == [[0, 0], [10, 20]]


def test_a_line_is_not_pulled_over_what_it_winds_around():
    ground = cost("...\n.x.\n...")
    flip = np.zeros(ground.shape, np.uint8)
    flip[0, 1] = 1
    round_it = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0), (0, 0)]
    line = pulled(ground, np.array(round_it), flip)
    assert {(0, 1), (1, 2), (2, 1), (1, 0)} <= set(map(tuple, line.cells))
