import xml.etree.ElementTree as ET

from marchland.outputs.bars import range_bar, top_of

INF, NAN = float("inf"), float("nan")


def drawn(before, after, top=36000.0):
    return ET.fromstring(range_bar(before, after, top).svg)


def test_a_scale_ends_at_a_round_number_of_hours():
    assert top_of([(3600.0, 5400.0, 9100.0)]) == 3 * 3600
    assert top_of([(INF, INF, INF)]) == 3600


def test_a_bar_says_its_numbers_in_words():
    title = drawn((3600.0, 7200.0, 10800.0), (INF, INF, INF))[0].text
    assert "2\u00a0h\u00a000\u00a0min" in title
    assert "no way through" in title


def test_a_best_value_is_marked_where_it_lies():
    marks = [p.get("d") for p in drawn((0.0, 18000.0, 36000.0), (0.0, 0.0, 0.0))[1:]]
    middle = next(d for d in marks if d.startswith("M92"))
    assert "V" in middle


def test_what_has_no_end_has_an_arrow_and_what_is_unknown_a_question_mark():
    parts = drawn((3600.0, 7200.0, INF), (NAN, NAN, NAN))
    assert [p for p in parts if (p.get("d") or "").endswith("Z")]
    assert [p.text for p in parts if p.tag == "text"] == ["?"]
