"""Weights from words: there are none by default."""

from collections.abc import Sequence
from math import isfinite

from marchland.errors import Fault, InputError


def read_weights(words: Sequence[str]) -> dict[str, float]:
    """Return weights from words.

    Parameters
    ----------
    words : sequence of str
        ``TOPIC=NUMBER`` each, such as ``cost=1``.

    Returns
    -------
    dict of {str: float}
        By topic.

    Raises
    ------
    InputError
        With every word that is none, and every topic that is weighed twice.

    Examples
    --------
    >>> read_weights(["cost=1", "people=1000"])
    {'cost': 1.0, 'people': 1000.0}
    """
    faults: list[Fault] = []
    found: dict[str, float] = {}
    for word in words:
        topic, _, text = word.partition("=")
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not topic or not isfinite(value):
            faults.append(Fault(word, "is no weight", "Write TOPIC=NUMBER, such as cost=1."))
        elif topic in found:
            faults.append(Fault(word, f"weighs {topic} again", "Keep one of them."))
        else:
            found[topic] = value
    if faults:
        raise InputError("--weight", faults)
    return found
