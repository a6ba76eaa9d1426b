"""The tables of the brief, as text that is ready to print."""

from collections.abc import Iterator

import pandas as pd

from marchland.model.estimate import Estimate
from marchland.outputs import answers
from marchland.outputs.bars import range_bar, top_of
from marchland.outputs.content import Cell, Group, Link, Table
from marchland.outputs.language import say
from marchland.outputs.prose import coefficient, valued
from marchland.outputs.report import Report
from marchland.outputs.words import amount, on_clock, percent, plain, ranged, span
from marchland.units import KM_H

LEVELS = ("low", "best", "high")


def answer_table(report: Report) -> Table:
    """Return the worst case of every approach, before and with the plan."""
    rows: list[list[Cell]] = []
    for approach in report.scenario.approaches:
        row = answers.worst(report.effect, approach.name)
        if row is None:
            rows.append([plain(approach.name), "unknown", "", "", ""])
            continue
        before, after = answers.times(row, "before"), answers.times(row, "after")
        added = on_clock(after[1] - before[1]) if after[1] >= before[1] else "unknown"
        added = "unknown" if after[1] != after[1] else added
        case = f"{plain(row['mover'])}, {plain(row['season'])}"
        side = f"{plain(approach.name)} ({approach.side})"
        rows.append([side, case, span(before), span(after), added])
    head = ["Approach", "Worst case", "As it is", "With the plan", "Added"]
    caption = (
        "Time to get through, or to meet: best estimate, in brackets low to high. The worst case "
        "is an opposing approach's quickest, and the one of an own approach that the plan delays "
        "most."
    )
    return Table(caption, head, [Group("", rows)], frozenset({2, 3, 4}))


def effect_table(report: Report) -> Table:
    """Return every crossing time with its range, before and with the plan."""
    groups = []
    order = {a.name: number for number, a in enumerate(report.scenario.approaches)}
    effect = report.effect.sort_values(
        "approach", key=lambda names: names.map(order), kind="stable"
    )
    for (approach, mover), rows in effect.groupby(["approach", "mover"], sort=False):
        pairs = [
            (str(row["season"]), answers.times(row, "before"), answers.times(row, "after"))
            for _, row in rows.iterrows()
        ]
        top = top_of([times for _, *both in pairs for times in both])
        heading = f"{plain(str(approach))}, {plain(str(mover))}: bars from 0 to {on_clock(top)}"
        lines: list[list[Cell]] = [
            [plain(season), span(before), span(after), range_bar(before, after, top)]
            for season, before, after in pairs
        ]
        groups.append(Group(heading, lines))
    head = ["Season", "As it is", "With the plan", "Ranges: thin as it is, thick with the plan"]
    caption = (
        "Crossing or meeting time by approach, mover and season: best estimate, in brackets low "
        "to high. On the bars the best is marked; an arrow means no way through."
    )
    return Table(caption, head, groups, frozenset({1, 2}))


def restriction_table(report: Report) -> Table:
    """Return the shares of the ground by class, and the speed made good, of every case."""
    rows: list[list[Cell]] = [
        [
            f"{plain(str(row['mover']))}, {plain(str(row['season']))}",
            *(percent(float(row[name])) for name in ("unrestricted", "restricted", "severe")),
            *(f"{float(row[name]) / KM_H:.1f} km/h" for name in ("v50_m_s", "v90_m_s")),
        ]
        for _, row in _inventory(report).iterrows()
    ]
    head = ["Mover and season", "Unrestricted", "Restricted", "Severely restricted", "V50", "V90"]
    caption = (
        "Shares of the known ground, best estimate. V50 and V90: mean speed over the best 50 % and "
        "90 % of it; 0 where that much cannot be passed."
    )
    return Table(caption, head, [Group("", rows)] if rows else [], frozenset({1, 2, 3, 4, 5}))


def limit_table(report: Report) -> Table:
    """Return what limits movement, as shares of the ground of every case."""
    found = _inventory(report)
    limits = [column for column in found if column.startswith("limit_")]
    names = [column.removeprefix("limit_") for column in limits if (found[column] > 0).any()]
    rows: list[list[Cell]] = [
        [
            f"{plain(str(row['mover']))}, {plain(str(row['season']))}",
            *(percent(float(row[f"limit_{name}"])) for name in names),
        ]
        for _, row in found.iterrows()
    ]
    caption = (
        "What limits movement: the factor that leaves the least share of the speed, as a share of "
        "the known ground."
    )
    numbers = frozenset(range(1, len(names) + 1))
    return Table(caption, ["Mover and season", *names], [Group("", rows)] if rows else [], numbers)


def _inventory(report: Report) -> pd.DataFrame:
    return pd.DataFrame() if report.restricted is None else report.restricted.inventory


def bottleneck_table(report: Report) -> Table:
    """Return every bottleneck: the narrowest of a whole way, and the closing lines."""
    groups = [
        Group(
            plain(str(approach)),
            [
                [
                    f"{plain(str(row['mover']))}, {plain(str(row['season']))}",
                    plain(str(row["band"])),
                    amount(float(row["width_m"]), "m"),
                    str(int(row["gaps"])),
                ]
                for _, row in rows.iterrows()
            ],
        )
        for approach, rows in pd.DataFrame(report.bottlenecks).groupby("approach", sort=False)
    ]
    head = ["Mover and season", "Part of the way", "Open ground", "Gaps"]
    caption = (
        "Bottlenecks: least open ground on any line that closes the approach. The lines of a part "
        "of the way are measured over ground open to any mover that a measure holds, in any season."
    )
    return Table(caption, head, groups, frozenset({2, 3}))


