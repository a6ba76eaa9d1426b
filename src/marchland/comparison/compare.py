"""A comparison of two studies, and what flips between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isinf
from typing import Any

import pandas as pd

from marchland.comparison.argument import ranked
from marchland.comparison.differences import (
    Subject,
    cases_of_one,
    figures_that_differ,
    keys_that_differ,
    times_that_differ,
)
from marchland.consequences.cases import TOPICS, BothCases, both_cases
from marchland.consequences.figures import common_size, rounded, spread
from marchland.consequences.rank import Ranking, rank
from marchland.model.estimate import Estimate
from marchland.units import clock

Row = dict[str, Any]

NAMED = 5
"""Options built in one study alone that are named; more are counted."""


RANGES = (
    "apart: the ranges of both do not overlap, so one is surely more than the other; "
    "meet: they overlap, so no difference may be claimed."
)
"""What the last word of a row of times or figures means."""


@dataclass(frozen=True)
class Comparison:
    """Two studies side by side.

    Parameters
    ----------
    names : tuple of str
        Of the first and the second.
    keys : pandas.DataFrame
        What the scenarios say differently: columns key, one, two.
    times : pandas.DataFrame
        Crossing times of the cases that both have, before and after the plans.
    figures : pandas.DataFrame
        What each costs, takes and wins, and by how much they differ.
    flips : tuple of str
        What turns round between the two.
    apart : tuple of str
        What only one of them has, so that nothing is compared.
    cases : BothCases
        Both arguments, from the figures only.
    ranking : Ranking or None
        By the weights that were given; None without any.
    counted : tuple of str
        Over which years the cost of each is summed, and what is in it.
    """

    names: tuple[str, str]
    keys: pd.DataFrame
    times: pd.DataFrame
    figures: pd.DataFrame
    flips: tuple[str, ...]
    apart: tuple[str, ...]
    cases: BothCases
    ranking: Ranking | None = None
    counted: tuple[str, str] = ("", "")

    def tables(self) -> dict[str, list[Row]]:
        """Return what differs as rows of plain text, ready to print."""
        one, two = self.names
        return {
            "differs": [
                {"key": r.key, one: r.one, two: r.two} for r in self.keys.itertuples(index=False)
            ],
            "times": [*_time_rows(self)],
            "figures": [*_figure_rows(self)],
            "ranges": [{"ranges": RANGES}],
            "flips": [{"flips": said} for said in self.flips],
            "not compared": [{"only one has": said} for said in self.apart],
            "ranking": [{"ranking": said} for said in ranked(self.ranking)],
        }

    def __str__(self) -> str:
        one, two = self.names
        said = [f"{one} against {two}"]
        said += [f"{r.key}: {r.one} | {r.two}" for r in self.keys.itertuples(index=False)]
        said += [f"{r['figure']}: {r[one]} | {r[two]}" for r in _figure_rows(self)]
        said += [f"flips: {text}" for text in self.flips] or ["nothing flips"]
        return "\n".join(said)


def compare(one: Subject, two: Subject, weights: Mapping[str, float] | None = None) -> Comparison:
    """Compare two studies.

    Parameters
    ----------
    one, two : Subject
        With different names.
    weights : mapping of {str: float}, optional
        What one unit of a topic's figure is worth; there are no defaults.

    Returns
    -------
    Comparison
        What differs, by how much, and what flips.

    Raises
    ------
    InputError
        If a weight is given to what is unknown, or to no topic.
    """
    times = times_that_differ(one, two)
    ranking = rank(one.side, two.side, weights) if weights else None
    return Comparison(
        (one.name, two.name),
        keys_that_differ(one, two),
        times,
        figures_that_differ(one, two),
        tuple(_flips(one, two, times)),
        cases_of_one(one, two),
        both_cases(one.side, two.side),
        ranking,
        (one.side.counted, two.side.counted),
    )


def _flips(one: Subject, two: Subject, times: pd.DataFrame) -> Iterator[str]:
    """Yield what turns round: the worst case, ways that open or close, what is built."""
    if one.headline != two.headline:
        yield f"the worst case: {one.name} {one.headline}; {two.name} {two.headline}"
    for row in times.itertuples(index=False):
        first, second = row.one_best_s, row.two_best_s
        if isinf(first) != isinf(second):
            there = two.name if isinf(second) else one.name
            case = f"{row.approach}, {row.mover}, {row.season}, {row.when} the plan"
            yield f"no way through at best values with {there} alone: {case}"
    for this, other in ((one, two), (two, one)):
        mine = [name for name in this.options if name not in other.options]
        if mine:
            more = f" and {len(mine) - NAMED} more" if len(mine) > NAMED else ""
            yield f"built with {this.name} alone: {', '.join(mine[:NAMED])}{more}"


def _time_rows(found: Comparison) -> Iterator[Row]:
    one, two = found.names
    for row in found.times.itertuples(index=False):
        yield {
            "approach": row.approach,
            "mover": row.mover,
            "season": row.season,
            "plan": row.when,
            one: _clock(row.one_best_s),
            two: _clock(row.two_best_s),
            "more": _clock(row.more_s),
            "ranges": "apart" if row.apart else "meet",
        }


def _clock(seconds: float) -> str:
    return f"-{clock(-seconds)}" if -float("inf") < seconds < 0 else clock(seconds)


def _figure_rows(found: Comparison) -> Iterator[Row]:
    one, two = found.names
    for row in found.figures.itertuples(index=False):
        known, size = row.less == row.less, common_size(row.one, row.two)
        first, second = found.counted if row.figure == "cost" else ("", "")
        yield {
            "figure": _name(row.figure),
            one: _figure(row.one, size, first),
            two: _figure(row.two, size, second),
            "more": spread(row.less, row.more, row.unit, size) if known else "not comparable",
            "ranges": ("apart" if row.apart else "meet") if known else "",
        }


def _name(topic: str) -> str:
    return TOPICS[topic].necessity or TOPICS[topic].humanity


def _figure(value: Estimate | None, size: float, counted: str) -> str:
    if value is None:
        return "unknown"
    return rounded(value, size) + (f" ({counted})" if counted else "")
