"""The best plan, with a proof: covering decomposition with the follower as the only judge.

A plan is worth what the follower says; the pool of ways it has told of bounds what any
plan is worth. A target just above the best plan is put to the pool: a plan that holds every
known way so long is tried on the follower, which raises the best value or tells of a new
way; if there is none, the target is out of reach, and with it the search is at its end.
Before that the follower is asked about mixtures of plans, which bring many ways to light.
(Israeli and Wood 2002, Networks 40(2), 97-111, for the decomposition.)
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from marchland.kernels.covering import improve
from marchland.optimise.candidates import Candidates
from marchland.optimise.master import Engine, Limits, Programme, Result, relax, solve
from marchland.optimise.pool import least_s
from marchland.optimise.solution import Progress, Solution, Stop
from marchland.optimise.state import State, Stopped, Task, canonical
from marchland.optimise.sums import Mean, mean_programme
from marchland.optimise.swaps import Worth, climb
from marchland.optimise.target import clauses, needs, programme, target_times

_STEPS = 4_000
"""Of a local search; no more than there are options times clauses."""

_LONG = 50_000
"""Of one before the solver is asked, for each unit of effort; the solver takes far longer."""

_CLIMB = 100_000_000
"""Numbers looked at by a local search for a mean before it ends, one step at least."""

_ROUNDS = 4
"""Of mixtures, one after another."""

_TRIES = 3
"""Targets put to the solver, each nearer to the bound, before anything else is done."""

_ENGINES: tuple[Engine, ...] = ("cp_sat", "scip")

_NEAR = 3
"""Steps between value and bound from which the last target is put at once."""

_SHORT = 2e-6
"""By how much, as a share, a solver's plan may miss its target."""

_STALE = 4
"""Plans in a row that may gain less than half of what is looked for before the solver is asked."""

_MIXTURES = 8
"""Most that the follower is asked about before a target is put to the solver."""

_LOOK = 0.1
"""Effort of a first look by the solver, which often suffices."""

_LOOKS = 5
"""At targets between one that the pool admits and the bound."""


