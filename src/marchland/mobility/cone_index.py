"""How strong a soil a vehicle needs: mobility index and vehicle cone index.

Go where the soil's rating cone index, ``RCI = cone index · remoulding index``, is at least
the vehicle cone index for the number of passes. The index is for fine-grained soils.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.units import SI

Array = np.ndarray[Any, Any]
Passes = Literal[1, 50]

POUND_KG, INCH_M, SHORT_TON_KG = (SI[unit][0] for unit in ("lb", "in", "short ton"))
HORSEPOWER_W = 745.69987


@dataclass(frozen=True)
class Wheels:
    """What the mobility index asks of a wheeled vehicle whose axles are all powered.

    Parameters
    ----------
    weight_kg : float
        Gross weight.
    axles, wheels, tyres : int
        Numbers on the whole vehicle; a dual wheel has two tyres.
    tyre_width_m, tyre_diameter_m : float
        Of one tyre, unloaded.
    clearance_m : float
        Ground clearance.
    power_w : float
        Engine power.
    hydraulic : bool
        Hydraulic or automatic transmission; else mechanical.
    chains : bool
        Whether the tyres wear chains.
    deflection : float
        Tyre deflection over section height.
    """

    weight_kg: float
    axles: int
    wheels: int
    tyres: int
    tyre_width_m: float
    tyre_diameter_m: float
    clearance_m: float
    power_w: float
    hydraulic: bool = True
    chains: bool = False
    deflection: float = 0.15


@dataclass(frozen=True)
class Tracks:
    """What the mobility index asks of a tracked vehicle.

    Parameters
    ----------
    weight_kg : float
        Gross weight.
    contact_m2 : float
        Area of both tracks on the ground.
    track_width_m : float
    grouser_m : float
        Height of the grousers.
    bogies : int
        Road wheels on the ground, both sides.
    shoe_m2 : float
        Area of one track shoe.
    clearance_m : float
        Ground clearance.
    power_w : float
        Engine power.
    hydraulic : bool
        Hydraulic or automatic transmission; else mechanical.
    """

    weight_kg: float
    contact_m2: float
    track_width_m: float
    grouser_m: float
    bogies: int
    shoe_m2: float
    clearance_m: float
    power_w: float
    hydraulic: bool = True


def mobility_factors(vehicle: Wheels | Tracks, table: Catalogue) -> dict[str, float]:
    """Return each factor of the mobility index by name: pressure, weight, breadth and so on."""
    factors = _wheels(vehicle, table) if isinstance(vehicle, Wheels) else _tracks(vehicle, table)
    (clearance,) = table.best("cone_index.clearance", "per")
    enough, weak = table.best("cone_index.engine", "enough", "weak")
    (mechanical,) = table.best("cone_index.transmission", "mechanical")
    power = vehicle.power_w / HORSEPOWER_W / (vehicle.weight_kg / SHORT_TON_KG)
    return {
        **factors,
        "clearance": vehicle.clearance_m / clearance,
        "engine": 1.0 if power >= enough else weak,
        "transmission": 1.0 if vehicle.hydraulic else mechanical,
    }


def mobility_index(vehicle: Wheels | Tracks, table: Catalogue) -> float:
    """Return the mobility index of a vehicle.

    ``(pressure · weight / (breadth · grip) + load - clearance) · engine · transmission``,
    where load is the wheel load or the bogie factor.

    Parameters
    ----------
    vehicle : Wheels or Tracks
    table : Catalogue

    Returns
    -------
    float
    """
    f = mobility_factors(vehicle, table)
    ground = f["pressure"] * f["weight"] / (f["breadth"] * f["grip"])
    return (ground + f["load"] - f["clearance"]) * f["engine"] * f["transmission"]


def vehicle_cone_index(vehicle: Wheels | Tracks, passes: Passes, table: Catalogue) -> float:
    """Return the soil strength that a vehicle needs for one pass or for fifty.

    Parameters
    ----------
    vehicle : Wheels or Tracks
    passes : {1, 50}
    table : Catalogue

    Returns
    -------
    float
        Cone index. For fifty passes the coefficients are assumed: no primary was read.
    """
    index = np.asarray(mobility_index(vehicle, table))
    if isinstance(vehicle, Tracks):
        return float(_hyperbola(index, f"cone_index.tracked_vci_{passes}", table))
    if passes == 50:
        return float(_hyperbola(index, "cone_index.wheeled_vci_50", table))
    return float(wheeled_vci_1(index, np.asarray(vehicle.deflection), table))


def wheeled_vci_1(index: Array, deflection: Array, table: Catalogue) -> Array:
    """Return the one-pass vehicle cone index of wheels from a mobility index.

    Parameters
    ----------
    index : numpy.ndarray
        Mobility index.
    deflection : numpy.ndarray
        Tyre deflection over section height; soft tyres need less.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        Cone index. The two published branches meet within 0.2 at an index of 115.
    """
    row = "cone_index.wheeled_vci_1"
    limit, factor, power, usual, fourth = table.best(
        row, "limit", "power_factor", "power", "deflection", "deflection_power"
    )
    low = _hyperbola(index, row, table)
    needed = np.where(index > limit, factor * np.power(index, power), low)
    found: Array = np.where(np.isnan(index), np.nan, needed) * (usual / deflection) ** fourth
    return found


def strength_factor(strength: Array, vci_1: Array, vci_50: Array) -> Array:
    """Return the share of speed that soil of a strength leaves a vehicle.

    Parameters
    ----------
    strength : numpy.ndarray
        Rating cone index of the soil.
    vci_1, vci_50 : numpy.ndarray
        Vehicle cone index for one pass and for fifty; arrays must broadcast.

    Returns
    -------
    numpy.ndarray
        0 at the index for one pass and below, 1 at that for fifty and above, linear
        between (an assumption); NaN where an input is unknown.
    """
    one, fifty = np.asarray(vci_1, float), np.asarray(vci_50, float)
    span = np.maximum(fifty - one, np.finfo(float).tiny)
    with np.errstate(over="ignore"):
        share = np.clip((np.asarray(strength, float) - one) / span, 0.0, 1.0)
    return np.asarray(share)


def rating_cone_index(cone_index: Array, remoulding_index: Array) -> Array:
    """Return what is left of a soil's cone index once it has been worked by traffic."""
    found: Array = np.asarray(cone_index, float) * remoulding_index
    return found


