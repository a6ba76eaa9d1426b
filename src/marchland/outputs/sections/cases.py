"""Both cases: the argument of military necessity and the humanitarian one, side by side."""

from marchland.outputs.content import Beside, Block, Bullets, Images, Note, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report


def section(report: Report, images: Images) -> Section | None:  # noqa: ARG001
    """Return both arguments about the pair, what neither can say, and the ranking."""
    found = report.accounted
    if found is None:
        return None
    one, two = found.names
    blocks: list[Block] = [
        Note(say("cases.note").format(one=one, two=two)),
        Beside(
            [Bullets(found.cases.necessity, say("cases.necessity"))],
            [Bullets(found.cases.humanity, say("cases.humanity"))],
        ),
    ]
    if found.cases.unknown:
        blocks.append(Bullets(found.cases.unknown, say("cases.unknown")))
    blocks.append(Bullets(found.ranked, say("cases.ranking")))
    return Section("cases", say("cases.heading"), blocks)
