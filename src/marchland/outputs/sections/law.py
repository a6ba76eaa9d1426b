"""Law: where the parties stand on the day, what binds them, and what is contested."""

from marchland.consequences.dossier import Law, duty_row, standing_row
from marchland.outputs.content import Block, Figure, Group, Images, Note, Section, Table, Terms
from marchland.outputs.language import say, translated
from marchland.outputs.report import Report
from marchland.outputs.sections.cited import cited
from marchland.outputs.words import plain

PICTURE = "law"


def section(report: Report, images: Images) -> Section | None:
    """Return the standings, the contested positions of both sides, and the duties."""
    if report.accounted is None or not report.accounted.law:
        return None
    ends = {where.facts_end for one in report.accounted.law for where in one.standings} - {None}
    late = [say("law.ends").format(end=min(e for e in ends if e))] if ends else []
    blocks: list[Block] = [Note(" ".join([say("law.note"), *late]))]
    if PICTURE in images:
        words = "; ".join(
            f"{one.party}: " + ", ".join(f"{s.instrument} {plain(s.status)}" for s in one.standings)
            for one in report.accounted.law
        )
        alt = say("law.picture").format(on=report.scenario.on, words=words)
        blocks.append(Figure(PICTURE, images[PICTURE], alt, say("law.source")))
    for one in report.accounted.law:
        blocks += _party(one)
    return Section("law", say("law.heading"), blocks)


def _party(one: Law) -> list[Block]:
    said = {"party": one.party, "on": one.on}
    head = [say(f"law.{word}") for word in ("instrument", "status", "since", "until", "reason")]
    rows = [
        [row["instrument"], plain(row["status"]), translated(row["since"]), row["until"],
         translated(row["reason"])]
        for row in map(standing_row, one.standings)
    ]  # fmt: skip
    source = say("law.source")
    blocks: list[Block] = [
        Table(say("law.standings").format(**said), head, [Group("", rows)], wide=True,
              source=source)
    ]  # fmt: skip
    sides = [
        (f"{where.instrument}: {translated(position.side)}", translated(position.says))
        for where in one.standings
        for position in where.positions
    ]
    if sides:
        blocks.append(Terms(sides))
    duties = [
        [f"{row['instrument']} {row['article']}", translated(row["duty"]), plain(row["status"]),
         row["due"], cited(row["source"])]
        for row in map(duty_row, one.binding)
    ]  # fmt: skip
    head = [say(f"law.{word}") for word in ("article", "duty", "status", "due", "read")]
    folded = say("law.folded").format(party=one.party, n=len(duties))
    caption = say("law.duties").format(**said)
    blocks.append(Table(caption, head, [Group("", duties)], wide=True, folded=folded,
                        source=source))  # fmt: skip
    return blocks
