"""Lines across: exact on four neighbours, of right length in any direction, never through."""

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from tests.drawing import at, lines
from tests.strategies import seeds

from marchland.kernels.across import Sheets, across


def cost(drawing):
    """1 for open ground, 0 for ``#``, closed to lines where ``x`` is drawn."""
    drawn = lines(drawing)
    return np.where(drawn == "#", 0, np.where(drawn == "x", np.inf, 1)).astype(np.float32)


def four(price, sheets=None):
    """The graph of four neighbours on all sheets, half of each cell to a step."""
    rows, cols = price.shape
    count = sheets.count if sheets else 1
    cell = np.arange(count * price.size).reshape(count, rows, cols)
    tails, heads, weights = [], [], []
    for sheet in range(count):
        for u, v, turn in (
            (np.s_[:-1], np.s_[1:], None),
            (np.s_[:, :-1], np.s_[:, 1:], np.s_[:, :-1]),
        ):
            step = (price[u] + price[v]) / 2
            turned = sheet ^ (sheets.flip[turn].astype(int) if sheets and turn else 0 * cell[0][u])
            there = turned * price.size + cell[0][v]
            open_ = np.isfinite(step)
            tails.append(cell[sheet][u][open_])
            heads.append(there[open_])
            weights.append(step[open_] + 1e-9)
    edges = np.concatenate(weights), (np.concatenate(tails), np.concatenate(heads))
    return csr_array(edges, shape=(count * price.size,) * 2)


def some(rng, most=12):
    price = rng.integers(0, 4, rng.integers(2, most, 2)).astype(np.float32)
    price[rng.random(price.shape) < 0.1] = np.inf
    price[0, 0] = 1
    return price


@given(seeds)
def test_on_four_neighbours_a_line_pays_its_cells(rng):
    price = some(rng)
    start = np.zeros(price.shape, np.bool_)
    start[0, 0] = True
    theirs = dijkstra(four(price), directed=False, indices=0).reshape(price.shape)
    np.testing.assert_allclose(across(price, start, square=True), theirs, atol=1e-6)


@given(seeds)
def test_on_sheets_it_pays_them_on_the_way_round(rng):
    price = some(rng)
    sheets = Sheets(rng.choice([0, 0, 1, 2, 3], price.shape).astype(np.uint8), 4)
    start = np.zeros((4, *price.shape), np.bool_)
    start[0, 0, 0] = True
    theirs = dijkstra(four(price, sheets), directed=False, indices=0).reshape(start.shape)
    ours = across(price, start, square=True, sheets=sheets)
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


@given(seeds)
def test_stopping_at_a_goal_or_a_length_does_not_change_what_was_wanted(rng):
    price = some(rng)
    start, goals = rng.random((2, *price.shape)) < 0.2
    for square in (True, False):
        full = across(price, start, square=square)
        short = across(price, start, goals=goals, square=square)
        assert short[goals].min(initial=np.inf) == full[goals].min(initial=np.inf)
        near = across(price, start, square=square, until=2.0)
        np.testing.assert_array_equal(near[full <= 2], full[full <= 2])


@given(seeds)
def test_a_line_in_any_direction_is_no_longer_than_its_cells(rng):
    price = some(rng)
    start = rng.random(price.shape) < 0.2
    assert (across(price, start) <= across(price, start, square=True) + 1e-4).all()


@pytest.mark.parametrize("degrees", [0, 10, 22.5, 30, 45])
def test_length_does_not_depend_on_direction(degrees):
    start = np.zeros((201, 201), np.bool_)
    start[100, 100] = True
    row, col = 100 + np.rint(
        90 * np.array([np.sin(np.radians(degrees)), np.cos(np.radians(degrees))])
    )
    length = across(np.ones(start.shape, np.float32), start)[int(row), int(col)]
    assert length == pytest.approx(np.hypot(row - 100, col - 100), rel=0.01)


LEAK = """
    #...
    .#..
    ..#.
    ...#
"""


def test_between_cells_that_touch_by_a_corner_a_line_needs_one_more():
    start = np.zeros((4, 4), np.bool_)
    start[0, 0] = True
    for square in (True, False):
        assert across(cost(LEAK), start, square=square)[3, 3] == 3


def test_a_line_does_not_pass_between_closed_corners():
    drawing = "..x\n.x.\nx.."
    start = np.zeros((3, 3), np.bool_)
    start[0, 0] = True
    for square in (True, False):
        label = across(cost(drawing), start, square=square)
        assert np.isinf(label[2, 2])
        assert np.isinf(label[at(drawing, "x")]).all()
