from marchland.outputs.content import Beside, Note
from marchland.outputs.sections.cases import section


def test_both_arguments_stand_side_by_side_and_gaps_below(report):
    note, beside, unknown, ranking = section(report, {}).blocks
    assert isinstance(note, Note)
    assert isinstance(beside, Beside)
    assert beside.left[0].items == report.accounted.cases.necessity
    assert beside.right[0].items == report.accounted.cases.humanity
    assert any("has no source" in item for item in unknown.items)
    assert any("comes first" in item for item in ranking.items)


def test_without_accounts_there_is_no_section(changed):
    assert section(changed(accounted=None), {}) is None
