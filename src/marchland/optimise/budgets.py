"""Several budgets on one ground: a plan, its bound and other plans for each, and the front.

A way over the ground is a way whatever is spent, so that one pool serves every search, and each
begins with what all before it have learnt. What is proved for a budget holds for every smaller
one, and a plan within a budget is within every larger one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import sqrt

import pandas as pd

from marchland.optimise.explain import alternatives
from marchland.optimise.follower import Cut
from marchland.optimise.front import front_table
from marchland.optimise.problem import Problem
from marchland.optimise.solution import gap
from marchland.optimise.solve import Effort, Solved, solve

MONEY = "cost_eur"
PLANS = (
    "budget", "plan", "value", "upper_bound", "gap", "cost_eur", "options", "shared",
    "none_better_than", "sweeps", "stopped",
)  # fmt: skip
"""Columns of the plans for several budgets."""

ROUNDING = 1e-9


@dataclass(frozen=True)
class Thrift:
    """How far the searches for several budgets go.

    Parameters
    ----------
    first : Effort
        For the best plan of each budget.
    further : Effort
        For every other plan, and for each budget between.
    count : int
        Most other plans of a budget.
    """

    first: Effort = field(default_factory=Effort)
    further: Effort = field(default_factory=Effort)
    count: int = 2


@dataclass(frozen=True)
class Budgets:
    """What several budgets buy.

    Parameters
    ----------
    plans : pandas.DataFrame
        Columns :data:`PLANS`, by budget, the best plan first and numbered 0, then others about as
        good that do without a fifth of each earlier one's options: value is on the raster,
        upper_bound what no plan of that kind exceeds, shared what all plans of a budget build,
        none_better_than what no further one as different is worth; sweeps and why the search
        that found the plan stopped.
    front : pandas.DataFrame
        As :func:`marchland.optimise.front.front` returns it, over the budgets and one between
        each two.
    always : tuple of str
        Options that the best plan of every budget builds.
    """

    plans: pd.DataFrame
    front: pd.DataFrame
    always: tuple[str, ...]

    def best(self) -> pd.DataFrame:
        """Return the best plan of each budget, one row each."""
        return self.plans[self.plans["plan"] == 0].reset_index(drop=True)


def for_budgets(
    problem: Problem,
    budgets: Sequence[float],
    *,
    known: Mapping[float, Solved] | None = None,
    thrift: Thrift | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Budgets:
    """Return a plan with its bound, others about as good, and the front, for several budgets.

    Parameters
    ----------
    problem : Problem
        Its limit on ``cost_eur`` gives way to each budget; its other clauses stay.
    budgets : sequence of float
        EUR, above 0.
    known : mapping of {float: Solved}, optional
        Budgets for which the same problem has been solved already.
    thrift : Thrift, optional
        Within one per cent by default.
    progress : callable
        Told what is searched for.

    Returns
    -------
    Budgets
        A search that stops early leaves a larger gap, and says so.
    """
    search = _Search(problem, thrift or Thrift(), progress, dict(known or {}))
    asked = sorted(set(budgets))
    for budget in asked:
        search.best(budget, search.thrift.first)
    others = {budget: search.others(budget) for budget in asked}
    for low, high in pairwise(asked):
        search.best(sqrt(low * high), search.thrift.further)
    money = front_table(problem, MONEY, {b: search.closed(b) for b in search.found})
    chosen = [set(search.closed(budget).plan.options) for budget in asked]
    rows = [row for budget in asked for row in _rows(budget, search, others[budget])]
    always = tuple(sorted(set.intersection(*chosen))) if chosen else ()
    return Budgets(pd.DataFrame(rows, columns=list(PLANS)), money, always)


def best_plans(
    problem: Problem,
    budgets: Sequence[float],
    effort: Effort | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[float, Solved]:
    """Return the best plan found for each budget, each from what was learnt for smaller ones.

    Parameters
    ----------
    problem : Problem
        Its limit on ``cost_eur`` gives way to each budget; its other clauses stay.
    budgets : sequence of float
        EUR, above 0.
    effort : Effort, optional
        For each; within one per cent by default.
    progress : callable
        Told what is searched for.

    Returns
    -------
    dict of {float: Solved}
        By budget, the smallest first.
    """
    search = _Search(problem, Thrift(), progress, {})
    for budget in sorted(set(budgets)):
        search.best(budget, effort or Effort())
    return search.found


@dataclass
class _Search:
    """Searches on one ground, each of which knows what all before it have learnt."""

    problem: Problem
    thrift: Thrift
    progress: Callable[[str], None]
    found: dict[float, Solved]
    more: list[Solved] = field(default_factory=list)
    pool: tuple[Cut, ...] = ()

    def __post_init__(self) -> None:
        for one in self.found.values():
            self.pool = max(self.pool, one.pool, key=len)

    def best(self, budget: float, effort: Effort) -> None:
        """Search for the best plan of a budget, unless it is known."""
        if budget in self.found:
            return
        effort = effort.told(f"a plan within EUR {budget / 1e6:,.3g} million", self.progress)
        limited = self.problem.limit(MONEY, budget)
        found = solve(limited.offer, limited.aim, limited.clauses, effort, pool=self.pool)
        self.found[budget], self.pool = found, found.pool or self.pool

    def others(self, budget: float) -> tuple[tuple[Solved, ...], float]:
        """Return other plans of a budget, and what no further one is worth."""
        name = f"other plans within EUR {budget / 1e6:,.3g} million"
        effort = self.thrift.further.told(name, self.progress)
        first = self.closed(budget)
        if first.solution is not None:
            first = replace(first, solution=replace(first.solution, pool=self.pool))
        told = alternatives(
            self.problem.limit(MONEY, budget), first,
            count=self.thrift.count, effort=effort,
        )  # fmt: skip
        self.pool = told.plans[-1].pool or self.pool
        self.more += told.plans[1:]
        return told.plans, told.none_better_than

    def closed(self, budget: float) -> Solved:
        """Return the best plan found that is within a budget, with the least bound known of it."""
        within = [one for one in (*self.found.values(), *self.more)
                  if one.plan.cost_eur.best <= budget * (1 + ROUNDING)]  # fmt: skip
        best = max(within, key=lambda one: (one.lower, -one.plan.cost_eur.best, one.plan.options))
        upper = min(one.upper for wide, one in self.found.items() if wide >= budget)
        plan = replace(best.plan, upper_bound=max(upper, best.lower))
        return replace(best, plan=plan)


def _rows(
    budget: float, search: _Search, others: tuple[tuple[Solved, ...], float]
) -> Iterator[tuple[object, ...]]:
    """Yield the plans of a budget, the best first."""
    plans, none_better = others
    first = search.closed(budget)
    rest = [one for one in plans if one.plan.options != first.plan.options]
    listed = [first, *sorted(rest, key=lambda one: (-one.lower, one.plan.options))]
    shared = set(first.plan.options).intersection(*(one.plan.options for one in listed))
    for number, one in enumerate(listed):
        yield (
            budget, number, one.lower, one.upper, gap(one.lower, one.upper),
            one.plan.cost_eur.best, one.plan.options, tuple(sorted(shared)), none_better,
            one.plan.sweeps, "" if one.solution is None else one.solution.stopped,
        )  # fmt: skip
