"""Clauses of a problem: what is maximised, and what a plan may, must and may not do.

Throughout, ``x[k]`` is 1 where option ``k`` is built and 0 where it is not, and a clause on
the plan is a handful of linear rows over ``x``. A clause knows the table of options, which
is that of :func:`marchland.consequences.burden.burden` with the kind, approach and band of
each site, and nothing of the ground.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from marchland.optimise.asked import Asked
from marchland.optimise.candidates import Row

How = Literal["min", "cvar", "expected"]
Of = Literal["time", "ratio", "margin"]
Level = Literal["low", "best", "high"]


@dataclass(frozen=True)
class Maximise(Asked):
    """What is maximised over the opposing movements ``w``, each of weight ``p[w]``.

    With ``D[w](x)`` the crossing time on the full raster, ``D[w](0)`` that without measures
    and ``R[w]`` a declared response time, ``z[w]`` is ``D[w](x)`` in s (``time``),
    ``D[w](x) / D[w](0)`` (``ratio``) or ``D[w](x) - R[w]`` in s (``margin``). Maximised is

    - ``min``: ``min over w of z[w]``;
    - ``cvar``: ``max over t of t - sum(p[w] * max(0, t - z[w])) / worst``, the mean over the
      worst share of movements;
    - ``expected``: ``sum(p[w] * z[w])``.

    Parameters
    ----------
    how : {"min", "cvar", "expected"}
    of : {"time", "ratio", "margin"}
    worst : float
        For ``cvar``: the share of the weight that counts, above 0 and at most 1.
    response_s : float
        For ``margin``: the declared response time, s.
    """

    how: How = "min"
    of: Of = "time"
    worst: float = 0.5
    response_s: float = 0.0

    def __str__(self) -> str:
        kinds = {
            "time": "crossing time in s",
            "ratio": "crossing time as a multiple of that without measures",
            "margin": f"margin in s of the crossing time over a response of {self.response_s:g} s",
        }
        worst = f"mean of the worst {self.worst:.0%} of"
        how = {"min": "least", "cvar": worst, "expected": "mean"}[self.how]
        return f"{how} {kinds[self.of]}"


@dataclass(frozen=True)
class Limit(Asked):
    """At most so much of a column that adds up: ``sum(a[k] * x[k]) <= most``.

    Parameters
    ----------
    column : str
        Of the options table, without its level.
    most : float
        In the column's unit.
    level : {"low", "best", "high"}
        Which end of the range counts. An option whose amount is unknown may not be used,
        because nobody can say whether the limit holds.
    """

    column: str
    most: float
    level: Level = "best"

    def amounts(self, table: pd.DataFrame) -> np.ndarray:
        """Return ``a``, NaN where it is unknown."""
        name = f"{self.column}_{self.level}"
        column = name if name in table else self.column
        return np.asarray(table[column], float)

    def rows(self, table: pd.DataFrame) -> Iterator[Row]:
        """Yield the limit, and a row that shuts out what is unknown."""
        amounts = self.amounts(table)
        yield Row(str(self), np.nan_to_num(amounts), "<=", self.most)
        if np.isnan(amounts).any():
            unknown = f"{self.column} unknown is not built"
            yield Row(unknown, np.isnan(amounts).astype(float), "<=", 0.0)

    def __str__(self) -> str:
        end = "" if self.level == "best" else f" at its {self.level} end"
        return f"{self.column}{end} at most {self.most:,.10g}"


@dataclass(frozen=True)
class Forbid(Asked):
    """No option with a word, or with more than an amount, in a column: ``x[k] = 0`` for these.

    Parameters
    ----------
    column : str
        Such as ``law``, ``measure``, ``layer``, ``site``, ``kind``, ``band``, ``cost_eur``.
    value : str or float
        The word that is forbidden, or the most that a single option may have of a number.
    """

    column: str
    value: str | float

    def matches(self, table: pd.DataFrame) -> np.ndarray:
        """Tell which options are forbidden; an unknown amount is."""
        if isinstance(self.value, str):
            return np.asarray(table[self.column] == self.value)
        amounts = Limit(self.column, self.value).amounts(table)
        return ~(amounts <= self.value)

    def rows(self, table: pd.DataFrame) -> Iterator[Row]:
        """Yield one row."""
        yield Row(str(self), self.matches(table).astype(float), "<=", 0.0)

    def __str__(self) -> str:
        if isinstance(self.value, str):
            return f"no option whose {self.column} is {self.value}"
        return f"no option whose {self.column} is above {self.value:,.10g}"


@dataclass(frozen=True)
class Precede(Asked):
    """One layer only where another is: ``x[k] <= sum(x[j])`` over ``j`` of `first` beside ``k``.

    Parameters
    ----------
    first, then : str
        Layers or measures; each option of `then` needs one of `first`.
    within : str
        The column in whose equal values options stand beside one another.
    """

    first: str
    then: str
    within: str = "approach"

    def rows(self, table: pd.DataFrame) -> Iterator[Row]:
        """Yield one row for each option of `then`."""
        first, place = members(table, self.first), np.asarray(table[self.within])
        for k in np.flatnonzero(members(table, self.then)):
            coefficients = -(first & (place == place[k])).astype(float)
            coefficients[k] += 1.0
            yield Row(f"{self}, {table['option'].iloc[k]}", coefficients, "<=", 0.0)

    def __str__(self) -> str:
        return f"{self.first} before {self.then} on the same {self.within}"


@dataclass(frozen=True)
class Quota(Asked):
    """A number of options of a layer: ``least <= sum(x[k]) <= most`` over ``k`` of it.

    Parameters
    ----------
    what : str
        A layer or a measure.
    least : int
    most : int or None
        Unlimited where None.
    """

    what: str
    least: int = 0
    most: int | None = None

    def rows(self, table: pd.DataFrame) -> Iterator[Row]:
        """Yield a row for each end that is set."""
        chosen = members(table, self.what).astype(float)
        if self.least:
            yield Row(f"at least {self.least} {self.what}", chosen, ">=", float(self.least))
        if self.most is not None:
            yield Row(f"at most {self.most} {self.what}", chosen, "<=", float(self.most))

    def __str__(self) -> str:
        ends = [f"at least {self.least}"] if self.least else []
        ends += [f"at most {self.most}"] if self.most is not None else []
        return f"{' and '.join(ends) or 'any number of'} {self.what}"


@dataclass(frozen=True)
class KeepOpen(Asked):
    """Crossings kept open: ``sum(x[k]) <= sites - least`` over ``k`` at crossings of one place.

    Parameters
    ----------
    least : int
        How many sites of the kind crossing stay without a measure in each place.
    within : str
        The column in whose equal values sites lie in one place.
    """

    least: int
    within: str = "approach"

    def rows(self, table: pd.DataFrame) -> Iterator[Row]:
        """Yield one row for each place."""
        crossing = np.asarray(table["kind"] == "crossing")
        place = np.asarray(table[self.within])
        for name in sorted(set(place[crossing])):
            here = crossing & (place == name)
            spare = table["site"][here].nunique() - self.least
            yield Row(f"{self}: {name}", here.astype(float), "<=", float(spare))

    def __str__(self) -> str:
        return f"at least {self.least} crossings kept open on each {self.within}"


@dataclass(frozen=True)
class Lock(Asked):
    """Options that are built whatever else, or never: ``x[k] = 1`` or ``x[k] = 0``.

    Parameters
    ----------
    options : tuple of str
    built : bool
    """

    options: tuple[str, ...]
    built: bool

    def rows(self, table: pd.DataFrame) -> Iterator[Row]:
        """Yield one row."""
        chosen = np.asarray(table["option"].isin(self.options), float)
        if self.built:
            yield Row(str(self), chosen, ">=", float(chosen.sum()))
        else:
            yield Row(str(self), chosen, "<=", 0.0)

    def __str__(self) -> str:
        names = ", ".join(self.options)
        return f"built in any case: {names}" if self.built else f"never built: {names}"


@dataclass(frozen=True)
class Within(Asked):
    """An own movement stays quick: ``D[own](x) <= most_s`` for every mover and season of it.

    Not linear: where a plan breaks it, a smallest set ``S`` of its options that does so gives
    ``sum(x[k] for k in S) <= |S| - 1``. That holds for every plan that keeps the clause, since
    more obstacles never make a crossing shorter.

    Parameters
    ----------
    approach : str
        One's own, such as reinforcement or evacuation.
    most_s : float
        s.
    """

    approach: str
    most_s: float

    def rows(self, table: pd.DataFrame) -> Iterator[Row]:  # noqa: ARG002
        """Yield nothing: its rows come from the ground."""
        yield from ()

    def __str__(self) -> str:
        return f"{self.approach} within {self.most_s:,.10g} s"


Clause = Limit | Forbid | Precede | Quota | KeepOpen | Lock | Within
"""Everything that limits a plan."""


def members(table: pd.DataFrame, what: str) -> np.ndarray:
    """Tell which options are of a layer or a measure, shape (options,), bool."""
    return np.asarray((table["layer"] == what) | (table["measure"] == what))
