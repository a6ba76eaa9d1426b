"""Solving a problem: the search, what it leaves out again, and the certificate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic

import numpy as np

from marchland.consequences.price import total
from marchland.model.certificate import Certificate
from marchland.model.plan import Plan
from marchland.optimise.asked import check_effort
from marchland.optimise.candidates import Row
from marchland.optimise.certificate import TOLERANCE, Instance, certify
from marchland.optimise.clauses import Clause, Maximise, Within
from marchland.optimise.cover import cover
from marchland.optimise.follower import Answer, Cut, Follower, Member
from marchland.optimise.offer import Offer
from marchland.optimise.pool import least_s, table
from marchland.optimise.solution import Objective, Progress, Solution, Stop
from marchland.optimise.state import Task

LEAN = 0.25
"""Of the time for a search, what finding the options that a plan does not need may take besides."""

METHOD = "covering decomposition"
NOTHING = "no option has a declared delay"
ENGINES = {"": "everything built", "scip": "SCIP in OR-tools", "cp_sat": "CP-SAT in OR-tools",
           "glop": "GLOP in OR-tools"}  # fmt: skip
"""How what proved a bound is called in its certificate."""
TOGETHER = "not all of "
"""How the name of a row begins that the ground has told."""


@dataclass(frozen=True)
class Effort:
    """How far a search goes.

    Parameters
    ----------
    gap : float
        It stops when the bound is within this share of the value.
    time_s : float or None
        Most seconds, and a quarter of them more for a leaner plan; the result then depends on
        the machine.
    sweeps : int or None
        Most evaluations on the full raster.
    watch : callable
        Told value, bound and gap whenever one of them changes.
    cancelled : callable
        Asked now and then; True stops with the best plan and its true gap.
    tick : callable
        Told after each evaluation how many there were, those included that find out what a
        plan does not need.
    """

    gap: float = 0.01
    time_s: float | None = None
    sweeps: int | None = None
    watch: Callable[[Progress], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False
    tick: Callable[[int], None] = lambda _: None

    def __post_init__(self) -> None:
        """Refuse an effort that no search can make.

        Raises
        ------
        ProblemError
        """
        check_effort(self.gap, self.time_s, self.sweeps)

    def told(self, name: str, progress: Callable[[str], None]) -> "Effort":
        """Begin a step, and return the effort of its searches, which tells how far they are."""
        progress(name)
        return replace(self, tick=lambda n: progress(f"{name}: evaluation {n}"))

    def stop(self) -> Stop:
        """Return it as the search takes it."""
        return Stop(self.gap, self.sweeps, self.time_s, cancelled=self.cancelled)


@dataclass(frozen=True)
class Solved:
    """A plan with everything that other questions on the same ground can use.

    Parameters
    ----------
    plan : Plan
    solution : Solution or None
        None where there was nothing to choose on.
    """

    plan: Plan
    solution: Solution | None = field(default=None, repr=False)

    @property
    def pool(self) -> tuple[Cut, ...]:
        """Bounds that hold for any plan on this ground."""
        return () if self.solution is None else self.solution.pool

    @property
    def lower(self) -> float:
        """The plan's value on the raster; NaN where there was nothing to choose on."""
        return self.plan.value

    @property
    def upper(self) -> float:
        """What no plan exceeds; inf where nothing was proved."""
        return float("inf") if self.plan.upper_bound is None else self.plan.upper_bound


def solve(
    offer: Offer,
    aim: Maximise,
    clauses: tuple[Clause, ...],
    effort: Effort | None = None,
    *,
    more: tuple[Row, ...] = (),
    pool: tuple[Cut, ...] = (),
) -> Solved:
    """Return the best plan, or one within the gap that is asked for, with its certificate.

    Parameters
    ----------
    offer : Offer
    aim : Maximise
    clauses : tuple of Clause
        Already checked.
    effort : Effort, optional
        Within one per cent by default.
    more : tuple of Row
        Conditions beside the clauses.
    pool : tuple of Cut
        Of an earlier search on the same ground.

    Returns
    -------
    Solved
        Of the plan, what its value does not need is left out again, the dearest first.
    """
    effort = effort or Effort()
    words = _words(offer, aim)
    if not offer.candidates.names or not offer.follower.members:
        return Solved(_plan(offer, frozenset(), words, None))
    rows = tuple(row for clause in clauses for row in clause.rows(offer.table)) + more
    follower, objective = _Counted(offer.aimed(aim), effort.tick), Objective(aim.how, aim.worst)
    task = Task(offer.candidates, rows, follower, objective, pool, _guard(offer, clauses))
    found = cover(task, effort.stop(), effort.watch)
    found = _thinned(offer, task, found, (effort.time_s or inf) * LEAN)
    members = tuple(follower.members)
    asked = Instance(offer.candidates, rows, members, objective, str(aim), offer.sites)
    learnt = tuple(row for row in found.rows if row.name.startswith(TOGETHER))
    asked = replace(asked, rows=(*rows, *learnt))
    proof = certify(asked, found, engine=ENGINES[found.engine], limit_s=effort.time_s)
    return Solved(_plan(offer, found.chosen, words, proof), found)


