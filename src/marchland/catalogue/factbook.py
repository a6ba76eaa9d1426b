"""The fact tables: dated figures and events, each with source, confidence and date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from marchland.catalogue.tables import HOME, read_toml, sound_rows
from marchland.errors import CatalogueError, Fault
from marchland.model.declaration import Declaration
from marchland.model.law import CONFIDENCES, EVENTS, Duty, Event, Instrument, Moment

FACTS = HOME / "facts"
SOURCED = ("source", "confidence", "as_of")
"""Columns that no row of a fact table may leave empty; `differs` and `note` may be."""

Row = dict[str, str]
KINDS: tuple[str, ...] = get_args(Declaration.__annotations__["kind"])


@dataclass(frozen=True, repr=False)
class Factbook:
    """Every fact table, checked.

    Parameters
    ----------
    tables : mapping of {str: tuple of dict}
        Rows as text, by the name of the table.
    instruments : mapping of {str: Instrument}
    events : tuple of Event
        By party, instrument and day.
    duties : tuple of Duty
    references : mapping
        Sources by key.
    """

    tables: Mapping[str, tuple[Row, ...]]
    instruments: Mapping[str, Instrument]
    events: tuple[Event, ...]
    duties: tuple[Duty, ...]
    references: Mapping[str, Mapping[str, str]]

    def __repr__(self) -> str:
        counts = f"{len(self.tables)} tables, {len(self.events)} events, {len(self.duties)} duties"
        return f"Factbook({counts}, {len(self.instruments)} instruments)"

    def of(self, party: str, instrument: str) -> tuple[Event, ...]:
        """Return the events between a state and an instrument, by day."""
        return tuple(e for e in self.events if (e.party, e.instrument) == (party, instrument))

    @property
    def parties(self) -> tuple[str, ...]:
        """The states that the tables speak of, ISO 3166-1 alpha-2, sorted."""
        return tuple(sorted({event.party for event in self.events}))


def read_factbook(home: Path = FACTS) -> Factbook:
    """Read and check the fact tables.

    Parameters
    ----------
    home : Path
        Folder of the tables; the packaged one by default.

    Returns
    -------
    Factbook
        Rows and what is made of them.

    Raises
    ------
    CatalogueError
        With every row that has no source, confidence or date, cites an unknown source, or
        holds a word or a day that cannot be read.
    """
    faults: list[Fault] = []
    references = read_toml(home / "references.toml")
    tables: dict[str, tuple[Row, ...]] = {}
    for path in sorted(home.glob("*.csv")):
        rows = sound_rows(path, lambda where, row: row_faults(where, row, references), faults)
        tables[path.stem] = tuple(row for _, row in rows)
    if faults:
        raise CatalogueError("the fact tables", faults)
    instruments = {r["instrument"]: instrument(r) for r in tables.get("instruments", ())}
    events = [event(row) for row in tables.get("treaty_events", ())]
    events.sort(key=lambda e: (e.party, e.instrument, e.when.first, EVENTS.index(e.what)))
    duties = tuple(duty(row) for row in tables.get("treaty_duties", ()))
    return Factbook(tables, instruments, tuple(events), duties, references)


def row_faults(where: str, row: Row, references: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong with one row of a fact table."""
    missing = [field for field in SOURCED if not row.get(field)]
    if missing:
        remedy = "A fact has a source, a confidence and a date, or it is not shipped."
        return [Fault(where, f"no {', '.join(missing)}", remedy)]
    faults = []
    if row["source"] not in references:
        remedy = "Add it to references.toml or cite one that is there."
        faults.append(Fault(where, f"unknown source {row['source']!r}", remedy))
    if row["confidence"] not in CONFIDENCES:
        remedy = f"Use one of {', '.join(CONFIDENCES)}."
        faults.append(Fault(where, f"unknown confidence {row['confidence']!r}", remedy))
    if "event" in row and row["event"] not in EVENTS:
        faults.append(Fault(where, f"unknown event {row['event']!r}", f"Use {', '.join(EVENTS)}."))
    strange = set(row.get("kinds", "").split()) - set(KINDS)
    if strange:
        what = f"unknown kind {', '.join(sorted(strange))}"
        faults.append(Fault(where, what, f"Use {', '.join(KINDS)}."))
    for field in ("date", "adopted", "in_force", "read_until"):
        try:
            _ = row.get(field) and Moment.parse(row[field])
        except ValueError as error:
            remedy = "Write a day, a year, or two days with a slash, as 2025-12-27."
            faults.append(Fault(where, f"{field}: {error}", remedy))
    return faults


def instrument(row: Row) -> Instrument:
    """Return the instrument of a row."""
    first = {f: date.fromisoformat(row[f]) if row[f] else None for f in ("adopted", "in_force")}
    return Instrument(
        row["instrument"],
        row["name"],
        first["adopted"],
        first["in_force"],
        row["entry"],  # type: ignore[arg-type]
        int(row["entry_months"]),
        int(row["exit_months"]),
        date.fromisoformat(row["read_until"]),
        row["source"],
        row["note"],
    )


def event(row: Row) -> Event:
    """Return the event of a row."""
    return Event(
        row["party"],
        row["instrument"],
        row["event"],
        Moment.parse(row["date"]),
        row["source"],
        row["confidence"],  # type: ignore[arg-type]
        row["as_of"],
        row["differs"],
        row["note"],
    )


def duty(row: Row) -> Duty:
    """Return the duty of a row."""
    return Duty(
        row["instrument"],
        row["article"],
        row["duty"],
        row["act"],
        row["if_bound"],  # type: ignore[arg-type]
        frozenset(row["kinds"].split()),
        tuple(row["condition"].split()),
        int(row["clock"]),
        row["unit"],  # type: ignore[arg-type]
        row["ends_with_withdrawal"] == "yes",
        row["source"],
        row["confidence"],  # type: ignore[arg-type]
        row["note"],
    )


@cache
def factbook() -> Factbook:
    """Return the packaged fact tables, read once."""
    return read_factbook()
