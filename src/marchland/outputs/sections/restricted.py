"""Restricted ground: how much, what restricts it, and how likely."""

from dataclasses import replace

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.tables import limit_table, restriction_table


def section(report: Report, images: Images) -> Section:
    """Return speed, restriction and limiting factor, each map before the table beside it."""
    return Section(
        "restricted",
        say("restricted.heading"),
        [
            *pictures(report, images, "ground"),
            replace(restriction_table(report), wide=True),
            *pictures(report, images, "restriction"),
            replace(limit_table(report), wide=True),
            *pictures(report, images, "limiting-factor", "chances"),
        ],
    )
