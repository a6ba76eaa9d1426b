"""Plans under ignorance: delays are declared as ranges, and a plan has to do whatever is true.

A scenario says where in its range each measure's delay lies. The plan that is best in the
worst scenario, and the one whose regret is least, are found as every plan is: each scenario's
movements are movements of their own, so the bound is proved for all plans and scenarios.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from marchland.errors import ProblemError
from marchland.optimise.clauses import Maximise
from marchland.optimise.follower import Answer, Cut, Follower, Member
from marchland.optimise.offer import Offer
from marchland.optimise.problem import Problem
from marchland.optimise.solution import Objective
from marchland.optimise.solve import Effort, Solved, solve

Scenarios = Mapping[str, Mapping[str, float]]
"""By name: for each measure where its delay lies, from 0 (low) to 1 (high); others are best."""


def ends(offer: Offer) -> Scenarios:
    """Return the scenarios in which all delays are at one end, or one measure's alone is.

    Parameters
    ----------
    offer : Offer

    Returns
    -------
    mapping
        ``best``, ``low`` and ``high``, and with several measures also ``MEASURE low`` and
        ``MEASURE high``.
    """
    names = sorted(set(offer.table["measure"]))
    found: dict[str, Mapping[str, float]] = {"best": {}}
    for end, place in (("low", 0.0), ("high", 1.0)):
        found[end] = dict.fromkeys(names, place)
        if len(names) > 1:
            found |= {f"{name} {end}": {name: place} for name in names}
    return found


@dataclass(frozen=True)
class Regret:
    """How plans fare where delays are not what was thought.

    Parameters
    ----------
    values : pandas.DataFrame
        A row for each plan, a column for each scenario: the plan's value on the raster.
        ``robust`` is the plan that is best in the worst scenario, ``least regret`` the one
        whose largest loss is least; the others are the best plans of the scenarios.
    upper : dict of {str: float}
        For each scenario, what no plan exceeds.
    plans : dict of {str: Solved}
    """

    values: pd.DataFrame
    upper: dict[str, float]
    plans: dict[str, Solved]

    @property
    def regrets(self) -> pd.DataFrame:
        """The loss of each plan against the best plan found for each scenario, as a share."""
        return 1 - self.values / self.values.max(axis=0)

    @property
    def largest(self) -> pd.Series:
        """The largest loss of each plan, least first."""
        return self.regrets.max(axis=1).sort_values(kind="stable")

    @property
    def worst(self) -> pd.Series:
        """The value of each plan in its worst scenario, greatest first."""
        return self.values.min(axis=1).sort_values(ascending=False, kind="stable")


def regret(
    problem: Problem, scenarios: Scenarios | None = None, *, effort: Effort | None = None
) -> Regret:
    """Return how the best plan of each scenario fares in all, and the plans made for all.

    The plan of least regret maximises ``min over s of V[s](x) / V*[s]``, with ``V*[s]`` the
    best value found in scenario ``s``, which minimises the largest loss as a share; the
    robust one maximises ``min over s of V[s](x)``.

    Parameters
    ----------
    problem : Problem
        Its aim has to be the least.
    scenarios : mapping, optional
        :func:`ends` by default.
    effort : Effort, optional
        For each search; within one per cent by default.

    Returns
    -------
    Regret
        Values of every plan in every scenario.

    Raises
    ------
    ProblemError
        If the aim is not the least over movements, or a best value is not above zero.
    """
    if problem.aim.how != "min":
        what = f"regret is told of the least over movements, not of {problem.aim.how}"
        raise ProblemError.one("maximise", what, "Maximise min.")
    offer, cases = problem.offer, scenarios or ends(problem.offer)
    delays = {name: offer.delays(at) for name, at in cases.items()}
    plans, pool = {}, tuple[Cut, ...]()
    for name, held in delays.items():
        this = _at(offer, held)
        plans[name] = solve(this, problem.aim, problem.clauses, effort, pool=pool)
        pool = plans[name].pool
    upper = {name: plan.upper for name, plan in plans.items()}
    best = {
        name: max(_value(problem, held, plan) for plan in plans.values())
        for name, held in delays.items()
    }
    if min(best.values()) <= 0:
        what = "the best value of a scenario is not above zero, so no loss is a share of it"
        raise ProblemError.one("regret", what, "Maximise the time, or a margin that is kept.")
    for name, scales in (("robust", dict.fromkeys(delays, 1.0)), ("least regret", best)):
        stacked = _stacked(offer, problem.aim, delays, scales)
        plans[name] = solve(stacked, _PLAIN, problem.clauses, effort)
    values = pd.DataFrame(
        {s: [_value(problem, held, plan) for plan in plans.values()] for s, held in delays.items()},
        index=list(plans),
    )
    return Regret(values, upper, plans)


_PLAIN = Maximise("min", "time")


def _at(offer: Offer, delay_s: np.ndarray) -> Offer:
    """Return an offer whose delays are others, judged by its follower."""
    candidates = replace(offer.candidates, delay_s=delay_s)

    def measured(chosen: frozenset[str]) -> tuple[float, ...]:
        delays = candidates.delays(candidates.vector(chosen))
        return offer.follower.sweep(delays, via=False).time_s

    return replace(offer, candidates=candidates, measured=measured)


def _value(problem: Problem, delay_s: np.ndarray, plan: Solved) -> float:
    offer = problem.offer
    candidates = replace(offer.candidates, delay_s=delay_s)
    delays = candidates.delays(candidates.vector(frozenset(plan.plan.options)))
    follower = offer.aimed(problem.aim)
    times = np.array(follower.sweep(delays, via=False).time_s)
    return Objective("min").value(times, tuple(follower.members))


@dataclass(frozen=True)
class _Stack:
    """One follower asked once for each scenario; its members count as they do there."""

    inner: Follower
    members: tuple[Member, ...]

    @property
    def sites(self) -> int:
        return self.inner.sites

    def sweep(self, delay_s: np.ndarray, *, via: bool = True) -> Answer:
        each = len(self.inner.members)
        times: list[float] = []
        cuts: list[Cut] = []
        for first in range(0, len(delay_s), each):
            told = self.inner.sweep(delay_s[first : first + each], via=via)
            times += told.time_s
            cuts += [
                replace(cut, member=number)
                for cut in told.cuts
                for number in range(cut.member, len(delay_s), each)
            ]
        return Answer(tuple(times), tuple(cuts))


def _stacked(
    offer: Offer, aim: Maximise, delays: Mapping[str, np.ndarray], scales: Mapping[str, float]
) -> Offer:
    """Return an offer with the movements of every scenario, each divided by its own scale."""
    inner = offer.aimed(aim)
    members = tuple(
        replace(
            member,
            name=f"{member.name}, {name}",
            scale_s=member.scale_s * scales[name],
        )
        for name in delays
        for member in inner.members
    )
    stack = _Stack(offer.follower, members)
    candidates = replace(offer.candidates, delay_s=np.concatenate(list(delays.values())))

    def measured(chosen: frozenset[str]) -> tuple[float, ...]:
        return stack.sweep(candidates.delays(candidates.vector(chosen)), via=False).time_s

    return replace(
        offer,
        candidates=candidates,
        follower=stack,
        base_s=offer.base_s * len(delays),
        measured=measured,
        spread_s=None,
        kept=True,
    )


def flips(
    problem: Problem, plans: Sequence[Solved], *, points: int = 9, halvings: int = 6
) -> pd.DataFrame:
    """Return for which delays another of some plans wins, one measure at a time.

    Parameters
    ----------
    problem : Problem
        What was solved.
    plans : sequence of Solved
        Such as the best one and its alternatives; numbered from 0.
    points : int
        Places in each declared range at which the plans are compared.
    halvings : int
        How often the place of a change is halved.

    Returns
    -------
    pandas.DataFrame
        Columns measure, place (in the declared range, from 0 to 1), delay_s (the longest of
        the movements' there), wins_below and wins_above: numbers of plans. Empty where one
        plan wins throughout; two plans that change twice between two points are not seen.
    """
    rows = []
    for measure in sorted(set(problem.offer.table["measure"])):
        places = np.linspace(0.0, 1.0, points)
        winners = [_winner(problem, plans, measure, place) for place in places]
        for left, right in zip(range(points - 1), range(1, points), strict=True):
            if winners[left] == winners[right]:
                continue
            low, high = float(places[left]), float(places[right])
            for _ in range(halvings):
                middle = (low + high) / 2
                if _winner(problem, plans, measure, middle) == winners[left]:
                    low = middle
                else:
                    high = middle
            of = (problem.offer.table["measure"] == measure).to_numpy()
            delay = float(problem.offer.delays({measure: high})[:, of].max())
            rows.append((measure, high, delay, winners[left], winners[right]))
    columns = ["measure", "place", "delay_s", "wins_below", "wins_above"]
    return pd.DataFrame(rows, columns=columns)


def _winner(problem: Problem, plans: Sequence[Solved], measure: str, place: float) -> int:
    held = problem.offer.delays({measure: place})
    values = [_value(problem, held, plan) for plan in plans]
    return int(np.argmax(np.array(values) >= max(values) * (1 - 1e-9)))
