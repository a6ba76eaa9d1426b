"""The line that no table crosses: nothing explosive and no weapon, whatever it is called.

A measure has no word for one, by type. This looks at what it is *called* as well, so that none
comes in under the words that a measure has.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marchland.errors import Fault

WEAPON = re.compile(
    r"(?<![a-z])(mine[sd]?|mining|minefields?|explosives?|explode\w*|detonat\w*|demolitions?"
    r"|charges?|munitions?|ammunition|bombs?|grenades?|fu[sz]es?|warheads?|lethal\w*|weapons?"
    r"|booby|claymores?|ied)(?![a-z])",
    re.IGNORECASE,
)
REMEDY = (
    "Measures are non-explosive. An area that somebody has mined is drawn as a declaration, "
    "to assess what it means; it is never built, sited or chosen here."
)


def scope_faults(where: str, words: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield where a name or a text speaks of a weapon.

    Parameters
    ----------
    where : str
        What errors call it; its last part is its name.
    words : mapping
        Texts and lists of texts; others are passed over.

    Yields
    ------
    Fault
        With the word, and why it is refused.

    Examples
    --------
    >>> [fault.what for fault in scope_faults("measure.minefield", {"text": "A strip."})]
    ["'minefield' is a weapon or explosive, and no measure"]
    """
    name = where.rpartition(".")[2].replace("_", " ")
    texts = [name, *(text for value in words.values() for text in _texts(value))]
    found = dict.fromkeys(word.group().lower() for text in texts for word in WEAPON.finditer(text))
    for word in found:
        yield Fault(where, f"{word!r} is a weapon or explosive, and no measure", REMEDY)


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [item.replace("_", " ") for item in items if isinstance(item, str)]
