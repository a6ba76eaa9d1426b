"""Consequences: what the plan means off the field."""

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.tables import consequence_table


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return every consequence with its range and its source."""
    return Section("consequences", say("consequences.heading"), [consequence_table(report)])
