"""Both cases: the argument of military necessity and the humanitarian one, side by side."""

from marchland.outputs.content import Beside, Block, Bullets, Images, Note, Section
from marchland.outputs.language import say, translated
from marchland.outputs.report import Report


def section(report: Report, images: Images) -> Section | None:  # noqa: ARG001
    """Return both arguments about the pair, what neither can say, and the ranking."""
    found = report.accounted
    if found is None:
        return None
    one, two = map(translated, found.names)
    sides = ("necessity", "humanity", "unknown")
    told = {side: tuple(map(translated, getattr(found.cases, side))) for side in sides}
    blocks: list[Block] = [
        Note(say("cases.note").format(one=one, two=two)),
        Beside(
            [Bullets(told["necessity"], say("cases.necessity"))],
            [Bullets(told["humanity"], say("cases.humanity"))],
        ),
    ]
    if told["unknown"]:
        blocks.append(Bullets(told["unknown"], say("cases.unknown")))
    blocks.append(Bullets(tuple(map(translated, found.ranked)), say("cases.ranking")))
    return Section("cases", say("cases.heading"), blocks)
