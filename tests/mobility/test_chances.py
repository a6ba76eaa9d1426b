"""Chances: shares of members, streamed, the same on any number of threads."""

import numpy as np
import pytest
from tests.drawing import speeds

from marchland.catalogue.read import catalogue
from marchland.errors import GridError, InputError
from marchland.mobility.chances import chances
from marchland.mobility.members import member
from marchland.mobility.restriction import restriction
from marchland.testing import world

TABLE = catalogue()
CARRIER, WET = TABLE.mover("light_tracked"), TABLE.season("wet")


def coin(rng):
    """Draw closed ground in one of two members, and open ground beside it always."""
    pace = speeds("..?")
    pace.values[:] = [[10.0 if rng.random() < 0.5 else 0.0, 10.0, np.nan]]
    return pace


def test_shares_add_up_to_one_and_unknown_ground_stays_unknown():
    found = chances(coin, CARRIER, members=400, seed=1)
    total = found["unrestricted"] + found["restricted"] + found["severe"]
    assert total.values[0, :2].tolist() == [1, 1]
    assert found["severe"].values[0, 0] == pytest.approx(0.5, abs=0.08)
    assert found["severe"].values[0, 1] == 0
    assert np.isnan(found["severe"].values[0, 2])


def test_they_are_counted_shares_of_the_very_members():
    ground = world(".,Tw-~+=")
    draw = member(ground, CARRIER, WET, TABLE)
    streams = np.random.SeedSequence(3).spawn(12)
    drawn = [restriction(draw(np.random.default_rng(s)), CARRIER).values for s in streams]
    found = chances(draw, CARRIER, members=12, seed=3)
    for name, code in TABLE.classes["restriction"].items():
        share = np.mean([codes == code for codes in drawn], axis=0)
        np.testing.assert_allclose(found[name], share, atol=1e-6)


def test_threads_change_nothing_and_seeds_do():
    ground = world("." * 50, cell_m=1000.0)
    draw = member(ground, CARRIER, WET, TABLE)
    one, two, other = (
        chances(draw, CARRIER, members=10, seed=seed, threads=threads)
        for seed, threads in ((1, 1), (1, 3), (2, 1))
    )
    assert one.identical(two)
    assert not one.identical(other)


@pytest.mark.parametrize(("members", "threads"), [(0, 1), (70000, 1), (1, 0)])
def test_a_number_that_makes_no_sense_is_refused(members, threads):
    with pytest.raises(InputError, match="1 to 65535 members"):
        chances(coin, CARRIER, members=members, seed=1, threads=threads)


def test_members_meet_only_on_one_grid():
    sizes = iter(["..", "..."])
    with pytest.raises(GridError):
        chances(lambda _: speeds(next(sizes)), CARRIER, members=2, seed=1)
