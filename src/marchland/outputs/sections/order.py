"""The order of the brief: which sections there are, and what a picture of the run becomes."""

from collections.abc import Callable

from marchland.outputs.content import Document, Images, Section
from marchland.outputs.language import spoken
from marchland.outputs.report import Report
from marchland.outputs.sections import (
    accounts,
    answer,
    avenues,
    believed,
    bottlenecks,
    cases,
    coefficients,
    consequences,
    declared,
    effect,
    facts,
    law,
    method,
    plan,
    postures,
    programmes,
    restricted,
    sources,
)
from marchland.outputs.titles import imprint

Make = Callable[[Report, Images], Section | None]
"""What a section file offers as ``section``; None where the report has nothing for it."""

ORDER: tuple[Make, ...] = (
    answer.section,
    restricted.section,
    effect.section,
    avenues.section,
    bottlenecks.section,
    plan.section,
    postures.section,
    believed.section,
    consequences.section,
    declared.section,
    accounts.section,
    cases.section,
    law.section,
    programmes.section,
    facts.section,
    method.section,
    coefficients.section,
    sources.section,
)
"""Sections in the order in which they are read; the first one is the page that answers."""


def document(report: Report, images: Images) -> Document:
    """Return what the brief says.

    Parameters
    ----------
    report : Report
    images : mapping of {str: bytes}
        Pictures by name; one that is missing is left out.

    Returns
    -------
    Document
    """
    scenario = report.scenario
    made = [make(report, images) for make in ORDER]
    return Document(
        title=scenario.title,
        question=scenario.question,
        notice=scenario.notice,
        imprint=imprint(report),
        language=spoken(),
        on=scenario.on,
        sections=tuple(section for section in made if section is not None),
    )
