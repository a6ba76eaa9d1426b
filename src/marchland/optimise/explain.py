"""What a plan hangs on: other plans as good, what they share, and what it would take to do better.

All of these are searches on the same ground, so each starts from what the ones before it
have learnt, and each has a bound of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

from marchland.optimise.candidates import Row
from marchland.optimise.clauses import Limit
from marchland.optimise.follower import Cut
from marchland.optimise.front import Step, front, next_step
from marchland.optimise.pool import table as cut_table
from marchland.optimise.problem import Problem
from marchland.optimise.solution import Objective
from marchland.optimise.solve import Effort, Solved, solve


@dataclass(frozen=True)
class Alternatives:
    """Plans about as good as the best one.

    Parameters
    ----------
    plans : tuple of Solved
        The best plan first.
    shared : tuple of str
        Options that all of them build.
    none_better_than : float
        What no further plan, as different as these are from one another, is worth; from the
        last search.
    """

    plans: tuple[Solved, ...]
    shared: tuple[str, ...]
    none_better_than: float


def alternatives(
    problem: Problem,
    first: Solved,
    *,
    count: int = 3,
    within: float = 0.02,
    apart: float = 0.2,
    effort: Effort | None = None,
) -> Alternatives:
    """Return plans that are worth about as much and do without a part of the others' options.

    Of every plan ``S`` before it a new one drops a share: ``sum(x[k] for k in S) <= |S| - d``
    with ``d = ceil(apart * |S|)``. A plan only counts if all of what it builds is needed, so
    that none differs by trifles.

    Parameters
    ----------
    problem : Problem
        What was solved.
    first : Solved
        Its solution.
    count : int
        Most plans beside the first.
    within : float
        How much less than the first they may be worth, as a share.
    apart : float
        The least share of the options of each earlier plan that they do without.
    effort : Effort, optional
        For each search; within one per cent by default.

    Returns
    -------
    Alternatives
        The best plan first.
    """
    plans, pool, bound = [first], first.pool, first.upper
    while len(plans) <= count and plans[-1].plan.options:
        rows = tuple(_apart(problem, plan, apart) for plan in plans)
        found = solve(problem.offer, problem.aim, problem.clauses, effort, more=rows, pool=pool)
        pool, bound = found.pool, found.upper
        if not found.lower >= first.lower - within * abs(first.lower):
            break
        plans.append(found)
    common = set(plans[0].plan.options).intersection(*(p.plan.options for p in plans))
    return Alternatives(tuple(plans), tuple(sorted(common)), bound)


def _apart(problem: Problem, plan: Solved, share: float) -> Row:
    chosen = frozenset(plan.plan.options)
    fewer = len(chosen) - ceil(share * len(chosen))
    name = f"another plan than that of {len(chosen)} options worth {plan.lower:.6g}"
    return Row(name, problem.offer.candidates.vector(chosen), "<=", float(fewer))


def importance(
    problem: Problem, first: Solved, *, effort: Effort | None = None, searched: bool = True
) -> pd.DataFrame:
    """Return what each option of a plan is worth to it.

    Parameters
    ----------
    problem : Problem
        What was solved.
    first : Solved
        Its solution.
    effort : Effort, optional
        For each search; within one per cent by default.
    searched : bool
        Whether to search for the best plan without each option; else those columns are NaN.

    Returns
    -------
    pandas.DataFrame
        Columns option; lost: at least so much is lost where it alone fails and nothing takes
        its place, by the ways found on the raster; loss_low, loss_high: the loss where it may
        not be used and the best other plan is built, between proven bounds. The greatest
        loss first.
    """
    offer, aim = problem.offer, problem.aim
    pool, rows = first.pool, []
    for option in first.plan.options:
        left = frozenset(first.plan.options) - {option}
        lost = max(first.lower - _at_most(problem, left, first.pool), 0.0)
        low = high = float("nan")
        if searched:
            without = problem.lock_out(option)
            found = solve(offer, aim, without.clauses, effort, pool=pool)
            pool = found.pool
            low, high = max(first.lower - found.upper, 0.0), first.upper - found.lower
        rows.append((option, lost, low, high))
    table = pd.DataFrame(rows, columns=["option", "lost", "loss_low", "loss_high"])
    order = ["loss_low", "lost", "option"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _at_most(problem: Problem, chosen: frozenset[str], pool: Sequence[Cut]) -> float:
    """Return a value that some options do not exceed, by what is known of the ground."""
    offer, aim = problem.offer, problem.aim
    members = tuple(offer.aimed(aim).members)
    known = cut_table(list(pool), offer.candidates)
    times = known.times(offer.candidates.vector(chosen), len(members))
    return Objective(aim.how, aim.worst).value(times, members)


@dataclass(frozen=True)
class Explained:
    """What a plan hangs on, as tables.

    Parameters
    ----------
    alternatives : pandas.DataFrame
        Columns plan (0 is the best), value, upper_bound, cost_eur, options, only (options
        that no other of them builds).
    shared : tuple of str
        Options that all of them build.
    none_better_than : float
        What no further plan that differs as much is worth.
    importance : pandas.DataFrame
        As :func:`importance` returns it.
    front : pandas.DataFrame
        As :func:`marchland.optimise.front.front` returns it, over what the plan may cost.
    step : Step or None
        What more money buys.
    """

    alternatives: pd.DataFrame
    shared: tuple[str, ...]
    none_better_than: float
    importance: pd.DataFrame
    front: pd.DataFrame
    step: Step | None


SHARES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""Of the limit on cost, at which the front is told."""


def explain(
    problem: Problem,
    first: Solved,
    *,
    count: int = 3,
    effort: Effort | None = None,
    searched: bool = False,
) -> Explained:
    """Return what a plan hangs on.

    Parameters
    ----------
    problem : Problem
        With a limit on ``cost_eur``.
    first : Solved
        Its solution.
    count : int
        Most alternatives.
    effort : Effort, optional
        For each search; within one per cent by default.
    searched : bool
        As for :func:`importance`.

    Returns
    -------
    Explained
        As tables.
    """
    others = alternatives(problem, first, count=count, effort=effort)
    limits = [c.most for c in problem.clauses if isinstance(c, Limit) and c.column == "cost_eur"]
    limit = limits[0] if limits else first.plan.cost_eur.best
    bounds = [share * limit for share in SHARES]
    money = front(problem, "cost_eur", bounds, pool=first.pool, effort=effort)
    weight = importance(problem, first, effort=effort, searched=searched)
    return Explained(
        alternatives=_listed(others),
        shared=others.shared,
        none_better_than=others.none_better_than,
        importance=weight,
        front=money,
        step=next_step(money, limit),
    )


def _listed(found: Alternatives) -> pd.DataFrame:
    built = [set(p.plan.options) for p in found.plans]
    rows = []
    for number, plan in enumerate(found.plans):
        rest = set().union(*(b for other, b in enumerate(built) if other != number))
        only = tuple(sorted(built[number] - rest))
        cost = plan.plan.cost_eur.best
        rows.append((number, plan.lower, plan.upper, cost, plan.plan.options, only))
    columns = ["plan", "value", "upper_bound", "cost_eur", "options", "only"]
    return pd.DataFrame(rows, columns=columns)
