"""Both cases for a compared pair: built from computed figures only, and weighed by nobody else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from marchland.consequences.assess import Assessment
from marchland.consequences.ledger import TOTAL, Flow, ledger
from marchland.errors import Fault, InputError
from marchland.model.estimate import Estimate
from marchland.model.finding import Finding

Side = Literal["necessity", "humanity"]
Good = Literal["more", "less"]


@dataclass(frozen=True)
class Topic:
    """Something both sides may speak of, in words of each.

    Parameters
    ----------
    good : {"more", "less"}
        Which way a side wants it; None where that side has no claim on it.
    necessity, humanity : str
        How that side names it; empty where it does not speak of it.
    """

    good: Good
    necessity: str = ""
    humanity: str = ""


TOPICS: dict[str, Topic] = {
    "delay": Topic("more", "time won for those who defend"),
    "build": Topic("less", "work until it stands"),
    "cost": Topic("less", "money that buys it", "money that is then not there for people"),
    "land": Topic("less", "ground that is tied up", "ground taken from those who live on it"),
    "crossings": Topic("less", "roads that own forces lose too", "roads that people lose"),
    "roads": Topic("less", "roads that own forces lose too", "roads that people lose"),
    "people": Topic("less", "people to be warned and moved", "people who live within reach of it"),
    "carbon": Topic("less", "", "carbon that it costs"),
    "saved": Topic("more", "", "emissions that it ends, each year"),
    "clearers": Topic("less", "", "deminers killed or injured in taking it up again"),
    "clearing": Topic("less", "work bound after the danger has passed", "years until land is safe"),
}
"""What may be compared, in the order in which it is said."""


@dataclass(frozen=True)
class Alternative:
    """One of two things that are compared, with its figures.

    Parameters
    ----------
    name : str
    figures : mapping of {str: Estimate or None}
        By the names of :data:`TOPICS`; None is unknown, and left out is not applicable.
    findings : tuple of Finding
        Of law; none for a plan of non-explosive measures.
    missing : tuple of str
        What has no source and is in no figure.
    """

    name: str
    figures: Mapping[str, Estimate | None]
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class BothCases:
    """The two arguments, sentence by sentence, and what neither can say."""

    necessity: tuple[str, ...]
    humanity: tuple[str, ...]
    unknown: tuple[str, ...]


def of_plan(
    name: str,
    off_field: pd.DataFrame,
    flows: Sequence[Flow],
    *,
    delay: Estimate | None = None,
    horizon_y: int = 30,
) -> Alternative:
    """Return a plan as one side of a comparison.

    Parameters
    ----------
    name : str
        As it is called in sentences.
    off_field : pandas.DataFrame
        As :func:`marchland.consequences.offfield.off_field` returns it.
    flows : sequence of Flow
        As :func:`marchland.consequences.offfield.plan_flows` returns them, with cost growth or
        without.
    delay : Estimate, optional
        Time won on the fastest movement, s; unknown by default.
    horizon_y : int
        Years of the ledger.

    Returns
    -------
    Alternative
        With every figure that the table holds.
    """
    rows = off_field.set_index("consequence")
    table = ledger(flows, horizons_y=[horizon_y])
    figures = {
        "delay": delay,
        "build": _of(rows, "work of one crew"),
        "saved": _of(rows, "emissions avoided each year"),
        "cost": _total(table, "EUR"),
        "land": _of(rows, "land taken"),
        "crossings": _of(rows, "crossings severed"),
        "people": _of(rows, "people living near"),
        "carbon": _of(rows, "carbon in concrete"),
    }
    told = {
        topic: value
        for topic, value in figures.items()
        if value is not None or topic not in ("build", "saved")
    }
    return Alternative(name, told, missing=_missing(table))


def of_declared(name: str, found: Assessment, *, horizon_y: int = 30) -> Alternative:
    """Return declared areas as one side of a comparison.

    Parameters
    ----------
    name : str
        As they are called in sentences.
    found : Assessment
        As :func:`marchland.assess` returns it.
    horizon_y : int
        Years of the ledger.

    Returns
    -------
    Alternative
        Its delay is unknown: no effect of a weapon is modelled.
    """
    rows = found.consequences.set_index("consequence")
    table = ledger(found.flows, horizons_y=[horizon_y])
    figures = {
        "delay": None,
        "cost": _total(table, "EUR") if found.flows else None,
        "land": _of(rows, "land out of use"),
        "roads": _of(rows, "roads out of use"),
        "people": _of(rows, "people living near"),
        "clearers": _of(rows, "deminers killed or injured"),
        "clearing": _of(rows, "work of manual clearance"),
    }
    findings = tuple(finding for _, finding in found.findings)
    return Alternative(name, figures, findings, _missing(table))


def _of(rows: pd.DataFrame, name: str) -> Estimate | None:
    if name not in rows.index or pd.isna(rows.loc[name, "best"]):
        return None
    row = rows.loc[name]
    return Estimate(row["low"], row["best"], row["high"], row["unit"], row["source"], "computed")


def _total(table: pd.DataFrame, unit: str) -> Estimate | None:
    rows = table[(table["item"] == TOTAL) & (table["unit"] == unit)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    return Estimate(row["low"], row["best"], row["high"], unit, row["source"], "computed")


def _missing(table: pd.DataFrame) -> tuple[str, ...]:
    return tuple(table.loc[table["best"].isna(), "item"].unique())


def both_cases(one: Alternative, two: Alternative) -> BothCases:
    """Argue for and against each of a pair, from its figures only.

    Parameters
    ----------
    one, two : Alternative
        In any order.

    Returns
    -------
    BothCases
        No sentence weighs one figure against another. Where the ranges of a figure overlap, no
        side may claim it.
    """
    said: dict[Side, list[str]] = {"necessity": [], "humanity": []}
    unknown: list[str] = []
    for topic, words in TOPICS.items():
        if topic not in one.figures and topic not in two.figures:
            continue
        for side in said:
            name = getattr(words, side)
            if name:
                said[side].append(_sentence(topic, name, one, two))
        for each in (one, two):
            if each.figures.get(topic, 0) is None:
                unknown.append(f"{each.name}: {words.necessity or words.humanity}")
    for each in (one, two):
        law_said = _law(each)
        said["necessity"] += law_said
        said["humanity"] += law_said
        unknown += [f"{each.name}: {item} has no source" for item in each.missing]
    return BothCases(tuple(said["necessity"]), tuple(said["humanity"]), tuple(unknown))


def _sentence(topic: str, name: str, one: Alternative, two: Alternative) -> str:
    words = [f"{each.name} {_figure(each.figures, topic)}" for each in (one, two)]
    a, b = one.figures.get(topic), two.figures.get(topic)
    text = f"{name[0].upper()}{name[1:]}: {'; '.join(words)}."
    if a is None or b is None:
        return f"{text} Not comparable."
    if a.low <= b.high and b.low <= a.high:
        return f"{text} The ranges overlap: neither side may claim it."
    more, less = (one, two) if a.low > b.high else (two, one)
    better = more if TOPICS[topic].good == "more" else less
    return f"{text} {better.name} is better over the whole of both ranges."


def _figure(figures: Mapping[str, Estimate | None], topic: str) -> str:
    if topic not in figures:
        return "does not have it"
    value = figures[topic]
    return "unknown" if value is None else rounded(value)


def rounded(value: Estimate) -> str:
    """Write an estimate with three digits, for a sentence."""
    low, best, high = (f"{v:,.3g}" if v < 1000 else f"{v:,.0f}" for v in _levels(value))
    span = "" if low == high else f" ({low} to {high})"
    return best + span + ("" if value.unit == "1" else f" {value.unit}")


def _law(each: Alternative) -> list[str]:
    groups: dict[str, list[str]] = {}
    for finding in each.findings:
        groups.setdefault(finding.status, []).append(f"{finding.instrument} {finding.article}")
    said = [
        f"{status}: {', '.join(dict.fromkeys(articles))}" for status, articles in groups.items()
    ]
    if not each.findings:
        return [f"Law, {each.name}: no instrument of the tables speaks of it."]
    on, party = each.findings[0].on, each.findings[0].party
    return [f"Law, {each.name}, {party} on {on}: {'; '.join(sorted(said))}."]


def _levels(value: Estimate) -> tuple[float, float, float]:
    return value.low, value.best, value.high


@dataclass(frozen=True)
class Ranking:
    """Which of a pair costs less by the weights that somebody gave, and where that flips.

    Parameters
    ----------
    first : str
        The lower total, at the best values; empty where they are equal.
    totals : dict of {str: tuple of float}
        Low, best and high total of each, in the unit of the weights.
    certain : bool
        Whether the ranges of the totals do not overlap.
    flips : dict of {str: float}
        For each topic the weight at which the order turns, all others as given; topics that
        cannot turn it with a weight of the same sign are left out.
    """

    first: str
    totals: dict[str, tuple[float, float, float]]
    certain: bool
    flips: dict[str, float]


def rank(one: Alternative, two: Alternative, weights: Mapping[str, float]) -> Ranking:
    """Rank a pair by weights that the user gives; there are none by default.

    Parameters
    ----------
    one, two : Alternative
        Each with a figure for every topic weighed.
    weights : mapping of {str: float}
        What one unit of a topic's figure is worth, such as 1 for a euro; a topic of which
        more is good counts against the total.

    Returns
    -------
    Ranking
        With the total of each and the weights that would turn the order.

    Raises
    ------
    InputError
        If no weight is given, one is below zero, a topic is not known, or a figure that would
        be weighed is unknown.
    """
    faults = list(_weight_faults((one, two), weights))
    if faults:
        raise InputError("weights", faults)
    best = {t: _signed(one, t, "best") - _signed(two, t, "best") for t in weights}
    gap = sum(weights[t] * best[t] for t in weights)
    totals = {each.name: _range(each, weights) for each in (one, two)}
    first = "" if gap == 0 else (one if gap < 0 else two).name
    flips = {}
    for topic, step in best.items():
        if step:
            turn = -(gap - weights[topic] * step) / step
            if turn >= 0:
                flips[topic] = turn
    (a, _, b), (c, _, d) = totals[one.name], totals[two.name]
    return Ranking(first, totals, b < c or d < a, flips)


def _weight_faults(pair: Sequence[Alternative], weights: Mapping[str, float]) -> Iterable[Fault]:
    if not weights:
        yield Fault("weights", "none is given", "There are no default weights: give your own.")
    for topic, weight in weights.items():
        if topic not in TOPICS:
            yield Fault(topic, "is no topic", f"Use {', '.join(TOPICS)}.")
            continue
        if weight < 0:
            yield Fault(topic, "has a weight below zero", "Give zero or more.")
        for each in pair:
            if each.figures.get(topic, 0) is None:
                remedy = "Declare it, or leave it out of the weights."
                yield Fault(topic, f"is unknown for {each.name}", remedy)


def _signed(each: Alternative, topic: str, level: str) -> float:
    value = each.figures.get(topic)
    if value is None:  # not applicable: it has none of it
        return 0.0
    if TOPICS[topic].good == "less":
        return float(getattr(value, level))
    turned = {"low": "high", "best": "best", "high": "low"}
    return -float(getattr(value, turned[level]))


def _range(each: Alternative, weights: Mapping[str, float]) -> tuple[float, float, float]:
    low, best, high = (
        sum(w * _signed(each, t, level) for t, w in weights.items())
        for level in ("low", "best", "high")
    )
    return low, best, high
