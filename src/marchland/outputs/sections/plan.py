"""The plan: what it builds, by closing line, and every option that it chose."""

from dataclasses import replace

from marchland.outputs.content import Images, Section, Table
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.tables import option_table, plan_table


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return the sums of the plan; its options folded away."""
    blocks = [replace(plan_table(report), wide=True)]
    options: Table = option_table(report)
    if not options.empty:
        folded = say("plan.folded").format(n=len(options.groups[0].rows))
        blocks.append(replace(options, wide=True, folded=folded))
    return Section("plan", say("plan.heading"), blocks)
