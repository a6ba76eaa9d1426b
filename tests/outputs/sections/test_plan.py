from dataclasses import replace

from marchland.outputs.sections.plan import section


def test_options_are_folded_away_and_counted(report):
    sums, options = section(report, {}).blocks
    assert not sums.folded
    assert options.folded == "Every option chosen: 2"


def test_an_empty_plan_has_no_list_of_options(report, changed):
    empty = changed(plan=replace(report.plan, options=()))
    assert len(section(empty, {}).blocks) == 1
