"""Coefficients: what the analyst declared, and what the catalogue gave."""

from dataclasses import replace

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.tables import coefficient_tables


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return declared values open, and all others folded away."""
    declared, rest = coefficient_tables(report)
    folded = replace(rest, wide=True, folded=say("coefficients.folded"))
    return Section("coefficients", say("coefficients.heading"), [declared, folded])
