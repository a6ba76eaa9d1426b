from datetime import date

import pytest

from marchland.model.estimate import Estimate
from marchland.outputs.language import speaking
from marchland.outputs.words import (
    amount,
    built,
    count,
    day,
    estimated,
    number,
    on_clock,
    percent,
    percent_up,
    plain,
    ranged,
    rounded,
    span,
)

INF, NAN = float("inf"), float("nan")


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (1234567.0, "1 230 000"), (99.96, "100"), (NAN, "unknown"), (INF, "infinite"),
     (-4.25, "-4.25"), (1000.0, "1 000"), (0.00012345, "0.000123")],
)  # fmt: skip
def test_numbers_keep_three_digits_and_no_power(value, text):
    assert said(rounded(value)) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(999.0, "m", "999 m"), (17_226.0, "m", "17.2 km"), (2e9, "EUR", "EUR 2 billion"),
     (500.0, "EUR", "EUR 500"), (1.36e6, "m2", "136 ha"), (4.2e7, "m2", "42 km²"),
     (80.0, "m2", "80 m²"), (7200.0, "s", "2 h 00 min"), (864_000.0, "s", "10 days"),
     (12.3, "km", "12.3 km"), (0.25, "1", "0.25"), (NAN, "m", "unknown"),
     (0.0, "EUR", "EUR 0")],
)  # fmt: skip
def test_an_amount_takes_the_multiple_that_is_best_read(value, unit, text):
    assert said(amount(value, unit)) == text


def test_a_range_says_its_unit_once():
    assert said(ranged((7e6, 2.79e7, 7.7e7), "EUR")) == "EUR 27.9 million (7 to 77 million)"
    assert said(ranged((1e3, 3e3, 3e3), "m2")) == "3 000 m² (1 000 to 3 000 m²)"


def test_a_time_without_a_way_through_is_said_in_words():
    assert said(span((3600.0, INF, INF))) == "no way through (1 h 00 min to no way through)"
    assert span((NAN, NAN, NAN)) == "unknown"


def test_an_estimate_is_written_like_a_range():
    estimate = Estimate(1e6, 2e6, 4e6, "EUR", "us", "assumed")
    assert said(estimated(estimate)) == "EUR 2 million (1 to 4 million)"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.001, "<1 %"), (0.374, "37 %"), (0.999, ">99 %"), (1.0, "100 %"),
     (NAN, "unknown")],
)  # fmt: skip
def test_a_share_is_never_rounded_to_none_or_all(share, text):
    assert said(percent(share)) == text


def test_counts_agree_with_their_words():
    assert said(count(1, "site")) == "1 site"
    assert said(count(2, "case has", "cases have")) == "2 cases have"


def test_what_is_built():
    assert said(built(67_600.0, "m", "ditch")) == "67.6 km of ditch"
    assert said(built(29.0, "piece", "road_closure")) == "29 road closures"
    assert plain("road_closure") == "road closure"


def test_numbers_and_dates_follow_the_language():
    with speaking("pl"):
        assert said(amount(12_340_000.0, "EUR")) == "EUR 12,3 mln"
        assert said(span((3600.0, 5400.0, 9000.0))) == ("1 h 30 min (od 1 h 00 min do 2 h 30 min)")
        assert day(date(2026, 6, 1)) == "1 czerwca 2026"
        assert number(0.5) == "0,5"
        assert said(count(22, "site")) == "22 miejsca"
        assert plain("light_tracked") == "lekki gąsienicowy"
        assert (percent(NAN), on_clock(INF)) == ("nieznane", "brak przejścia")


def test_a_gap_is_never_written_smaller_than_it_is():
    assert percent_up(0.010248) == "1.03\N{NO-BREAK SPACE}%"
    assert percent_up(0.05) == "5\N{NO-BREAK SPACE}%"
    assert percent_up(0.0) == "0\N{NO-BREAK SPACE}%"
