"""Avenues: ways that differ."""

from dataclasses import replace

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.ways import avenue_table


def section(report: Report, images: Images) -> Section:
    """Return every avenue with its time, length and width, drawn and told."""
    drawn = pictures(report, images, "avenues")
    return Section(
        "avenues", say("avenues.heading"), [*drawn, replace(avenue_table(report), wide=True)]
    )
