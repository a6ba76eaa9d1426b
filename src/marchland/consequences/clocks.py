"""The clocks of treaties, as small pure functions of days."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from marchland.model.law import Conflict, Instrument


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month.

    Examples
    --------
    >>> months_later(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_start(day: date, months: int) -> date:
    """Return the first day of the n-th month after the month of a day.

    Examples
    --------
    >>> month_start(date(2012, 12, 27), 6)
    datetime.date(2013, 6, 1)
    """
    return months_later(day.replace(day=1), months)


def entry_into_force(deposit: date, instrument: Instrument) -> date | None:
    """Return the first day on which an instrument binds a state, or None for custom.

    Parameters
    ----------
    deposit : datetime.date
        Of the ratification, accession or consent.
    instrument : Instrument
        Never before the instrument itself is in force.
    """
    if instrument.entry == "always":
        return None
    rule = month_start if instrument.entry == "month_start" else months_later
    derived = rule(deposit, instrument.entry_months)
    return max(derived, instrument.in_force) if instrument.in_force else derived


def withdrawal_effect(
    received: date, months: int, in_armed_conflict: Iterable[Conflict] = ()
) -> date | None:
    """Return the day a withdrawal takes effect, or None while a conflict holds it open.

    Parameters
    ----------
    received : datetime.date
        The day the depositary received the notice.
    months : int
        From receipt to effect.
    in_armed_conflict : iterable of Conflict
        Only a conflict that goes on when the months expire counts, whenever it began.

    Returns
    -------
    datetime.date or None
    """
    due = months_later(received, months)
    ends = [conflict.end for conflict in in_armed_conflict if conflict.on(due)]
    if not ends:
        return due
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def deadline(entry: date, clock: int, unit: str) -> date | None:
    """Return the day a duty is due, counted from entry into force; None without a clock.

    Parameters
    ----------
    entry : datetime.date
        Entry into force for the state.
    clock : int
        Years or days; 0 is no clock.
    unit : {"y", "d"}
    """
    if not clock:
        return None
    return months_later(entry, 12 * clock) if unit == "y" else entry + timedelta(days=clock)
