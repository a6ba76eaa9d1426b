from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.factbook import factbook
from marchland.consequences.clocks import (
    deadline,
    entry_into_force,
    month_start,
    months_later,
    withdrawal_effect,
)
from marchland.model.law import Conflict

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
MONTHS = st.integers(0, 240)
WAR = st.builds(
    lambda begin, days: Conflict(begin, None if days is None else begin + timedelta(days=days)),
    DAYS,
    st.none() | st.integers(1, 4000),
)


def day(text):
    return date.fromisoformat(text)


# Dates read in the Landmine Monitor's country profiles: deposit, and entry into force.
READ = {
    "EE": ("2004-05-12", "2004-11-01"),
    "LV": ("2005-07-01", "2006-01-01"),
    "LT": ("2003-05-12", "2003-11-01"),
    "FI": ("2012-01-09", "2012-07-01"),
    "PL": ("2012-12-27", "2013-06-01"),
    "UA": ("2005-12-27", "2006-06-01"),
    "BY": ("2003-09-03", "2004-03-01"),
    "NO": ("1998-07-09", "1999-03-01"),
    "SE": ("1998-11-25", "1999-05-01"),
}


@pytest.mark.parametrize("party", READ)
def test_entry_into_force_is_what_the_monitor_read(party):
    deposit, entry = map(day, READ[party])
    assert entry_into_force(deposit, factbook().instruments["APMBC"]) == entry


def test_without_its_floor_norway_would_have_been_bound_too_early():
    assert month_start(day("1998-07-09"), 6) == day("1999-01-01")


def test_consent_to_a_protocol_counts_months_from_the_day():
    rules = factbook().instruments["P V"]
    assert entry_into_force(day("2010-06-10"), rules) == day("2010-12-10")
    assert entry_into_force(day("2005-03-23"), rules) == day("2006-11-12")  # Protocol V itself
    assert entry_into_force(day("2010-06-10"), factbook().instruments["custom"]) is None


@pytest.mark.parametrize(
    ("received", "effect"),
    [("2025-06-27", "2025-12-27"), ("2025-07-10", "2026-01-10"), ("2024-09-06", "2025-03-06")],
)
def test_a_withdrawal_takes_six_months(received, effect):
    assert withdrawal_effect(day(received), 6) == day(effect)


def test_a_conflict_begun_inside_the_six_months_holds_the_withdrawal():
    notice = day("2025-06-27")
    assert withdrawal_effect(notice, 6, [Conflict(day("2025-12-26"))]) is None
    held = [Conflict(day("2025-12-26"), day("2027-03-01"))]
    assert withdrawal_effect(notice, 6, held) == day("2027-03-01")


@pytest.mark.parametrize("span", ["2025-07-01/2025-12-27", "2025-12-28/", "2014-01-01/2015-01-01"])
def test_a_conflict_that_is_not_on_when_the_months_expire_changes_nothing(span):
    assert withdrawal_effect(day("2025-06-27"), 6, [Conflict.parse(span)]) == day("2025-12-27")


@given(DAYS, MONTHS)
def test_months_later_falls_in_that_month_and_never_on_a_later_day(start, months):
    later = months_later(start, months)
    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day <= start.day


@given(DAYS, st.integers(1, 36), st.lists(WAR, max_size=4))
def test_a_withdrawal_is_never_early_and_never_during_a_conflict_of_that_day(start, months, wars):
    due, effect = months_later(start, months), withdrawal_effect(start, months, wars)
    assert effect == withdrawal_effect(start, months, wars[::-1])
    if effect is None:
        assert any(war.on(due) and war.end is None for war in wars)
    else:
        assert effect >= due
        assert not any(war.on(due) and war.on(effect) for war in wars)


# Deadlines read: Poland's and Belarus's and Ukraine's stockpiles, Ukraine's clearance.
@pytest.mark.parametrize(
    ("entry", "clock", "unit", "due"),
    [
        ("2013-06-01", 4, "y", "2017-06-01"),
        ("2004-03-01", 4, "y", "2008-03-01"),
        ("2006-06-01", 4, "y", "2010-06-01"),
        ("2006-06-01", 10, "y", "2016-06-01"),
        ("2003-11-01", 180, "d", "2004-04-29"),
    ],
)
def test_deadlines_count_from_entry_into_force(entry, clock, unit, due):
    assert deadline(day(entry), clock, unit) == day(due)
    assert deadline(day(entry), 0, unit) is None
