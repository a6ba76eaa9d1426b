"""Solving: against every plan, whatever the order; what is not needed is left out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.optimise.plans import every, offer, offers

from marchland.optimise.clauses import Limit, Maximise, Within
from marchland.optimise.recheck import recheck
from marchland.optimise.solution import Objective
from marchland.optimise.solve import Effort, _without_needless, solve

AIMS = (Maximise(), Maximise("expected", "ratio"), Maximise("cvar", worst=0.5))
EXACT = Effort(gap=1e-6)


def solved(offered, budget, aim=AIMS[0], effort=EXACT):
    return solve(offered, aim, (Limit("cost_eur", float(budget)),), effort)


@settings(max_examples=30)
@given(offers(), st.sampled_from(AIMS), st.integers(0, 20))
def test_the_best_of_every_plan_is_found_and_proved(offered, aim, budget):
    rows = tuple(Limit("cost_eur", float(budget)).rows(offered.table))
    best = every(offered.candidates, rows, offered.aimed(aim), Objective(aim.how, aim.worst))
    found = solved(offered, budget, aim)
    assert found.lower == pytest.approx(best.lower, rel=1e-5)
    assert found.lower <= found.upper
    assert recheck(found.plan.proof).holds


@settings(max_examples=20)
@given(offers(), st.integers(0, 10), st.integers(0, 10))
def test_more_money_is_never_worse(offered, budget, more):
    less, much = solved(offered, budget), solved(offered, budget + more)
    assert much.lower >= less.lower * (1 - 1e-6)


@settings(max_examples=20)
@given(offers(), st.integers(0, 20), st.randoms(use_true_random=False))
def test_the_order_of_options_changes_nothing(offered, budget, rng):
    order = list(range(len(offered.candidates.names)))
    rng.shuffle(order)
    these = offered.candidates
    mixed = replace(
        offered,
        table=offered.table.iloc[order].reset_index(drop=True),
        candidates=replace(
            these,
            names=tuple(these.names[k] for k in order),
            site=these.site[order],
            delay_s=these.delay_s[:, order],
        ),
    )
    assert solved(mixed, budget).plan.options == solved(offered, budget).plan.options


def test_what_the_value_does_not_need_is_left_out_the_dearest_first():
    """One way crosses all three sites, each of which holds long enough alone."""
    ways = [(0, (10.0, {0: 1, 1: 1, 2: 1})), (0, (15.0, {}))]
    found = solved(offer([1, 3, 2], ways, delays=[[9.0, 9.0, 9.0]]), 100)
    assert found.plan.options == ("line-0:wall",)
    assert found.lower == 15


def test_nothing_is_promised_where_there_is_nothing_to_choose_on():
    empty = offer([], [(0, (10.0, {}))])
    found = solved(empty, 5)
    assert np.isnan(found.lower)
    assert found.upper == np.inf
    assert found.pool == ()
    assert found.plan.certificate == "no option has a declared delay: no bound"


def test_a_sweep_limit_stops_with_a_true_gap():
    ways = [(0, (10.0 + k, {k: 1, (k + 1) % 5: 1})) for k in range(5)]
    here = offer([1, 2, 3, 4, 5], ways, delays=[[3.0, 5.0, 7.0, 2.0, 4.0]])
    early = solved(here, 7, effort=Effort(gap=1e-6, sweeps=2))
    best = solved(here, 7)
    assert early.lower <= best.lower <= early.upper
    assert recheck(early.plan.proof).holds


def test_own_movement_is_kept_within_its_time():
    """Each site adds a minute to one's own way."""
    ways = [(0, (10.0, {k: 1})) for k in range(3)] + [(0, (40.0, {}))]
    here = offer([1, 1, 1], ways, delays=[[9.0, 9.0, 9.0]],
                 own=lambda chosen: {"relief": 60.0 * len(chosen)})  # fmt: skip
    free = solve(here, Maximise(), (), EXACT)
    bound = solve(here, Maximise(), (Within("relief", 120.0),), EXACT)
    assert (free.lower, bound.lower) == (19, 10)
    assert len(bound.plan.proof.rows) == 1
    assert bound.plan.proof.rows[0].name.startswith("not all of ")
    assert recheck(bound.plan.proof).holds


def test_the_pool_of_one_search_helps_the_next():
    ways = [(0, (10.0 + k, {k: 1, (k + 1) % 5: 1})) for k in range(5)]
    here = offer([1, 2, 3, 4, 5], ways, delays=[[3.0, 5.0, 7.0, 2.0, 4.0]])
    first = solved(here, 7)
    again = solve(here, Maximise(), (Limit("cost_eur", 7.0),), EXACT, pool=first.pool)
    assert again.plan.options == first.plan.options
    assert again.solution.sweeps <= first.solution.sweeps


@given(st.sets(st.integers(0, 30)), st.permutations(range(31)))
def test_dropping_many_at_once_is_dropping_one_after_another(needed, order):
    """What is needed stays, everything else goes, and all of it at once if it can."""
    names = [f"{number:02d}" for number in order]
    kept = frozenset(f"{number:02d}" for number in needed)
    asked: list[frozenset[str]] = []

    def spared(left):
        asked.append(left)
        return kept <= left

    assert _without_needless(frozenset(names), names, spared) == kept
    assert len(asked) <= 2 * len(kept) * 6 + 1


@pytest.mark.parametrize("share", [0, 1e-7, 5e-6])
def test_a_label_that_rounding_made_long_never_breaks_a_certificate(share):
    here = offer([1], [(0, (20_000.0, {0: 1}))], delays=[[5_000.0]])
    long = replace(here, measured=lambda chosen: tuple(
        t * (1 + share) for t in here.measured(chosen)))  # fmt: skip
    found = solved(long, 1)
    label = 25_000 * (1 + share)
    assert found.lower == (25_000 if share > 1e-6 else label)
    assert recheck(found.plan.proof).holds
