"""Fronts: the best value for each bound on money, land or one's own time, and the next euro.

One pool serves them all, since what is known of the ground holds whatever the bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from marchland.optimise.clauses import Clause, Limit, Within
from marchland.optimise.follower import Cut
from marchland.optimise.problem import Problem
from marchland.optimise.solve import Effort, Solved, solve

FRONT = ("bound", "value", "upper_bound", "gap", "used", "cost_eur", "options")
"""Columns of a front."""


def front(
    problem: Problem,
    what: str,
    bounds: Iterable[float],
    *,
    pool: Sequence[Cut] = (),
    effort: Effort | None = None,
) -> pd.DataFrame:
    """Return the best value for each bound on a column, or on an own approach's time.

    Parameters
    ----------
    problem : Problem
        Its other clauses stay.
    what : str
        A column of options, such as ``cost_eur`` or ``land_m2``; or an approach of one's
        own, for the longest time it may take, s.
    bounds : iterable of float
        At each of which the best plan is sought.
    pool : sequence of Cut
        Of an earlier search on the same ground.
    effort : Effort, optional
        For each search; within one per cent by default.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`FRONT`, by bound: value on the raster and what no plan exceeds; used
        is what the plan takes of the column, or the own approach's time. A plan within a
        bound is also within every wider one, so values and upper bounds never fall.
    """
    known, found = tuple(pool), []
    for bound in sorted(bounds):
        clauses = (
            *(c for c in problem.clauses if not _same(c, what)),
            _clause(problem, what, bound),
        )
        one = solve(problem.offer, problem.aim, clauses, effort, pool=known)
        known = one.pool or known
        found.append((bound, one))
    return front_table(problem, what, dict(found))


def front_table(problem: Problem, what: str, found: Mapping[float, Solved]) -> pd.DataFrame:
    """Return the front of plans that were sought within some bounds.

    Parameters
    ----------
    problem : Problem
    what : str
        As for :func:`front`.
    found : mapping of {float: Solved}
        By bound.

    Returns
    -------
    pandas.DataFrame
        As :func:`front` returns it.
    """
    best: Solved | None = None
    rows: list[tuple[object, ...]] = []
    for bound, one in sorted(found.items(), key=lambda pair: pair[0]):
        best = one if best is None or one.lower > best.lower else best
        used = _used(problem, what, frozenset(best.plan.options))
        rows.append((bound, best.lower, one.upper, 0.0, used, best.plan.cost_eur.best,
                     best.plan.options))  # fmt: skip
    table = pd.DataFrame(rows, columns=list(FRONT))
    table["upper_bound"] = table["upper_bound"][::-1].cummin()[::-1]
    table["upper_bound"] = np.maximum(table["upper_bound"], table["value"])
    table["gap"] = (table["upper_bound"] - table["value"]) / table["value"].abs()
    return table


def _same(clause: Clause, what: str) -> bool:
    return (isinstance(clause, Limit) and clause.column == what) or (
        isinstance(clause, Within) and clause.approach == what
    )


def _clause(problem: Problem, what: str, bound: float) -> Clause:
    own = what in problem.offer.own(frozenset())
    return Within(what, bound) if own else Limit(what, bound)


def _used(problem: Problem, what: str, chosen: frozenset[str]) -> float:
    times = problem.offer.own(chosen)
    if what in times:
        return times[what]
    amounts = Limit(what, 0.0).amounts(problem.offer.table)
    return float(amounts[problem.offer.table["option"].isin(chosen)].sum())


@dataclass(frozen=True)
class Step:
    """What a wider bound buys.

    Parameters
    ----------
    more : float
        How much wider, in the unit of the bound.
    gain : float
        What the value rises by, on the raster.
    """

    more: float
    gain: float

    @property
    def each(self) -> float:
        """Gain for one unit more."""
        return self.gain / self.more


def next_step(table: pd.DataFrame, bound: float) -> Step | None:
    """Return the step up from a bound that buys the most for each unit more.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`front` returns it.
    bound : float
        One of its bounds.

    Returns
    -------
    Step or None
        None where no wider bound of the table buys anything.
    """
    here = table.loc[table["bound"] == bound, "value"].iloc[0]
    wider = table[(table["bound"] > bound) & (table["value"] > here)]
    steps = [Step(float(b - bound), float(v - here))
             for b, v in zip(wider["bound"], wider["value"], strict=True)]  # fmt: skip
    return max(steps, key=lambda step: (step.each, -step.more), default=None)
