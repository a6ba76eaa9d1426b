"""Facts: figures computed from the geometry of files."""

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.tables import fact_table


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return every fact with its source and scale."""
    return Section("facts", say("facts.heading"), [fact_table(report)])
