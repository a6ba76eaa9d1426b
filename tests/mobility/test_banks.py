"""The two banks of an approach, drawn by hand."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from tests.drawing import at, ends
from tests.strategies import crossings

from marchland.mobility.banks import banks
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach


@pytest.mark.parametrize(
    "drawing",
    [
        """
        a11b
        a..b
        a22b
        """,
        """
        a111
        2..1
        22bb
        """,
        """
        aaa1
        2..1
        2bbb
        """,
        """
        a11b
        ...b
        a22b
        """,
        """
        a111b
        .a..b
        a222b
        """,
    ],
    ids=["sides", "corners", "top and bottom", "origins apart", "more inside"],
)
def test_banks_are_the_stretches_of_edge_between_the_ends(drawing):
    found = banks(ends(drawing))
    ours = {found.first.tobytes(), found.second.tobytes()}
    assert ours == {at(drawing, "1").tobytes(), at(drawing, "2").tobytes()}


@pytest.mark.parametrize(
    "drawing",
    [
        "....\n.a.b\n....",
        "....\na.b.\n....",
        "a..b\n....\nb..a",
        "ab.\n...\n...",
        "...\n...\n...",
        "a...b\na.a.b\na...b",
    ],
    ids=["origin inside", "objective inside", "interleaved", "touching", "no ends", "one apart"],
)
def test_without_two_stretches_there_are_no_banks(drawing):
    assert banks(ends(drawing)) is None


@given(crossings())
def test_banks_are_apart_and_hold_no_end(world):
    _, approach = world
    if found := banks(approach):
        assert found.first.any()
        assert found.second.any()
        assert not (found.first & found.second).any()
        held = approach.origins | approach.objectives
        assert not ((found.first | found.second) & held).any()
        assert not (found.first | found.second)[1:-1, 1:-1].any()


def test_turning_the_map_turns_the_banks():
    drawing = "a..b\na...\n...b"
    found = banks(ends(drawing))
    turned = "\n".join("".join(row) for row in np.rot90([list(r) for r in drawing.split()]))
    again = banks(ends(turned))
    ours = {np.rot90(side).tobytes() for side in (found.first, found.second)}
    assert ours == {again.first.tobytes(), again.second.tobytes()}


def test_a_part_that_movement_cannot_reach_does_not_count():
    avoid = np.zeros((5, 5), np.bool_)
    avoid[0:3, 2:5] = True
    objectives = np.zeros((5, 5), np.bool_)
    objectives[0, :2] = objectives[1, 3] = True
    origins = np.zeros((5, 5), np.bool_)
    origins[4] = True
    across = Terminals(Approach("a", ("o",), ("d",)), origins, objectives, avoid)
    assert banks(across) is not None
    assert banks(dataclasses.replace(across, avoid=avoid & False)) is None
