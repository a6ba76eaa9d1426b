"""The plan: what it builds, by closing line, and every option that it chose."""

from dataclasses import replace

from marchland.outputs.budgets import between_table, budget_table
from marchland.outputs.content import Block, Images, Section, Table
from marchland.outputs.explained import alternatives_table, front_table, importance_table
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures
from marchland.outputs.tables import option_table, plan_table


def section(report: Report, images: Images) -> Section:
    """Return the sums of the plan, its options folded away, and what it hangs on."""
    drawn = pictures(report, images, "plan")
    blocks: list[Block] = [*drawn, replace(plan_table(report), wide=True)]
    options: Table = option_table(report)
    if not options.empty:
        folded = say("plan.folded").format(n=len(options.groups[0].rows))
        blocks.append(replace(options, wide=True, folded=folded))
    if report.budgets is not None:
        blocks += pictures(report, images, "budgets")
        blocks += [make(report.plan, report.budgets) for make in (budget_table, between_table)]
        blocks += pictures(report, images, "front") if report.explained is None else []
    if report.explained is not None:
        blocks += pictures(report, images, "front")
        tables = (front_table, importance_table, alternatives_table)
        blocks += [make(report.plan, report.explained) for make in tables]
    return Section("plan", say("plan.heading"), blocks)
