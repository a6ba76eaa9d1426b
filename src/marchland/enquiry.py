"""Questions that need no ground: words in; standings, tables and pictures out."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from marchland.catalogue.factbook import factbook
from marchland.consequences.dossier import Law, law, spans
from marchland.errors import Fault, InputError, OutputError
from marchland.model.law import Conflict

Read = TypeVar("Read")

FIRST = date(1996, 1, 1)
"""Where a timeline begins: the year the mines protocol was amended."""


def read_law(parties: Sequence[str], on: str, conflicts: Sequence[str]) -> list[Law]:
    """Return what binds some states on a day, from words.

    Parameters
    ----------
    parties : sequence of str
        ISO 3166-1 alpha-2 codes.
    on : str
        A day in ISO 8601.
    conflicts : sequence of str
        ``BEGIN/END`` or ``BEGIN/``.

    Returns
    -------
    list of Law

    Raises
    ------
    InputError
        With every word that cannot be read and every state that is not in the tables.
    """
    faults: list[Fault] = []
    day = _read(date.fromisoformat, on, "--on", faults, "Write a day as 2026-01-15.")
    wars = [_read(Conflict.parse, c, "--in-armed-conflict", faults, "Write BEGIN/ or BEGIN/END.")
            for c in conflicts]  # fmt: skip
    known = factbook().parties
    parties = [party.upper() for party in parties]
    faults += [
        Fault("--party", f"{party} is not in the tables", f"They know {', '.join(known)}.")
        for party in parties
        if party not in known
    ]
    if faults or day is None:
        raise InputError("law", faults)
    engaged = [war for war in wars if war is not None]
    return [law(party, day, in_armed_conflict=engaged) for party in dict.fromkeys(parties)]


def _read(
    parse: Callable[[str], Read], text: str, where: str, faults: list[Fault], remedy: str
) -> Read | None:
    try:
        return parse(text)
    except ValueError as error:
        faults.append(Fault(where, str(error), remedy))
        return None


def draw_law(found: Sequence[Law], conflicts: Sequence[str], path: Path) -> None:
    """Draw the standings of some states over time into a PNG.

    Parameters
    ----------
    found : sequence of Law
        As :func:`read_law` returns them.
    conflicts : sequence of str
        As :func:`read_law` takes them.
    path : pathlib.Path
        Written under a temporary name and moved into place.
    """
    from marchland.outputs.timeline import timeline  # the drawing library is slow to load

    on = found[0].on
    wars = [Conflict.parse(text) for text in conflicts]
    read = max(rules.read_until for rules in factbook().instruments.values())
    years = (FIRST, date(max(on, read).year + 1, 1, 1))
    rows = [
        (one.party, key, spans(one.party, key, years, in_armed_conflict=wars))
        for one in found
        for key in factbook().instruments
    ]
    write_whole(path, timeline(rows, on, years, read))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is complete or not there."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        remedy = "Name a file in a folder where you may write."
        raise OutputError.one(str(path), f"cannot be written: {error.strerror}", remedy) from None
