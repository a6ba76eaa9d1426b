"""Crossing ice: what published figures forbid. Nothing here calls ice safe.

A crossing is refused (0) or unknown on the unsafe side (NaN); there is no third answer.
Newer work finds the oldest rule unsafe for heavy tracked vehicles, the published rules
differ by a factor of two and more, and no rule knows cracks, currents or springs.
"""

from typing import Any, Literal

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.model.mover import Kind
from marchland.units import SI

Array = np.ndarray[Any, Any]
Water = Literal["windy_lake", "snowy_lake", "sheltered_river"]

INCH_M = SI["in"][0]
TON_PER_INCH2 = SI["short ton"][0] / INCH_M**2
FAHRENHEIT_PER_KELVIN = 1.8
CAVEAT = "ice is never called safe: refused, or unknown on the unsafe side"


def ice_growth_m(degree_days: Array, water: Water, table: Catalogue) -> Array:
    """Return the thickness of ice that has grown over degree-days of frost.

    Parameters
    ----------
    degree_days : numpy.ndarray
        Freezing index in degree-days Celsius since the water froze over.
    water : {"windy_lake", "snowy_lake", "sheltered_river"}
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        m; an estimate for planning, no substitute for a drill.
    """
    (growth,) = table.best(f"ice.{water}", "growth")
    root = np.sqrt(FAHRENHEIT_PER_KELVIN * np.asarray(degree_days, float))
    found: Array = growth * INCH_M * root
    return found


def clear_ice_m(clear_m: Array, snow_ice_m: Array, table: Catalogue) -> Array:
    """Return the thickness of clear ice that clear and snow ice together are worth."""
    (worth,) = table.best("ice.snow_ice", "worth")
    found: Array = np.asarray(clear_m, float) + worth * np.asarray(snow_ice_m, float)
    return found


def required_ice_m(weight_kg: Array, kind: Kind, table: Catalogue, *, cold: bool = False) -> Array:
    """Return the least thickness of clear lake ice that the tables ask for.

    Parameters
    ----------
    weight_kg : numpy.ndarray
        Weight of the vehicle; for walkers, who are taken as a group, it does not matter.
    kind : {"dismounted", "wheeled", "tracked"}
    table : Catalogue
    cold : bool
        Whether the air has stayed at 15 °F (-9 °C) or below; the table asks for less.

    Returns
    -------
    numpy.ndarray
        m; NaN above the heaviest class of the table, or for an unknown weight.
    """
    weight = np.asarray(weight_kg, float)
    if kind == "dismounted":
        (group,) = table.best("ice.walker", "thickness")
        return np.where(np.isnan(weight), np.nan, group)
    classes = table.column(f"ice.{kind}", "weight")
    thickness = (*table.column(f"ice.{kind}", "cold" if cold else "mild"), np.nan)
    # A weight that was converted to kg and back still belongs to its class.
    found: Array = np.array(thickness)[np.searchsorted(np.multiply(classes, 1 + 1e-9), weight)]
    return found


def ice_spacing_m(weight_kg: Array, kind: Kind, table: Catalogue) -> Array:
    """Return the least distance between vehicles on ice; NaN above the heaviest class."""
    classes = np.multiply(table.column(f"ice.{kind}", "weight"), 1 + 1e-9)
    spacing = np.array((*table.column(f"ice.{kind}", "spacing"), np.nan))
    found: Array = spacing[np.searchsorted(classes, np.asarray(weight_kg, float))]
    return found


def ice_verdict(
    thickness_m: Array,
    required_m: Array,
    table: Catalogue,
    *,
    river: bool = False,
    thawing: bool = False,
) -> Array:
    """Return 0 where the tables refuse a crossing and NaN where they do not.

    Parameters
    ----------
    thickness_m : numpy.ndarray
        Clear ice; as :func:`clear_ice_m` has it where there is snow ice.
    required_m : numpy.ndarray
        As :func:`required_ice_m` has it; arrays must broadcast.
    table : Catalogue
    river : bool
        River ice bears less: its thickness counts less, as load grows with its square.
    thawing : bool
        Whether the air has been above freezing for several days: refused whatever else.

    Returns
    -------
    numpy.ndarray
        0 or NaN, never 1: unknown on the unsafe side is the best there is.
    """
    (less,) = table.best("ice.river", "less")
    worth = np.sqrt(1.0 - less) if river else 1.0
    thin = worth * np.asarray(thickness_m, float) < np.asarray(required_m, float)
    return np.where(thin | thawing, 0.0, np.nan)


def ice_loads_kg(thickness_m: Array, table: Catalogue, *, river: bool = False) -> dict[str, Array]:
    """Return the load that each published rule lets on clear ice, side by side.

    Parameters
    ----------
    thickness_m : numpy.ndarray
        Clear lake ice.
    table : Catalogue
    river : bool
        Take off what the civil chart takes off on rivers.

    Returns
    -------
    dict of {str: numpy.ndarray}
        kg by rule: ``rough`` and ``gold`` grow with the square of thickness, ``wheeled``,
        ``tracked`` and ``chart`` are the heaviest class listed at that thickness, 0 below
        the first. They disagree, and the largest is no assurance.
    """
    depth = np.asarray(thickness_m, float)
    (less,) = table.best("ice.river", "less")
    share = 1.0 - less if river else 1.0
    loads = {
        "rough": table.get("rules.ice.bearing").best * TON_PER_INCH2 * depth**2,
        "gold": table.get("ice.gold.bearing").best * TON_PER_INCH2 * depth**2,
        "wheeled": _heaviest(depth, "wheeled", "mild", table),
        "tracked": _heaviest(depth, "tracked", "mild", table),
        "chart": _heaviest(depth, "chart", "thickness", table),
    }
    return {rule: share * load for rule, load in loads.items()}


def gold_is_doubtful(weight_kg: Array, kind: Kind, table: Catalogue) -> Array:
    """Tell where newer work finds Gold's rule unsafe: heavy tracked vehicles."""
    heavy = table.get("ice.heavy.weight").low
    return (kind == "tracked") & (np.asarray(weight_kg, float) >= heavy)


def _heaviest(depth: Array, rows: str, quantity: str, table: Catalogue) -> Array:
    needed = np.multiply(table.column(f"ice.{rows}", quantity), 1 - 1e-9)
    weights = np.array((0.0, *table.column(f"ice.{rows}", "weight")))
    found: Array = weights[np.searchsorted(needed, depth, side="right")]
    return np.where(np.isnan(depth), np.nan, found)