def _wheels(vehicle: Wheels, table: Catalogue) -> dict[str, float]:
    pounds = vehicle.weight_kg / POUND_KG
    axle_kg = vehicle.weight_kg / vehicle.axles
    per_kip, plus, less = table.best(_row(axle_kg, "axle", table), "per_kip", "plus", "less")
    narrow, per = table.best("cone_index.tyre", "plus", "per")
    (chains,) = table.best("cone_index.chains", "factor")
    patch = vehicle.tyre_width_m * vehicle.tyre_diameter_m / 2 * vehicle.tyres / INCH_M**2
    return {
        "pressure": pounds / patch,
        "weight": per_kip * axle_kg / POUND_KG / 1000 + plus - less,
        "breadth": (narrow + vehicle.tyre_width_m) / per,
        "grip": chains if vehicle.chains else 1.0,
        "load": pounds / 1000 / vehicle.wheels,
    }


def _tracks(vehicle: Tracks, table: Catalogue) -> dict[str, float]:
    pounds = vehicle.weight_kg / POUND_KG
    (weight,) = table.best(_row(vehicle.weight_kg, "track", table), "weight")
    (per,) = table.best("cone_index.tyre", "per")
    height, grip = table.best("cone_index.grouser", "height", "factor")
    (bogie,) = table.best("cone_index.bogie", "per")
    return {
        "pressure": pounds / (vehicle.contact_m2 / INCH_M**2),
        "weight": weight,
        "breadth": vehicle.track_width_m / per,
        "grip": grip if vehicle.grouser_m > height else 1.0,
        "load": pounds / bogie / (vehicle.bogies * vehicle.shoe_m2 / INCH_M**2),
    }


def _row(weight_kg: float, kind: str, table: Catalogue) -> str:
    """Return the row of the first weight class that a weight is below, or the last."""
    row = 1
    while (below := table.find(f"cone_index.{kind}_{row}.below")) and weight_kg >= below.best:
        row += 1
    return f"cone_index.{kind}_{row}"


def _hyperbola(index: Array, row: str, table: Catalogue) -> Array:
    plus, per_mi, less, shift = table.best(row, "plus", "per_mi", "less", "shift")
    found: Array = plus + per_mi * index - less / (index + shift)
    return found
