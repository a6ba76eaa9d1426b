from marchland.outputs.sections.effect import section


def test_every_case_is_compared(report):
    figure, table = section(report, {"crossing": b"image"}).blocks
    assert figure.alt.startswith("Chart: ")
    assert sum(len(group.rows) for group in table.groups) == len(report.effect)
