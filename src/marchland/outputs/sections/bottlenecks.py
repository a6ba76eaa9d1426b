"""Bottlenecks: doors that differ, and the lines that close an approach."""

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.tables import bottleneck_table
from marchland.outputs.ways import doors_table


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return the doors, then the bottleneck of every case."""
    tables = [doors_table(report), bottleneck_table(report)]
    return Section("bottlenecks", say("bottlenecks.heading"), tables)
