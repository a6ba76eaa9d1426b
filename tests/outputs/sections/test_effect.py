from marchland.outputs.sections.effect import section


def test_every_case_is_compared(report):
    drawn = section(report, dict.fromkeys(("crossing", "travel-time"), b"image")).blocks
    first, figure, table = drawn
    assert first.name == "travel-time"
    assert figure.alt.startswith("Chart: ")
    assert sum(len(group.rows) for group in table.groups) == len(report.effect)
