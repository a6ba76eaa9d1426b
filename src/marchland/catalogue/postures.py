"""Reading the catalogue's postures, with every fault in them gathered."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marchland.catalogue.read import catalogue
from marchland.catalogue.scope import scope_faults
from marchland.catalogue.tables import HOME, read_toml
from marchland.errors import CatalogueError, Fault
from marchland.model.posture import BANDS, WORDS, Posture


def read_postures(path: Path = HOME / "postures.toml") -> dict[str, Posture]:
    """Return the postures of a table, by name.

    Parameters
    ----------
    path : Path
        The packaged table by default.

    Returns
    -------
    dict of {str: Posture}

    Raises
    ------
    CatalogueError
        With every word that is none of a posture's, and every measure that is not there.
    """
    raw = read_toml(path)
    faults = [fault for name, words in raw.items() for fault in posture_faults(name, words)]
    if faults:
        raise CatalogueError("the postures", faults)
    return {name: posture(name, words) for name, words in raw.items()}


def posture(name: str, words: Mapping[str, Any]) -> Posture:
    """Return a posture from its words."""
    lists = {band: tuple(words.get(band, ())) for band in BANDS}
    return Posture(name, words["text"], **lists, defended=bool(words.get("defended", False)))


def posture_faults(name: str, words: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with a posture.

    Parameters
    ----------
    name : str
    words : mapping
        As in the table.

    Yields
    ------
    Fault
        A word that is none of a posture's, no text, a measure that nobody defined: a
        posture has nothing but the catalogue's measures, none of which is explosive.
    """
    known = catalogue().names("measure")
    yield from scope_faults(f"posture.{name}", {"text": words.get("text", "")})
    if not words.get("text"):
        yield Fault(f"posture.{name}.text", "is missing", "Say in a sentence what it is.")
    for word, value in words.items():
        if word not in WORDS:
            remedy = f"A posture is defined by {', '.join(WORDS)} and nothing else."
            yield Fault(f"posture.{name}.{word}", "is no word of a posture", remedy)
        elif word in BANDS:
            for measure in value:
                if measure not in known:
                    what = f"unknown measure {measure!r}"
                    yield Fault(f"posture.{name}.{word}", what, f"Known: {', '.join(known)}.")


@cache
def postures() -> dict[str, Posture]:
    """Return the packaged postures, read once."""
    return read_postures()
