"""Page one: the question, the answer with its range, a map, a table, and what to doubt."""

from marchland.outputs.content import Answer, Beside, Bullets, Images, Paragraph, Section
from marchland.outputs.language import say
from marchland.outputs.prose import answer, hangs_on
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.tables import answer_table


def section(report: Report, images: Images) -> Section:
    """Return the page that answers; the document prints title and question above it."""
    doubts = [
        Bullets(hangs_on(report), say("answer.hangs")),
        Bullets(report.notes, say("answer.known")),
    ]
    return Section(
        "answer",
        "",
        [
            Answer([Paragraph(text, f"{lead}.") for lead, text in answer(report)]),
            answer_table(report),
            Beside(pictures(report, images, "answer"), doubts),
        ],
    )
