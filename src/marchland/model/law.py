"""Law as dated facts: instruments, events, duties, and where a state stands on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Confidence = Literal["official", "established", "weak", "computed", "unverified"]
CONFIDENCES: tuple[str, ...] = get_args(Confidence)
"""Read in a primary source, in an established one, in a weak one; derived; not read at all."""

Status = Literal[
    "bound", "leaving", "left", "contested", "joining", "signed", "not bound", "unknown"
]
STATUSES: tuple[str, ...] = get_args(Status)
HOLDING: tuple[str, ...] = ("bound", "leaving")
"""The standings in which a state certainly owes what an instrument asks."""

EVENTS = (
    "signature",
    "ratification",
    "accession",
    "consent",
    "announcement",
    "vote",
    "notice",
    "suspension",
    "objection",
    "answer",
    "seen_party",
    "seen_outside",
    "reported_in_force",
    "reported_end",
)
"""What may happen between a state and an instrument; `seen` and `reported` are what others say."""


@dataclass(frozen=True)
class Moment:
    """A day, or a span of days within which it lies.

    Parameters
    ----------
    first, last : datetime.date
        Equal where the day is known.

    Examples
    --------
    >>> print(Moment.parse("2025-07-17/2025-07-18"), Moment.parse("2011"))
    2025-07-17 to 2025-07-18 2011-01-01 to 2011-12-31
    """

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read a day, a year or two days with a slash between, in ISO 8601."""
        if len(text) == 4:
            return cls(date(int(text), 1, 1), date(int(text), 12, 31))
        first, _, last = text.partition("/")
        moment = cls(date.fromisoformat(first), date.fromisoformat(last or first))
        if moment.first > moment.last:
            raise ValueError(f"{text} ends before it begins")
        return moment

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


@dataclass(frozen=True)
class Conflict:
    """An armed conflict that a state is engaged in; the analyst says so, Marchland never does.

    Parameters
    ----------
    begin : datetime.date
        The first day.
    end : datetime.date or None
        The first day without it; None while it goes on.

    Examples
    --------
    >>> Conflict.parse("2025-09-01/").on(date(2026, 1, 1))
    True
    """

    begin: date
    end: date | None = None

    @classmethod
    def parse(cls, text: str) -> "Conflict":
        """Read ``BEGIN/END`` or ``BEGIN/`` in ISO 8601."""
        begin, slash, end = text.partition("/")
        if not slash:
            raise ValueError(f"{text!r} is no span: write BEGIN/END, or BEGIN/ while it goes on")
        conflict = cls(date.fromisoformat(begin), date.fromisoformat(end) if end else None)
        if conflict.end is not None and conflict.end <= conflict.begin:
            raise ValueError(f"{text} ends before it begins")
        return conflict

    def on(self, day: date) -> bool:
        """Return whether it goes on on a day."""
        return self.begin <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Instrument:
    """A convention or protocol, with its clocks.

    Parameters
    ----------
    key, name : str
        Short and full name.
    adopted, in_force : datetime.date or None
        None for custom.
    entry : {"month_start", "day", "always"}
        When it binds who joins: on the first day of the n-th month after the month of the
        deposit, on the same day n months later, or everyone at any time.
    entry_months, exit_months : int
        The n of entry, and the months from the receipt of a notice to its effect.
    read_until : datetime.date
        Facts later than this were not looked for.
    source, note : str
        Of the rules.
    """

    key: str
    name: str
    adopted: date | None
    in_force: date | None
    entry: Literal["month_start", "day", "always"]
    entry_months: int
    exit_months: int
    read_until: date
    source: str
    note: str


@dataclass(frozen=True)
class Event:
    """Something that happened between a state and an instrument.

    Parameters
    ----------
    party, instrument : str
    what : str
        One of :data:`EVENTS`.
    when : Moment
    source, confidence, as_of : str
        Where it was read, how good that is, and the date of the source.
    differs : str
        What other sources say instead.
    note : str
    """

    party: str
    instrument: str
    what: str
    when: Moment
    source: str
    confidence: Confidence
    as_of: str
    differs: str = ""
    note: str = ""


@dataclass(frozen=True)
class Duty:
    """What one article asks, in our words and at the level of obligation.

    Parameters
    ----------
    instrument, article, text : str
    act : str
        What it speaks of: use, mark, clear, record, report and so on.
    if_bound : {"prohibited", "conditional", "allowed"}
        What it makes of the act for a state that is bound.
    kinds : frozenset of str
        Kinds of declaration it speaks of.
    condition : tuple of str
        Fields of a declaration that must be met.
    clock : int
        Years (`unit` y) or days (`unit` d) from entry into force; 0 is at once.
    unit : {"y", "d"}
    ends_with_withdrawal : bool
    source, confidence, note : str
    """

    instrument: str
    article: str
    text: str
    act: str
    if_bound: Literal["prohibited", "conditional", "allowed"]
    kinds: frozenset[str]
    condition: tuple[str, ...]
    clock: int
    unit: Literal["y", "d"]
    ends_with_withdrawal: bool
    source: str
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class Position:
    """One side of a disagreement about where a state stands."""

    side: str
    says: str
    source: str


@dataclass(frozen=True)
class Standing:
    """Where a state stands towards an instrument on a day.

    Parameters
    ----------
    party, instrument : str
    on : datetime.date
    status : str
        One of :data:`STATUSES`. `contested` carries the positions of both sides.
    since, until : datetime.date or None
        First day of being bound, and the first day of no longer being bound where a notice
        sets one; None is not known, or not set.
    reason : str
        From which events and by which rule.
    sources : tuple of str
        Keys of the references.
    confidence : str
        The weakest of the rows it rests on.
    positions : tuple of Position
    facts_end : datetime.date or None
        Where the facts end, if the day lies beyond: what happened since is not counted.
    """

    party: str
    instrument: str
    on: date
    status: Status
    since: date | None
    until: date | None
    reason: str
    sources: tuple[str, ...]
    confidence: Confidence
    positions: tuple[Position, ...] = ()
    facts_end: date | None = None


@dataclass(frozen=True)
class Obligation:
    """One duty of one state on a day.

    Parameters
    ----------
    duty : Duty
    status : {"binding", "contested", "not binding", "unknown"}
    due : datetime.date or None
        The day by which it was, or is, to be done; None where it has no clock or the day of
        entry into force is unknown. Extensions that were granted are not followed.
    standing : Standing
    """

    duty: Duty
    status: Literal["binding", "contested", "not binding", "unknown"]
    due: date | None
    standing: Standing

    @property
    def overdue(self) -> bool:
        """Whether the day has passed, as far as the clock goes."""
        return self.due is not None and self.due + timedelta(days=1) <= self.standing.on
