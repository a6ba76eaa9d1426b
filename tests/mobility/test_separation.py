"""Separation, read off small drawings and told again by a search."""

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse.csgraph import connected_components
from tests.drawing import at, ends
from tests.oracles import graph
from tests.strategies import crossings

from marchland.mobility.separation import separates


@pytest.mark.parametrize(
    ("drawing", "parted"),
    [
        ("a.1.b\na.1.b", True),
        ("a.1.b\na...b", False),
        ("a.1.b\na.#.b", True),
        ("a1..b\na.1.b\na..1b", False),
        ("a1..b\na11.b\na.11b", True),
        ("a...b\na...b", False),
    ],
)
def test_movement_passes_corners_and_not_sides(drawing, parted):
    closed, approach = np.argwhere(at(drawing, "1")), ends(drawing)
    assert separates(closed, approach.origins, approach.objectives, ~at(drawing, "#")) is parted


@given(crossings())
def test_it_is_what_a_search_finds(world):
    pace, approach = world
    passable = pace.values > 0
    closed = np.argwhere(passable)[::3]
    left = passable.copy()
    left[tuple(closed.T)] = False
    _, part = connected_components(graph(np.where(left, 1.0, np.inf)))
    part = part.reshape(left.shape)
    joined = set(part[approach.origins & left]) & set(part[approach.objectives & left])
    ours = separates(closed, approach.origins, approach.objectives, passable)
    assert ours is not bool(joined)


def test_the_ground_is_left_as_it_was():
    drawing = "a.b"
    passable = np.ones((1, 3), np.bool_)
    separates(np.array([[0, 1]]), ends(drawing).origins, ends(drawing).objectives, passable)
    assert passable.all()
