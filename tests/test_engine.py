"""The movement engine as a user meets it: through the one door, on worlds drawn by hand."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString, Point

import marchland as ml
from marchland.errors import InputError
from marchland.schema import grid_of
from marchland.testing import world

TWO_ROADS = """
    OOOOOOOOOOOOOOOO
    ================
    .OOOOOOOOOOOOOO.
    .OOOOOOOOOOOOOO.
    .OOOOOOOOOOOOOO.
    .OOOOOOOOOOOOOO.
    ++++++++++++++++
    OOOOOOOOOOOOOOOO
"""
"""A good road and a track through a lake, joined on either shore."""


@pytest.fixture(scope="module")
def table():
    return ml.read_catalogue()


@pytest.fixture(scope="module")
def pace(table):
    return ml.speed(world(TWO_ROADS), table.mover("heavy_wheeled"), table.season("dry"))


@pytest.fixture(scope="module")
def ends(pace):
    west, east, nowhere = np.zeros((3, *pace.shape), bool)
    west[:, 0], east[:, -1] = True, True
    return ml.Terminals(ml.Approach("west-east", ("west",), ("east",)), west, east, nowhere)


@pytest.fixture
def wall(pace):
    def built(*gates, delay_s=float("inf")):
        line = LineString([(850, -100), (850, 900)])
        drawn = gpd.GeoDataFrame({"delay_s": [delay_s]}, geometry=[line], crs=3035)
        openings = gpd.GeoDataFrame(geometry=[Point(*gate) for gate in gates], crs=3035)
        return ml.barrier_cells(drawn, grid_of(pace), openings=openings)

    return built


def test_a_wall_closes_and_a_gate_opens_its_road_only(pace, ends, wall):
    assert np.isinf(ml.crossing(pace, ends, barriers=wall()).time_s)
    free, gated = (
        ml.crossing(pace, ends, barriers=barriers, route=True)
        for barriers in (None, wall((850, 150)))
    )
    assert set(free.path[1:-1, 0]) == {1}
    assert 6 in gated.path[:, 0]
    assert np.isfinite(gated.time_s)
    assert gated.time_s > free.time_s


def test_a_delay_is_added_once(pace, ends, wall):
    late, free = (ml.crossing(pace, ends, barriers=b).time_s for b in (wall(delay_s=60), None))
    assert late - free == pytest.approx(60, rel=1e-5)


def test_what_if_is_the_time_afresh(pace, ends, wall):
    as_is = ml.timed(pace, ends.origins)
    after = ml.what_if(as_is, wall((850, 150)))
    afresh = ml.travel_time(pace, ends.origins, barriers=wall((850, 150)))
    assert after.travel_time.identical(afresh)
    back = ml.what_if(after, None)
    assert back.travel_time.identical(as_is.travel_time)


def test_each_road_is_an_avenue_of_one_cell(pace, ends, table):
    one, other = ml.avenues(pace, ends, most=5, most_overlap=0.3)
    assert one.time_s < other.time_s
    assert other.overlap <= 0.3
    assert one.least_width_m == 100
    assert one.width_m.shape == one.cells.shape[:1]
    assert ml.echelon(one.least_width_m, table) is None
    narrow = table.declare(
        {"echelons.company.width": ml.Estimate(100, 100, 100, "m", "us", "declared")}
    )
    assert ml.echelon(one.least_width_m, narrow) == "company"


def test_the_widest_way_is_as_wide_as_the_lake_lets(pace, ends):
    widest = ml.widest_path(ml.passable_width(pace, ends), ends)
    assert widest.width_m == 100


def test_the_door_is_both_roads(pace, ends):
    found = ml.doors(pace, ends, most=2)
    front = found[0]
    assert (front.width_m, front.cut_cells, front.gaps) == (200, 2, 2)
    assert ml.narrowest(pace, ends).width_m == front.width_m
    assert ml.separates(
        front.cells[front.open_cells], ends.origins, ends.objectives, pace.values > 0
    )


def test_slack_is_nothing_on_the_road_and_the_detour_on_the_track(pace, ends):
    slack = ml.corridors(pace, ends)["slack"].values
    one = ml.avenues(pace, ends, most=1)[0]
    assert slack.min() == 0
    assert slack[1, 8] <= 1e-3 * one.time_s
    assert slack[6, 8] > 0


def test_an_ensemble_tells_how_often_the_far_side_is_reached(pace, ends):
    def member(rng):
        drawn = pace.copy(deep=True)
        drawn.values[[1, 6], 8] *= rng.random(2) < 0.5  # either road is cut half of the time
        return drawn

    told, again = (
        ml.ensemble(member, ends, members=400, seed=7, threads=n, telling=ml.Telling((0.5, 0.9)))
        for n in (1, 2)
    )
    assert told.identical(again)
    assert told["reachable"].values[4, -1] == pytest.approx(0.75, abs=0.06)
    assert told["corridor"].values[1, 3] == pytest.approx(0.5, abs=0.08)
    late = told["travel_time"].sel(quantile=0.9).values[4, -1]
    assert np.isinf(late)  # a quarter of the members never get there


def test_a_delay_nobody_declared_is_refused_by_name(pace):
    drawn = gpd.GeoDataFrame(
        {"name": ["river"], "delay_s": [None]}, geometry=[LineString([(0, 0), (9, 9)])], crs=3035
    )
    with pytest.raises(InputError, match="barrier river: its delay_s is not known"):
        ml.barrier_cells(drawn, grid_of(pace))
