"""The raster as follower: its times are the march's, and its cuts hold under any plan."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.kernels.march import march
from marchland.kernels.walls import Barriers
from marchland.optimise.follower import Member
from marchland.optimise.raster import Movement, RasterFollower

SITES = 4


def drawn(seed, *, meet, stencil, closed=0.15):
    """A rough raster with two lines of sites and an approach from west to east."""
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(5, 14, 2))
    cost = np.exp(rng.uniform(0, 2, shape)).astype(np.float32)
    cost[rng.random(shape) < closed] = np.inf
    owner = np.zeros(shape, np.uint16)
    for line, col in enumerate(rng.choice(np.arange(1, shape[1] - 1), 2, replace=False)):
        half = rng.integers(1, shape[0])
        owner[:half, col], owner[half:, col] = 2 * line + 1, 2 * line + 2
    ends = np.zeros((2, *shape), np.bool_)
    ends[0, :, 0] = ends[1, :, -1] = True
    movement = Movement(Member("one"), cost, *ends, meet=meet)
    return RasterFollower([movement], owner, stencil=stencil), movement, owner


def least(movement, owner, delay, stencil):
    """The time by marching, and nothing else."""
    walls = Barriers(owner, np.append(0, delay).astype(np.float32))
    ahead = march(movement.cost, movement.origins, stencil=stencil, barriers=walls)
    if not movement.meet:
        return float(ahead[movement.objectives].min())
    back = march(movement.cost, movement.objectives, stencil=stencil, barriers=walls)
    return float(np.maximum(ahead, back).min())


@pytest.mark.parametrize("stencil", ["any", "eight"])
@pytest.mark.parametrize("meet", [False, True])
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_times_are_the_marchs_and_cuts_hold_under_any_plan(stencil, meet, seed):
    follower, movement, owner = drawn(seed, meet=meet, stencil=stencil)
    rng = np.random.default_rng(seed)
    delays = rng.uniform(0, 30, (5, SITES)).round(2)
    delays[0] = 0
    answers = [follower.sweep(np.pad(d, (0, 0))[None, : follower.sites]) for d in delays]
    for delay, answer in zip(delays, answers, strict=True):
        known = least(movement, owner, delay, stencil)
        assert answer.time_s[0] == pytest.approx(known, rel=1e-5)
        for other in answers:
            for cut in other.cuts:
                assert cut.time_s(delay) >= known * (1 - 1e-5)


@given(seed=st.integers(0, 2**32 - 1))
def test_on_eight_neighbours_every_site_that_can_be_crossed_has_its_best_way(seed):
    follower, _, owner = drawn(seed, meet=False, stencil="eight", closed=0)
    answer = follower.sweep(np.full((1, follower.sites), 3.0))
    cells = np.bincount(owner.ravel())[1:]
    parts = np.minimum(-(-cells // 8), 4)  # of eight cells at least, four at most
    assert len(answer.cuts) == 1 + parts.sum()
    assert {site for cut in answer.cuts for site in cut.ways[0].sites} == set(range(SITES))


def test_threads_change_nothing():
    one, movement, owner = drawn(3, meet=False, stencil="any")
    movements = [movement, Movement(Member("two"), movement.cost * 2, *_ends(movement), meet=True)]
    told = [
        RasterFollower(movements, owner, workers=workers).sweep(np.full((2, SITES), 5.0))
        for workers in (1, 2)
    ]
    assert told[0] == told[1]
    assert one.members == (Member("one"),)


def _ends(movement):
    return movement.origins, movement.objectives


def test_no_way_through():
    _, movement, owner = drawn(3, meet=False, stencil="any")
    shut = movement.cost.copy()
    shut[:, 2] = np.inf
    for meet in (False, True):
        follower = RasterFollower([Movement(Member("one"), shut, *_ends(movement), meet)], owner)
        assert follower.sweep(np.zeros((1, SITES))).time_s == (np.inf,)


def test_without_via_only_the_best_way_is_told():
    follower, _, _ = drawn(3, meet=False, stencil="eight", closed=0)
    answer = follower.sweep(np.zeros((1, SITES)), via=False)
    assert len(answer.cuts) == 1


def test_a_site_without_a_delay_is_refused():
    follower, _, _ = drawn(1, meet=False, stencil="any")
    with pytest.raises(ValueError, match="delays of 1 sites"):
        follower.sweep(np.zeros((1, 1)))
