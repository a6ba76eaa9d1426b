"""Both cases for a compared pair: built from computed figures only, and weighed by nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from marchland.consequences.assess import NEAR_MINED, NEAR_OTHERS, Assessment
from marchland.consequences.figures import common_size, rounded
from marchland.consequences.ledger import TOTAL, Flow, ledger
from marchland.errors import InputError
from marchland.model.estimate import Estimate
from marchland.model.finding import Finding
from marchland.model.said import Said, Values, numeral, together

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
    none : bool
        Whether an alternative without the figure has none of it; else it was not computed.
    """

    good: Good
    necessity: str = ""
    humanity: str = ""
    none: bool = False


TOPICS: dict[str, Topic] = {
    "delay": Topic("more", "time won for those who defend"),
    "own": Topic("less", "time that own movement loses", "time that everyone's way takes longer"),
    "build": Topic("less", "work of one crew or programme until it stands"),
    "cost": Topic("less", "money that buys it", "money that is then not there for people"),
    "land": Topic("less", "ground that is tied up", "ground taken from those who live on it"),
    "crossings": Topic(
        "less", "road crossings that own forces lose too", "crossings that people lose"
    ),
    "roads": Topic(
        "less", "length of road that own forces lose too", "length of road that people lose"
    ),
    "protected": Topic("less", "", "protected ground that it takes"),
    "people": Topic("less", "people beside the works", "people who live beside the works"),
    "cut": Topic(
        "less",
        "",
        "people who lose every way by car to town or out while closures are in place, by the roads "
        "of the source at its scale",
    ),
    "endangered": Topic(
        "less",
        "people to be warned and moved, beside ground that may be mined",
        "people who live beside ground that may be mined",
        none=True,
    ),
    "carbon": Topic("less", "", "carbon that it costs"),
    "saved": Topic("more", "", "emissions that it ends, each year"),
    "clearers": Topic("less", "", "deminers killed or injured in taking it up again", none=True),
    "clearing": Topic(
        "less", "work bound after the danger has passed", "work until land is safe", none=True
    ),
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
        Costs that have no source: the cost is at least what it says.
    elsewhere : tuple of str
        What happened elsewhere, told to both sides.
    counted : str
        Over which years the cost is summed, and what is in it; empty where that is not said.
    """

    name: str
    figures: Mapping[str, Estimate | None]
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    counted: str = ""

    def figure(self, topic: str) -> Estimate | None:
        """Return the figure of a topic: zero where it has none of it, None where unknown."""
        if topic not in self.figures and TOPICS[topic].none:
            return Estimate(0, 0, 0, "1", "it has none of it", "computed")
        return self.figures.get(topic)


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
    discount: float = 0.0,
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
    discount : float
        Rate of a year; nothing is discounted by default.

    Returns
    -------
    Alternative
        With every figure that the table holds.
    """
    rows = off_field.set_index("consequence")
    table = ledger(flows, horizons_y=[horizon_y], discount=discount)
    figures = {
        "delay": delay,
        "build": _of(rows, "work of one crew"),
        "saved": _of(rows, "emissions avoided each year"),
        "cost": _total(table, "EUR"),
        "land": _of(rows, "land taken"),
        "crossings": _of(rows, "crossings severed"),
        "protected": _of(rows, "of the land: protected"),
        "people": _of(rows, "people living near"),
        "carbon": _of(rows, "carbon in concrete"),
    }
    told = {
        topic: value
        for topic, value in figures.items()
        if value is not None or topic not in ("build", "saved")
    }
    counted = _counted(table, horizon_y, discount)
    return Alternative(name, told, missing=_missing(table), counted=counted)


def of_declared(
    name: str,
    found: Assessment,
    *,
    delay: Estimate | None = None,
    horizon_y: int = 30,
    discount: float = 0.0,
) -> Alternative:
    """Return declared areas as one side of a comparison.

    Parameters
    ----------
    name : str
        As they are called in sentences.
    found : Assessment
        As :func:`marchland.assess` returns it.
    delay : Estimate, optional
        As the analyst declares it, s; unknown by default, for no effect of a weapon is modelled.
    horizon_y : int
        Years of the ledger.
    discount : float
        Rate of a year; nothing is discounted by default.

    Returns
    -------
    Alternative
        With every figure of the assessment. People beside ground that may be mined are a
        figure apart from people beside other declared ground.

    Raises
    ------
    InputError
        If a delay is given that is not declared.
    """
    if delay is not None and delay.tag != "declared":
        remedy = "Declare it: Marchland computes no effect of a weapon."
        raise InputError.one(name, f"its delay is {delay.tag}", remedy)
    rows = found.consequences.set_index("consequence")
    table = ledger(found.flows, horizons_y=[horizon_y], discount=discount)
    figures = {
        "delay": delay,
        "cost": _total(table, "EUR") if found.flows else None,
        "land": _of(rows, "land out of use"),
        "roads": _of(rows, "roads out of use"),
        "protected": _of(rows, "of the land: protected"),
        "people": _of(rows, NEAR_OTHERS),
        "endangered": _of(rows, NEAR_MINED),
        "clearers": _of(rows, "deminers killed or injured"),
        "clearing": _of(rows, "work of manual clearance"),
    }
    findings = tuple(finding for _, finding in found.findings)
    elsewhere = _elsewhere(found)
    counted = _counted(table, horizon_y, discount)
    return Alternative(name, figures, findings, _missing(table), elsewhere, counted)


def _elsewhere(found: Assessment) -> tuple[str, ...]:
    """Say what happened elsewhere, and whether people may come by here."""
    words = "{place} {period}, {group}: {killed} killed, {injured} injured"
    told = [
        Said("case.elsewhere_differs", f"{words} (others: {{differs}})", row)
        if row["differs"]
        else Said("case.elsewhere", words, row)
        for row in found.references
    ]
    routes: dict[bool | None, str] = {
        True: "on a migration route",
        False: "on no migration route",
        None: "whether on a migration route is open",
    }
    here = [
        Said("case.here", "{area} here: {route}",
             {"area": area.name, "route": routes[area.migration_route]})
        for area in (found.areas if found.references else ())
    ]  # fmt: skip
    return (*told, *here)


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


def _counted(table: pd.DataFrame, horizon_y: int, discount: float) -> str:
    """Say over which years a sum of money runs, and which items are in it."""
    money = table[(table["unit"] == "EUR") & table["best"].notna() & (table["item"] != TOTAL)]
    rate = Said("case.undiscounted", "not discounted")
    if discount:
        percent = {"percent": numeral(f"{100 * discount:.3g}")}
        rate = Said("case.discounted", "discounted at {percent} % a year", percent)
    items = together(list(dict.fromkeys(money["item"])) or ["nothing to pay"], ", ")
    values: Values = {"years": horizon_y, "rate": rate, "items": items}
    return Said("case.counted", "over {years} years, {rate}: {items}", values)


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
            if getattr(words, side):
                said[side].append(_sentence(topic, side, one, two))
        for each in (one, two):
            if each.figures.get(topic, 0) is None:
                side = "necessity" if words.necessity else "humanity"
                unknown.append(_of_name(each, _topic(topic, side)))
    for each in (one, two):
        law_said = _law(each)
        if each.elsewhere:
            told = {"told": together(each.elsewhere, "; ")}
            law_said.append(Said("case.told", "Elsewhere, marked and fenced: {told}.", told))
        said["necessity"] += law_said
        said["humanity"] += law_said
        unknown += [
            _of_name(each, Said("case.sourceless", "{item} has no source", {"item": item}))
            for item in each.missing
        ]
    return BothCases(tuple(said["necessity"]), tuple(said["humanity"]), tuple(unknown))


def _topic(topic: str, side: Side) -> Said:
    return Said(f"topic.{side}.{topic}", getattr(TOPICS[topic], side))


def _of_name(each: Alternative, what: str) -> Said:
    return Said("case.of", "{name}: {what}", {"name": each.name, "what": what})


def _sentence(topic: str, side: Side, one: Alternative, two: Alternative) -> Said:
    a, b = one.figure(topic), two.figure(topic)
    size = common_size(a, b)
    figures = [
        Said("case.figure", "{name} {figure}",
             {"name": each.name, "figure": _figure(each, topic, size)})
        for each in (one, two)
    ]  # fmt: skip
    named = _topic(topic, side)
    first = Said(named.key, named.words[0].upper() + named.words[1:])
    values = {"topic": first, "one": figures[0], "two": figures[1], "end": _end(topic, one, two)}
    return Said("case.sentence", "{topic}: {one}; {two}. {end}", values)


def _end(topic: str, one: Alternative, two: Alternative) -> Said:
    """Say who may claim a figure."""
    a, b = one.figure(topic), two.figure(topic)
    if a is None or b is None:
        return Said("case.incomparable", "Not comparable.")
    if (a.low, a.best, a.high) == (b.low, b.best, b.high):
        return Said("case.same", "They are the same.")
    if a.low <= b.high and b.low <= a.high:
        return Said("case.overlap", "The ranges overlap: neither side may claim it.")
    more, less = (one, two) if a.low > b.high else (two, one)
    better = more if TOPICS[topic].good == "more" else less
    if topic == "cost" and better.missing:
        values = {"name": better.name, "missing": together(better.missing, ", ")}
        return Said("case.unclaimed", "{name} may not claim it: {missing} missing.", values)
    words = "Over the whole of both ranges {name} is better."
    return Said("case.better", words, {"name": better.name})


def _figure(each: Alternative, topic: str, size: float) -> str:
    value = each.figure(topic)
    if topic not in each.figures:
        return "none" if value else "not computed"
    if value is None:
        return "unknown"
    told: Said = rounded(value, size)
    if topic == "cost" and each.missing:
        told = Said("case.least", "at least {figure}", {"figure": told})
    if topic == "cost" and each.counted:
        values = {"figure": told, "counted": each.counted}
        told = Said("case.with", "{figure} ({counted})", values)
    return told


def _law(each: Alternative) -> list[str]:
    groups: dict[str, list[str]] = {}
    for finding in each.findings:
        groups.setdefault(finding.status, []).append(f"{finding.instrument} {finding.article}")
    if not each.findings:
        words = "Law, {name}: no instrument of the tables speaks of it."
        return [Said("case.no_law", words, {"name": each.name})]
    said = [
        _status(status, list(dict.fromkeys(articles)))
        for status, articles in sorted(groups.items())
    ]
    values = {
        "name": each.name, "party": each.findings[0].party, "on": str(each.findings[0].on),
        "said": together(said, "; "),
    }  # fmt: skip
    return [Said("case.law", "Law, {name}, {party} on {on}, each for itself: {said}.", values)]


def _status(status: str, articles: Sequence[str]) -> Said:
    return Said("", "{status}: {articles}", {"status": status, "articles": ", ".join(articles)})
