"""What stands on the ground: delays, shares of speed and other ground, whatever the order."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing import exactly, ground, measure, sites
from tests.strategies import seeds, worlds

from marchland.barriers.built import Built
from marchland.barriers.evaluate import crossing_times
from marchland.catalogue.read import catalogue
from marchland.model.estimate import Estimate
from marchland.model.measure import Hold, Notice, Reground, Slow

TWO_WAYS = """
    assssssb
    aOOOOOOb
    assssssb
"""
WHERE = sites("""
    ...1....
    ........
    ...2....
""")
HOUR = measure("ditch", wheeled=3600)
HALF = replace(HOUR, name="mud", actions=(Slow(Estimate(0.25, 0.5, 1, "1", "x", "declared")),))
WET = replace(HOUR, name="rewetting", actions=(Reground("peat"),))
WATCH = replace(HOUR, name="cameras", actions=(Notice(None),))


def best(here, standing):
    return crossing_times(here, standing)["best_s"].tolist()


def test_measures_on_one_site_hold_one_after_the_other():
    walls = Built(WHERE, {"line-1": (HOUR, replace(HOUR, name="fence"))}).barriers(
        "wheeled", "best"
    )
    assert walls.delay_s.tolist() == [0, 7200, 0]


def test_a_single_measure_may_stand_for_a_tuple_of_one():
    one, same = Built(WHERE, {"line-1": HOUR}), Built(WHERE, {"line-1": (HOUR,)})
    assert list(one.standing()) == list(same.standing())


def test_what_only_watches_delays_nobody():
    here = ground(TWO_WAYS)
    watched = Built(WHERE, {"line-1": WATCH, "line-2": WATCH})
    assert watched.barriers("wheeled", "best") is None
    assert not watched.unknown("wheeled")
    assert best(here, watched) == best(here, None)


def test_a_share_slows_the_cells_of_its_site_and_no_other():
    share = Built(WHERE, {"line-1": HALF}).share("wheeled", "best")
    assert share[0, 3] == 0.5
    assert np.count_nonzero(share != 1) == 1
    assert Built(WHERE, {"line-1": HALF}).share("wheeled", "low")[0, 3] == 0.25
    assert Built(WHERE, {"line-1": HOUR}).share("wheeled", "best") is None


def test_slow_ground_on_both_ways_takes_longer_and_on_one_of_two_nothing():
    here = ground(TWO_WAYS)
    (free,) = best(here, None)
    assert best(here, Built(WHERE, {"line-1": HALF})) == [free]
    (slowed,) = best(here, Built(WHERE, {"line-1": HALF, "line-2": HALF}))
    assert slowed > free


def test_a_share_that_nobody_declared_makes_the_time_unknown():
    bare = replace(HALF, actions=(Slow(None, ("wheeled",)),))
    built = Built(WHERE, {"line-1": bare})
    assert built.unknown("wheeled")
    assert not built.unknown("tracked")
    with pytest.raises(ValueError, match="the share of mud for wheeled is not declared"):
        built.share("wheeled", "best")


def test_wet_peat_on_both_ways_closes_them_to_wheels():
    here = ground(TWO_WAYS)
    assert best(here, Built(WHERE, {"line-1": WET, "line-2": WET})) == [np.inf]


def test_two_kinds_of_ground_on_one_site_are_refused():
    wood = replace(WET, name="woodland", actions=(Reground("forest"),))
    built = Built(WHERE, {"line-1": (WET, wood)})
    with pytest.raises(ValueError, match="two measures change the ground of line-1"):
        built.ground(ground(TWO_WAYS).terrain, catalogue())


def test_defended_obstacles_hold_as_long_as_is_declared_of_them():
    both = replace(HOUR, actions=(Hold({"wheeled": exactly(60)}, {"wheeled": exactly(600)}),))
    for defended, delay in ((False, 60), (True, 600)):
        built = Built(WHERE, {"line-1": both}, defended=defended)
        assert built.barriers("wheeled", "best").delay_s[1] == delay


KINDS = [HOUR, HALF, WET, WATCH]


@settings(max_examples=25, deadline=None)
@given(worlds(most=8), seeds, st.permutations(range(6)))
def test_the_order_of_building_does_not_matter(terrain, rng, order):
    shape = terrain["cover"].shape
    where = sites(
        "\n".join("".join(rng.choice(list("...123456"), shape[1])) for _ in range(shape[0]))
    )
    chosen = [(f"line-{n + 1}", KINDS[rng.integers(4)]) for n in range(6)]
    first = Built(where, dict(chosen))
    other = Built(where, dict(chosen[n] for n in order))
    assert list(first.standing()) == list(other.standing())
    one, two = (b.ground(terrain, catalogue()) for b in (first, other))
    assert one.identical(two)
    for kind in ("wheeled", "tracked"):
        walls = [b.barriers(kind, "best") for b in (first, other)]
        assert (walls[0] is None) == (walls[1] is None)
        if walls[0] is not None:
            np.testing.assert_array_equal(walls[0].owner, walls[1].owner)
