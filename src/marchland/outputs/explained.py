"""What a plan hangs on, as tables of the brief."""

import pandas as pd

from marchland.model.plan import Plan
from marchland.optimise.explain import Explained
from marchland.outputs.content import Cell, Group, Table
from marchland.outputs.language import say
from marchland.outputs.words import amount, count, on_clock, percent, plain, rounded

MOST_ROWS = 12
"""Of the options that a plan needs most."""


def worth(plan: Plan, value: float) -> str:
    """Write a value of a plan's objective: on the clock where it is a time."""
    return on_clock(value) if timed(plan) else rounded(value)


def timed(plan: Plan) -> bool:
    """Tell whether the value of a plan is a time in s."""
    return " in s " in f"{plan.objective} "


def alternatives_table(plan: Plan, told: Explained) -> Table:
    """Return the plans that are about as good."""
    rows: list[list[Cell]] = [
        [
            say("explained.the_plan") if row.plan == 0 else _another(row.plan),
            worth(plan, row.value),
            worth(plan, row.upper_bound),
            amount(row.cost_eur, "EUR"),
            str(len(row.options)),
            str(len(row.only)),
        ]
        for row in told.alternatives.itertuples()
    ]
    head = _head("plan", "value", "bound", "cost", "options", "only")
    caption = say("explained.alternatives").format(
        shared=count(len(told.shared), "option"), bound=worth(plan, told.none_better_than)
    )
    return Table(caption, head, [Group("", rows)], frozenset({1, 2, 3, 4, 5}))


def front_rows(plan: Plan, front: pd.DataFrame) -> list[list[Cell]]:
    """Return the rows of a front: limit, value, bound, gap, cost and number of options."""
    return [
        [
            amount(row.bound, "EUR"),
            worth(plan, row.value),
            worth(plan, row.upper_bound),
            percent(row.gap),
            amount(row.cost_eur, "EUR"),
            str(len(row.options)),
        ]
        for row in front.itertuples()
    ]


def front_table(plan: Plan, told: Explained) -> Table:
    """Return what more or less money buys."""
    rows = front_rows(plan, told.front)
    head = _head("limit", "value", "bound", "gap", "cost", "options")
    step = say("explained.no_step")
    if told.step is not None:
        more, gain = amount(told.step.more, "EUR"), worth(plan, told.step.gain)
        step = say("explained.step").format(more=more, gain=gain)
    caption = say("explained.front").format(step=step)
    return Table(caption, head, [Group("", rows)], frozenset({0, 1, 2, 3, 4, 5}))


def importance_table(plan: Plan, told: Explained) -> Table:
    """Return the options that the plan needs most."""
    first: pd.DataFrame = told.importance.head(MOST_ROWS)
    rows: list[list[Cell]] = []
    for row in first.itertuples():
        site, _, measure = row.option.rpartition(":")
        rows.append([site, plain(measure), worth(plan, row.lost)])
    caption = say("explained.importance").format(
        options=count(len(rows), "option"), all=len(told.importance)
    )
    head = _head("site", "measure", "loss")
    return Table(caption, head, [Group("", rows)], frozenset({2}))


def _head(*keys: str) -> list[str]:
    return [say(f"explained.{key}") for key in keys]


def _another(number: int) -> str:
    return say("explained.another").format(number=number)
