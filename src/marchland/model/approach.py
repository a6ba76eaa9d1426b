"""A question about movement: from where, to where, past what."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Approach:
    """What doctrine calls an avenue of approach, before it is found on the ground.

    Parameters
    ----------
    name : str
        The name used in tables.
    origins, objectives : tuple of str
        Names of places of the scenario where movement starts and ends.
    avoid : tuple of str
        Places that this movement may not enter.
    meet : bool
        If true, both ends move and the time is when they meet.
    side : {"opposing", "own"}
        A plan should delay an opposing movement and spare an own one.
    question : str
        What the analyst wants to know, in words.
    """

    name: str
    origins: tuple[str, ...]
    objectives: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    meet: bool = False
    side: Literal["opposing", "own"] = "opposing"
    question: str = ""
