"""What a state owes on a day, as tables: standings, obligations, dates and spans of time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from marchland.catalogue.factbook import Factbook, factbook
from marchland.consequences.clocks import deadline, entry_into_force, months_later
from marchland.consequences.law import CONSENT, RULES, check_day, obligations, standing
from marchland.errors import Fault, InputError
from marchland.model.law import Conflict, Event, Obligation, Standing

Row = dict[str, Any]
NO_ADVICE = "A reading of dated sources, not legal advice."
NEVER = ("not bound", "signed", "joining")
"""Standings that have no first day of being bound yet."""


@dataclass(frozen=True)
class Law:
    """What binds a state on a day.

    Parameters
    ----------
    party : str
        ISO 3166-1 alpha-2 code.
    on : datetime.date
    standings : tuple of Standing
        One for each instrument.
    obligations : tuple of Obligation
        Every duty of every instrument, binding or not.
    dates : tuple of dict
        Every dated event and every derived day, in order, with its source.
    references : dict
        The sources cited, by key.
    """

    party: str
    on: date
    standings: tuple[Standing, ...]
    obligations: tuple[Obligation, ...] = field(repr=False)
    dates: tuple[Row, ...] = field(repr=False)
    references: dict[str, dict[str, str]] = field(repr=False)

    @property
    def binding(self) -> tuple[Obligation, ...]:
        """What binds on the day, and what is contested."""
        return tuple(o for o in self.obligations if o.status in ("binding", "contested"))

    @property
    def notices(self) -> tuple[str, ...]:
        """What holds of all of it: said once, not in every row."""
        ends = sorted({where.facts_end for where in self.standings if where.facts_end})
        late = [
            f"The facts end on {ends[0]}, before {self.on}: what happened since is not counted. "
            "Check before use."
        ] if ends else []  # fmt: skip
        return (*late, NO_ADVICE)

    def tables(self) -> dict[str, list[Row]]:
        """Return the standings, the binding duties and the dates as rows of plain values."""
        return {
            "standings": [standing_row(where) for where in self.standings],
            "positions": [
                {"instrument": s.instrument, "side": p.side, "says": p.says, "source": p.source}
                for s in self.standings
                for p in s.positions
            ],
            "duties": [duty_row(owed) for owed in self.binding],
            "dates": list(self.dates),
        }


def law(
    party: str,
    on: date,
    *,
    in_armed_conflict: Sequence[Conflict] = (),
    facts: Factbook | None = None,
) -> Law:
    """Return what binds a state on a day, derived from dated events.

    Parameters
    ----------
    party : str
        ISO 3166-1 alpha-2 code of a state in the tables.
    on : datetime.date
        The day the answer speaks of; later events are not counted.
    in_armed_conflict : sequence of Conflict
        Armed conflicts that the state is engaged in, as the analyst declares them.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    Law
        A reading of dated sources, not legal advice.

    Raises
    ------
    InputError
        If the tables say nothing of the state, or the day is no date.
    """
    book = facts or factbook()
    check_day(on, in_armed_conflict)
    if party not in book.parties:
        remedy = f"The tables know {', '.join(book.parties)}."
        raise InputError("law", [Fault(party, "is a state that the tables do not know", remedy)])
    found = tuple(
        standing(party, key, on, in_armed_conflict=in_armed_conflict, facts=book)
        for key in book.instruments
    )
    owed = tuple(o for where in found for o in obligations(where, facts=book))
    dates = tuple(dated(party, found, book))
    cited = dict.fromkeys(
        [
            *(s for w in found for s in w.sources),
            *(o.duty.source for o in owed),
            *(row["source"] for row in dates),
        ]
    )
    words = {key: dict(book.references[key]) for key in cited if key in book.references}
    return Law(party, on, found, owed, dates, words)


def dated(party: str, found: Sequence[Standing], book: Factbook) -> list[Row]:
    """Return every dated event of a state up to the day, with the days derived from them."""
    rows: list[Row] = []
    for where in found:
        events = [e for e in book.of(party, where.instrument) if e.when.first <= where.on]
        rows += [event_row(event) for event in events]
        rows += [
            {
                "date": str(day),
                "instrument": where.instrument,
                "what": what,
                "source": source,
                "confidence": "computed",
                "differs": "",
                "note": note,
            }
            for day, what, source, note in _derived(where, book)
        ]
    return sorted(rows, key=lambda row: (row["date"], row["instrument"], row["what"]))


def _derived(where: Standing, book: Factbook) -> list[tuple[date, str, str, str]]:
    rules = book.instruments[where.instrument]
    rows = []
    if where.since:
        rows.append((where.since, "derived: in force for it", rules.source, ""))
        for duty in book.duties:
            due = deadline(where.since, duty.clock, duty.unit)
            if duty.instrument == where.instrument and due:
                left = where.until is not None and due >= where.until
                note = "falls after the withdrawal" if left else "extensions are not followed"
                rows.append((due, f"derived: Article {duty.article} due", duty.source, note))
    if where.until:
        rows.append((where.until, "derived: withdrawal takes effect", rules.source, ""))
    return rows


def spans(
    party: str,
    instrument: str,
    years: tuple[date, date],
    *,
    in_armed_conflict: Sequence[Conflict] = (),
    facts: Factbook | None = None,
) -> list[tuple[date, date, Standing]]:
    """Return the standings of a state over time, as half-open spans of days.

    Parameters
    ----------
    party, instrument : str
    years : tuple of datetime.date
        First day, and the day after the last.
    in_armed_conflict : sequence of Conflict
        As :func:`standing` takes it.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    list of (datetime.date, datetime.date, Standing)
        Neighbours differ in status.
    """
    book = facts or factbook()
    rules = book.instruments[instrument]
    turns = {years[0], *(d for d in (rules.adopted, rules.in_force) if d)}
    for event in book.of(party, instrument):
        turns |= {event.when.first, event.when.last, event.when.last + timedelta(days=1)}
        turns.add(months_later(event.when.last, rules.exit_months))
        if event.what in CONSENT and rules.entry != "always":
            entries = (entry_into_force(d, rules) for d in (event.when.first, event.when.last))
            turns |= {day for day in entries if day}
    turns |= {c.end for c in in_armed_conflict if c.end}
    days = sorted(day for day in turns if years[0] <= day < years[1])
    rows: list[tuple[date, date, Standing]] = []
    for first, last in zip(days, [*days[1:], years[1]], strict=True):
        now = standing(party, instrument, first, in_armed_conflict=in_armed_conflict, facts=book)
        if rows and rows[-1][2].status == now.status:
            rows[-1] = (rows[-1][0], last, rows[-1][2])
        else:
            rows.append((first, last, now))
    return rows


def event_row(event: Event) -> Row:
    """Return an event as a row of plain values."""
    return {
        "date": str(event.when),
        "instrument": event.instrument,
        "what": event.what.replace("_", " "),
        "source": event.source,
        "confidence": event.confidence,
        "differs": event.differs,
        "note": event.note,
    }


def standing_row(where: Standing) -> Row:
    """Return a standing as a row of plain values."""
    return {
        "instrument": where.instrument,
        "status": where.status,
        "since": str(where.since or _undated(where)),
        "until": str(where.until or ""),
        "reason": where.reason,
        "confidence": where.confidence,
        "source": ", ".join(where.sources),
    }


def _undated(where: Standing) -> str:
    """Return what is said of a first day that no fact gives."""
    if where.reason == RULES["always"]:
        return "always"
    return "" if where.status in NEVER else "unknown"


def duty_row(owed: Obligation) -> Row:
    """Return an obligation as a row of plain values."""
    return {
        "instrument": owed.duty.instrument,
        "article": owed.duty.article,
        "duty": owed.duty.text,
        "status": owed.status,
        "due": str(owed.due or ""),
        "confidence": owed.duty.confidence,
        "source": owed.duty.source,
        "note": owed.duty.note,
    }
