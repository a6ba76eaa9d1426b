"""Consequences: what the plan means off the field."""

from marchland.outputs.content import Block, Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.tables import consequence_table


def section(report: Report, images: Images) -> Section:
    """Return every consequence with its range and its source, then the ledger."""
    blocks: list[Block] = [consequence_table(report), *pictures(report, images, "ledger")]
    return Section("consequences", say("consequences.heading"), blocks)
