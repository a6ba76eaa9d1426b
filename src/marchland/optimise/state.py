"""What a search knows so far: the pool, the best plan, the bounds, and when to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from marchland.optimise.candidates import Candidates, Row
from marchland.optimise.follower import Answer, Cut, Follower, Member
from marchland.optimise.pool import Pool, Table, table
from marchland.optimise.solution import Objective, Progress, Solution, Stop

_LEAST_STEP = 5e-6
"""As a share of the value: solvers take 1e-6 for nothing, so targets lie further apart."""

_AGREE = 1e-5
"""How far a follower's label may be from the sum along its own way, as a share."""


@dataclass(frozen=True)
class Task:
    """What is to be solved.

    Parameters
    ----------
    candidates : Candidates
        What may be built.
    rows : tuple of Row
        Linear conditions on a plan, beside one option on a site.
    follower : Follower
        Who moves.
    objective : Objective
        What is maximised.
    pool : tuple of Cut
        Bounds known from earlier searches on the same follower: they hold for any
        candidates on the same sites.
    guard : callable
        From a plan, float64 of shape (options,), to rows that it breaks and that every
        plan has to satisfy, where a condition is not linear; none if the plan is allowed.
    """

    candidates: Candidates
    rows: tuple[Row, ...]
    follower: Follower
    objective: Objective = field(default_factory=Objective)
    pool: tuple[Cut, ...] = ()
    guard: Callable[[np.ndarray], tuple[Row, ...]] = lambda _: ()


class Stopped(Exception):  # noqa: N818  (a signal, not an error)
    """The search is to end; its reason."""


def canonical(task: Task) -> Task:
    """Return the task with options sorted by name and closed sites held for a very long time.

    A closed site is one whose delay is more than any path without closed sites takes when
    everything is built, several times over; which ways are then closed stays the same.
    """
    known = task.candidates
    order = np.argsort(np.array(known.names, dtype=str), kind="stable")
    sites = np.zeros((len(known.delay_s), known.sites))
    open_ = np.where(np.isfinite(known.delay_s), known.delay_s, 0.0)
    for member, row in enumerate(open_):
        np.maximum.at(sites[member], known.site, row)
    bare = task.follower.sweep(np.zeros_like(sites), via=False).time_s
    closed = 10 * (np.array(bare) + sites.sum(axis=1))
    if not np.isfinite(closed).all():
        names = [m.name for m, t in zip(task.follower.members, bare, strict=True) if t == np.inf]
        raise ValueError(f"no way through for {', '.join(names)}: leave them out")
    delay = np.where(np.isfinite(known.delay_s), known.delay_s, closed[:, None])
    columns = {name: column[order] for name, column in known.columns.items()}
    sorted_names = tuple(known.names[place] for place in order)
    candidates = Candidates(sorted_names, known.site[order], delay[:, order], columns)
    rows = tuple(replace(row, coefficients=row.coefficients[order]) for row in task.rows)

    def guard(x: np.ndarray) -> tuple[Row, ...]:
        back = np.empty_like(x)
        back[order] = x
        found = task.guard(back)
        return tuple(replace(row, coefficients=row.coefficients[order]) for row in found)

    return replace(task, candidates=candidates, rows=rows, guard=guard)


