"""Bottlenecks: doors that differ, and the lines that close an approach."""

from dataclasses import replace

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.tables import bottleneck_table
from marchland.outputs.ways import doors_table


def section(report: Report, images: Images) -> Section:
    """Return corridors and doors, then the bottleneck of every case."""
    return Section(
        "bottlenecks",
        say("bottlenecks.heading"),
        [
            *pictures(report, images, "corridors"),
            doors_table(report),
            *pictures(report, images, "doors"),
            replace(bottleneck_table(report), wide=True),
        ],
    )
