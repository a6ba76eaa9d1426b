"""The steps that join what the packages give."""

import numpy as np
import pandas as pd
import pytest

from marchland.barriers.evaluate import Built, Ground
from marchland.barriers.sites import Sites
from marchland.catalogue.read import catalogue
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import travel_time
from marchland.model.approach import Approach
from marchland.outputs.report import Case
from marchland.samples.find import sample_file
from marchland.scenario.form import Stack
from marchland.scenario.read import read_scenario
from marchland.steps import fastest_routes, fingerprint, time_after, with_stack, worst_case
from marchland.testing import world

DRY = Case("across", "tracked", "dry")


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
    return Ground(drawn, (ends,), ((table.mover("tracked"), table.season("dry")),), table)


def test_the_worst_case_is_the_fastest_that_opposes():
    times = pd.DataFrame(
        {
            "approach": ["ours", "theirs", "theirs"],
            "side": ["own", "opposing", "opposing"],
            "mover": ["wheeled", "tracked", "wheeled"],
            "season": ["dry"] * 3,
            "best_s": [10.0, 30.0, 20.0],
        }
    )
    assert worst_case(times) == Case("theirs", "wheeled", "dry")
    assert worst_case(times[:1]) == Case("ours", "wheeled", "dry")


def test_the_fastest_route_runs_over_the_bridge(ground):
    (tracked, dry), *_ = ground.cases
    routes = fastest_routes(ground.speed(tracked, dry), ground, DRY)
    assert len(routes) == 1
    assert routes.geometry[0].coords[1] == (250.0, 150.0)


def test_with_nothing_built_time_is_as_before(ground):
    pace = ground.speed(*ground.cases[0])
    nothing = Built(Sites(pd.DataFrame({"site": []}), np.zeros((3, 5), np.uint16)), {})
    before = travel_time(pace, ground.terminals[0].origins)
    np.testing.assert_array_equal(time_after(pace, ground, DRY, nothing), before)


def test_the_fingerprint_hangs_on_the_catalogue():
    import marchland as ml

    scenario, table = ml.sample().scenario, catalogue()
    forest = table.estimates["cover.forest.tracked"]
    other = table.declare({"cover.forest.tracked": forest.times(0.5)})
    assert fingerprint(scenario, table, ()) != fingerprint(scenario, other, ())
    assert fingerprint(scenario, table, ()) == fingerprint(scenario, table, ())


def test_a_stack_goes_on_with_the_same_ground():
    one = read_scenario(sample_file("suwalki"))
    stack = Stack(sources=(), notes={}, origins={})
    made = one.model_copy(update={"stack": stack})
    assert with_stack(one, made).stack == stack
    other = one.model_copy(update={"open_data": ("geofabrik",)})
    assert with_stack(other, made).stack is None
