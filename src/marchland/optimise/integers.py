"""Questions in integers: is any plan above a bound, and do rows admit any plan.

CP-SAT is asked or SCIP, first the one that had no part in the bound. Every rounding is to the
plan's advantage: what a plan gains is rounded up, what it needs and what it spends down. So where
the integers admit no plan above a bound, the numbers of the certificate admit none. Nothing here
knows how the plan was found.
"""

from collections.abc import Iterable
from math import ceil, floor
from time import monotonic
from typing import Literal

import numpy as np
from ortools.sat.python import cp_model

from marchland.model.certificate import Certificate, Leg
from marchland.optimise.candidates import Candidates, Row
from marchland.optimise.linear import possible

Prover = Literal["CP-SAT", "SCIP"]

UNITS = 1e10
"""Integer units to the bound, and to the largest number of a row."""
MANY = 1_000_000
"""Integer units to a weight of one."""


def provers(this: Certificate) -> tuple[Prover, Prover]:
    """Return the solver that had no part in a certificate's bound, then the other."""
    return ("SCIP", "CP-SAT") if this.engine.startswith("CP-SAT") else ("CP-SAT", "SCIP")


def admits(this: Certificate, time_s: float, by: Prover = "CP-SAT") -> tuple[bool | None, float]:
    """Tell whether the cuts of a certificate admit a plan above its bound.

    Parameters
    ----------
    this : Certificate
    time_s : float
        After which the question is given up.
    by : {"CP-SAT", "SCIP"}
        Who is asked.

    Returns
    -------
    bool or None
        None where the time was up before.
    float
        Seconds that it took.
    """
    model = cp_model.CpModel()
    built = {o.option: model.new_bool_var(o.option) for o in this.options}
    for site in sorted({o.site for o in this.options}):
        model.add_at_most_one(built[o.option] for o in this.options if o.site == site)
    for row in this.rows:
        _keep(model, built, row.coefficients, row.sense, row.bound)
    _Question(this, model, built).ask()
    if by == "SCIP":
        begun = monotonic()
        return possible(model, time_s), monotonic() - begun
    solver = _solver(2)
    solver.parameters.max_time_in_seconds = time_s
    status = solver.solve(model)
    if status == cp_model.MODEL_INVALID:
        raise ValueError(model.validate())
    answers = {cp_model.INFEASIBLE: False, cp_model.FEASIBLE: True, cp_model.OPTIMAL: True}
    return answers.get(status), float(solver.wall_time)


def least(
    candidates: Candidates, rows: Iterable[Row], amounts: np.ndarray | None = None
) -> float | None:
    """Return the least sum of some amounts over the plans that keep some rows.

    Parameters
    ----------
    candidates : Candidates
    rows : iterable of Row
    amounts : numpy.ndarray, optional
        float64, shape (options,); nothing by default, which asks for any plan at all.

    Returns
    -------
    float or None
        None where no plan keeps the rows.
    """
    model = cp_model.CpModel()
    built = [model.new_bool_var(name) for name in candidates.names]
    named = dict(zip(candidates.names, built, strict=True))
    for row in (*rows, *candidates.single()):
        pairs = zip(candidates.names, row.coefficients.tolist(), strict=True)
        _keep(model, named, dict(pairs), row.sense, row.bound)
    if amounts is not None and amounts.any():
        unit = float(np.abs(amounts).max()) / UNITS
        model.minimize(
            sum(round(a / unit) * v for a, v in zip(amounts.tolist(), built, strict=True))
        )
    solver = _solver(1)
    if solver.solve(model) == cp_model.INFEASIBLE:
        return None
    x = np.array([solver.value(v) for v in built], float)
    return 0.0 if amounts is None else float(amounts @ x)


