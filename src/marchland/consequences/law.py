"""Law as of a date: where a state stands towards each instrument, derived from dated events."""

from collections.abc import Iterable, Sequence
from datetime import date

from marchland.catalogue.factbook import Factbook, factbook
from marchland.consequences.clocks import deadline, entry_into_force, withdrawal_effect
from marchland.errors import InputError
from marchland.kinds import expect
from marchland.model.law import (
    Confidence,
    Conflict,
    Duty,
    Event,
    Instrument,
    Moment,
    Obligation,
    Position,
    Standing,
    Status,
)
from marchland.model.said import Said, Values

CONSENT = ("ratification", "accession", "consent")
WEAKER: tuple[Confidence, ...] = ("official", "established", "computed", "weak", "unverified")
"""From the strongest to the weakest."""

OLD_Y = 2
"""Years after which a look at where a state stands is called old."""

RULES = {
    "month_start": "the first day of a month, {n} months after that of the deposit",
    "day": "{n} months after consent",
    "always": "custom binds every state",
}


def check_day(on: date, conflicts: Sequence[Conflict] = ()) -> None:
    """Refuse a day that is no date, and a conflict that is none.

    Raises
    ------
    InputError
    """
    expect("on", on, date, "Give a day, such as datetime.date(2026, 1, 15).")
    for conflict in conflicts:
        expect("in_armed_conflict", conflict, Conflict, "Give Conflict.parse(TEXT).")


def check_instrument(instrument: str, book: Factbook) -> None:
    """Refuse what is no instrument.

    Raises
    ------
    InputError
    """
    if instrument not in book.instruments:
        remedy = f"Known: {', '.join(book.instruments)}."
        raise InputError.one(instrument, "is no instrument", remedy)


def standing(
    party: str,
    instrument: str,
    on: date,
    *,
    in_armed_conflict: Sequence[Conflict] = (),
    facts: Factbook | None = None,
) -> Standing:
    """Derive where a state stands towards an instrument on a day.

    Parameters
    ----------
    party : str
        ISO 3166-1 alpha-2 code.
    instrument : str
        Key of an instrument, such as ``"APMBC"``.
    on : datetime.date
        Events later than this are not counted.
    in_armed_conflict : sequence of Conflict
        Armed conflicts that the state is engaged in: a withdrawal that falls due during one
        waits for its end. Marchland never decides that there is one.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    Standing
        ``unknown`` where no fact says more.

    Raises
    ------
    InputError
        If there is no such instrument, or the day is no date.
    """
    book = facts or factbook()
    check_day(on, in_armed_conflict)
    check_instrument(instrument, book)
    rules = book.instruments[instrument]
    if rules.entry == "always":
        told = _told("bound", RULES["always"])
        return _stand(party, rules, on, told, [])
    events = [event for event in book.of(party, instrument) if event.when.first <= on]
    joined = [event for event in events if event.what in CONSENT]
    if not joined:
        return _outside(party, rules, on, book)
    later = [event for event in events if event.when.first >= joined[-1].when.first]
    given = (party, rules, on)
    notices = [event for event in later if event.what == "notice"]
    if notices:
        return _after_notice(given, joined[-1], notices[-1], in_armed_conflict)
    suspended = [event for event in later if event.what in ("suspension", "objection", "answer")]
    here = _joined(given, joined[-1])
    if here.status == "bound" and any(event.what == "suspension" for event in suspended):
        return _contested(here, rules, [joined[-1], *suspended], book)
    return here


INFERRED = "notice not read, its day inferred from the announced exit:"
"""What is said of a notice whose day was computed."""

_Given = tuple[str, Instrument, date]
_Told = tuple[Status, str, date | None, date | None]


def _told(
    status: Status, reason: str, since: date | None = None, until: date | None = None
) -> _Told:
    return status, reason, since, until


def _stand(
    party: str, rules: Instrument, on: date, told: _Told, events: Iterable[Event]
) -> Standing:
    status, reason, since, until = told
    rows = list(events)
    sources = dict.fromkeys([rules.source, *(event.source for event in rows)])
    weakest: Confidence = max((e.confidence for e in rows), key=WEAKER.index, default="official")
    end = rules.read_until if on > rules.read_until else None
    told_by = tuple(sources), weakest
    return Standing(party, rules.key, on, status, since, until, reason, *told_by, facts_end=end)


