"""The tables of the brief on where movement goes: avenues, and doors that differ."""

import numpy as np
import pandas as pd

from marchland.mobility.widths import needs
from marchland.outputs import answers
from marchland.outputs.content import Cell, Group, Table
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.words import amount, percent, plain, ranged, span


def avenue_table(report: Report) -> Table:
    """Return every avenue with its time, its length, and the echelons that it lets through."""
    found = answers.ways(report)
    sizes = needs(report.catalogue)
    groups = [
        Group(
            plain(str(approach)),
            [_avenue(row, [name for name, _ in sizes]) for _, row in rows.iterrows()],
        )
        for approach, rows in found.groupby("approach", sort=False)
    ]
    said = ", ".join(f"{plain(name)} {amount(need, 'm')}" for name, need in sizes)
    columns = ("way", "time", "length", "near", "narrowest")
    head = [say(f"table.avenue.{column}") for column in columns]
    head += [say("table.avenue.share").format(echelon=plain(name)) for name, _ in sizes]
    caption = say("table.avenue.caption").format(case=_case(report), needs=said)
    return Table(caption, head, groups, frozenset(range(1, len(head))))


def _avenue(row: pd.Series, sizes: list[str]) -> list[Cell]:
    near = float(row["overlap"])
    return [
        plain(str(row["way"])),
        span([float(row[f"{level}_s"]) for level in ("low", "best", "high")]),
        amount(float(row["length_m"]), "m"),
        "" if np.isnan(near) else percent(near),
        amount(float(row["width_m"]), "m"),
        *(percent(float(row[name])) for name in sizes),
    ]


def doors_table(report: Report) -> Table:
    """Return the doors that differ, the narrowest first as they were found."""
    found = pd.DataFrame(columns=["approach"]) if report.doors is None else report.doors
    groups = [
        Group(plain(str(approach)), [_door(row) for _, row in pd.DataFrame(rows).iterrows()])
        for approach, rows in found.groupby("approach", sort=False)
    ]
    columns = ("door", "width", "cells", "gaps", "near")
    head = [say(f"table.door.{column}") for column in columns]
    caption = say("table.door.caption").format(case=_case(report))
    return Table(caption, head, groups, frozenset({1, 2, 3, 4}))


def _door(row: pd.Series) -> list[Cell]:
    return [
        str(int(row["rank"])), door_width(row), str(int(row["cut_cells"])),
        str(int(row["gaps"])), percent(float(row["overlap"])),
    ]  # fmt: skip


def door_width(row: pd.Series) -> str:
    """Write the width of a door, with its range where it is known."""
    least, width, most = (float(row[name]) for name in ("low_m", "width_m", "high_m"))
    return amount(width, "m") if np.isnan(least) else ranged((least, width, most), "m")


def _case(report: Report) -> str:
    case = report.headline
    return say("table.case").format(mover=plain(case.mover), season=plain(case.season))