def _solver(workers: int) -> cp_model.CpSolver:
    """Return a solver that leaves an end that is asked for to whoever asks."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 0
    solver.parameters.catch_sigint_signal = False  # else no handler is left behind it
    return solver


def _keep(
    model: cp_model.CpModel,
    built: dict[str, cp_model.IntVar],
    coefficients: dict[str, float],
    sense: str,
    bound: float,
) -> None:
    """Add a row; rounding may only let more plans through."""
    unit = max([abs(bound), *map(abs, coefficients.values()), 1e-12]) / UNITS
    for sign in {"<=": (1,), ">=": (-1,), "==": (1, -1)}[sense]:
        terms = [floor(sign * a / unit) * built[name] for name, a in coefficients.items() if a]
        model.add(sum(terms) <= ceil(sign * bound / unit))


class _Question:
    """A value above the bound, in integer units, asked of the pool."""

    def __init__(
        self, this: Certificate, model: cp_model.CpModel, built: dict[str, cp_model.IntVar]
    ) -> None:
        self.this, self.model, self.built = this, model, built
        self.at: dict[str, list[tuple[str, tuple[float, ...]]]] = {}
        for option in this.options:
            self.at.setdefault(option.site, []).append((option.option, option.delay_s))
        size = max(abs(this.upper), abs(this.lower), 1e-9)
        above = this.upper + this.tolerance * size
        self.unit = size / UNITS
        if this.aim.kind != "min":  # one movement may count far more than the mean
            self.unit = 1.0
            most = [self._most(number) for number in range(len(this.movements))]
            self.unit = max(size, *most) / UNITS
        self.target = floor(above / self.unit)

    def ask(self) -> None:
        """Add that the objective is at least the target."""
        this = self.this
        if this.aim.kind == "min":
            for cut in this.cuts:
                self._reach(cut.movement, cut.ways, self.target, None)
            return
        most = [self._most(number) for number in range(len(this.movements))]
        low = min(floor(-m.offset_s / m.scale_s / self.unit) for m in this.movements)
        scores = [self.model.new_int_var(min(low, top), top, "") for top in most]
        for cut in this.cuts:
            self._reach(cut.movement, cut.ways, most[cut.movement], scores[cut.movement])
        if this.aim.kind == "expected":
            self._mean(scores, low)
        else:
            self._worst(scores, low, max(most))

    def _terms(self, number: int, way: Leg) -> tuple[int, dict[str, int]]:
        """Return the score of a way without delays, and what every option adds, rounded up."""
        movement = self.this.movements[number]
        per = movement.scale_s * self.unit
        added = {
            name: ceil(times * delay_s[number] / per)
            for site, times in way.crossed.items()
            for name, delay_s in self.at.get(site, [])
            if delay_s[number]
        }
        return ceil((way.time_s - movement.offset_s) / per), added

    def _most(self, number: int) -> int:
        """Return a score that no plan passes: that of the quickest cut with all built."""
        longest = []
        for cut in self.this.cuts:
            if cut.movement == number:
                terms = [self._terms(number, way) for way in cut.ways]
                longest.append(max(start + sum(added.values()) for start, added in terms))
        return min(longest, default=0)

    def _reach(
        self, number: int, ways: tuple[Leg, ...], most: int, score: cp_model.IntVar | None
    ) -> None:
        """Add that the later of the ways reaches `score`, or `most` where there is none.

        No delay counts for more than what is missing to `most`.
        """
        asked = []
        for way in ways:
            start, added = self._terms(number, way)
            missing = most - start
            if missing <= 0:
                return
            held = sum(min(d, missing) * self.built[name] for name, d in added.items())
            asked.append(held >= (missing if score is None else score - start))
        if len(asked) == 1:
            self.model.add(asked[0])
            return
        which = [self.model.new_bool_var("") for _ in asked]
        self.model.add_bool_or(which)
        for wanted, chosen in zip(asked, which, strict=True):
            if isinstance(wanted, bool):
                self.model.add_implication(chosen, self.model.new_constant(int(wanted)))
            else:
                self.model.add(wanted).only_enforce_if(chosen)

    def _mean(self, scores: list[cp_model.IntVar], low: int) -> None:
        weights = [ceil(MANY * m.weight) for m in self.this.movements]
        gain = sum(w * (z - low) for w, z in zip(weights, scores, strict=True))
        self.model.add(gain >= MANY * (self.target - low))

    def _worst(self, scores: list[cp_model.IntVar], low: int, most: int) -> None:
        edge = self.model.new_int_var(low, most, "")
        lost = []
        for movement, score in zip(self.this.movements, scores, strict=True):
            short = self.model.new_int_var(0, most - low, "")
            self.model.add(short >= edge - score)
            lost.append(floor(MANY * movement.weight / self.this.aim.share) * short)
        self.model.add(MANY * edge - sum(lost) >= MANY * self.target)
