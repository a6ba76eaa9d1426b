"""Options on a drawn ground, chosen there."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing import ends, ground, measure, sites
from tests.strategies import seeds

from marchland.barriers.evaluate import crossing_times
from marchland.barriers.options import options
from marchland.consequences.price import price
from marchland.errors import ScopeError
from marchland.model.declaration import Declaration
from marchland.optimise.choices import Choices
from marchland.optimise.offered import offered
from marchland.optimise.problem import Problem
from marchland.optimise.recheck import recheck

TWO_WAYS = """
    assssssb
    aOOOOOOb
    assssssb
"""
ON_BOTH = """
    ...1....
    ........
    ...2....
"""


def choices(drawing, *measures):
    where = sites(drawing)
    return Choices(where, measures, price(options(where, measures), measures))


def problem(here, choice):
    return Problem(offered(here, choice, here.cases))


def chosen(here, choice, limit_eur=1e9, **given):
    return problem(here, choice).limit("cost_eur", limit_eur).solve(gap=1e-4, **given)


def raster_says(here, choice, plan):
    """The least crossing time of opposing approaches with a plan built, on the full raster."""
    times = crossing_times(here, choice.standing(plan.options))
    return times.loc[times["side"] == "opposing", "best_s"].min()


def test_a_site_on_which_nothing_can_be_chosen_is_ground_like_any_other():
    """Site 3 fits nobody's measure: the follower has no delay for it and asks for none."""
    here, drawn = ground(TWO_WAYS), sites(ON_BOTH.replace("2....", "2..3."))
    drawn.table.loc[2, "kind"] = "peat"
    wall = (measure(wheeled=3600),)
    choice = Choices(drawn, wall, price(options(drawn, wall), wall))
    told = offered(here, choice, here.cases)
    assert told.follower.sites == told.candidates.sites == 2
    bare = choices(ON_BOTH, *wall)
    assert chosen(here, choice, 200).value == chosen(here, bare, 200).value


def test_both_of_two_equal_ways_are_closed_or_none():
    here, choice = ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=3600))
    (free,) = crossing_times(here)["best_s"]
    both, none = chosen(here, choice, 200), chosen(here, choice, 199)
    assert both.options == ("line-1:ditch", "line-2:ditch")
    assert both.value == pytest.approx(free + 3600)
    assert both.cost_eur.best == 200
    assert (none.options, none.value) == ((), free)


def test_where_no_delay_is_declared_there_is_nothing_to_choose_on():
    plan = chosen(ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=None)))
    assert plan.options == ()
    assert np.isnan(plan.value)
    assert plan.sweeps == 0
    assert plan.certificate == "no option has a declared delay: no bound"


def test_only_opposing_movement_is_delayed():
    own = ends(TWO_WAYS, side="own")
    plan = chosen(ground(TWO_WAYS, own), choices(ON_BOTH, measure(wheeled=3600)))
    assert plan.options == ()


def test_a_mover_that_nothing_holds_is_left_out_of_the_aim():
    here = ground(TWO_WAYS, movers=("heavy_wheeled", "dismounted"))
    plan = chosen(here, choices(ON_BOTH, measure(wheeled=3600)))
    assert len(plan.options) == 2
    assert plan.objective.endswith("wheeled, dry")


def test_every_change_of_a_bound_is_told():
    told = []
    plan = chosen(ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=60)), watch=told.append)
    assert plan.sweeps >= told[-1].sweeps > 1
    assert all(progress.lower <= progress.upper for progress in told)
    assert told[-1].gap == pytest.approx(plan.gap, abs=1e-5)


def test_its_own_certificate_holds():
    plan = chosen(ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=3600)), 200)
    assert plan.certificate == "covering decomposition: gap 0%"
    assert recheck(plan.proof).holds


