"""Weights from words: there are none by default."""

from collections.abc import Sequence
from math import isfinite

from marchland.consequences.cases import TOPICS
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
        With every word that is none, every topic that nothing has a figure of or that is weighed
        twice, and every weight below zero.

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
        elif topic not in TOPICS:
            faults.append(Fault(topic, "is no topic", f"Use {', '.join(TOPICS)}."))
        elif value < 0:
            faults.append(Fault(word, "is a weight below zero", "Give zero or more."))
        elif topic in found:
            faults.append(Fault(word, f"weighs {topic} again", "Keep one of them."))
        else:
            found[topic] = value
    if faults:
        raise InputError("--weight", faults)
    return found
