from marchland.outputs.sections.facts import section


def test_every_fact_has_its_source(report):
    (table,) = section(report, {}).blocks
    assert table.groups[0].rows[0][-1] == "Nobody, at about 1:500 000"