def cover(
    task: Task,
    stop: Stop | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Solution:
    """Return the best plan within the rows, or one within a gap of it.

    Parameters
    ----------
    task : Task
    stop : Stop, optional
        Within one per cent by default.
    progress : callable
        Told each change of a bound.

    Returns
    -------
    Solution
        The same whatever the order of the options and the number of threads, unless a
        time limit or a cancellation cut it off.

    Raises
    ------
    ValueError
        If the empty plan breaks a row and no plan is found that breaks none, or a member
        has no way through even where nothing is built.
    """
    state = State(canonical(task), stop or Stop(), progress)
    try:
        _begin(state)
        _targets(state)
        return state.solution("gap")
    except Stopped as reason:
        return state.solution(str(reason))


def _begin(state: State) -> None:
    """Value nothing and everything, and what is known of good plans."""
    known = state.task.candidates
    if state.fits(np.zeros(len(known.names))):
        state.offer(np.zeros(len(known.names)), "nothing built")
    most = np.zeros((len(known.delay_s), known.sites))
    for member, row in enumerate(known.delay_s):
        np.maximum.at(most[member], known.site, row)
    _known(state, most)
    every = _everything(known)
    if state.fits(every):
        state.offer(every, "everything built")
    state.most = np.array(state.ask(most).time_s)
    state.bound(state.task.objective.value(state.most, state.members), "everything built")
    if not np.isfinite(state.lower):
        _first(state)
    if state.task.pool and state.task.objective.kind == "min":
        plan = _squeezed(state, state.lower)
        if plan is not None:
            state.offer(plan, "solver")


def _known(state: State, most: np.ndarray) -> None:
    """Bound every plan by what the ways that are known allow with the longest delays, s."""
    times = least_s(state.pool, most)
    if np.isfinite(times).all():
        state.most = times
        state.bound(state.task.objective.value(times, state.members), "ways known")


def _everything(known: Candidates) -> np.ndarray:
    """Return the plan of what holds longest on every site."""
    plan = np.zeros(len(known.names))
    longest = known.delay_s.sum(axis=0)
    for site in np.unique(known.site):
        here = np.flatnonzero(known.site == site)
        plan[here[np.argmax(longest[here])]] = 1.0
    return plan


def _first(state: State) -> None:
    """Find any plan within the rows, where building nothing is none."""
    nothing = needs(state.table, np.full(len(state.most), -np.inf))
    while not np.isfinite(state.lower):
        state.check()
        asked = programme(nothing, state.rows, _cheap(state))
        told = solve(asked, "scip", Limits(time_s=state.left_s))
        state.solves += 1
        if told.y is None:
            raise ValueError("no plan keeps every row")
        state.offer(np.round(told.y[: state.best.size]), "first plan")


def _targets(state: State) -> None:
    """Close in on the best value from both sides."""
    effort, wish, stale = 1, _middle(state), 0
    mean = state.task.objective.kind != "min"
    while not state.done:
        least = state.lower + state.step
        wish = min(max(wish, least), state.upper)
        plan = None
        if stale < _STALE:
            plan = _climbed(state) if mean else _local(state, wish)
        if plan is not None:
            before = state.lower
            state.offer(plan, "local search")
            stale = 0 if state.lower >= (before + least) / 2 else stale + 1
        elif wish > least and stale < _STALE and not mean:
            wish = least if wish - least < state.step else (wish + least) / 2
        else:
            stale = 0
            if not _prove(state, effort) and not _separate(state, _middle(state)):
                effort *= 4
            if effort > state.stop.effort:
                raise Stopped("effort")
            wish = _middle(state)


def _middle(state: State) -> float:
    """Return the target half-way between value and bound, or near the end the least in question."""
    least = state.lower + state.step
    near = state.upper - state.lower <= _NEAR * state.step
    return least if near else max((state.lower + state.upper) / 2, least)


def _prove(state: State, effort: int) -> bool:
    """Put targets to the solver, the middle first; tell whether a bound or the pool changed."""
    target, mean = _middle(state), state.task.objective.kind != "min"
    if not mean and _mixed(state, target):
        return True
    for _ in range(_TRIES):
        told = _exact(state, target, effort if mean else _LOOK)
        if told.status == "unknown" and not mean:
            plan = _local(state, target, _LONG * effort)
            if plan is not None:
                state.offer(plan, "local search")
                return True
            told = _exact(state, target, effort)
        if told.status == "infeasible":
            return True
        if told.y is not None:
            plan = np.round(told.y[: state.best.size])
            better = None if mean else _squeezed(state, target)
            state.offer(plan if better is None else better, "solver")
            return True
        if state.upper - target <= state.step:
            return False
        target = (target + state.upper) / 2
    return False


def _mixed(state: State, target: float) -> bool:
    """Ask the follower about mixtures that reach a target; tell whether there is none.

    A mixture spreads what may be spent over many sites, so that the ways around all of them
    come to light at once. It is enough when the follower says of one that it is worth what
    is looked for.
    """
    for _ in range(_MIXTURES):
        told = _relaxed(state, target)
        if told.status == "infeasible":
            return True
        if told.y is None:
            break
        answer = state.ask(state.task.candidates.delays(told.y[: state.best.size]))
        value = state.task.objective.value(np.array(answer.time_s), state.members)
        if value >= state.lower + state.step:
            break
    return False


def _squeezed(state: State, low: float) -> np.ndarray | None:
    """Take looks at targets between one and the bound, which comes down where there is no plan.

    Returns the plan of the highest target that the pool is seen to admit, if any.
    """
    plan = None
    for _ in range(_LOOKS):
        if state.upper - low <= state.step:
            break
        target = (low + state.upper) / 2
        told = _exact(state, target, _LOOK)
        if told.y is not None:
            low, plan = target, np.round(told.y[: state.best.size])
        elif told.status != "infeasible":
            break
    return plan


def _local(state: State, target: float, steps: int = _STEPS) -> np.ndarray | None:
    """Look for a plan that holds every known way up to a target."""
    needed = needs(state.table, target_times(target, state.members))
    parts = clauses(needed, state.rows, state.best.size)
    size = parts.alone.size * state.best.size
    plan, lack = improve(parts, state.best.astype(np.int8), min(steps, size))
    found = plan.astype(float)
    return found if lack == 0.0 and state.fits(found) else None


def _climbed(state: State) -> np.ndarray | None:
    """Look for a plan of a better mean on the known ways."""
    worth = Worth(state.table, state.task.objective, state.members)
    each = worth.size * (1 + int(state.best.sum()))
    found = climb(worth, state.rows, state.best, 1 + _CLIMB // each)
    return found if worth.value(found) >= state.lower + state.step else None


def _separate(state: State, target: float) -> bool:
    """Ask the follower about mixtures that reach a target; tell whether anything came of it."""
    cut = False
    for _ in range(_ROUNDS):
        told = _relaxed(state, target)
        if told.status == "infeasible":
            return True
        if told.y is None or not _deeper(state, told.y[: state.best.size]):
            return cut
        cut = True
    return cut


def _deeper(state: State, x: np.ndarray) -> bool:
    """Ask about a mixture, half-way to the best plan first; tell whether it was cut off."""
    members = len(state.times)
    for share in (0.5, 1.0):
        mixed = share * x + (1 - share) * state.best
        before = state.table.times(x, members)
        state.ask(state.task.candidates.delays(mixed))
        if (state.table.times(x, members) < before * (1 - 1e-4)).any():
            return True
    return False


def _exact(state: State, target: float, effort: float) -> Result:
    """Look for a plan that holds every known way up to a target, or bound it: there is none.

    CP-SAT is the quicker by far; where its rounding lets through what is none, SCIP is asked.
    """
    asked = _programme(state, target, np.zeros(state.best.size))
    told = Result("unknown", None, np.inf, "cp_sat")
    for engine in _ENGINES:
        state.check()
        state.solves += 1
        told = solve(asked, engine, Limits(effort=effort, time_s=state.left_s, first=True))
        if told.status == "infeasible":
            state.bound(target, "target", told.engine)
        if told.y is None or _holds(state, np.round(told.y[: state.best.size]), target):
            return told
    return replace(told, status="unknown", y=None)


def _relaxed(state: State, target: float) -> Result:
    """Look for the cheapest mixture that holds every known way up to a target, or bound it."""
    told = relax(_programme(state, target, _cheap(state)))
    state.solves += 1
    if told.status == "infeasible":
        state.bound(target, "relaxation", told.engine)
    return told


def _holds(state: State, x: np.ndarray, target: float) -> bool:
    """Tell whether a plan keeps the rows and reaches a target on all known ways."""
    value = state.task.objective.value(state.table.times(x, len(state.members)), state.members)
    return state.fits(x) and value >= target - _SHORT * max(abs(target), 1.0)


def _programme(state: State, target: float, use: np.ndarray) -> Programme:
    """Return the programme of a target on all known ways."""
    if state.task.objective.kind == "min":
        needed = needs(state.table, target_times(target, state.members))
        return programme(needed, state.rows, use)
    mean = Mean(state.task.objective, state.members, state.most)
    return mean_programme(mean, state.table, state.rows, target, use)


def _cheap(state: State) -> np.ndarray:
    """Return what to maximise among mixtures: the least use of the upper bounds."""
    use = np.zeros(state.best.size)
    for row in state.task.rows:
        if row.sense == "<=" and row.bound > 0:
            use -= row.coefficients / row.bound
    return use
