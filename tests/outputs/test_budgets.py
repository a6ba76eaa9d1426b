"""Several budgets as tables."""

from tests.outputs.budgeting import budgets

from marchland.outputs.budgets import between_table, budget_frames, budget_table


def cells(table):
    return [[str(cell) for cell in row] for group in table.groups for row in group.rows]


def test_each_budget_is_a_group_with_its_best_plan_first(report):
    table = budget_table(report.plan, budgets(report))
    assert len(table.groups) == 3
    assert [row[0] for row in cells(table)] == [
        "the best found", "the best found", "another, 1", "the best found",
    ]  # fmt: skip
    assert "EUR 20 million" in table.groups[1].heading.replace("\u00a0", " ")
    assert cells(table)[0][-1] == "12, ended at its limit"
    assert cells(table)[2][-1] == "8, proved"


def test_the_front_has_a_row_for_each_budget(report):
    told = budgets(report)
    rows = cells(between_table(report.plan, told))
    assert len(rows) == len(told.front)
    assert all("2 %" in row[3].replace("\u00a0", " ") for row in rows)


def test_the_run_folder_has_every_plan_option_by_option(report):
    told = budgets(report)
    frames = budget_frames(told)
    assert set(frames) == {"budgets", "budget_options", "front"}
    options, _ = frames["budget_options"]
    for row in told.plans.itertuples():
        mine = options[(options["budget_eur"] == row.budget) & (options["plan"] == row.plan)]
        assert tuple(mine["option"]) == row.options
        assert set(mine.loc[mine["shared"], "option"]) == set(row.shared)
