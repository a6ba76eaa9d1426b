"""An approach on the grid, and what makes it impossible."""

import numpy as np
import pytest
from tests.drawing import at, ends

from marchland.errors import ApproachError
from marchland.mobility.terminals import check_terminals

DRY = np.ones((1, 4), np.bool_)


def said(drawing, water="...."):
    return [str(fault) for fault in ends(drawing, "north").faults(~at(water, "O"))]


def test_an_approach_that_can_be_run_has_no_fault():
    assert said("a..b") == []
    check_terminals((ends("a..b"),), DRY)


@pytest.mark.parametrize(
    ("drawing", "water", "fault"),
    [
        ("...b", "....", "its origin lies outside the region. Move it, or enlarge the region."),
        ("a...", "....", "its objective lies outside the region. Move it, or enlarge the region."),
        ("a..b", "O...", "its origin lies in water. Move it to the shore."),
        ("a..b", "..OO", "its objective lies in water. Move it to the shore."),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_to_do(drawing, water, fault):
    assert said(drawing, water) == [f"approach north: {fault}"]


def test_one_cell_on_dry_ground_is_enough():
    assert said("aa.b", "O...") == []


def test_an_end_inside_a_place_to_avoid_is_a_fault():
    closed = ends("a..b", "north")
    closed.avoid[0, 0] = True
    (fault,) = closed.faults(DRY)
    assert fault.what == "its origin lies inside a place it must avoid"


def test_ends_that_overlap_are_a_fault():
    closed = ends("a..b", "north")
    closed.objectives[0, 0] = True
    (fault,) = closed.faults(DRY)
    assert fault.what == "origin and objective overlap"


def test_everything_wrong_with_every_approach_is_said_at_once():
    with pytest.raises(ApproachError) as error:
        check_terminals((ends("....", "north"), ends("a...", "south")), DRY)
    assert [fault.where for fault in error.value.faults] == [
        "approach north",
        "approach north",
        "approach south",
    ]
