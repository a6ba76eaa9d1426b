"""An area that the analyst declares, so that its consequences can be assessed."""

from dataclasses import dataclass
from datetime import date
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
    category : {"anti_personnel", "anti_vehicle", "unknown"}
        Which law speaks of it: some instruments cover the first alone. Nothing else about
        any content is held.
    evidence : {"direct", "indirect", "none", "unknown"}
        Why the area is taken for what it is.
    migration_route : bool or None
        Whether people cross there who know nothing of its marking; None is unknown.
    identified : datetime.date or None
        Since when.
    """

    name: str
    kind: Literal["mined_area", "suspected_hazardous_area", "fortified", "flooded"]
    outline: tuple[tuple[float, float], ...]
    party: str
    marked: bool | None = None
    fenced: bool | None = None
    monitored: bool | None = None
    recorded: bool | None = None
    category: Literal["anti_personnel", "anti_vehicle", "unknown"] = "unknown"
    evidence: Literal["direct", "indirect", "none", "unknown"] = "unknown"
    migration_route: bool | None = None
    identified: date | None = None


DUTIES = ("marked", "fenced", "monitored", "recorded")
"""Fields of a declaration that say whether a duty is met."""

ATTRIBUTES = (
    "name", "kind", "party", *DUTIES, "category", "evidence", "migration_route", "identified",
)  # fmt: skip
"""Columns of a file of declarations, beside the outline."""

MINED = ("mined_area", "suspected_hazardous_area")
"""Kinds that have to be marked and, one day, cleared."""
