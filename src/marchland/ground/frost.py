"""Frozen and thawing ground: depths from weather, what frost carries, what thaw costs.

Two published rules on frost disagree, since they speak of different things: the load that a
frozen plate bears over soft ground (:func:`frost_load_n`), and the few centimetres that
make marginal mineral soil firm (:func:`frost_firms`). The first is for wetland and peat.
"""

from typing import Any, Literal

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.model.estimate import Level

Array = np.ndarray[Any, Any]
Under = Literal["wet", "dry"]

DAY_S = 86_400.0


def freezing_index(temperature_c: Array) -> Array:
    """Return the degree-days of frost that stand at the end of a run of days.

    Each day adds its degrees below zero or takes off those above, never below nothing.

    Parameters
    ----------
    temperature_c : numpy.ndarray
        Daily mean temperatures, days along the first axis.

    Returns
    -------
    numpy.ndarray
        Degree-days, without the first axis; NaN where a day is unknown.
    """
    days = np.asarray(temperature_c, float)
    stands = np.zeros(days.shape[1:])
    for day in days:
        stands = np.maximum(stands - day, 0.0)
    return stands


def stefan_depth(
    degree_days: Array, conductivity: Array, water: Array, table: Catalogue, surface: float = 1.0
) -> Array:
    """Return the depth that frost reaches, or thaw, by Stefan's solution.

    ``√(2 · conductivity · surface · degree-days / (water · latent heat))``. It leaves out
    the heat stored in the ground and so tends to overestimate.

    Parameters
    ----------
    degree_days : numpy.ndarray
        Freezing index for frost, thawing index for thaw, in degree-days of air.
    conductivity : numpy.ndarray
        Thermal conductivity in W/(m K) of the layer that forms: frozen soil for frost. The
        catalogue has none; give a measured one.
    water : numpy.ndarray
        Share of the ground's volume that is water; arrays must broadcast.
    table : Catalogue
    surface : float
        Degree-days of the surface for one of the air, below 1 under snow or a sward.

    Returns
    -------
    numpy.ndarray
        m; NaN where an input is unknown.
    """
    (latent,) = table.best("cold.water", "latent_heat")
    heat = 2.0 * np.asarray(conductivity, float) * surface * degree_days * DAY_S
    found: Array = np.sqrt(heat / (np.asarray(water, float) * latent))
    return found


def frost_load_n(depth_m: Array, under: Under, table: Catalogue, level: Level = "best") -> Array:
    """Return the load in N that frozen ground bears: a coefficient times depth squared.

    Parameters
    ----------
    depth_m : numpy.ndarray
        Depth of frost.
    under : {"wet", "dry"}
        The ground beneath; wet ground freezes harder.
    table : Catalogue
    level : {"low", "best", "high"}

    Returns
    -------
    numpy.ndarray
        N; NaN where the depth is unknown.
    """
    coefficient = table.get(f"rules.frost.{under}_bearing").at(level)
    found: Array = 1e6 * coefficient * np.square(np.asarray(depth_m, float))
    return found


def frost_needed_m(load_n: Array, under: Under, table: Catalogue, level: Level = "best") -> Array:
    """Return the depth of frost that bears a load in N, the inverse of :func:`frost_load_n`."""
    coefficient = table.get(f"rules.frost.{under}_bearing").at(level)
    found: Array = np.sqrt(np.asarray(load_n, float) / (1e6 * coefficient))
    return found


def frost_firms(depth_m: Array, table: Catalogue, level: Level = "best") -> Array:
    """Return 1 where frost makes mineral soil firm, 0 where not, NaN where it is unknown.

    Not for wetland or peat, nor for soil that was extremely difficult before it froze.
    `level` is the end of the speed: ``low`` asks for the deepest frost.
    """
    burden: dict[Level, Level] = {"low": "high", "best": "best", "high": "low"}
    needed = table.get("rules.frost.mineral_depth").at(burden[level])
    depth = np.asarray(depth_m, float)
    return np.where(np.isnan(depth), np.nan, depth >= needed)


def thaw_multipliers(depth_m: Array, table: Catalogue) -> tuple[Array, Array]:
    """Return what a thawed layer over frost does to the traction and resistance of wheels.

    Parameters
    ----------
    depth_m : numpy.ndarray
        Depth of the thawed layer.
    table : Catalogue

    Returns
    -------
    tuple of numpy.ndarray
        Multipliers of traction and of motion resistance; between the printed depths
        linear, above the last as at the last. Measured on wet sand; nothing is known of
        other soils.
    """
    depths = (0.0, *table.column("cold.thaw", "depth"))
    traction, resistance = (
        np.interp(depth_m, depths, (1.0, *table.column("cold.thaw", quantity)))
        for quantity in ("traction", "resistance")
    )
    return np.asarray(traction), np.asarray(resistance)


def thaw_factor(depth_m: Array, table: Catalogue, level: Level = "best") -> Array:
    """Return the share of speed that a thawed layer over frost leaves wheels, an assumption.

    What engine power allows falls as resistance grows (``low``), what grip allows falls
    with traction (``high``); ``best`` is the geometric mean of the two. No published speed
    over thawing ground was found. Parameters and missing values as for
    :func:`thaw_multipliers`.
    """
    traction, resistance = thaw_multipliers(depth_m, table)
    ends = {"low": 1.0 / resistance, "high": traction, "best": np.sqrt(traction / resistance)}
    return np.asarray(ends[level])
