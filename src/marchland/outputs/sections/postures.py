"""Postures side by side, and what the plan costs one's own side."""

from marchland.outputs.content import Block, Bullets, Images, Paragraph, Section
from marchland.outputs.language import say
from marchland.outputs.postures import own_side_table, posture_table
from marchland.outputs.report import Report
from marchland.outputs.words import plain


def section(report: Report, images: Images) -> Section | None:  # noqa: ARG001
    """Return the comparison of postures and the own side, or None where neither is there."""
    blocks: list[Block] = []
    if report.postures is not None and not report.postures.empty:
        rows = report.postures.drop_duplicates("posture")
        left = [
            say("postures.left").format(posture=plain(p), what=w)
            for p, w in zip(rows["posture"], rows["left_out"], strict=True)
            if w
        ]
        open_ = sorted({w for told in report.postures["undeclared"] for w in told.split(", ") if w})
        blocks += [Paragraph(say("postures.read")), posture_table(report.postures)]
        blocks += [Bullets(left, say("postures.left_heading"))] if left else []
        blocks += [Bullets([plain(w) for w in open_], say("postures.open"))] if open_ else []
    if report.own_side is not None and not report.own_side.empty:
        blocks += [Paragraph(say("own_side.read")), own_side_table(report.own_side)]
    return Section("postures", say("postures.heading"), blocks) if blocks else None
