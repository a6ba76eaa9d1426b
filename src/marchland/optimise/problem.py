"""A problem: what may be built, what is maximised and what limits it, as a sentence."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

import pandas as pd

from marchland.barriers.evaluate import Ground
from marchland.barriers.sites import Sites
from marchland.errors import Fault, ProblemError
from marchland.model.declaration import Declaration
from marchland.model.measure import Measure
from marchland.model.mover import Mover
from marchland.model.plan import Plan
from marchland.model.season import Season
from marchland.optimise.check import check
from marchland.optimise.choices import Choices
from marchland.optimise.clauses import (
    Clause,
    Forbid,
    How,
    KeepOpen,
    Level,
    Limit,
    Lock,
    Maximise,
    Of,
    Precede,
    Quota,
    Within,
)
from marchland.optimise.offer import Offer
from marchland.optimise.offered import offered, refuse
from marchland.optimise.solution import Progress
from marchland.optimise.solve import Effort, solve

Watch = Callable[[Progress], None]


def problem(
    options: pd.DataFrame | None = None,
    sites: Sites | None = None,
    measures: tuple[Measure, ...] | None = None,
    ground: Ground | None = None,
    *,
    cases: tuple[tuple[Mover, Season], ...] | None = None,
) -> "Problem":
    """Return the problem of choosing among options on a ground, without a limit yet.

    Parameters
    ----------
    options : pandas.DataFrame
        Priced; see :func:`marchland.price` and :func:`marchland.burden`. Every column that
        adds up can be limited.
    sites : Sites
        Where they are.
    measures : tuple of Measure
        Every measure named in `options`, its delays declared.
    ground : Ground
        With the approaches; the opposing ones judge a plan.
    cases : tuple of (Mover, Season), optional
        Whose movement counts; everyone's on that ground by default.

    Returns
    -------
    Problem
        Without a limit.

    Raises
    ------
    ScopeError
        If a declaration, or anything else that is no measure, is offered.
    ProblemError
        If a part is missing or is something else.
    """
    if isinstance(options, Declaration):
        refuse([options])
    if (
        not isinstance(options, pd.DataFrame)
        or not isinstance(sites, Sites)
        or not isinstance(measures, Iterable)
        or not isinstance(ground, Ground)
    ):
        raise ProblemError("problem", _missing(options, sites, measures, ground))
    measures = tuple(measures)
    refuse(measures)
    choices = Choices(sites, measures, options)
    return Problem(offered(ground, choices, ground.cases if cases is None else cases))


def _missing(*given: object) -> list[Fault]:
    """Return what a problem needs and was not given."""
    needs = (
        ("options", pd.DataFrame, "the table that marchland.options makes, priced"),
        ("sites", Sites, "what marchland.sites returns"),
        ("measures", Iterable, "measures of marchland.read_catalogue"),
        ("ground", Ground, "the ground of a study"),
    )
    remedy = "Give {}; of a scenario study.problem has all of it."
    return [
        Fault(name, "is missing" if part is None else f"is of type {type(part).__name__}",
              remedy.format(what))
        for (name, kind, what), part in zip(needs, given, strict=True)
        if not isinstance(part, kind)
    ]  # fmt: skip


@dataclass(frozen=True, repr=False)
class Problem:
    """A choice among options; each method returns another problem with one clause more.

    Parameters
    ----------
    offer : Offer
        What may be built and who moves.
    aim : Maximise
    clauses : tuple of Clause

    Examples
    --------
    ``study.problem`` has the limits of a scenario; from there
    ``study.problem.limit("land_m2", 1.5e6).forbid("measure", "ditch").solve(gap=0.01)``.
    """

    offer: Offer
    aim: Maximise = field(default_factory=Maximise)
    clauses: tuple[Clause, ...] = ()

    def maximise(
        self, how: How = "min", *, of: Of = "time", worst: float = 0.5, response_s: float = 0.0
    ) -> "Problem":
        """Return the problem with another aim; see :class:`Maximise`."""
        return replace(self, aim=Maximise(how, of, worst, response_s))

    def limit(self, column: str, most: float, *, level: Level = "best") -> "Problem":
        """Return it with a limit on a column of the options; an earlier one on it gives way.

        Parameters
        ----------
        column : str
            Such as ``cost_eur``, ``land_m2`` or ``carbon_kg``.
        most : float
            In the column's unit.
        level : {"low", "best", "high"}
            Which end of the ranges counts.
        """
        kept = [c for c in self.clauses if not (isinstance(c, Limit) and c.column == column)]
        return replace(self, clauses=(*kept, Limit(column, most, level)))

    def forbid(self, column: str, value: str | float) -> "Problem":
        """Return it without the options that a column marks; see :class:`Forbid`.

        Parameters
        ----------
        column : str
            Such as ``law``, ``measure`` or ``cost_eur``.
        value : str or float
            The word that is forbidden, or the most that a single option may have.
        """
        return self._with(Forbid(column, value))

    def require(
        self,
        what: str,
        *,
        before: str | None = None,
        least: int = 0,
        most: int | None = None,
        within_s: float | None = None,
    ) -> "Problem":
        """Return it with something that a plan must keep.

        Parameters
        ----------
        what : str
            A layer or a measure; with `within_s` an approach of one's own.
        before : str, optional
            A layer or measure that needs `what` on its approach; see :class:`Precede`.
        least, most : int, optional
            How many options of it; see :class:`Quota`.
        within_s : float, optional
            The most that the approach may take, s; see :class:`Within`.
        """
        added: list[Clause] = []
        if before is not None:
            added.append(Precede(what, before))
        if least or most is not None:
            added.append(Quota(what, least, most))
        if within_s is not None:
            added.append(Within(what, within_s))
        if not added:
            remedy = "Give before, least, most or within_s."
            raise ProblemError.one(f"require {what}", "says nothing of it", remedy)
        return self._with(*added)

    def keep_open(self, least: int, *, within: str = "approach") -> "Problem":
        """Return it with so many crossings kept open in each place; see :class:`KeepOpen`."""
        return self._with(KeepOpen(least, within))

    def lock_in(self, *options: str) -> "Problem":
        """Return it with options that are built in any case."""
        return self._with(Lock(options, built=True))

    def lock_out(self, *options: str) -> "Problem":
        """Return it without some options."""
        return self._with(Lock(options, built=False))

    def _with(self, *new: Clause) -> "Problem":
        return replace(self, clauses=(*self.clauses, *new))

    def check(self) -> tuple[str, ...]:
        """Return what should be known before solving.

        Raises
        ------
        ProblemError
            With everything wrong with it, and with limits that contradict one another.
        """
        return check(self.offer, self.aim, self.clauses)

    def solve(
        self,
        *,
        gap: float = 0.01,
        time_s: float | None = None,
        sweeps: int | None = None,
        watch: Watch = lambda _: None,
    ) -> Plan:
        """Return a plan with its certificate.

        Parameters
        ----------
        gap : float
            The search stops when the bound is within this share of the value.
        time_s : float, optional
            Seconds after which it stops; the result then depends on the machine.
        sweeps : int, optional
            Full-raster evaluations after which it stops.
        watch : callable
            Told value, bound and gap whenever one of them changes.

        Returns
        -------
        Plan
            Empty where nothing can be gained.

        Raises
        ------
        ProblemError
            As :meth:`check`.
        """
        self.check()
        return solve(self.offer, self.aim, self.clauses, Effort(gap, time_s, sweeps, watch)).plan

    def __str__(self) -> str:
        return "\n".join(_tree(self))

    __repr__ = __str__


def _tree(problem: Problem) -> Iterator[str]:
    table, members = problem.offer.table, problem.offer.follower.members
    counts = table["measure"].value_counts().sort_index()
    kinds = ", ".join(f"{number} {name}" for name, number in counts.items())
    yield "Problem"
    yield f"├── choose among {len(table)} options at {table['site'].nunique()} sites"
    yield f"│   └── {kinds or 'nothing'}"
    yield f"├── maximise the {problem.aim}"
    yield from _branch("│   ", [member.name for member in members])
    said = [str(clause) for clause in problem.clauses]
    yield "├── subject to"
    yield from _branch("│   ", [*said, "at most one option at a site"])
    yield "└── left out"
    yield from _branch("    ", list(problem.offer.left_out) or ["nothing"])


def _branch(stem: str, leaves: list[str]) -> Iterator[str]:
    for number, leaf in enumerate(leaves, start=1):
        yield f"{stem}{'└' if number == len(leaves) else '├'}── {leaf}"
