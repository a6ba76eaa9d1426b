"""Postures and one's own side as tables, for the brief and the terminal."""

import re
from collections.abc import Iterator

import pandas as pd

from marchland.outputs.content import Group, Table
from marchland.outputs.language import say
from marchland.outputs.words import amount, on_clock, percent, plain, ranged, rounded

LEVELS = ("low", "best", "high")

EXTRA = "extra time of "
BEFORE = re.compile(r"by car; (?P<people>\d+) people had no way before either")


def opposing(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of opposing approaches, in order."""
    return table[table["side"] == "opposing"]


def posture_table(table: pd.DataFrame) -> Table:
    """Return postures side by side: a group for each opposing approach.

    Parameters
    ----------
    table : pandas.DataFrame
        As the report holds it.

    Returns
    -------
    Table
    """
    groups = [
        Group(plain(str(approach)), [_row(row, table) for _, row in rows.iterrows()])
        for approach, rows in opposing(table).groupby("approach", sort=False)
    ]
    words = ("posture", "worst", "delay", "noticed", "interrupted", "hold", "own", "land", "cost")
    head = [say(f"postures.{word}") for word in words]
    return Table(say("postures.caption"), head, groups, frozenset(range(2, len(head))), wide=True)


def own_side_table(table: pd.DataFrame) -> Table:
    """Return what the plan costs one's own side.

    Parameters
    ----------
    table : pandas.DataFrame
        As the report holds it.

    Returns
    -------
    Table
    """
    rows = [(_lost(str(r["what"])), _own(r), _why(str(r["note"]))) for _, r in table.iterrows()]
    head = [say(f"own_side.{word}") for word in ("what", "value", "note")]
    return Table(say("own_side.caption"), head, [Group("", rows)], frozenset({1}))


def _lost(what: str) -> str:
    """Write what one's own side loses: who, and by which approach."""
    head, _, tail = what.partition(": ")
    first, _, by = head.partition(" by ")
    _, extra, of = head.partition(EXTRA)
    if extra and not tail:
        return say("own_side.extra").format(approach=plain(of))
    who = say("own_side.by").format(what=plain(first), approach=plain(by)) if by else plain(first)
    return f"{who}: {plain(tail)}" if tail else who


def _why(note: str) -> str:
    """Write a note on it: the case, or how many had no way before."""
    case, found, rest = note.partition(": ")
    if found:
        return f"{', '.join(plain(word) for word in case.split(', '))}: {plain(rest)}"
    by_car = BEFORE.fullmatch(note)
    people = "" if by_car is None else rounded(float(by_car["people"]))
    return say("own_side.before").format(people=people) if people else plain(note)


def posture_lines(table: pd.DataFrame) -> Iterator[str]:
    """Yield one line for each posture on the first opposing approach, for the terminal."""
    rows = opposing(table)
    if rows.empty:
        return
    first = rows["approach"].iloc[0]
    yield say("postures.line").format(approach=plain(str(first)))
    for _, row in rows[rows["approach"] == first].iterrows():
        yield f"  {plain(str(row['posture'])):16} {_delay(row)}; {_interrupted(row)}; {_cost(row)}"


def _row(row: pd.Series, table: pd.DataFrame) -> tuple[str, ...]:
    return (
        plain(str(row["posture"])),
        f"{plain(str(row['mover']))}, {plain(str(row['season']))}",
        _delay(row),
        _chance(row, "noticed"),
        _answered(row),
        _hold(row),
        _own_minutes(str(row["posture"]), table),
        ranged([float(row[f"land_m2_{v}"]) for v in LEVELS], "m2"),
        _cost(row),
    )


def _delay(row: pd.Series) -> str:
    """Write what is added; where that is unknown, the least time that is certain."""
    added = [float(row[f"added_{v}_s"]) for v in LEVELS]
    if pd.isna(added[1]):
        return say("postures.floor").format(time=on_clock(float(row["floor_s"])))
    return say("postures.added").format(time=ranged(added, "s"))


def _chance(row: pd.Series, what: str) -> str:
    low, best, high = (float(row[f"{what}_{v}"]) for v in LEVELS)
    if pd.isna(best):
        return say("postures.unknown")
    return percent(best) if low == high else f"{percent(best)} ({percent(low)} to {percent(high)})"


def _interrupted(row: pd.Series) -> str:
    if pd.isna(row["interrupted_best"]) and row["must_hold_s"] < float("inf"):
        return say("postures.believe").format(time=on_clock(float(row["must_hold_s"])))
    return say("postures.stopped").format(chance=_answered(row))


def _answered(row: pd.Series) -> str:
    """Write the chance of an answer, and the one to a movement that adapts where it is less."""
    known, best = _chance(row, "interrupted"), float(row["adaptive_best"])
    if pd.isna(row["interrupted_best"]) or percent(best) == percent(float(row["interrupted_best"])):
        return known
    return say("postures.adapts").format(chance=known, least=_chance(row, "adaptive"))


def _hold(row: pd.Series) -> str:
    value = float(row["must_hold_s"])
    if pd.isna(value):
        nobody = "response" in str(row["undeclared"]).split(", ")
        return say("postures.nobody" if nobody else "postures.nothing_holds")
    return say("postures.no_hold") if value == float("inf") else on_clock(value)


def _own_minutes(posture: str, table: pd.DataFrame) -> str:
    rows = table[(table["posture"] == posture) & (table["side"] == "own")]
    if rows.empty:
        return say("postures.no_own")
    worst = rows.loc[rows["added_best_s"].fillna(float("inf")).idxmax()]
    return _delay(worst)


def _cost(row: pd.Series) -> str:
    return ranged([float(row[f"cost_eur_{v}"]) for v in LEVELS], "EUR")


def _own(row: pd.Series) -> str:
    values = [float(row[v]) for v in LEVELS]
    if row["unit"] == "min":
        return ranged([value * 60 for value in values], "s")
    if row["unit"] == "people":
        return rounded(values[1])
    return amount(values[1], str(row["unit"]))
