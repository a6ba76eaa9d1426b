"""Several budgets side by side, as tables of the brief and of the run folder."""

import pandas as pd

from marchland.model.plan import Plan
from marchland.optimise.budgets import Budgets
from marchland.outputs.content import Cell, Group, Table
from marchland.outputs.explained import front_rows, worth
from marchland.outputs.language import say
from marchland.outputs.words import amount, count, percent, plain


def budget_table(plan: Plan, told: Budgets) -> Table:
    """Return what each budget buys: a group for each, its best plan first.

    Parameters
    ----------
    plan : Plan
        Of the study, which says what a value is.
    told : Budgets

    Returns
    -------
    Table
    """
    groups = []
    for budget, rows in told.plans.groupby("budget", sort=True):
        first = rows.iloc[0]
        heading = say("budgets.within").format(
            budget=amount(float(str(budget)), "EUR"),
            shared=count(len(first["shared"]), "option"),
            bound=worth(plan, float(first["none_better_than"])),
        )
        groups.append(Group(heading, [_row(plan, row) for _, row in rows.iterrows()]))
    words = ("plan", "value", "bound", "gap", "cost", "options", "sweeps")
    head = [say(f"budgets.{word}") for word in words]
    caption = say("budgets.caption").format(always=count(len(told.always), "option"))
    return Table(caption, head, groups, frozenset(range(1, len(head))))


def between_table(plan: Plan, told: Budgets) -> Table:
    """Return the front over the budgets and one between each two."""
    rows = front_rows(plan, told.front)
    head = [
        say(f"budgets.{word}") for word in ("budget", "value", "bound", "gap", "cost", "options")
    ]
    return Table(say("budgets.front"), head, [Group("", rows)], frozenset(range(len(head))))


def budget_frames(told: Budgets) -> dict[str, tuple[pd.DataFrame, str]]:
    """Return what several budgets buy as tables without a place, each with one sentence on it."""
    plans = told.plans.drop(columns=["options", "shared"]).rename(columns={"budget": "budget_eur"})
    chosen = [
        (row.budget, row.plan, option, option in row.shared)
        for row in told.plans.itertuples()
        for option in row.options
    ]
    columns = ["budget_eur", "plan", "option", "shared"]
    front = told.front.drop(columns="options").rename(columns={"bound": "budget_eur"})
    return {
        "budgets": (plans, "Plans for several budgets; plan 0 is the best one found."),
        "budget_options": (
            pd.DataFrame(chosen, columns=columns),
            "What each of these plans builds; shared is built by all plans of its budget.",
        ),
        "front": (front, "The best value for each budget, and what no plan within it exceeds."),
    }


def _row(plan: Plan, row: pd.Series) -> list[Cell]:
    stopped = say(f"budgets.stopped_{row['stopped']}") if row["stopped"] else ""
    return [
        say("budgets.best") if row["plan"] == 0 else say("budgets.other").format(n=row["plan"]),
        worth(plan, float(row["value"])),
        worth(plan, float(row["upper_bound"])),
        percent(float(row["gap"])),
        amount(float(row["cost_eur"]), "EUR"),
        str(len(row["options"])),
        f"{row['sweeps']}{', ' if stopped else ''}{plain(stopped)}",
    ]
