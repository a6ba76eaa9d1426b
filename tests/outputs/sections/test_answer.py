from marchland.outputs.content import Answer, Beside, Figure, Table
from marchland.outputs.sections.answer import section


def test_page_one_answers_in_order(report):
    answer, table, beside = section(report, {"answer": b"image"}).blocks
    assert isinstance(answer, Answer)
    assert isinstance(table, Table)
    assert isinstance(beside, Beside)
    assert [p.lead for p in answer.items] == ["Across.", "Supply.", "The plan."]
    assert [type(block) for block in beside.left] == [Figure]
    assert [block.heading for block in beside.right] == ["What it hangs on", "What is not known"]
    assert list(beside.right[1].items) == list(report.notes)
