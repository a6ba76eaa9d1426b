from marchland.outputs.sections.consequences import section


def test_every_consequence_has_its_source(report):
    (table,) = section(report, {}).blocks
    assert [row[-1] for row in table.groups[0].rows] == ["sum over options", "sum over options"]
