import io
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from marchland.outputs.content import (
    Answer,
    Beside,
    Bullets,
    Document,
    Drawing,
    Figure,
    Group,
    Link,
    Note,
    Paragraph,
    Section,
    Table,
    Terms,
)
from marchland.outputs.images import encode
from marchland.outputs.pdf import as_data, pdf
from marchland.outputs.sections.order import document

LETTERS = "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ ąčęėįšųūž ĄČĘĖĮŠŲŪŽ"
GREY = np.full((40, 60, 3), 128, np.uint8)
BAR = '<svg width="9" height="9" viewBox="0 0 9 9"><path d="M1 1H8" stroke="#000"/></svg>'


def every_kind() -> Document:
    table = Table(
        "A table.", ["Word", "Number"],
        [Group("", [["one", "1"], [Link("two", "https://example.org/"), Drawing("bar", BAR, 9)]]),
         Group("more", [["three #*_$`", "3"]])],
        frozenset({1}), source="Nobody, 2026",
    )  # fmt: skip
    first = Section("answer", "", [
        Answer([Paragraph("It is so.", "Lead.")]),
        Beside([Figure("one", encode(GREY, "webp"), "a grey field")],
               [Bullets(["first", "second"], "A list"), Note("Take care.")]),
    ])  # fmt: skip
    second = Section("words", "Words", [
        Terms([("Term", "what it means")]), Paragraph(LETTERS), table,
        Figure("two", encode(GREY, "png"), "the same as PNG"),
        Table("No rows.", ["a"], [Group("", [])]),
    ])  # fmt: skip
    return Document("Title: 50 %", "Why?", "A drawing.", "imprint", "lt", date(2026, 6, 1),
                    [first, second])  # fmt: skip


def text_of(reader: PdfReader) -> str:
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages)


def elements(node: object) -> list[DictionaryObject]:
    """Return every element of a structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for kid in node for found in elements(kid)]
    if not isinstance(node, dict):
        return []
    own = [node] if "/S" in node else []
    return own + (elements(node["/K"]) if "/K" in node else [])


def fonts(reader: PdfReader) -> list[DictionaryObject]:
    found = []
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            found += [kid.get_object() for kid in font.get_object()["/DescendantFonts"]]
    return found


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(every_kind())


@pytest.fixture(scope="module")
def reader(made) -> PdfReader:
    return PdfReader(io.BytesIO(made))


@pytest.fixture(scope="module")
def tree(reader) -> list[DictionaryObject]:
    return elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])


def test_it_says_that_it_is_accessible(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "lt"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Title: 50 %"


def test_every_picture_has_words(tree):
    pictures = [element for element in tree if element["/S"] == "/Figure"]
    said = {element["/Alt"] for element in pictures}
    assert {"a grey field", "the same as PNG", "bar"} <= said


def test_headings_lists_and_tables_are_tagged(tree):
    names = [element["/S"] for element in tree]
    for name, least in {"/H1": 1, "/H2": 2, "/LI": 2, "/Table": 1, "/TH": 2, "/TR": 4}.items():
        assert names.count(name) >= least, name
    assert "/Link" in names


def test_every_letter_can_be_read_out(reader):
    text = text_of(reader)
    for part in (LETTERS, "Lead. It is so.", "three #*_$`", "Nobody, 2026", "what it means"):
        assert part in text


def test_the_notice_is_on_every_page(reader):
    assert len(reader.pages) > 1
    assert all("A drawing." in page.extract_text() for page in reader.pages)


def test_a_table_without_rows_says_so(reader):
    assert "No rows. None." in text_of(reader)


def test_every_font_is_embedded(reader):
    found = fonts(reader)
    assert found
    for font in found:
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"])


def test_it_has_the_date_of_the_study_and_is_the_same_every_time(made, reader):
    assert reader.metadata.creation_date.date() == date(2026, 6, 1)
    assert pdf(every_kind()) == made


def test_it_holds_no_path_of_this_machine(made):
    assert b"marchland-" not in made


def test_a_day_that_is_another_makes_another_file(made):
    assert pdf(replace(every_kind(), on=date(2026, 6, 2))) != made


def test_a_long_column_shares_the_room_that_short_ones_leave():
    table = Table("c", ["short", "long"], [Group("", [["a", "x" * 100]])])
    content = replace(every_kind(), sections=[Section("one", "One", [table])])
    assert as_data(content, {})["sections"][0]["blocks"][0]["widths"] == [0, 10.0]


def test_where_room_is_short_headings_break_before_numbers_do():
    rows = [["a", "1 h 30 min (1 h to 2 h)"]]
    table = Table("c", ["very long heading " * 6, "time"], [Group("", rows)], frozenset({1}))
    content = replace(every_kind(), sections=[Section("one", "One", [table])])
    assert as_data(content, {})["sections"][0]["blocks"][0]["widths"] == [9.0, 25.0]


def test_names_of_one_word_are_not_broken():
    rows = [["flanks-middle-059", "road closure", "1 h 30 min (1 h to 2 h)"]]
    head = ["Site", "very long heading " * 6, "time"]
    table = Table("c", head, [Group("", rows)], frozenset({2}))
    content = replace(every_kind(), sections=[Section("one", "One", [table])])
    assert as_data(content, {})["sections"][0]["blocks"][0]["widths"] == [0, 14.0, 25.0]


@pytest.mark.parametrize(("lines", "pages"), [(8, 1), (23, 1), (40, 2)])
def test_a_map_a_little_too_tall_for_the_page_is_drawn_smaller(tmp_path, lines, pages):
    tall = np.full((1400, 935, 3), 128, np.uint8)  # 144 mm at its widest
    above = [Paragraph("One line of the answer.") for _ in range(lines)]
    figure = Figure("answer", encode(tall, "webp"), "A map.", "Source: here.")
    section = Section("one", "", [*above, Beside([figure], [Bullets(["a doubt"], "Doubts")])])
    (tmp_path / "page.pdf").write_bytes(pdf(replace(every_kind(), sections=[section])))
    assert len(PdfReader(tmp_path / "page.pdf").pages) == pages


def test_a_whole_report_is_set(report, tmp_path):
    images = {"answer": encode(GREY, "webp"), "ground": encode(GREY, "webp")}
    (tmp_path / "brief.pdf").write_bytes(pdf(document(report, images)))
    reader = PdfReader(tmp_path / "brief.pdf")
    text = text_of(reader)
    for section in document(report, images).sections:
        assert section.heading in text
    tree = elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    pictures = [element for element in tree if element["/S"] == "/Figure"]
    assert len(pictures) >= 2 + len(report.effect)
    assert all(len(element["/Alt"]) > 20 for element in pictures)
