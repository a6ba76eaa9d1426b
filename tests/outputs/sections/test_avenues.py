from marchland.outputs.sections.avenues import section


def test_every_way_has_a_row(report):
    figure, table = section(report, {"avenues": b"image"}).blocks
    assert figure.name == "avenues"
    assert [row[0] for group in table.groups for row in group.rows] == ["1", "2", "widest"]
