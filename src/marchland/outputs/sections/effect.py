"""Effect: every crossing time before and with the plan."""

from dataclasses import replace

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.tables import effect_table


def section(report: Report, images: Images) -> Section:
    """Return the comparison of every case, drawn and told."""
    drawn = pictures(report, images, "travel-time", "crossing")
    table = replace(effect_table(report), wide=True)
    return Section("effect", say("effect.heading"), [*drawn, table])
