"""Who moves: a walker or a reference vehicle."""

from dataclasses import dataclass
from typing import Literal

from marchland.model.estimate import Estimate

Kind = Literal["dismounted", "wheeled", "tracked"]
Reach = Literal["ground", "roads"]


@dataclass(frozen=True)
class Crossing:
    """What a mover gets across.

    Parameters
    ----------
    ford_m : Estimate
        Deepest water it wades without preparation, m.
    gap_m : Estimate
        Widest gap it crosses without a bridge, m.
    step_m : Estimate
        Highest upright step it climbs, m.
    snow_m : Estimate
        Depth to which it sinks in snow before it stops, m.
    """

    ford_m: Estimate
    gap_m: Estimate
    step_m: Estimate
    snow_m: Estimate


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
    width_m : Estimate
        Room it needs between stems, m.
    override_m : Estimate
        Thickest stem that it pushes over, m.
    """

    road_m_s: Estimate
    on_road_slope: Estimate
    off_road_slope: Estimate
    cap_m_s: Estimate
    vci_1: Estimate
    vci_50: Estimate
    width_m: Estimate
    override_m: Estimate


@dataclass(frozen=True)
class Mover:
    """A class of movement with one reference walker or vehicle.

    Parameters
    ----------
    name : str
        The name used in scenarios.
    kind : {"dismounted", "wheeled", "tracked"}
        Which columns of the cover and water tables apply, and what holds it.
    reference : str
        The walker or vehicle that stands for the class.
    weight_kg : Estimate
        Weight in kg, for ice, frost and bridges.
    crossing : Crossing or None
        None for whoever keeps to roads.
    vehicle : Vehicle or None
        None for a walker, whose speed follows a published foot function, and for whoever
        keeps to roads.
    """

    name: str
    kind: Kind
    reference: str
    weight_kg: Estimate
    crossing: Crossing | None
    vehicle: Vehicle | None

    @property
    def reach(self) -> Reach:
        """Whether it moves on any ground or on roads only."""
        return "roads" if self.crossing is None else "ground"
