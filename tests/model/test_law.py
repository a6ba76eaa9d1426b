from datetime import date

import pytest

from marchland.consequences.law import standing
from marchland.model.law import Conflict, Duty, Moment, Obligation


def test_a_moment_is_a_day_a_year_or_a_span():
    assert Moment.parse("2025-06-27") == Moment(date(2025, 6, 27), date(2025, 6, 27))
    assert Moment.parse("2011").last == date(2011, 12, 31)
    assert str(Moment.parse("2025-07-17/2025-07-18")) == "2025-07-17 to 2025-07-18"


@pytest.mark.parametrize("text", ["2025-13-01", "summer", "2025-02-01/2025-01-01"])
def test_a_moment_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Moment.parse(text)


def test_a_conflict_ends_on_the_first_day_without_it():
    conflict = Conflict.parse("2025-09-01/2026-01-01")
    assert [conflict.on(date(2025, m, d)) for m, d in ((8, 31), (9, 1), (12, 31))] == [0, 1, 1]
    assert not conflict.on(date(2026, 1, 1))


@pytest.mark.parametrize("text", ["2025-09-01", "2025-09-01/2025-08-01", "x/"])
def test_a_conflict_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Conflict.parse(text)


@pytest.mark.parametrize(("on", "late"), [(date(2017, 6, 1), False), (date(2017, 6, 2), True)])
def test_a_duty_is_overdue_the_day_after_it_was_due(on, late):
    duty = Duty("APMBC", "4", "destroy", "stockpile", "conditional", frozenset(), (), 4, "y", True,
                "s", "official")  # fmt: skip
    where = standing("PL", "APMBC", on)
    assert Obligation(duty, "binding", date(2017, 6, 1), where).overdue == late
