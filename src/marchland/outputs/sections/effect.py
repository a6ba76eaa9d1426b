"""Effect: every crossing time before and with the plan."""

from dataclasses import replace

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.tables import effect_table


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return the comparison of every case."""
    return Section("effect", say("effect.heading"), [replace(effect_table(report), wide=True)])
