"""Declared areas: what the analyst drew, what the law says of each, and what it means."""

from marchland.model.declaration import ATTRIBUTES
from marchland.outputs.content import Block, Group, Images, Note, Section, Table
from marchland.outputs.language import say, translated
from marchland.outputs.report import Report
from marchland.outputs.sections.cited import cited
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.words import plain, ranged

UNKNOWN = {None: "unknown", True: "yes", False: "no"}


def section(report: Report, images: Images) -> Section | None:
    """Return areas, findings, consequences and what happened elsewhere; None without areas."""
    found = report.accounted.assessment if report.accounted is not None else None
    if found is None or not found.areas:
        return None
    areas = [
        [plain(UNKNOWN.get(value, str(value))) if not isinstance(value, str) else plain(value)
         for value in (getattr(area, field) for field in ATTRIBUTES)]
        for area in found.areas
    ]  # fmt: skip
    said = [
        [name, f"{f.instrument} {f.article}", translated(f.status), translated(f.reason),
         cited(f.source)]
        for name, f in found.findings
    ]  # fmt: skip
    meant = [
        [
            translated(str(r.consequence)),
            ranged((r.low, r.best, r.high), str(r.unit)),
            _source(str(r.source)),
        ]
        for r in found.consequences.itertuples()
    ]
    elsewhere = [
        [r["place"], r["period"], r["group"], r["killed"], r["injured"], r["differs"],
         cited(r["source"])]
        for r in found.references
    ]  # fmt: skip
    blocks: list[Block] = [Note(say("declared.note")), *pictures(report, images, "declared")]
    for name, rows, fields in (
        ("areas", areas, ATTRIBUTES),
        ("findings", said, ("name", "article", "status", "reason", "read")),
        ("means", meant, ("consequence", "amount", "read")),
        ("elsewhere", elsewhere,
         ("place", "period", "group", "killed", "injured", "differs", "read")),
    ):  # fmt: skip
        head = [say(f"declared.{field}") for field in fields]
        caption, source = say(f"declared.caption_{name}"), say(f"declared.source_{name}")
        blocks.append(Table(caption, head, [Group("", rows)], wide=True, source=source))
    return Section("declared", say("declared.heading"), blocks)


def _source(text: str) -> str:
    """Return the sources of a figure in words, key by key."""
    return "; ".join(str(cited(key)) if " " not in key else key for key in text.split("; "))
