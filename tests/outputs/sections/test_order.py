from marchland.outputs.content import Figure, Table, flat
from marchland.outputs.sections.order import ORDER, document

IMAGES = {"answer": b"one", "ground": b"two"}


def test_sections_have_keys_of_their_own_and_the_first_answers(report):
    keys = [section.key for section in document(report, IMAGES).sections]
    assert len(set(keys)) == len(keys) <= len(ORDER)
    assert keys[0] == "answer"
    assert keys[-1] == "sources"


def test_a_document_carries_what_stands_on_every_page(report):
    made = document(report, {})
    assert (made.title, made.question, made.notice) == (
        report.scenario.title, report.scenario.question, report.scenario.notice
    )  # fmt: skip
    assert report.fingerprint[:12] in made.imprint
    assert (made.language, made.on) == ("en", report.scenario.on)


def test_a_section_that_has_nothing_to_say_is_left_out(report, monkeypatch):
    monkeypatch.setattr("marchland.outputs.sections.order.ORDER", (ORDER[0], lambda *_: None))
    assert [section.key for section in document(report, {}).sections] == ["answer"]


def test_every_table_has_a_caption_and_rows_as_wide_as_its_head(report):
    blocks = [b for s in document(report, IMAGES).sections for b in flat(s.blocks)]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(tables) > 8
    for table in tables:
        assert table.caption.endswith(".")
        assert {len(row) for group in table.groups for row in group.rows} <= {len(table.head)}


def test_every_picture_is_shown_once(report):
    blocks = [b for s in document(report, IMAGES).sections for b in flat(s.blocks)]
    assert [b.name for b in blocks if isinstance(b, Figure)] == ["answer", "ground"]
