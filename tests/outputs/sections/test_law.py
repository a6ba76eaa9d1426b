from datetime import date

from tests.outputs.accounting import accounted

from marchland.consequences.dossier import law
from marchland.outputs.content import Figure, Table, Terms
from marchland.outputs.sections.law import section


def test_the_law_stands_with_its_picture_and_its_duties(report):
    made = section(report, {"law": b"image"})
    note, figure, standings, duties = made.blocks
    assert "not legal advice" in note.text
    assert isinstance(figure, Figure)
    assert "APMBC left" in figure.alt
    assert standings.groups[0].rows[0][:2] == ["APMBC", "left"]
    assert len(duties.groups[0].rows) == len(report.accounted.law[0].binding)
    assert duties.folded


def test_contested_positions_stand_with_both_sides(report, changed):
    base = accounted(report.terrain, date(2026, 6, 1))
    other = changed(accounted=type(base)(**{**vars(base), "law": (law("UA", date(2026, 1, 15)),)}))
    blocks = section(other, {}).blocks
    (terms,) = (block for block in blocks if isinstance(block, Terms))
    assert len({word for word, _ in terms.items}) >= 2
    assert any(isinstance(block, Table) for block in blocks)


def test_without_parties_there_is_no_section(changed):
    assert section(changed(accounted=None), {}) is None
