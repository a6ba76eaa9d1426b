"""An area that the analyst declares, so that its consequences can be assessed."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Declaration:
    """A polygon drawn by the analyst, never by Marchland, and never optimised.

    Parameters
    ----------
    name : str
        The analyst's name for the area.
    kind : {"mined_area", "suspected_hazardous_area", "fortified", "flooded"}
        In the terms of the mine-action minimum data requirements where they apply.
    outline : tuple of (float, float)
        Longitude and latitude of the ring, closed or open.
    party : str
        ISO 3166-1 alpha-2 code of the state that answers for it.
    marked, fenced, monitored, recorded : bool or None
        Whether the duty is met; None is unknown.
    """

    name: str
    kind: Literal["mined_area", "suspected_hazardous_area", "fortified", "flooded"]
    outline: tuple[tuple[float, float], ...]
    party: str
    marked: bool | None = None
    fenced: bool | None = None
    monitored: bool | None = None
    recorded: bool | None = None
