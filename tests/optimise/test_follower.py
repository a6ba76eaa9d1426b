"""Ways, cuts and members."""

import numpy as np
import pytest

from marchland.optimise.follower import Cut, Member, Way


def test_a_way_pays_each_crossing():
    way = Way(10.0, (0, 2), (1.0, 2.0))
    assert way.time_s(np.array([5.0, 7.0, 3.0])) == 10 + 5 + 2 * 3


def test_a_meeting_is_when_the_later_has_come():
    cut = Cut(0, (Way(10.0, (0,), (1.0,)), Way(12.0, (1,), (1.0,))))
    assert cut.time_s(np.array([0.0, 0.0])) == 12
    assert cut.time_s(np.array([5.0, 0.0])) == 15


def test_score_and_time_are_inverse():
    member = Member("truck, dry", scale_s=50.0, offset_s=20.0)
    assert member.score(120.0) == 2.0
    assert member.time_s(member.score(77.0)) == pytest.approx(77.0)