def test_own_movement_stays_within_its_time():
    """Closing both ways would hold one's own movement too."""
    here = ground(TWO_WAYS, ends(TWO_WAYS), ends(TWO_WAYS, "relief", side="own"))
    choice = choices(ON_BOTH, measure(wheeled=3600))
    (free,) = set(crossing_times(here)["best_s"])
    asked = problem(here, choice)
    assert len(asked.require("relief", within_s=free + 3601).solve().options) == 2
    plan = asked.require("relief", within_s=free + 10).solve()
    assert plan.options == ()
    assert [row.bound for row in plan.proof.rows] == [1.0]
    assert recheck(plan.proof).holds


def test_what_nobody_can_choose_is_told_with_the_reason():
    here = ground(TWO_WAYS, movers=("heavy_wheeled", "dismounted"))
    choice = choices(ON_BOTH, measure("ditch", wheeled=60), measure("wall", wheeled=None))
    said = offered(here, choice, here.cases).left_out
    assert "dismounted, dry: nothing holds it for a declared time" in said
    assert "2 options of wall: it does not hold, or nobody has declared for how long" in said


def test_a_movement_without_a_way_through_is_left_out():
    here = ground("asOsb\nasOsb")
    offer = offered(here, choices(".1...\n.....", measure(wheeled=60)), here.cases)
    assert offer.base_s == ()
    assert "no way through" in offer.left_out[0]
    assert Problem(offer).solve().options == ()


@pytest.mark.parametrize(
    "thing", ["a wall", Declaration("drawn", "mined_area", ((0, 0),) * 3, "LT")]
)
def test_what_is_no_measure_is_refused_by_type(thing):
    here, choice = ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=3600))
    with pytest.raises(ScopeError, match=r"never an option|cannot be an option"):
        offered(here, Choices(choice.sites, (thing,), choice.options), here.cases)


def test_the_way_round_counts_however_long_a_measure_holds():
    """A wall holds for an hour, a dearer ditch for a second; the wood takes minutes."""
    weak, strong = measure("ditch", cost_eur=2.0, wheeled=1.0), measure("wall", wheeled=3600.0)
    here = ground("assssssb\nasOOOOsb\nasTTTTsb")
    choice = choices("...1....\n........\n........", weak, strong)
    plan = chosen(here, choice)
    assert plan.options == ("line-1:wall",)
    assert plan.value == pytest.approx(raster_says(here, choice, plan), rel=1e-6)


@settings(max_examples=30)
@given(seeds, st.sampled_from([0.01, 1.0, 100.0, 1e5]), st.booleans())
def test_the_value_of_a_plan_is_that_of_the_full_raster(rng, delay, meet):
    drawing = rng.choice(list("ssssTTwO"), (12, 14))
    drawing[:, 0], drawing[:, -1] = "s", "s"
    drawing[rng.integers(12), 0], drawing[rng.integers(12), -1] = "a", "b"
    text = "\n".join("".join(row) for row in drawing)
    digits = np.full(drawing.shape, ".")
    for number, col in enumerate(np.sort(rng.choice(np.arange(2, 12), 3, replace=False)), 1):
        digits[:, col] = str(number)
    here = ground(text, replace(ends(text), approach=replace(ends(text).approach, meet=meet)))
    choice = choices("\n".join("".join(row) for row in digits), measure(wheeled=delay))
    plan = chosen(here, choice, rng.choice([100, 250, 1e9]))
    assert plan.value == pytest.approx(raster_says(here, choice, plan), rel=1e-5)


def test_at_the_one_door():
    import marchland as ml

    here, choice = ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=3600))
    asked = ml.problem(choice.options, choice.sites, choice.measures, here)
    assert asked.limit("cost_eur", 200).solve().options == ("line-1:ditch", "line-2:ditch")
    drawn = Declaration("drawn", "mined_area", ((0, 0),) * 3, "LT")
    with pytest.raises(ScopeError, match="never an option"):
        ml.problem(drawn, choice.sites, choice.measures, here)
