"""Avenues: ways that differ."""

from dataclasses import replace

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.ways import avenue_table


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return every avenue with its time, length and width."""
    return Section("avenues", say("avenues.heading"), [replace(avenue_table(report), wide=True)])