@dataclass
class State:
    """A search under way.

    Parameters
    ----------
    task : Task
        Canonical.
    stop : Stop
    tell : callable
        Told each change of a bound.
    """

    task: Task
    stop: Stop
    tell: Callable[[Progress], None]
    pool: Pool = field(init=False)
    rows: list[Row] = field(init=False)
    best: np.ndarray = field(init=False)
    times: np.ndarray = field(init=False)
    most: np.ndarray = field(init=False)
    lower: float = float("-inf")
    upper: float = float("inf")
    targets: list[float] = field(default_factory=list)
    log: list[Progress] = field(default_factory=list)
    sweeps: int = 0
    solves: int = 0
    repeats: int = 0
    engine: str = ""
    tried: set[bytes] = field(default_factory=set)
    _begun: float = field(init=False)
    _table: Table | None = None

    def __post_init__(self) -> None:
        """Start with what is known."""
        self.pool = Pool(self.task.pool)
        self.rows = [*self.task.rows, *self.task.candidates.single()]
        self.best = np.zeros(len(self.task.candidates.names))
        self._begun = time.monotonic()

    @property
    def members(self) -> tuple[Member, ...]:
        """Who moves, in the follower's order."""
        return tuple(self.task.follower.members)

    @property
    def step(self) -> float:
        """How much more than the best value is worth looking for."""
        least = _LEAST_STEP * max(abs(self.lower), 1e-6) * (1 + self.repeats)
        return max(self.stop.gap * abs(self.lower), least)

    @property
    def done(self) -> bool:
        """Whether the bound is close enough."""
        return self.upper <= self.lower + self.step * (1 + 1e-6)

    @property
    def left_s(self) -> float | None:
        """Seconds left, if they are counted."""
        if self.stop.time_s is None:
            return None
        return self.stop.time_s - (time.monotonic() - self._begun)

    @property
    def table(self) -> Table:
        """The pool as arrays."""
        if self._table is None:
            self._table = table(list(self.pool), self.task.candidates)
        return self._table

    def check(self) -> None:
        """Raise :class:`Stopped` when it is time to.

        Raises
        ------
        Stopped
        """
        left = self.left_s
        if self.stop.cancelled():
            raise Stopped("cancelled")
        if left is not None and left <= 0:
            raise Stopped("time")
        if self.stop.sweeps is not None and self.sweeps >= self.stop.sweeps:
            raise Stopped("sweeps")

    def fits(self, x: np.ndarray) -> bool:
        """Tell whether a plan satisfies every row."""
        return all(row.holds(x) for row in self.rows)

    def ask(self, delay_s: np.ndarray, *, via: bool = True) -> Answer:
        """Ask the follower and keep what it says."""
        self.check()
        answer = self.task.follower.sweep(delay_s, via=via)
        self.sweeps += 1
        kept = [self.pool.add(cut) for cut in answer.cuts]
        if any(kept):
            self._table = None
        return answer

    def offer(self, x: np.ndarray, step: str) -> float:
        """Value a plan on the follower and keep it if it is the best; return its value."""
        if x.tobytes() in self.tried:
            self.repeats += 1
        self.tried.add(x.tobytes())
        learnt = self.task.guard(x)
        if learnt:
            self.rows.extend(learnt)
            return float("-inf")
        answer = self.ask(self.task.candidates.delays(x))
        told = np.array(answer.time_s)
        times = np.minimum(told, self.table.times(x, len(self.members)))
        if (times < told * (1 - _AGREE)).any():
            raise ValueError("a bound is below the follower's own time: it is not one")
        value = self.task.objective.value(times, self.members)
        if value > self.lower and self.fits(x):
            self.best, self.times, self.lower = x.copy(), times, value
            if self.upper < value <= self.upper + _AGREE * abs(value):
                self.upper = value  # a target was a rounding away
            self.report(step)
        return value

    def bound(self, target: float, step: str, engine: str = "") -> None:
        """Keep that no plan reaches a target, and which engine says so."""
        if target < self.upper:
            self.upper, self.engine = max(target, self.lower), engine
            self.targets.append(target)
            self.report(step)

    def report(self, step: str) -> None:
        """Tell how far the search is."""
        self.log.append(Progress(self.lower, self.upper, self.sweeps, step))
        self.tell(self.log[-1])

    def solution(self, stopped: str) -> Solution:
        """Return the best plan and its true gap."""
        lower, upper, times = self.lower, self.upper, self.times
        return Solution(
            chosen=self.task.candidates.chosen(self.best),
            lower=lower,
            upper=upper,
            time_s=tuple(float(t) for t in times),
            pool=tuple(self.pool),
            rows=tuple(self.rows),
            targets=tuple(self.targets),
            sweeps=self.sweeps,
            solves=self.solves,
            stopped=stopped,
            engine=self.engine,
            log=tuple(self.log),
        )
