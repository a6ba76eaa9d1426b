from dataclasses import replace

from marchland.outputs.content import Figure, Note
from marchland.outputs.sections.declared import section


def test_areas_are_told_as_declared_with_law_and_meaning(report):
    made = section(report, {"declared": b"image"})
    note, figure, areas, findings, meant, elsewhere = made.blocks
    assert isinstance(note, Note)
    assert isinstance(figure, Figure)
    assert areas.groups[0].rows[0][:4] == ["hand", "mined area", "PL", "unknown"]
    assert ["hand", "APMBC 1", "not prohibited"] in [row[:3] for row in findings.groups[0].rows]
    assert any("asked for" in block.source for block in (meant,))
    assert [row[0] for row in elsewhere.groups[0].rows] == ["Evros", "Falklands"]


def test_without_areas_there_is_no_section(report, changed):
    assert section(changed(accounted=None), {}) is None
    none = replace(report.accounted.assessment, areas=())
    assert section(changed(accounted=replace(report.accounted, assessment=none)), {}) is None
