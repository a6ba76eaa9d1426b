from marchland.outputs.sections.effect import section


def test_every_case_is_compared(report):
    (table,) = section(report, {}).blocks
    assert sum(len(group.rows) for group in table.groups) == len(report.effect)
