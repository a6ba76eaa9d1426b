"""Programmes: what was announced, planned and built, and the plan beside it."""

import pandas as pd

from marchland.consequences.programmes import beside_programmes, programmes
from marchland.model.estimate import Estimate
from marchland.outputs import answers
from marchland.outputs.content import Block, Cell, Group, Images, Paragraph, Section, Table
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.cited import cited
from marchland.outputs.words import rounded

HEAD = ("element", "stage", "value", "differs", "read")


def section(report: Report, images: Images) -> Section | None:  # noqa: ARG001
    """Return the announced lines of the parties as they were known on the day."""
    on, whole = report.scenario.on, announced(report)
    if whole.empty:
        return None
    groups = [
        Group(str(name), [_row(row) for _, row in rows.iterrows()])
        for name, rows in whole.groupby("programme", sort=False)
    ]
    head = [say(f"programmes.{word}") for word in HEAD]
    caption = say("programmes.caption").format(on=on)
    folded = say("programmes.folded").format(n=len(whole))
    blocks: list[Block] = [Paragraph(text) for text in beside(report)]
    blocks.append(Table(caption, head, groups, wide=True, folded=folded,
                        source=say("programmes.source")))  # fmt: skip
    return Section("programmes", say("programmes.heading"), blocks)


def announced(report: Report) -> pd.DataFrame:
    """Return every figure of the parties' programmes as it was known on the day."""
    parties, on = report.scenario.party, report.scenario.on
    tables = [programmes(party, on) for party in parties]
    return pd.concat(tables).drop_duplicates() if tables else pd.DataFrame()


def beside(report: Report) -> list[str]:
    """Return the plan read against the announced lines, a sentence for each figure of theirs."""
    chosen = answers.chosen(report)
    amounts = {
        str(measure): _km(float(rows["amount"].sum()))
        for measure, rows in chosen[chosen["per"] == "m"].groupby("measure")
    }
    found = [
        row
        for party in report.scenario.party
        for row in beside_programmes(amounts, party, on=report.scenario.on)
    ]
    return [
        say("programmes.beside").format(
            element=row["element"].replace("_", " "), plan=rounded(row["plan"].best),
            unit=row["unit"], programme=row["programme"], value=rounded(float(row["value"])),
        )
        for row in found
    ]  # fmt: skip


def _km(length_m: float) -> Estimate:
    km = length_m / 1000.0
    return Estimate(km, km, km, "km", "the plan", "computed")


def _row(row: pd.Series) -> list[Cell]:
    low, value, high = (float(row[key]) for key in ("low", "value", "high"))
    span = "" if low == high else f" ({rounded(low)} to {rounded(high)})"
    said = "" if value != value else f"{rounded(value)}{span} {row['unit']}"
    years, yearly = float(row["years"]), float(row["per_year"])
    if years > 1:
        said += say("programmes.yearly").format(years=rounded(years), yearly=rounded(yearly))
    words = (str(row["element"]), f"{row['stage']} {row['date']}", said, str(row["differs"]))
    return [*words, cited(str(row["source"]))]
