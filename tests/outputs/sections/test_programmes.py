from marchland.outputs.sections.programmes import beside, section


def test_the_announced_lines_of_the_parties_are_listed(report):
    made = section(report, {})
    table = made.blocks[-1]
    assert "East Shield" in [group.heading for group in table.groups]
    assert any(row[3] for group in table.groups for row in group.rows)  # disagreements are shown


def test_the_plan_stands_beside_the_same_element(report, changed):
    estonia = report.scenario.model_copy(update={"party": ("EE",)})
    said = beside(changed(scenario=estonia))
    assert any("km of ditch; Baltic Defence Line, planned 2027-12-31: 40 km" in s for s in said)


def test_a_state_without_a_programme_has_no_section(report, changed):
    nowhere = report.scenario.model_copy(update={"party": ("XX",)})
    assert section(changed(scenario=nowhere), {}) is None
