from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from marchland.outputs.lettering import Places, around, measure, px, wrap

PLACES = (0.0, 0.0, 100.0, 100.0)


def test_text_has_a_size_in_every_alphabet_of_the_region():
    for text in ("Žemaitė", "Łódź", "Гродно", "Pärnu", "Daugavpils"):
        wide, high = measure(text, 8.0)
        assert wide > high > 0
    assert measure("a" * 9, 8.0, bold=True)[0] > measure("a" * 9, 8.0)[0]


def test_lines_are_no_wider_than_asked_and_lose_no_word():
    text = "How long does it take to cross the gap and what would a ditch change"
    lines = wrap(text, px(30), 8.0)
    assert " ".join(lines) == text
    assert max(measure(line, 8.0)[0] for line in lines) <= px(30)
    assert wrap("", px(30), 8.0) == []


@given(st.lists(st.text("iWm.,ł", min_size=1, max_size=9), min_size=1, max_size=12),
       st.integers(5, 60))  # fmt: skip
def test_lines_are_as_full_as_they_can_be(words, wide_mm):
    lines = wrap(" ".join(words), px(wide_mm), 8.0)
    assert " ".join(lines).split(" ") == words
    for line, below in pairwise(lines):
        first = below.split(" ")[0]
        assert " " not in line or measure(line, 8.0)[0] <= px(wide_mm)
        assert measure(f"{line} {first}", 8.0)[0] > px(wide_mm)


def test_a_number_stays_with_its_unit():
    assert "12\u00a0km" in " ".join(wrap("a b c 12\u00a0km", px(4), 8.0))


def test_nothing_stands_on_another():
    places = Places(PLACES)
    assert places.first_free([(10, 10, 30, 20)]) is not None
    assert places.first_free([(20, 15, 40, 25)]) is None
    assert places.first_free([(20, 15, 40, 25), (50, 50, 60, 60)]) == (50, 50, 60, 60)
    assert places.first_free([(31, 10, 40, 20)], margin=3) is None


def test_nothing_stands_outside_the_frame():
    assert not Places(PLACES).free((90, 10, 110, 20))


def test_only_what_must_be_said_stands_on_a_line():
    places = Places(PLACES, lines=[(0, 40, 100, 60)])
    assert not places.free((10, 50, 30, 70))
    assert places.free((10, 50, 30, 70), over_lines=True)


def test_boxes_beside_a_point_do_not_cover_it():
    for left, top, right, bottom in around(50, 50, (20, 8), 4):
        assert not (left < 50 < right and top < 50 < bottom)
        assert (round(right - left), round(bottom - top)) == (20, 8)
