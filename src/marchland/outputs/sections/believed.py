"""What must be believed: break-even, what moves the answer, and where the order turns over."""

from marchland.outputs.believed import (
    flips_table,
    held_table,
    input_words,
    tornado_table,
    value_words,
)
from marchland.outputs.content import Block, Bullets, Images, Paragraph, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.words import plain
from marchland.posture.hinge import Hinge


def section(report: Report, images: Images) -> Section | None:
    """Return what a comparison of postures hangs on, or None where none was compared."""
    told = report.hinge
    if told is None or told.held.empty:
        return None
    blocks: list[Block] = [Paragraph(say("believed.read")), held_table(told)]
    blocks += pictures(report, images, "passage")
    if told.moved and not told.tornado.empty:
        blocks += [Paragraph(_whose(told)), *pictures(report, images, "tornado")]
        blocks.append(tornado_table(told))
    if not told.flips.empty:
        blocks += [_turns(told), flips_table(told)]
    return Section("believed", say("believed.heading"), blocks)


def _whose(told: Hinge) -> str:
    """Say which posture and case the inputs belong to."""
    assert told.worst is not None
    case = ", ".join(plain(w) for w in (told.worst.approach, told.worst.mover, told.worst.season))
    return say("believed.whose").format(posture=plain(told.leader), case=case)


def _turns(told: Hinge) -> Block:
    """Say which inputs turn the order over within their ranges."""
    turning = told.flips[told.flips["flips_at"].notna()]
    names = {"one": plain(told.leader), "other": plain(told.runner)}
    if turning.empty:
        return Paragraph(say("believed.stands").format(**names))
    said = [
        say("believed.turns").format(
            input=input_words(str(row["input"])),
            at=value_words(float(row["flips_at"]), str(row["unit"])),
        )
        for _, row in turning.iterrows()
    ]
    return Bullets(said, say("believed.turns_heading").format(**names))
