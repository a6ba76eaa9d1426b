"""Travel time and crossings of worlds that can be counted by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from tests.drawing import at, barriers, ends, speeds
from tests.strategies import crossings

from marchland.catalogue.read import catalogue
from marchland.errors import InputError
from marchland.mobility.speed import speed
from marchland.mobility.travel import crossing, step_cost, travel_time
from marchland.testing import world

INF = float("inf")


def from_a(drawing, **given):
    return travel_time(speeds(drawing), at(drawing, "a"), **given).values.tolist()


def meeting(ends):
    return replace(ends, approach=replace(ends.approach, meet=True))


def test_a_cell_takes_its_side_over_its_speed():
    pace = speeds("..", cell_m=50).copy(data=np.array([[2.0, 5.0]], np.float32))
    assert step_cost(pace).tolist() == [[25.0, 10.0]]


def test_closed_unknown_and_avoided_cells_cannot_be_crossed():
    assert step_cost(speeds(".#?."), at("...x", "x")).tolist() == [[100.0, INF, INF, INF]]


def test_a_row_is_walked_cell_by_cell():
    assert from_a("a...") == [[0, 100, 200, 300]]


def test_the_nearest_origin_counts():
    assert from_a("a...a") == [[0, 100, 200, 100, 0]]


def test_unreachable_is_infinite_and_unknown_is_not_a_number():
    np.testing.assert_array_equal(from_a("a.#.?."), [[0, 100, INF, INF, np.nan, INF]])


def test_nobody_enters_a_place_to_avoid():
    assert from_a("a.x.", avoid=at("a.x.", "x")) == [[0, 100, INF, INF]]


def test_a_barrier_is_paid_in_the_direction_of_the_way():
    drawing = "a.11."
    standing = barriers(drawing, 1000)
    assert from_a(drawing, barriers=standing) == [[0, 100, 1200, 1300, 1400]]
    assert from_a(drawing, barriers=standing, reverse=True) == [[0, 100, 200, 300, 1400]]


def test_a_crossing_takes_the_time_and_the_path_to_the_nearest_objective():
    drawing = "b.a..b"
    way = crossing(speeds(drawing), ends(drawing), route=True)
    assert way.time_s == 200
    assert way.path.tolist() == [[0, 2], [0, 1], [0, 0]]


@pytest.mark.parametrize("meet", [False, True])
def test_without_a_way_through_time_is_infinite_and_the_path_empty(meet):
    drawing = "a.#.b"
    way = crossing(speeds(drawing), ends(drawing, meet=meet), route=True)
    assert way.time_s == INF
    assert way.path.shape == (0, 2)


def test_the_path_is_traced_only_when_asked_for():
    assert crossing(speeds("a.b"), ends("a.b")).path.size == 0


def test_a_closed_objective_is_passed_by():
    drawing = "a.b.b"
    pace = speeds("..#..\n.....")
    approach = ends(f"{drawing}\n.....")
    assert np.isfinite(crossing(pace, approach).time_s)
    assert crossing(pace, approach).time_s > 400


@pytest.mark.parametrize(("drawing", "time"), [("a...b", 200), ("a..b", 200), ("ab", 100)])
def test_two_ends_meet_half_way(drawing, time):
    way = crossing(speeds(drawing), ends(drawing, meet=True), route=True)
    assert way.time_s == time
    assert way.path[:, 1].tolist() == list(range(len(drawing)))


def test_whoever_has_no_barrier_before_him_comes_to_the_other():
    drawing = "a.....1b"
    standing = barriers(drawing, 250)
    way = crossing(speeds(drawing), ends(drawing, meet=True), barriers=standing)
    assert way.time_s == 500  # b pays 250 and is met beyond the barrier


@given(crossings())
def test_stopping_at_the_objective_does_not_change_the_time(world):
    pace, approach = world
    times = travel_time(pace, approach.origins).values
    assert crossing(pace, approach).time_s == times[approach.objectives].min()


@given(crossings())
def test_the_path_goes_by_open_neighbours_from_origin_to_objective(world):
    pace, approach = world
    for ends_ in (approach, meeting(approach)):
        path = crossing(pace, ends_, route=True).path
        if path.size:
            rows, cols = path.T
            assert approach.origins[rows[0], cols[0]]
            assert approach.objectives[rows[-1], cols[-1]]
            assert (pace.values[rows, cols] > 0).all()
            assert (np.abs(np.diff(path, axis=0)).max(axis=1) == 1).all()


@given(crossings())
def test_meeting_takes_at_most_the_crossing_and_at_least_half_of_it(world):
    pace, approach = world
    alone = crossing(pace, approach).time_s
    together = crossing(pace, meeting(approach)).time_s
    assert alone / 2 * 0.98 <= together <= alone or alone == together


def test_what_would_give_a_wrong_time_is_refused():
    pace = speed(world("===\n==="), catalogue().mover("lorry"), catalogue().season("dry"))
    west = np.zeros(pace.shape, bool)
    west[:, 0] = True
    for wrong in (west.astype(int), west[:1], west.tolist()):
        with pytest.raises(InputError, match="origins: is no mask of 2 rows and 3 columns"):
            travel_time(pace, wrong)
    with pytest.raises(InputError, match="2 faults"):
        travel_time(-pace, west, avoid=west[0])
    with pytest.raises(InputError, match="is no DataArray"):
        travel_time(pace.values, west)
