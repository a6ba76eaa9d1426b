"""Choosing a plan on the ground."""

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
from marchland.optimise.choose import Choices, choose

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


def chosen(here, offered, limit_eur=1e9, **given):
    return choose(here, offered, {"cost_eur": limit_eur}, cases=here.cases, **given)


def raster_says(here, offered, plan):
    """The least crossing time of opposing approaches with a plan built, on the full raster."""
    times = crossing_times(here, offered.standing(plan.options))
    return times.loc[times["side"] == "opposing", "best_s"].min()


def test_both_of_two_equal_ways_are_closed_or_none():
    here, offered = ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=3600))
    (free,) = crossing_times(here)["best_s"]
    both, none = chosen(here, offered, 200), chosen(here, offered, 199)
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


def test_every_sweep_is_told():
    ticks = []
    plan = chosen(
        ground(TWO_WAYS), choices(ON_BOTH, measure(wheeled=60)), tick=lambda: ticks.append(1)
    )
    assert len(ticks) == plan.sweeps > 1


def test_standing_names_the_measure_on_each_site():
    offered = choices(ON_BOTH, measure("ditch", wheeled=1), measure("wall", wheeled=2))
    standing = offered.standing(["line-2:ditch", "line-1:wall"])
    assert standing.measures["line-1"].name == "wall"
    assert standing.measures["line-2"].name == "ditch"


def test_the_way_round_counts_however_long_a_measure_holds():
    """A wall holds for an hour, a dearer ditch for a second; the wood takes minutes."""
    weak, strong = measure("ditch", cost_eur=2.0, wheeled=1.0), measure("wall", wheeled=3600.0)
    here = ground("assssssb\nasOOOOsb\nasTTTTsb")
    offered = choices("...1....\n........\n........", weak, strong)
    plan = chosen(here, offered)
    assert plan.options == ("line-1:wall",)
    assert plan.value == pytest.approx(raster_says(here, offered, plan), rel=1e-6)


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
    offered = choices("\n".join("".join(row) for row in digits), measure(wheeled=delay))
    plan = chosen(here, offered, rng.choice([100, 250, 1e9]))
    assert plan.value == pytest.approx(raster_says(here, offered, plan), rel=1e-5)
