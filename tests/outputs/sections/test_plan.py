from dataclasses import replace

from tests.outputs.explaining import explained

from marchland.outputs.content import Figure, Table
from marchland.outputs.sections.plan import section


def test_options_are_folded_away_and_counted(report):
    sums, options = section(report, {}).blocks
    assert not sums.folded
    assert options.folded == "Every option chosen: 2"


def test_the_map_of_the_plan_stands_before_its_sums(report):
    assert section(report, {"plan": b"image"}).blocks[0].name == "plan"


def test_an_empty_plan_has_no_list_of_options(report, changed):
    empty = changed(plan=replace(report.plan, options=()))
    assert len(section(empty, {}).blocks) == 1


def test_a_plan_that_is_explained_has_its_front_drawn_and_three_tables(changed):
    plan, told = explained()
    hangs = changed(explained=told, plan=plan)
    blocks = section(hangs, {"front": b"drawn"}).blocks[1:]
    assert [type(block) for block in blocks] == [Figure, Table, Table, Table]
    assert blocks[0].alt.replace("\u00a0", " ").startswith("Chart: ")
    assert [type(block) for block in section(hangs, {}).blocks[1:]] == [Table] * 3
