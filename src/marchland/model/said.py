"""Sentences that were put together of values, and can be put together in another language."""

from collections.abc import Mapping, Sequence

Values = Mapping[str, str | int]
"""What a sentence was put together of, by name."""

NUMERAL = "numeral"
"""The key of a number: another language writes it with its own signs, not with other words."""


class Said(str):
    """An English sentence that remembers how it was put together.

    Parameters
    ----------
    key : str
        Under which other languages keep their words; empty where it has none of its own, only
        parts that have.
    words : str
        English words; values stand in braces, as for :meth:`str.format`.
    values : mapping of {str: str or int}, optional
        Sentences among them are put into the other language as well.

    Examples
    --------
    >>> text = Said("law.joined", "signed {when}", {"when": "2001-02-03"})
    >>> text, text.key
    ('signed 2001-02-03', 'law.joined')
    """

    key: str
    words: str
    values: Values

    def __new__(cls, key: str, words: str, values: Values | None = None) -> "Said":
        """Put the sentence together."""
        held = dict(values or {})
        made = super().__new__(cls, words.format(**held))
        made.key, made.words, made.values = key, words, held
        return made

    def __reduce__(self) -> tuple[type["Said"], tuple[str, str, dict[str, str | int]]]:
        """Let it be copied and kept."""
        return Said, (self.key, self.words, dict(self.values))


def numeral(text: str) -> Said:
    """Return a number as it is written in English: ``1,234.5``."""
    return Said(NUMERAL, "{number}", {"number": text})


def together(parts: Sequence[str], between: str) -> Said:
    """Return sentences in a row, as :meth:`str.join` does.

    Parameters
    ----------
    parts : sequence of str
    between : str
        The same in every language; without braces.

    Examples
    --------
    >>> together(["one", "two"], "; ")
    'one; two'
    """
    named = {f"part{number}": part for number, part in enumerate(parts)}
    return Said("", between.join(f"{{{name}}}" for name in named), named)
