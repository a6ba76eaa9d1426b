"""Small problems whose every plan can be tried, for the tests of the optimiser."""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from marchland.optimise.candidates import Candidates
from marchland.optimise.follower import Answer, Cut, Member, Way
from marchland.optimise.offer import Offer
from marchland.optimise.solution import Solution

PRICED = [f"{c}_{v}" for c in ("cost_eur", "land_m2", "build_s") for v in ("low", "best", "high")]


@dataclass(frozen=True)
class Ways:
    """A follower that knows all of its ways."""

    members: tuple[Member, ...]
    sites: int
    cuts: tuple[Cut, ...]
    asked: list = field(default_factory=list)

    def sweep(self, delay_s, *, via=True):
        self.asked.append(delay_s)
        times, found = [], []
        for number in range(len(self.members)):
            mine = [cut for cut in self.cuts if cut.member == number]
            least = min(mine, key=lambda cut: cut.time_s(delay_s[number]))
            times.append(least.time_s(delay_s[number]))
            found += [least, *(mine if via else [])]
        return Answer(tuple(times), tuple(found))


def offer(costs, ways, *, delays=None, members=("opposing",), own=None, measure="wall"):
    """One option for each site: its cost, and cuts of (member, (base, {site: times}), ...)."""
    count = len(costs)
    names = [f"line-{k}:{measure}" for k in range(count)]
    rows = [
        (n, n.rpartition(":")[0], measure, "stop", "gap", "a", "middle", *[float(c)] * 3,
         *[1.0] * 3, *[0.0] * 3)
        for n, c in zip(names, costs, strict=True)
    ]  # fmt: skip
    table = pd.DataFrame(
        rows, columns=["option", "site", "measure", "layer", "kind", "approach", "band", *PRICED]
    )
    held = np.array(delays if delays is not None else [[1.0] * count] * len(members), float)
    cuts = tuple(
        Cut(member, tuple(Way(base, tuple(sorted(on)), tuple(on[s] for s in sorted(on)))
                          for base, on in parts))
        for member, *parts in ways
    )  # fmt: skip
    follower = Ways(tuple(Member(name) for name in members), count, cuts)
    base = follower.sweep(np.zeros((len(members), count))).time_s
    candidates = Candidates(tuple(names), np.arange(count), held)
    sites = tuple(table["site"])
    given = {} if own is None else {"own": own}

    def measured(chosen):
        return follower.sweep(candidates.delays(candidates.vector(chosen))).time_s

    return Offer(table, candidates, sites, follower, base, measured, **given)


def every(candidates, rows, follower, objective):
    """Try every plan: return the best solution, with all of the cuts as its pool."""
    best = None
    for bits in product((0.0, 1.0), repeat=len(candidates.names)):
        x = np.array(bits)
        if all(row.holds(x) for row in (*rows, *candidates.single())):
            answer = follower.sweep(candidates.delays(x))
            value = objective.value(np.array(answer.time_s), tuple(follower.members))
            if best is None or value > best[0]:
                best = value, x, answer.time_s
    value, x, times = best
    pool = tuple(follower.sweep(candidates.delays(x)).cuts)
    return Solution(
        chosen=candidates.chosen(x), lower=value, upper=value, time_s=times, pool=pool,
        rows=tuple(rows), targets=(), sweeps=1, solves=0, stopped="gap", log=(),
    )  # fmt: skip


@st.composite
def offers(draw, members=2):
    """Up to five sites and six ways of every member, some of them meetings."""
    count = draw(st.integers(1, 5))
    times = st.integers(1, 30).map(float)
    crossed = st.dictionaries(st.integers(0, count - 1), st.sampled_from([0.5, 1.0, 2.0]))
    way = st.tuples(times, crossed)
    names = [f"member {n}" for n in range(draw(st.integers(1, members)))]
    ways = []
    for number in range(len(names)):
        for parts in draw(st.lists(st.lists(way, min_size=1, max_size=2), min_size=1, max_size=6)):
            ways.append((number, *parts))
    costs = draw(st.lists(st.integers(1, 9), min_size=count, max_size=count))
    delays = draw(
        st.lists(
            st.lists(st.integers(0, 12).map(float), min_size=count, max_size=count),
            min_size=len(names),
            max_size=len(names),
        )
    )
    return offer(costs, ways, delays=delays, members=names)
