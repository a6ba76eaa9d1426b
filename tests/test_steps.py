"""The steps that join what the packages give."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from marchland.barriers.evaluate import Built, Ground
from marchland.barriers.sites import Sites
from marchland.catalogue.read import catalogue
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import crossing, travel_time
from marchland.model.approach import Approach
from marchland.outputs.report import Case
from marchland.samples.find import sample_file
from marchland.scenario.form import Ensemble, Stack
from marchland.scenario.read import read_scenario
from marchland.steps import (
    WAY_COLUMNS,
    doors_that_differ,
    fastest_routes,
    fingerprint,
    restricted,
    time_after,
    ways_that_differ,
    with_stack,
    worst_case,
)
from marchland.testing import world

DRY = Case("across", "light_tracked", "dry")


@pytest.fixture
def ground():
    """Return a river with one bridge, to be crossed from north to south."""
    drawn = world(
        """
        .....
        ~~B~~
        .....
        """
    )
    north = np.zeros((3, 5), np.bool_)
    north[0] = True
    ends = Terminals(Approach("across", ("n",), ("s",)), north, north[::-1], north & False)
    table = catalogue()
    return Ground(drawn, (ends,), ((table.mover("light_tracked"), table.season("dry")),), table)


def test_the_worst_case_is_the_fastest_that_opposes():
    times = pd.DataFrame(
        {
            "approach": ["ours", "theirs", "theirs"],
            "side": ["own", "opposing", "opposing"],
            "mover": ["heavy_wheeled", "light_tracked", "heavy_wheeled"],
            "season": ["dry"] * 3,
            "best_s": [10.0, 30.0, 20.0],
        }
    )
    assert worst_case(times) == Case("theirs", "heavy_wheeled", "dry")
    assert worst_case(times[:1]) == Case("ours", "heavy_wheeled", "dry")


def test_the_fastest_route_runs_over_the_bridge(ground):
    (tracked, dry), *_ = ground.cases
    routes = fastest_routes(ground.speed(tracked, dry), ground, DRY)
    assert len(routes) == 1
    assert routes.geometry[0].coords[1] == (250.0, 150.0)


def test_restricted_ground_is_told_for_every_case_and_how_likely_on_request(ground):
    asked = SimpleNamespace(ensemble=Ensemble(members=6), seed=1)
    silent = SimpleNamespace(ensemble=Ensemble(), seed=1)
    found, said = restricted(ground, DRY, asked), []
    assert set(found.going) == {("light_tracked", "dry")}
    assert found.inventory["severe"].tolist() == [pytest.approx(4 / 15)]
    assert found.chances["severe"].values[1].tolist() == [1, 1, 0, 1, 1]
    assert restricted(ground, DRY, silent, said.append).chances is None
    assert said == ["restricted ground"]


def test_with_nothing_built_time_is_as_before(ground):
    pace = ground.speed(*ground.cases[0])
    nothing = Built(Sites(pd.DataFrame({"site": []}), np.zeros((3, 5), np.uint16)), {})
    before = travel_time(pace, ground.terminals[0].origins)
    np.testing.assert_array_equal(time_after(pace, ground, DRY, nothing), before)


def test_with_a_delay_that_nobody_declared_the_time_after_is_unknown(ground):
    pace = ground.speed(*ground.cases[0])
    owner = np.zeros((3, 5), np.uint16)
    owner[1, 2] = 1
    closed = {"bridge": ground.coefficients.measure("road_closure")}
    after = time_after(
        pace, ground, DRY, Built(Sites(pd.DataFrame({"site": ["bridge"]}), owner), closed)
    )
    assert np.isnan(after.values).all()
    assert after.attrs["units"] == "s"


def test_the_fingerprint_hangs_on_the_catalogue():
    import marchland as ml

    scenario, table = ml.sample().scenario, catalogue()
    forest = table.estimates["cover.forest.tracked"]
    other = table.declare({"cover.forest.tracked": forest.times(0.5)})
    assert fingerprint(scenario, table, ()) != fingerprint(scenario, other, ())
    assert fingerprint(scenario, table, ()) == fingerprint(scenario, table, ())


def test_ways_that_differ_have_their_range_and_the_widest_is_there(ground):
    table = ways_that_differ(ground, DRY)
    assert tuple(table.columns) == WAY_COLUMNS
    assert set(table["way"]) == {"1", "widest"}  # the bridge is the only way
    assert (table["low_s"] < table["best_s"]).all()
    assert (table["best_s"] < table["high_s"]).all()
    assert table["width_m"].min() == 100
    pace = ground.speed(*ground.case("light_tracked", "dry"))
    first = table[table["way"] == "1"].iloc[0]
    fastest = crossing(pace, ground.ends("across")).time_s
    assert first["best_s"] == pytest.approx(fastest, rel=1e-4)
    assert table[table["way"] == "1"]["length_m"].sum() == pytest.approx(200)


def test_doors_that_differ_are_ranked(ground):
    table = doors_that_differ(ground, DRY)
    assert table["rank"].tolist() == list(range(1, len(table) + 1))
    assert table["width_m"][0] == 100
    assert table["overlap"][0] == 0
    assert table["low_m"][0] <= 100 <= table["high_m"][0]
    assert table["low_m"][1:].isna().all()


def test_where_nothing_leads_through_there_are_no_ways(ground):
    shut = ground.ends("across")
    walled = Terminals(
        shut.approach, shut.origins, shut.objectives, ~(shut.origins | shut.objectives)
    )
    closed = replace(ground, terminals=(walled,))
    assert tuple(ways_that_differ(closed, DRY).columns) == WAY_COLUMNS
    assert ways_that_differ(closed, DRY).empty


def test_a_stack_goes_on_with_the_same_ground():
    one = read_scenario(sample_file("suwalki"))
    stack = Stack(sources=(), notes={}, origins={})
    made = one.model_copy(update={"stack": stack})
    assert with_stack(one, made).stack == stack
    other = one.model_copy(update={"open_data": ("geofabrik",)})
    assert with_stack(other, made).stack is None


def test_of_equally_fast_movements_the_worst_case_may_be_the_faster():
    times = pd.DataFrame(
        {
            "approach": ["a", "a"], "side": ["opposing"] * 2, "mover": ["one", "two"],
            "season": ["dry"] * 2, "low_s": [9.0, 8.0], "best_s": [10.0, 10.0],
        }
    )  # fmt: skip
    assert worst_case(times) == Case("a", "two", "dry")
