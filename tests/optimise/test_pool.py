"""What the pool keeps, and that its arrays say the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.optimise.candidates import Candidates
from marchland.optimise.follower import Cut, Way
from marchland.optimise.pool import Pool, least_s, table

CANDIDATES = Candidates(
    ("a:1", "a:2", "b", "c"),
    np.array([0, 0, 1, 2]),
    np.array([[5.0, 9.0, 2.0, 1.0], [0.0, 1.0, 4.0, 8.0]]),
)

ways = st.builds(
    lambda base, counts: Way(
        base,
        tuple(np.flatnonzero(counts).tolist()),
        tuple(float(c) for c in counts if c),
    ),
    st.floats(1, 50),
    st.lists(st.integers(0, 2), min_size=3, max_size=3).map(np.array),
)
cuts = st.builds(
    lambda member, parts: Cut(member, tuple(parts)),
    st.integers(0, 1),
    st.lists(ways, min_size=1, max_size=2),
)


def test_of_the_same_crossings_the_earlier_is_kept():
    pool = Pool()
    assert pool.add(Cut(0, (Way(9.0, (1,), (1.0,)),)))
    assert not pool.add(Cut(0, (Way(9.5, (1,), (1.0,)),)))
    assert pool.add(Cut(0, (Way(8.0, (1,), (1.0,)),)))
    assert pool.add(Cut(1, (Way(9.5, (1,), (1.0,)),)))
    assert pool.add(Cut(0, (Way(9.0, (1,), (2.0,)),)))
    assert len(pool) == 3
    assert [cut.ways[0].base_s for cut in pool] == [8.0, 9.5, 9.0]


def test_meetings_of_which_neither_is_always_earlier_are_both_kept():
    pool = Pool()
    for first, second in ((5.0, 9.0), (6.0, 8.0), (6.0, 9.0)):
        pool.add(Cut(0, (Way(first, (0,), (1.0,)), Way(second, (1,), (1.0,)))))
    assert [[way.base_s for way in cut.ways] for cut in pool] == [[5, 9], [6, 8]]


@given(st.lists(cuts, min_size=1, max_size=8), st.integers(0, 15))
def test_arrays_say_what_the_cuts_say(known, plan):
    x = np.array([plan >> bit & 1 for bit in range(4)], float)
    delay = CANDIDATES.delays(x)
    told = table(known, CANDIDATES).times(x, 2)
    for member in range(2):
        mine = [cut.time_s(delay[member]) for cut in known if cut.member == member]
        assert told[member] == pytest.approx(min(mine, default=np.inf))


@given(st.lists(cuts, max_size=8), st.integers(0, 15))
def test_the_pool_bounds_as_much_as_all_it_was_given(known, plan):
    x = np.array([plan >> bit & 1 for bit in range(4)], float)
    whole = table(known, CANDIDATES).times(x, 2)
    kept = table(list(Pool(known)), CANDIDATES).times(x, 2)
    assert kept == pytest.approx(whole)


def test_nothing_is_known_of_an_empty_pool():
    assert table([], CANDIDATES).times(np.zeros(4), 2).tolist() == [np.inf, np.inf]


def test_what_cuts_leave_of_each_members_time():
    known = [Cut(0, (Way(5.0, (0,), (2.0,)),)), Cut(0, (Way(9.0), Way(1.0, (1,), (1.0,))))]
    delays = np.array([[1.0, 30.0], [1.0, 1.0]])
    assert least_s(known, delays).tolist() == [7, np.inf]
    assert least_s([], delays).tolist() == [np.inf, np.inf]
