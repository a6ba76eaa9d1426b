"""The tables of the brief, as text that is ready to print."""

from collections.abc import Iterator, Sequence

import pandas as pd

from marchland.model.estimate import Estimate, spanning
from marchland.outputs import answers
from marchland.outputs.bars import range_bar, top_of
from marchland.outputs.content import Cell, Group, Link, Table
from marchland.outputs.language import say, translated
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
            rows.append([plain(approach.name), say("number.unknown"), "", "", ""])
            continue
        before, after = answers.times(row, "before"), answers.times(row, "after")
        case = f"{plain(row['mover'])}, {plain(row['season'])}"
        side = f"{plain(approach.name)} ({plain(approach.side)})"
        rows.append([side, case, span(before), span(after), _added(before, after)])
    head = _heads("answer", "approach", "worst", "before", "after", "added")
    return Table(say("table.answer.caption"), head, [Group("", rows)], frozenset({2, 3, 4}))


def _added(before: Sequence[float], after: Sequence[float]) -> str:
    """Write what the plan adds to a case: best, and the least and most of its three values."""
    more = [a - b for a, b in zip(after, before, strict=True)]
    if all(value >= 0 for value in more):
        return span(spanning(*more))
    return on_clock(more[1] if more[1] >= 0 else float("nan"))


def _heads(table: str, *columns: str) -> list[str]:
    return [say(f"table.{table}.{column}") for column in columns]


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
        heading = say("table.effect.heading").format(
            approach=plain(str(approach)), mover=plain(str(mover)), top=on_clock(top)
        )
        lines: list[list[Cell]] = [
            [plain(season), span(before), span(after), range_bar(before, after, top)]
            for season, before, after in pairs
        ]
        groups.append(Group(heading, lines))
    head = _heads("effect", "season", "before", "after", "bars")
    return Table(say("table.effect.caption"), head, groups, frozenset({1, 2}))


def restriction_table(report: Report) -> Table:
    """Return the shares of the ground by class, and the speed made good, of every case."""
    rows: list[list[Cell]] = [
        [
            f"{plain(str(row['mover']))}, {plain(str(row['season']))}",
            *(percent(float(row[name])) for name in ("unrestricted", "restricted", "severe")),
            *(_speed(float(row[name])) for name in ("v50_m_s", "v90_m_s")),
        ]
        for _, row in _inventory(report).iterrows()
    ]
    head = _heads("restriction", "case", "unrestricted", "restricted", "severe", "v50", "v90")
    groups = [Group("", rows)] if rows else []
    return Table(say("table.restriction.caption"), head, groups, frozenset({1, 2, 3, 4, 5}))


def _speed(m_s: float) -> str:
    return f"{m_s / KM_H:.1f} km/h".replace(".", say("number.decimal"))


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
    numbers, head = frozenset(range(1, len(names) + 1)), [say("table.limit.case")]
    head += [plain(name) for name in names]
    return Table(say("table.limit.caption"), head, [Group("", rows)] if rows else [], numbers)


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
    head = _heads("bottleneck", "case", "part", "width", "gaps")
    return Table(say("table.bottleneck.caption"), head, groups, frozenset({2, 3}))


def plan_table(report: Report) -> Table:
    """Return what the plan builds, summed by closing line and measure."""
    placed = answers.placed(report, answers.chosen(report))
    groups = []
    for (approach, band), on_line in placed.groupby(["approach", "band"], sort=True):
        lines = [_sums(str(name), rows) for name, rows in on_line.groupby("measure", sort=True)]
        groups.append(Group(f"{plain(str(approach))}, {plain(str(band))}", lines))
    if len(placed):
        total = [say("table.plan.all"), str(len(placed)), ""]
        groups.append(Group(say("table.plan.total"), [[*total, *_ranges(placed)]]))
    head = _heads("plan", "measure", "sites", "amount", "cost", "land", "work")
    return Table(say("table.plan.caption"), head, groups, frozenset({1, 2, 3, 4, 5}))


def option_table(report: Report) -> Table:
    """Return every option that the plan chose."""
    rows: list[list[Cell]] = [
        [
            str(row["site"]), plain(str(row["measure"])),
            _amount(float(row["amount"]), str(row["per"])), *_ranges(pd.DataFrame([row])),
        ]
        for _, row in answers.chosen(report).iterrows()
    ]  # fmt: skip
    head = _heads("plan", "site", "measure", "amount", "cost", "land", "work")
    return Table(say("table.plan.options"), head, [Group("", rows)], frozenset({2, 3, 4, 5}))


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
        rows.append([plain(str(row["consequence"])), text, plain(str(row["source"]))])
    head = _heads("consequence", "name", "value", "source")
    return Table(say("table.consequence.caption"), head, [Group("", rows)], frozenset({1}))


def fact_table(report: Report) -> Table:
    """Return the figures computed from the geometry."""
    rows: list[list[Cell]] = [
        [translated(row["fact"]), amount(float(row["value"]), str(row["unit"])), str(row["source"])]
        for _, row in report.facts.iterrows()
    ]
    head = _heads("fact", "name", "value", "source")
    return Table(say("table.fact.caption"), head, [Group("", rows)], frozenset({1}))


def coefficient_tables(report: Report) -> tuple[Table, Table]:
    """Return the declared coefficients, and all the others that were used by subject."""
    used = answers.used_coefficients(report)
    head = _heads("coefficient", "name", "value", "source", "tag")
    declared = {key: value for key, value in used.items() if value.tag == "declared"}
    rest = {key: value for key, value in used.items() if value.tag != "declared"}
    subjects = dict.fromkeys(key.split(".")[0] for key in rest)
    groups = [
        Group(plain(subject), list(_coefficients(report, rest, f"{subject}.")))
        for subject in subjects
    ]
    return (
        Table(say("table.coefficient.declared"), head,
              [Group("", list(_coefficients(report, declared, "")))], frozenset({1})),
        Table(say("table.coefficient.rest"), head, groups, frozenset({1})),
    )  # fmt: skip


def _coefficients(report: Report, values: dict[str, Estimate], start: str) -> Iterator[list[Cell]]:
    for key, value in values.items():
        if key.startswith(start):
            said = report.catalogue.references.get(value.source)
            source: Cell = said["text"] if said else value.source
            if said and "url" in said:
                source = Link(said["text"], said["url"])
            yield [coefficient(key), valued(value), source, plain(value.tag)]


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