def _outside(party: str, rules: Instrument, on: date, book: Factbook) -> Standing:
    """Return the standing of a state without a dated consent up to the day."""
    events = book.of(party, rules.key)
    signed = [e for e in events if e.what == "signature" and e.when.first <= on]
    seen = [e for e in events if e.what in ("seen_party", "seen_outside")]
    before = [e for e in seen if e.when.first <= on]
    if rules.adopted and on < rules.adopted:
        why = {"day": str(rules.adopted)}
        told = _told("not bound", Said("law.later", "the instrument was adopted on {day}", why))
    elif signed and not before:
        why = {"when": when_said(signed[-1].when)}
        told = _told("signed", Said("law.signed", "signed {when}, not yet joined", why))
        return _stand(party, rules, on, told, signed[-1:])
    elif any(e.what in CONSENT for e in events) and not before:
        told = _told("not bound", Said("law.unjoined", "had not joined"))
    elif before and before[-1].what == "seen_party":
        why = {"seen": _last_seen(before[-1], on)}
        words = "a party when {seen}; the day it joined is unread"
        told = _told("bound", Said("law.seen_party", words, why))
    elif before or (seen and seen[0].what == "seen_outside"):
        last = (before or seen[:1])[-1]
        why = {"seen": _last_seen(last, on)}
        told = _told("not bound", Said("law.seen_outside", "not a party when {seen}", why))
        return _stand(party, rules, on, told, [last])
    elif seen:
        words = "a party by {day}; the day it joined is unread"
        told = _told("unknown", Said("law.party_by", words, {"day": seen[0].as_of}))
        return _stand(party, rules, on, told, seen[:1])
    else:
        said = Said("law.untold", "no fact on it is in the tables")
        if events:
            words = "{what} of {when} was read, and not that it joined"
            why = {"what": events[-1].what, "when": when_said(events[-1].when)}
            said = Said("law.half_told", words, why)
        return _stand(party, rules, on, _told("unknown", said), events[-1:])
    return _stand(party, rules, on, told, before[-1:])


def when_said(moment: Moment) -> str:
    """Return a day, or its span, as another language can say it."""
    if moment.first == moment.last:
        return str(moment)
    ends = {"first": str(moment.first), "last": str(moment.last)}
    return Said("law.span", "{first} to {last}", ends)


def _last_seen(event: Event, on: date) -> Said:
    """Say when others were last seen to say where a state stands, and whether that is long ago."""
    last = event.when.last
    old = (last.year + OLD_Y, last.month, last.day) < (on.year, on.month, on.day)
    if old:
        words = "last seen {day}, over {years} years before"
        return Said("law.last_seen", words, {"day": event.as_of, "years": OLD_Y})
    return Said("law.seen", "seen, {day}", {"day": event.as_of})


def _joined(given: _Given, consent: Event) -> Standing:
    party, rules, on = given
    first = entry_into_force(consent.when.first, rules)
    last = entry_into_force(consent.when.last, rules)
    assert first is not None and last is not None
    verb = {"ratification": "ratified", "accession": "acceded", "consent": "consented"}
    rule = Said(f"law.rule_{rules.entry}", RULES[rules.entry], {"n": rules.entry_months})
    if rules.in_force == first:
        rule = Said("law.rule_itself", "not before the instrument itself")
    values: Values = {
        "verb": verb[consent.what], "when": when_said(consent.when),
        "first": str(first), "last": str(last), "rule": rule,
    }  # fmt: skip
    said = Said("law.joined", "{verb} {when}; in force from {first} ({rule})", values)
    if on < first:
        return _stand(party, rules, on, _told("joining", said, first), [consent])
    if on < last:
        words = "{verb} {when}: in force some day from {first} to {last}"
        told = _told("unknown", Said("law.joined_some_day", words, values))
        return _stand(party, rules, on, told, [consent])
    since = first if first == last else None
    if not since:
        said = Said("law.joined_by", "{verb} {when}; in force by {last}", values)
    return _stand(party, rules, on, _told("bound", said, since), [consent])


