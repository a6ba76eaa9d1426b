"""Every printed word by key, in one file for each language.

The language is said once, by whoever writes, and holds until that writer is done, as a
precision holds in :mod:`decimal`: a table need not be told in which language it is printed.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from marchland.errors import InputError
from marchland.model.said import NUMERAL, Said

FOLDER = Path(__file__).parent / "languages"
FIRST = "en"
WHOLE = ("unit", "name", "text")
"""Tables of a language whose keys are English words, sentences and units."""

_SPOKEN: ContextVar[str] = ContextVar("language", default=FIRST)


def languages() -> tuple[str, ...]:
    """Return the languages that have a file, two letters each, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def spoken() -> str:
    """Return the language that is written now."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write in a language until the block ends.

    Parameters
    ----------
    language : str
        Two letters of ISO 639-1.

    Yields
    ------
    None

    Raises
    ------
    InputError
        If there is no file of that language.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise InputError.one(f"language {language}", "has no words", f"Known: {known}.")
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def say(key: str) -> str:
    """Return the words of a key in the language that is written.

    Parameters
    ----------
    key : str
        Of a file in ``languages/``, tables joined by dots. What stands in braces is for
        :meth:`str.format`.

    Returns
    -------
    str

    Examples
    --------
    >>> say("answer.known")
    'What is not known'
    """
    return vocabulary(spoken())[key]


def said(key: str, otherwise: str) -> str:
    """Return the words of a key, or others where the language has none for it."""
    return vocabulary(spoken()).get(key, otherwise)


def translated(text: str) -> str:
    """Return a sentence of a step in the language that is written.

    Parameters
    ----------
    text : str
        English; a :class:`marchland.model.said.Said` is put together anew, and what the language
        keeps whole, under one of :data:`WHOLE`, is exchanged.

    Returns
    -------
    str
        As it is where the language has no words for it.
    """
    if spoken() == FIRST:
        return str(text)
    if not isinstance(text, Said):
        known = vocabulary(spoken())
        return next((known[key] for table in WHOLE if (key := f"{table}.{text}") in known), text)
    if text.key == NUMERAL:
        return text.replace(",", "\u00a0").replace(".", say("number.decimal"))
    words = said(f"said.{text.key}", text.words)
    made = words.format(
        **{name: translated(v) if isinstance(v, str) else v for name, v in text.values.items()}
    )
    return made[:1].upper() + made[1:] if text[:1].isupper() else made


def forms(number: int, key: str, otherwise: str) -> str:
    """Return the form of a word that goes with a number.

    Parameters
    ----------
    number : int
    key : str
        Its forms are parted by bars, in the order of the language's rule.
    otherwise : str
        Forms where the language has no such key, by the rule of the first language.

    Returns
    -------
    str

    Examples
    --------
    >>> forms(1, "count.site", ""), forms(5, "count.site", "")
    ('site', 'sites')
    """
    found = vocabulary(spoken()).get(key)
    rule = PLURALS[say("number.plural")] if found else PLURALS["one, other"]
    every = (found or otherwise).split("|")
    return every[min(rule(number), len(every) - 1)]


def _one_few_many(number: int) -> int:
    if number == 1:
        return 0
    few = 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14
    return 1 if few else 2


PLURALS: Mapping[str, Callable[[int], int]] = {
    "one, other": lambda number: int(number != 1),
    "one, few, many": _one_few_many,
}
"""Rules by which a language forms its plurals; its file names one of them."""


@cache
def vocabulary(language: str) -> Mapping[str, str]:
    """Return every word of a language by its key."""
    raw = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return dict(_flat("", raw))


def _flat(start: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{start}{name}.", value)
        else:
            yield f"{start}{name}", str(value)
