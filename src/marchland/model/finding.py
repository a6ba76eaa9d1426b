"""A statement about law, never a yes or no."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal[
    "not prohibited", "met", "not met", "conditional", "prohibited", "contested", "unknown"
]


@dataclass(frozen=True)
class Finding:
    """What one article of one instrument says of one act, on one date.

    Parameters
    ----------
    instrument, article : str
        Which duty.
    status : str
        ``not prohibited``, ``met``, ``not met``, ``conditional``, ``prohibited``, ``contested`` or
        ``unknown``, which is an answer. ``not prohibited`` is said of this article, this party and
        this day alone; ``met`` and ``not met`` of what is declared.
    party : str
        ISO 3166-1 alpha-2 code of the state.
    on : datetime.date
        The day the finding speaks of.
    reason, source : str
        Why, and where that is written.
    """

    instrument: str
    article: str
    status: Status
    party: str
    on: date
    reason: str
    source: str