def plan_table(report: Report) -> Table:
    """Return what the plan builds, summed by closing line and measure."""
    placed = answers.placed(report, answers.chosen(report))
    groups = []
    for (approach, band), on_line in placed.groupby(["approach", "band"], sort=True):
        lines = [_sums(str(name), rows) for name, rows in on_line.groupby("measure", sort=True)]
        groups.append(Group(f"{plain(str(approach))}, {plain(str(band))}", lines))
    if len(placed):
        total = ["all", str(len(placed)), ""]
        groups.append(Group("total", [[*total, *_ranges(placed)]]))
    head = ["Measure", "Sites", "Amount", "Cost", "Land", "Work of one crew"]
    caption = "The plan, by closing line: best estimate, in brackets low to high."
    return Table(caption, head, groups, frozenset({1, 2, 3, 4, 5}))


def option_table(report: Report) -> Table:
    """Return every option that the plan chose."""
    rows: list[list[Cell]] = [
        [
            str(row["site"]), plain(str(row["measure"])),
            _amount(float(row["amount"]), str(row["per"])), *_ranges(pd.DataFrame([row])),
        ]
        for _, row in answers.chosen(report).iterrows()
    ]  # fmt: skip
    head = ["Site", "Measure", "Amount", "Cost", "Land", "Work of one crew"]
    return Table("Every option chosen.", head, [Group("", rows)], frozenset({2, 3, 4, 5}))


def _sums(name: str, rows: pd.DataFrame) -> list[Cell]:
    much = _amount(float(rows["amount"].sum()), str(rows["per"].iloc[0]))
    return [plain(name), str(len(rows)), much, *_ranges(rows)]


def _amount(number: float, per: str) -> str:
    return f"{number:.0f}" if per == "piece" else amount(number, per)


def _ranges(rows: pd.DataFrame) -> list[Cell]:
    """Write cost, land and work, summed."""
    units = {"cost_eur": "EUR", "land_m2": "m2", "build_s": "s"}
    return [
        ranged([float(rows[f"{column}_{level}"].sum()) for level in LEVELS], unit)
        for column, unit in units.items()
    ]


def consequence_table(report: Report) -> Table:
    """Return what the plan means off the field."""
    rows: list[list[Cell]] = []
    for _, row in report.consequences.iterrows():
        unit = str(row["unit"])
        text = ranged([float(row[level]) for level in LEVELS], unit)
        rows.append([plain(str(row["consequence"])), text, str(row["source"])])
    head = ["Consequence", "Best (low to high)", "Source"]
    return Table("Consequences of the plan.", head, [Group("", rows)], frozenset({1}))


def fact_table(report: Report) -> Table:
    """Return the figures computed from the geometry."""
    rows: list[list[Cell]] = [
        [str(row["fact"]), amount(float(row["value"]), str(row["unit"])), str(row["source"])]
        for _, row in report.facts.iterrows()
    ]
    caption = "Figures computed from the geometry; at a smaller scale a line is shorter."
    return Table(caption, ["Fact", "Value", "Source and scale"], [Group("", rows)], frozenset({1}))


def coefficient_tables(report: Report) -> tuple[Table, Table]:
    """Return the declared coefficients, and all the others that were used by subject."""
    used = answers.used_coefficients(report)
    head = ["Coefficient", "Best (low to high)", "Source", "Tag"]
    declared = {key: value for key, value in used.items() if value.tag == "declared"}
    rest = {key: value for key, value in used.items() if value.tag != "declared"}
    subjects = dict.fromkeys(key.split(".")[0] for key in rest)
    groups = [
        Group(subject, list(_coefficients(report, rest, f"{subject}."))) for subject in subjects
    ]
    return (
        Table("Declared by the analyst.", head,
              [Group("", list(_coefficients(report, declared, "")))], frozenset({1})),
        Table("From the catalogue.", head, groups, frozenset({1})),
    )  # fmt: skip


def _coefficients(report: Report, values: dict[str, Estimate], start: str) -> Iterator[list[Cell]]:
    for key, value in values.items():
        if key.startswith(start):
            said = report.catalogue.references.get(value.source)
            source: Cell = said["text"] if said else value.source
            if said and "url" in said:
                source = Link(said["text"], said["url"])
            yield [coefficient(key), valued(value), source, value.tag]


def source_table(report: Report) -> Table:
    """Return every file read, with its licence and attribution."""
    rows: list[list[Cell]] = [
        [s.file, s.layer, s.credit, s.licence, s.scale or say("sources.unscaled"), s.note,
         s.sha256[:12]]
        for s in report.provenance
    ]  # fmt: skip
    columns = ("file", "layer", "credit", "licence", "scale", "note", "checksum")
    head = [say(f"sources.{column}") for column in columns]
    return Table(say("sources.caption"), head, [Group("", rows)], wide=True)