class _Counted:
    """A follower that tells how often it was asked."""

    def __init__(self, inner: Follower, tick: Callable[[int], None]) -> None:
        self.inner, self.tick, self.asked = inner, tick, 0

    @property
    def members(self) -> Sequence[Member]:
        return self.inner.members

    @property
    def sites(self) -> int:
        return self.inner.sites

    def sweep(self, delay_s: np.ndarray, *, via: bool = True) -> Answer:
        answer = self.inner.sweep(delay_s, via=via)
        self.asked += 1
        self.tick(self.asked)
        return answer


def _guard(offer: Offer, clauses: tuple[Clause, ...]) -> Callable[[np.ndarray], tuple[Row, ...]]:
    """Return what turns a plan that slows one's own movement too much into a row.

    More obstacles never make a crossing shorter, so whoever builds all of a set that breaks
    the clause breaks it too. The set is made as small as it can be.
    """
    most = {c.approach: c.most_s for c in clauses if isinstance(c, Within)}

    def broken(chosen: frozenset[str]) -> bool:
        times = offer.own(chosen)
        return any(not times[approach] <= limit for approach, limit in most.items())

    def guard(x: np.ndarray) -> tuple[Row, ...]:
        chosen = offer.candidates.chosen(x)
        if not most or not broken(chosen):
            return ()
        chosen = _without_needless(chosen, sorted(chosen), broken)
        together = offer.candidates.vector(chosen)
        name = f"{TOGETHER}{', '.join(sorted(chosen))}"
        return (Row(name, together, "<=", float(len(chosen) - 1)),)

    return guard


def _thinned(offer: Offer, task: Task, found: Solution, most_s: float) -> Solution:
    """Return a solution without what its value does not need, valued on the study's own ground.

    When the seconds are up, what has not been tried by then stays in the plan.

    The search forbids short cuts across the edges of sites where nothing stands; the ground of
    the study does not. So a value may come out a little lower here, and never higher.
    """
    candidates, members = offer.candidates, tuple(task.follower.members)
    rows = (*task.rows, *(row for row in found.rows if row.name.startswith(TOGETHER)))
    known = table(list(found.pool), candidates)
    costs = dict(zip(offer.table["option"], offer.table["cost_eur_best"], strict=True))

    learnt: list[Cut] = []
    until = monotonic() + most_s

    def likely(without: frozenset[str]) -> bool:
        x = candidates.vector(without)
        times = np.minimum(known.times(x, len(members)), least_s(learnt, candidates.delays(x)))
        return task.objective.value(times, members) >= found.lower

    def spared(without: frozenset[str]) -> bool:
        x = candidates.vector(without)
        if monotonic() > until or not (all(row.holds(x) for row in rows) and likely(without)):
            return False
        told = task.follower.sweep(candidates.delays(x), via=False)
        learnt.extend(told.cuts)
        return task.objective.value(np.array(told.time_s), members) >= found.lower

    doubtful = [name for name in found.chosen if likely(found.chosen - {name})]
    dearest = sorted(doubtful, key=lambda n: (-float(costs[n]), n))
    chosen = _without_needless(found.chosen, dearest, spared)
    times = _not_above(offer.measured(chosen), known.times(candidates.vector(chosen), len(members)))
    lower = task.objective.value(np.array(times), members)
    upper = max(found.upper, lower)
    return replace(found, chosen=chosen, lower=lower, upper=upper, time_s=times)


def _not_above(labels: Sequence[float], ways: np.ndarray) -> tuple[float, ...]:
    """Return times on the raster, s, or of the ways where rounding makes labels too long.

    Labels add up thousands of roundings, ways none; a certificate bears :data:`TOLERANCE`.
    """
    told = np.array(labels)
    long = told * (1 - TOLERANCE / 2) > ways
    return tuple(np.where(long, ways, told).tolist())


def _without_needless(
    chosen: frozenset[str], order: Sequence[str], spared: Callable[[frozenset[str]], bool]
) -> frozenset[str]:
    """Return what is left where options are dropped in order as long as a plan can spare them.

    Many are tried at once, and halves where they cannot be spared together: fewer options are
    never worth more, so that the outcome is that of trying one after another.
    """
    if not order:
        return chosen
    if spared(chosen.difference(order)):
        return chosen.difference(order)
    if len(order) == 1:
        return chosen
    half = (len(order) + 1) // 2
    chosen = _without_needless(chosen, order[:half], spared)
    return _without_needless(chosen, order[half:], spared)


def _words(offer: Offer, aim: Maximise) -> str:
    names = " or ".join(member.name for member in offer.follower.members)
    return f"{aim} of opposing approaches: {names}"


def _plan(offer: Offer, chosen: frozenset[str], words: str, proof: Certificate | None) -> Plan:
    rows = offer.table[offer.table["option"].isin(chosen)]
    return Plan(
        options=tuple(sorted(chosen)),
        cost_eur=total(rows, "cost_eur"),
        land_m2=total(rows, "land_m2"),
        objective=words,
        value=float("nan") if proof is None else proof.lower,
        upper_bound=None if proof is None else proof.upper,
        method=NOTHING if proof is None else METHOD,
        sweeps=0 if proof is None else proof.sweeps,
        proof=proof,
    )
