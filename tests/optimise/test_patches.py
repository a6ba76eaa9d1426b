"""Cut-out ground gives the answers of the whole ground."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.optimise.test_raster import SITES, drawn, least

from marchland.kernels.march import march
from marchland.optimise.follower import Member
from marchland.optimise.patches import RATIO, Movement, Patches, least_times
from marchland.optimise.raster import RasterFollower

SHORTEST = {"any": float(np.sqrt(0.5)), "eight": 1.0}


def bounded(movement, stencil):
    there = march(movement.cost, movement.origins, stencil=stencil)
    back = march(movement.cost, movement.objectives, stencil=stencil, reverse=not movement.meet)
    times = least_times(there, back, meet=movement.meet, shortest=SHORTEST[stencil])
    times[~np.isfinite(movement.cost)] = np.inf
    return replace(movement, least=times)


@pytest.mark.parametrize("stencil", ["any", "eight"])
@pytest.mark.parametrize("meet", [False, True])
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32 - 1))
def test_least_times_are_those_of_the_whole_ground_and_cuts_hold(stencil, meet, seed):
    _, movement, owner = drawn(seed, meet=meet, stencil=stencil)
    follower = RasterFollower([bounded(movement, stencil)], owner, stencil=stencil)
    delays = np.random.default_rng(seed).uniform(0, 30, (4, SITES)).round(2)
    delays[0] = 0
    for delay in delays:
        known = least(movement, owner, delay, stencil)
        (quick,) = follower.sweep(delay[None, : follower.sites], via=False).time_s
        told = follower.sweep(delay[None, : follower.sites])
        assert quick == pytest.approx(known, rel=1e-5)
        assert told.time_s[0] == pytest.approx(known, rel=1e-5)
        for other in delays:
            bound = least(movement, owner, other, stencil)
            assert all(cut.time_s(other) >= bound * (1 - 1e-5) for cut in told.cuts)


def corridor():
    """A strip of 41 cells of 1 s and, north of it, ground that a way through never needs."""
    cost = np.ones((41, 41), np.float32)
    ends = np.zeros((2, *cost.shape), np.bool_)
    ends[0, -1, 0] = ends[1, -1, -1] = True
    return bounded(Movement(Member("one"), cost, *ends), "any")


def test_a_cut_out_holds_what_quick_ways_use_and_no_more():
    patches = Patches(corridor(), np.zeros((41, 41), np.uint16))
    sizes = [patches[n].movement.cost.size for n in range(patches.count)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1] == 41 * 41
    levels = [patches[n].level_s for n in range(patches.count)]
    assert levels[1] / levels[0] == pytest.approx(RATIO)
    assert levels[-1] == np.inf


def test_a_site_far_off_every_quick_way_is_left_out_of_the_answer_until_it_matters():
    movement, owner = corridor(), np.zeros((41, 41), np.uint16)
    owner[0, 20], owner[35:, 20] = 1, 2
    follower = RasterFollower([movement], owner)
    near = {cut.ways[0].sites for cut in follower.sweep(np.zeros((1, 2))).cuts}
    assert near == {(1,)}
    wide = {s for c in follower.sweep(np.full((1, 2), 200.0)).cuts for s in c.ways[0].sites}
    assert 0 in wide or 1 in wide


def test_ground_whose_least_times_nobody_gave_is_taken_whole():
    movement = replace(corridor(), least=None)
    patches = Patches(movement, np.zeros((41, 41), np.uint16))
    assert patches.count == 1
    assert patches[0].movement is movement


def test_what_a_cut_out_finds_tells_which_one_is_good_for_sure():
    patches = Patches(corridor(), np.zeros((41, 41), np.uint16))
    first, last = patches[0].level_s, patches.count - 1
    assert patches.enough(first, above=0) == 1
    assert patches.enough(first * RATIO**2, above=0) == 2
    assert patches.enough(np.inf, above=0) == 1
    assert patches.enough(1e9, above=1) == last
