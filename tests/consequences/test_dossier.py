from datetime import date
from itertools import pairwise

import pytest

from marchland.consequences.dossier import law, spans
from marchland.errors import InputError
from marchland.model.law import Conflict

ON = date(2026, 1, 15)


def test_a_dossier_holds_every_instrument_and_what_binds():
    found = law("LT", ON)
    assert [s.instrument for s in found.standings] == ["APMBC", "CCM", "AP II", "P V", "custom"]
    assert {o.duty.instrument for o in found.binding} == {"AP II", "P V", "custom"}
    assert set(found.tables()) == {"standings", "positions", "duties", "dates"}


def test_every_row_has_a_source_that_is_referred_to():
    found = law("UA", ON)
    tables = found.tables()
    cited = {key for rows in tables.values() for row in rows for key in row["source"].split(", ")}
    assert cited <= set(found.references)
    assert all(
        row["confidence"] for name in ("standings", "duties", "dates") for row in tables[name]
    )


def test_the_dates_are_in_order_and_stop_at_the_day():
    rows = law("LT", date(2025, 7, 1)).dates
    days = [row["date"] for row in rows]
    assert days == sorted(days)
    assert not any(row["what"] == "reported end" and row["instrument"] == "APMBC" for row in rows)
    assert ("2025-12-27", "derived: withdrawal takes effect") in {
        (r["date"], r["what"]) for r in rows
    }


def test_a_deadline_after_the_withdrawal_says_so():
    rows = [r for r in law("PL", date(2026, 3, 1)).dates if r["what"] == "derived: Article 5 due"]
    assert [(r["date"], r["note"]) for r in rows] == [("2023-06-01", "extensions are not followed")]


def test_a_state_that_the_tables_do_not_know_is_refused():
    with pytest.raises(InputError, match="XX: is a state that the tables do not know"):
        law("XX", ON)


@pytest.mark.parametrize("instrument", ["APMBC", "CCM", "AP II", "P V", "custom"])
def test_spans_cover_the_time_without_gaps(instrument):
    years = (date(1996, 1, 1), date(2027, 1, 1))
    rows = spans("LT", instrument, years)
    assert (rows[0][0], rows[-1][1]) == years
    for (_, end, here), (begin, _, there) in pairwise(rows):
        assert end == begin
        assert here.status != there.status


def test_spans_follow_a_conflict_to_its_end():
    years = (date(2025, 1, 1), date(2027, 1, 1))
    war = [Conflict.parse("2025-11-01/2026-06-30")]
    told = [(first, w.status) for first, _, w in spans("LT", "APMBC", years, in_armed_conflict=war)]
    assert told == [(date(2025, 1, 1), "bound"), (date(2025, 6, 27), "leaving"),
                    (date(2026, 6, 30), "left")]  # fmt: skip


def test_a_day_that_is_no_date_is_refused():
    with pytest.raises(InputError, match=r"on: '2026-01-01' is no date"):
        law("PL", "2026-01-01")


def test_what_holds_of_every_row_is_said_once():
    late = law("PL", date(2026, 6, 1))
    assert late.notices[0].startswith("The facts end on 2026-04-30, before 2026-06-01")
    assert late.notices[1] == "A reading of dated sources, not legal advice."
    assert "facts end" not in str(late.tables())
    assert law("PL", date(2026, 1, 1)).notices == late.notices[1:]


def test_duties_cite_the_instrument_and_not_who_mentions_it():
    duties = [o.duty for o in law("PL", date(2026, 6, 1)).obligations]
    amended = [duty for duty in duties if duty.instrument == "AP II"]
    assert {duty.source for duty in amended} == {"ap-ii"}
    assert [duty.article for duty in amended] == [*"345589", "10", "13", "14"]
    assert all(duty.note.startswith(f"Article {duty.article}") for duty in amended)


def test_it_is_told_by_its_standings():
    assert "obligations" not in repr(law("PL", date(2026, 6, 1)))
