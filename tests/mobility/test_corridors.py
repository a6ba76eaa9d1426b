"""Slack: what a detour through a cell costs in time."""

import numpy as np
from hypothesis import given
from tests.drawing import ends, speeds
from tests.strategies import crossings

from marchland.mobility.corridors import corridors
from marchland.mobility.travel import crossing


def slack(drawing):
    return corridors(speeds(drawing), ends(drawing))["slack"].values


@given(crossings())
def test_slack_is_at_least_zero_and_exactly_zero_somewhere_on_the_way(world):
    values = corridors(*world)["slack"].values
    if np.isfinite(values).any():
        assert values.min() == 0
    assert (values >= 0).all()


@given(crossings())
def test_a_fastest_path_has_hardly_any_slack(world):
    pace, approach = world
    way = crossing(pace, approach, route=True)
    if np.isfinite(way.time_s):
        assert corridors(pace, approach)["slack"].values[*way.path.T].max() <= 0.05 * way.time_s


def test_a_straight_row_has_no_slack_and_a_detour_has():
    values = slack("....\na..b\n....")
    assert values[1].tolist() == [0, 0, 0, 0]
    assert (values[[0, 2]] > 0).all()


def test_where_no_path_runs_slack_is_infinite_and_where_nobody_knows_it_is_not_a_number():
    values = slack("a.?\n..b\n###\n...")
    assert np.isnan(values[0, 2])
    assert np.isinf(values[2:]).all()


def test_without_a_way_through_no_slack_is_finite():
    assert not np.isfinite(slack("a#b")).any()


def test_places_to_avoid_have_infinite_slack():
    assert np.isinf(slack("a.b\n.x.")[1, 1])


def test_travel_times_are_from_the_origins_and_to_the_objectives():
    found = corridors(speeds("a..b"), ends("a..b"))
    assert found["travel_time"].values.tolist() == [[0, 100, 200, 300]]
    assert found["to_objective"].values.tolist() == [[300, 200, 100, 0]]
