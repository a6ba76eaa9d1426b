"""A search's memory: bounds, stops, and an order of its own."""

import numpy as np
import pytest
from tests.optimise.instances import GraphFollower

from marchland.optimise.candidates import Candidates
from marchland.optimise.follower import Answer, Cut, Member, Way
from marchland.optimise.solution import Stop
from marchland.optimise.state import State, Stopped, Task, canonical

ARCS = [("s", "t", 2.0), ("s", "t", 3.0)]


def task(delay=(5.0, 5.0), names=("b", "a")):
    candidates = Candidates(names, np.arange(2), np.array([delay], float), {"cost": np.ones(2)})
    return Task(candidates, (candidates.limit("cost", 1),), GraphFollower(ARCS, "s", "t"))


def state(asked, **stop):
    return State(canonical(asked), Stop(**stop), lambda _: None)


def test_options_are_sorted_by_name_with_all_that_is_theirs():
    asked = task((5.0, 7.0))
    known = canonical(asked).candidates
    assert known.names == ("a", "b")
    assert known.site.tolist() == [1, 0]
    assert known.delay_s.tolist() == [[7, 5]]


def test_a_guard_is_asked_and_answers_in_the_callers_order():
    seen = []

    def guard(x):
        seen.append(x.tolist())
        return (task().candidates.limit("cost", 0),)

    asked = task()
    told = State(
        canonical(Task(asked.candidates, (), asked.follower, guard=guard)), Stop(), lambda _: None
    )
    assert told.offer(np.array([1.0, 0.0]), "test") == -np.inf
    assert seen == [[0, 1]]
    assert told.rows[-1].name == "cost at most 0"


def test_a_closed_site_is_held_longer_than_any_way_round():
    known = canonical(task((np.inf, 5.0))).candidates
    assert np.isfinite(known.delay_s).all()
    assert known.delay_s.max() > 3 + 5


def test_no_way_through_is_told():
    asked = task()
    asked.follower.arcs = [("s", "t", np.inf), ("s", "t", np.inf)]
    with pytest.raises(ValueError, match="no way through for graph"):
        canonical(asked)


def test_a_plan_beyond_its_rows_is_valued_but_not_kept():
    told = state(task())
    assert told.offer(np.ones(2), "test") == 7
    assert told.lower == -np.inf
    assert told.offer(np.array([0.0, 1.0]), "test") == 3
    assert told.lower == 3


def test_bounds_only_come_down_and_never_below_the_value():
    told = state(task())
    told.offer(np.array([0.0, 1.0]), "test")
    told.bound(9.0, "test")
    told.bound(10.0, "test")
    assert told.upper == 9
    told.bound(2.0, "test")
    assert told.upper == told.lower == 3
    assert told.done


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        ({"cancelled": lambda: True}, "cancelled"),
        ({"time_s": 0.0}, "time"),
        ({"sweeps": 0}, "sweeps"),
    ],
)
def test_reasons_to_stop(stop, reason):
    with pytest.raises(Stopped, match=reason):
        state(task(), **stop).check()


def test_a_bound_below_the_followers_own_time_is_refused():
    class Liar:
        members, sites = (Member("liar"),), 2

        def sweep(self, delay_s, *, via=True):
            del delay_s, via
            return Answer((10.0,), (Cut(0, (Way(1.0),)),))

    asked = task()
    told = state(Task(asked.candidates, (), Liar()))
    with pytest.raises(ValueError, match="not one"):
        told.offer(np.zeros(2), "test")
