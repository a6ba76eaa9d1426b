from marchland.outputs.content import Figure, Note
from marchland.outputs.sections.accounts import section


def test_each_account_has_its_items_and_its_total_last(report):
    figure, note, table = section(report, {"accounts": b"image"}).blocks
    assert isinstance(figure, Figure)
    assert isinstance(note, Note)
    assert "assumed shares" in note.text
    assert [group.heading for group in table.groups] == ["plan, EUR", "declared areas, EUR"]
    rows = table.groups[1].rows
    assert rows[-1][0] == "total"
    assert [row[1] for row in rows if row[0] == "monitoring"] == ["unknown"]
    assert table.head[1:4] == ["10 years", "30 years", "50 years"]


def test_without_accounts_there_is_no_section(changed):
    assert section(changed(accounted=None), {}) is None
