from datetime import date

from marchland.consequences.dossier import spans
from marchland.model.law import STATUSES
from marchland.outputs.timeline import LOOKS, drawn_timeline, headline, timeline

YEARS = (date(1996, 1, 1), date(2027, 1, 1))
ROWS = [(p, i, spans(p, i, YEARS)) for p in ("LT", "UA") for i in ("APMBC", "CCM")]


def test_every_standing_has_a_look_of_its_own():
    assert set(LOOKS) == set(STATUSES)
    assert len(set(LOOKS.values())) == len(LOOKS)


def test_the_headline_is_where_each_state_stands():
    assert headline(ROWS, date(2026, 1, 15)) == (
        "LT on 2026-01-15 left: APMBC, CCM\nUA on 2026-01-15 contested: APMBC; not bound: CCM"
    )


def test_a_timeline_is_the_same_every_time_and_changes_with_the_day():
    pictures = [timeline(ROWS, on, YEARS, date(2026, 4, 30))
                for on in (date(2026, 1, 15), date(2026, 1, 15), date(2020, 1, 15))]  # fmt: skip
    assert pictures[0] == pictures[1] != pictures[2]
    assert pictures[0].startswith(b"\x89PNG")


def test_the_notice_of_a_study_stands_on_it():
    given = (ROWS, date(2026, 1, 15), YEARS, date(2026, 4, 30))
    bare, noticed = drawn_timeline(*given), drawn_timeline(*given, "A drawing, not a place.")
    assert noticed.shape[0] > bare.shape[0]
    below = 2 * bare.shape[0] // 3
    assert (noticed[-below:] == bare[-below:]).mean() > 0.99  # below nothing moves
    inked, before = ((picture[:-below] < 128).sum() for picture in (noticed, bare))
    assert inked > before
