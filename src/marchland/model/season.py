"""The state of the ground at one time of year."""

from dataclasses import dataclass
from typing import Literal

from marchland.model.estimate import Estimate

Moisture = Literal["dry", "moist", "wet"]


@dataclass(frozen=True)
class Season:
    """Ground moisture, frost, thaw, ice and snow of one season.

    Parameters
    ----------
    name : str
        The name used in scenarios.
    moisture : {"dry", "moist", "wet"}
        Column of the soil strength table that applies.
    frost_depth_m : Estimate
        Depth of frozen ground in m; 0 where there is none.
    ice_m : Estimate
        Thickness of clear lake ice in m; 0 where there is none.
    thaw_m : Estimate
        Depth of thawed ground over frozen ground in m; 0 where there is none.
    snow_m : Estimate
        Depth of snow in m.
    """

    name: str
    moisture: Moisture
    frost_depth_m: Estimate
    ice_m: Estimate
    thaw_m: Estimate
    snow_m: Estimate
