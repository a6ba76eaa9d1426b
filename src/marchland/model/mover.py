"""Who moves: a walker or a reference vehicle."""

from dataclasses import dataclass
from typing import Literal

from marchland.model.estimate import Estimate

Kind = Literal["dismounted", "wheeled", "tracked"]


@dataclass(frozen=True)
class Vehicle:
    """What the cross-country mobility procedure asks of a vehicle.

    Parameters
    ----------
    road_m_s : Estimate
        Highest speed on a road, m/s.
    on_road_slope, off_road_slope : Estimate
        Steepest slope it climbs on and off road, as rise over run.
    cap_m_s : Estimate
        Highest speed off road, m/s.
    vci_1, vci_50 : Estimate
        Vehicle cone index for one and for fifty passes.
    """

    road_m_s: Estimate
    on_road_slope: Estimate
    off_road_slope: Estimate
    cap_m_s: Estimate
    vci_1: Estimate
    vci_50: Estimate


@dataclass(frozen=True)
class Mover:
    """A class of movement with one reference walker or vehicle.

    Parameters
    ----------
    name : str
        The name used in scenarios.
    kind : {"dismounted", "wheeled", "tracked"}
        Which columns of the cover, road and water tables apply.
    reference : str
        The walker or vehicle that stands for the class.
    weight_kg : Estimate
        Weight in kg, for ice and frost.
    vehicle : Vehicle or None
        None for a walker, whose speed follows a published foot function.
    """

    name: str
    kind: Kind
    reference: str
    weight_kg: Estimate
    vehicle: Vehicle | None
