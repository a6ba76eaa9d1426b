"""What differs between two studies, and by how much."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from marchland.consequences.cases import TOPICS, Alternative
from marchland.model.estimate import Estimate

LEVELS = ("low", "best", "high")
CASE = ["approach", "side", "mover", "season"]
KEYS = ("key", "one", "two")
TIMES = (
    *CASE, "when", "one_low_s", "one_best_s", "one_high_s", "two_low_s", "two_best_s",
    "two_high_s", "more_s", "apart",
)  # fmt: skip
FIGURES = ("figure", "unit", "one", "two", "less", "more", "apart")
UNSAID = "not said"


@dataclass(frozen=True)
class Subject:
    """One of two studies that are compared: results only.

    Parameters
    ----------
    name : str
        As it is called in sentences.
    said : mapping
        The scenario as plain values.
    headline : str
        Its worst case, in words.
    effect : pandas.DataFrame
        As :func:`marchland.barriers.evaluate.effect` returns it.
    options : tuple of str
        What its plan builds.
    side : Alternative
        Its figures.
    ledger : pandas.DataFrame
        As :func:`marchland.consequences.account.whole_ledger` returns it.
    """

    name: str
    said: Mapping[str, Any]
    headline: str
    effect: pd.DataFrame
    options: tuple[str, ...]
    side: Alternative
    ledger: pd.DataFrame


def keys_that_differ(one: Subject, two: Subject) -> pd.DataFrame:
    """Return what the two scenarios say differently.

    Parameters
    ----------
    one, two : Subject

    Returns
    -------
    pandas.DataFrame
        Columns key, one, two, as text; a key that one does not give is "not said".
    """
    first, second = dict(_flat("", one.said)), dict(_flat("", two.said))
    rows = [
        (key, first.get(key, UNSAID), second.get(key, UNSAID))
        for key in sorted({*first, *second})
        if first.get(key, UNSAID) != second.get(key, UNSAID)
    ]
    return pd.DataFrame(rows, columns=list(KEYS))


def _flat(start: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield every value under its path; lists of plain values in one piece."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(f"{start}.{name}" if start else str(name), inner)
    elif isinstance(value, list | tuple) and any(isinstance(v, Mapping | list) for v in value):
        for number, inner in enumerate(value, start=1):
            yield from _flat(f"{start}[{number}]", inner)
    elif value is not None:
        plain = isinstance(value, list | tuple)
        yield start, ", ".join(map(_said, value)) if plain else _said(value)


def _said(value: object) -> str:
    """Write a plain value, a measured number without the digits that a file adds to it."""
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def times_that_differ(one: Subject, two: Subject) -> pd.DataFrame:
    """Return the crossing times of the cases that both studies have.

    Parameters
    ----------
    one, two : Subject

    Returns
    -------
    pandas.DataFrame
        Columns :data:`TIMES`, a row for each case before and after the plan; `more_s` is the
        best time of the second less that of the first, and `apart` says whether the ranges do
        not meet. inf is no way through, NaN unknown.
    """
    both = one.effect.merge(two.effect, on=CASE, suffixes=("_one", "_two"))
    rows = []
    for _, row in both.iterrows():
        for when in ("before", "after"):
            a, b = ([row[f"{when}_{v}_s_{of}"] for v in LEVELS] for of in ("one", "two"))
            more = 0.0 if a[1] == b[1] else b[1] - a[1]
            apart = bool(a[2] < b[0] or b[2] < a[0])
            rows.append((*(row[key] for key in CASE), when, *a, *b, more, apart))
    return pd.DataFrame(rows, columns=list(TIMES))


def cases_of_one(one: Subject, two: Subject) -> tuple[str, ...]:
    """Return the cases that only one of the studies has, in words."""
    said = []
    for this, other in ((one, two), (two, one)):
        there = {tuple(row) for row in other.effect[CASE].to_numpy()}
        said += [
            f"only {this.name}: {', '.join(row)}"
            for row in this.effect[CASE].to_numpy()
            if tuple(row) not in there
        ]
    return tuple(said)


def figures_that_differ(one: Subject, two: Subject) -> pd.DataFrame:
    """Return every figure that either study has, and by how much they differ.

    Parameters
    ----------
    one, two : Subject

    Returns
    -------
    pandas.DataFrame
        Columns :data:`FIGURES`: the figures as estimates or None, and the least and the most
        by which the second can be more than the first, each range taken by itself; 0 and 0
        where all three values are the same. NaN is unknown.
    """
    rows = []
    for topic in TOPICS:
        if topic not in one.side.figures and topic not in two.side.figures:
            continue
        a, b = one.side.figure(topic), two.side.figure(topic)
        less, more = _between(a, b)
        unit = next((e.unit for e in (one.side.figures.get(topic), two.side.figures.get(topic))
                     if e is not None), "")  # fmt: skip
        rows.append((topic, unit, a, b, less, more, bool(less > 0 or more < 0)))
    return pd.DataFrame(rows, columns=list(FIGURES))


def _between(a: Estimate | None, b: Estimate | None) -> tuple[float, float]:
    if a is None or b is None:
        return float("nan"), float("nan")
    if (a.low, a.best, a.high) == (b.low, b.best, b.high):
        return 0.0, 0.0
    return b.low - a.high, b.high - a.low
