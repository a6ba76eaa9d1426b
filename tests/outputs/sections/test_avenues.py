from marchland.outputs.sections.avenues import section


def test_every_way_has_a_row(report):
    (table,) = section(report, {}).blocks
    assert [row[0] for group in table.groups for row in group.rows] == ["1", "2", "widest"]
