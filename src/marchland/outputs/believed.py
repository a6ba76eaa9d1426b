"""What must be believed, as tables of the brief and as rows of a chart."""

import pandas as pd

from marchland.outputs.content import Group, Table
from marchland.outputs.language import say
from marchland.outputs.words import on_clock, percent, plain, rounded
from marchland.posture.hinge import Hinge
from marchland.units import HOUR_S

PARTS = ("delay", "detection", "time", "assessment", "communication", "decision")
"""What an input can be of something."""


def input_words(name: str) -> str:
    """Write the name of an input or of what is undeclared: ``delay of ditch at b``.

    Parameters
    ----------
    name : str
        As :func:`marchland.posture.believe.inputs` and
        :func:`marchland.posture.belts.undeclared` name it.

    Returns
    -------
    str
        In the language that is written; a name that is none of these, as words.
    """
    what, of, rest = name.partition(" of ")
    if not of or what not in PARTS:
        return plain(name)
    if rest == "the response":
        return say(f"believed.response_{what}")
    return say(f"believed.{what}_of").format(what=belt_words(rest))


def belt_words(name: str) -> str:
    """Write the name of a belt: ``ground``, or measures and their site."""
    if name == "ground":
        return say("believed.ground")
    measures, at, site = name.rpartition(" at ")
    if not at:
        return plain(name)
    there = say("prose.and").join(plain(one) for one in measures.split(" and "))
    return say("believed.at").format(measures=there, site=site)


def held_table(told: Hinge) -> Table:
    """Return what must be believed, by posture and approach."""
    groups = [
        Group(plain(str(approach)), [_held(row) for _, row in rows.iterrows()])
        for approach, rows in told.held.groupby("approach", sort=False)
    ]
    head = [say(f"believed.{word}") for word in ("posture", "chance", "even", "match", "must_hold")]
    return Table(say("believed.caption"), head, groups, frozenset({1, 2, 3, 4}), wide=True)


def _held(row: pd.Series) -> tuple[str, ...]:
    match = _needed(float(row["match_s"]))
    if row["rival"] and pd.notna(row["match_s"]):
        match = say("believed.rival").format(
            time=match, rival=plain(str(row["rival"])), chance=percent(float(row["rival_chance"]))
        )
    hold = float(row["must_hold_s"])
    return (
        plain(str(row["posture"])),
        percent(float(row["chance"])),
        _needed(float(row["even_s"])),
        match,
        say("believed.no_hold") if pd.isna(hold) else _needed(hold),
    )


def _needed(delay_s: float) -> str:
    """Write a delay that must be believed."""
    if pd.isna(delay_s):
        return say("believed.not_asked")
    return on_clock(delay_s) if delay_s != float("inf") else say("postures.no_hold")


def answer_words(told: Hinge, value: float) -> str:
    """Write the answer that inputs move: a chance, or a time."""
    return percent(value) if told.moved == "chance" else on_clock(value)


def value_words(value: float, unit: str) -> str:
    """Write the value of an input."""
    if pd.isna(value):
        return say("believed.nowhere")
    return on_clock(value) if unit == "s" else rounded(value)


def tornado_table(told: Hinge) -> Table:
    """Return how far each input alone moves the answer."""
    rows = [
        (
            input_words(str(row["input"])),
            *(value_words(float(row[v]), str(row["unit"])) for v in ("low", "best", "high")),
            *(answer_words(told, float(row[v])) for v in ("at_low", "at_best", "at_high")),
        )
        for _, row in told.tornado.iterrows()
    ]
    head = [say("believed.input"), *(say(f"believed.{v}") for v in ("low", "best", "high"))]
    head += [say(f"believed.at_{v}") for v in ("low", "best", "high")]
    caption = say(f"believed.tornado_{told.moved}" if told.moved else "believed.tornado_none")
    return Table(caption, head, [Group("", rows)], frozenset(range(1, 7)), wide=True)


def flips_table(told: Hinge) -> Table:
    """Return where each input alone turns the order of the two best postures over."""
    names = {"one": plain(told.leader), "other": plain(told.runner)}
    rows = [
        (
            input_words(str(row["input"])),
            *(value_words(float(row[v]), str(row["unit"])) for v in ("low", "high", "flips_at")),
            *(names.get(str(row[v])) or say(f"believed.{row[v]}")
              for v in ("better_below", "better_above")),
        )
        for _, row in told.flips.iterrows()
    ]  # fmt: skip
    head = [say(f"believed.{v}") for v in ("input", "low", "high", "flips", "below", "above")]
    caption = say("believed.flips_caption").format(one=names["one"], other=names["other"])
    return Table(caption, head, [Group("", rows)], frozenset({1, 2, 3}), wide=True)


def tornado_rows(told: Hinge) -> pd.DataFrame:
    """Return the tornado as a chart takes it: names in words, times in hours, short numbers.

    Parameters
    ----------
    told : Hinge

    Returns
    -------
    pandas.DataFrame
        Columns input, unit, low, best, high, at_low, at_best, at_high.
    """
    table = told.tornado.copy()
    timed = table["unit"] == "s"
    for level in ("low", "best", "high"):
        value = table[level].where(~timed, table[level] / HOUR_S)
        table[level] = [float(f"{v:.3g}") for v in value]
    if told.moved == "time":
        ends = ["at_low", "at_best", "at_high"]
        table[ends] = table[ends] / HOUR_S
    table["input"] = [input_words(str(name)) for name in table["input"]]
    return table.assign(unit=table["unit"].where(~timed, "h"))
