"""One more option, worked out from what is known: the same as afresh."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing import ends, exactly, ground, measure, sites
from tests.strategies import seeds

from marchland.barriers.added import movement, with_built
from marchland.barriers.built import Built
from marchland.barriers.evaluate import crossing_times
from marchland.model.measure import Reground, Slow

HOUR = measure("ditch", wheeled=3600)
MUD = replace(HOUR, name="mud", actions=(Slow(exactly(0.5, "1")),))
WET = replace(HOUR, name="rewetting", actions=(Reground("peat"),))
WOOD = replace(HOUR, name="woodland", actions=(Reground("forest"),))
TWO_WAYS = """
    a.,.T.,b
    aOOOOOOb
    a.,.,.,b
"""
WHERE = sites("""
    ...1.4..
    ........
    ..2..3..
""")


def time(here, built):
    return crossing_times(here, built)["best_s"].iloc[0]


def test_a_movement_takes_as_long_as_a_crossing():
    here = ground(TWO_WAYS)
    built = Built(WHERE, {"line-1": HOUR, "line-2": MUD})
    assert movement(here, here.cases[0], here.terminals[0], built).time_s == time(here, built)


@settings(max_examples=40, deadline=None)
@given(seeds, st.booleans(), st.sampled_from(["low", "best", "high"]))
def test_with_other_options_it_is_that_of_a_movement_afresh(rng, meet, level):
    rows, cols = (int(n) for n in rng.integers(3, 9, 2))
    drawn = np.array(rng.choice(list(".,Ts"), (rows, cols)))
    drawn[:, 0], drawn[:, -1] = "a", "b"
    drawing = "\n".join("".join(line) for line in drawn)
    here = ground(drawing, ends(drawing, meet=meet))
    where = sites("\n".join("".join(line) for line in rng.choice(list("..1234"), (rows, cols))))
    kinds = [HOUR, MUD, WET, WOOD, (HOUR, WOOD)]
    now = movement(here, here.cases[0], here.terminals[0], Built(where, {}), level)
    standing = {}
    for name in rng.permutation(where.table["site"].to_numpy()):
        standing = {**standing, str(name): kinds[rng.integers(len(kinds))]}
        built = Built(where, standing)
        now = with_built(now, built)
        afresh = movement(here, here.cases[0], here.terminals[0], built, level)
        np.testing.assert_array_equal(now.there.solved.time, afresh.there.solved.time)
        assert now.time_s == afresh.time_s
        wide = crossing_times(here, built)
        assert now.time_s == pytest.approx(wide[f"{level}_s"].iloc[0], rel=1e-6)


def test_taking_an_option_away_again_leads_back():
    here = ground(TWO_WAYS)
    bare = movement(here, here.cases[0], here.terminals[0], Built(WHERE, {}))
    there = with_built(bare, Built(WHERE, {"line-1": WET, "line-2": HOUR}))
    assert with_built(there, Built(WHERE, {})).time_s == bare.time_s


def test_what_is_not_declared_or_stands_elsewhere_is_refused():
    here = ground(TWO_WAYS)
    bare = movement(here, here.cases[0], here.terminals[0], Built(WHERE, {}))
    with pytest.raises(ValueError, match="not declared"):
        with_built(bare, Built(WHERE, {"line-1": measure(wheeled=None)}))
    with pytest.raises(ValueError, match="different sites"):
        with_built(bare, Built(sites("...1....\n........\n........"), {}))


def test_a_closure_with_a_bridge_kept_open_adds_nothing_for_who_may_use_it():
    drawing = """
        a...~...b
        a===B===b
        a...~...b
    """
    crossings = """
        ..1......
        ..2......
        ..3......
    """
    here, line = ground(drawing), sites(crossings)
    shut = measure("wall", wheeled=1e9)
    (free,) = crossing_times(here)["best_s"]
    kept = Built(line, {"line-1": shut, "line-3": shut})
    assert time(here, kept) == free
    assert time(here, Built(line, {"line-1": shut, "line-2": shut, "line-3": shut})) > 1e8