def _after_notice(
    given: _Given, consent: Event, notice: Event, conflicts: Sequence[Conflict]
) -> Standing:
    party, rules, on = given
    since = _joined(given, consent).since
    months = rules.exit_months
    effect = withdrawal_effect(notice.when.last, months, conflicts)
    peace = withdrawal_effect(notice.when.last, months)
    known = INFERRED if notice.confidence == "computed" else "notice received"
    values: Values = {
        "known": known,
        "when": when_said(notice.when),
        "months": months,
        "day": str(peace),
    }
    words = "{known} {when}; effect {months} months later, on {day}"
    said = Said("law.notice", words, values)
    if effect != peace:
        end = Said("law.end_on", "its end on {day}", {"day": str(effect)}) if effect else "its end"
        words = "{said}, but engaged in an armed conflict on that day: it waits for {end}"
        said = Said("law.in_conflict", words, {"said": said, "end": end})
    left = effect is not None and on >= effect
    told = _told("left" if left else "leaving", said, since, effect)
    return _stand(party, rules, on, told, [consent, notice])


def _contested(here: Standing, rules: Instrument, events: list[Event], book: Factbook) -> Standing:
    rows = [
        row
        for row in book.tables.get("treaty_positions", ())
        if (row["party"], row["instrument"]) == (here.party, here.instrument)
    ]
    positions = tuple(Position(row["side"], row["says"], row["source"]) for row in rows)
    notice = next(event for event in events if event.what == "suspension")
    why = {"reason": here.reason, "when": when_said(notice.when)}
    said = Said("law.suspended", "{reason}; suspension notified {when}", why)
    told = _told("contested", said, here.since)
    base = _stand(here.party, rules, here.on, told, events)
    sources = dict.fromkeys([*base.sources, *(p.source for p in positions)])
    return Standing(
        base.party, base.instrument, base.on, "contested", here.since, None, base.reason,
        tuple(sources), base.confidence, positions, base.facts_end,
    )  # fmt: skip


def obligations(
    where: Standing, *, act: str | None = None, facts: Factbook | None = None
) -> tuple[Obligation, ...]:
    """Return every duty of an instrument as it stands for a state on a day.

    Parameters
    ----------
    where : Standing
        As :func:`standing` returns it.
    act : str, optional
        Only duties that speak of it.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    tuple of Obligation
        Without articles that only define the scope.
    """
    duties = [d for d in (facts or factbook()).duties if d.instrument == where.instrument]
    asked = [d for d in duties if d.act != "scope" and act in (None, d.act)]
    return tuple(_obligation(duty, where) for duty in asked)


def _obligation(duty: Duty, where: Standing) -> Obligation:
    held = {"bound": "binding", "leaving": "binding", "contested": "contested",
            "unknown": "unknown"}.get(where.status, "not binding")  # fmt: skip
    if where.status == "left" and not duty.ends_with_withdrawal:
        held = "binding"
    due = None
    if held in ("binding", "contested") and where.since:
        due = deadline(where.since, duty.clock, duty.unit)
    return Obligation(duty, held, due, where)  # type: ignore[arg-type]


def party_count(
    instrument: str, on: date, *, facts: Factbook | None = None
) -> tuple[int, str] | None:
    """Return how many states are party on a day, with its derivation; None where unknown.

    Parameters
    ----------
    instrument : str
        Key of an instrument.
    on : datetime.date
        Later events are not counted.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    tuple of (int, str) or None
        The last count that was read, with those of our states that joined or left since.
        Joining counts from the deposit, as the counts read do; leaving from its effect.

    Raises
    ------
    InputError
        If there is no such instrument, or the day is no date.
    """
    book = facts or factbook()
    check_day(on)
    check_instrument(instrument, book)
    counts = [
        row
        for row in book.tables.get("party_counts", ())
        if row["instrument"] == instrument and row["kind"] == "read"
        and date.fromisoformat(row["date"]) <= on
    ]  # fmt: skip
    if not counts:
        return None
    base = max(counts, key=lambda row: row["date"])
    day, number = date.fromisoformat(base["date"]), int(base["parties"])
    joined = [
        e.party
        for e in book.events
        if e.instrument == instrument and e.what in CONSENT and day < e.when.last <= on
    ]
    left = [
        party
        for party in book.parties
        if standing(party, instrument, on, facts=book).status == "left"
        and standing(party, instrument, day, facts=book).status != "left"
    ]
    said = f"{number} read on {day} ({base['source']})"
    said += "".join(f" + {party}" for party in joined) + "".join(f" − {party}" for party in left)
    return number + len(joined) - len(left), said
