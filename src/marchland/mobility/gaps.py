"""Fords, gaps, steps and bridges: 1 can cross, 0 cannot, NaN nobody knows.

A class of mover is a row of the catalogue's ``gaps`` table, such as ``heavy_wheeled``. Only
few figures are public; where there is none the answer is unknown and not a guess.
"""

from typing import Any

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.model.estimate import Level
from marchland.units import SI

Array = np.ndarray[Any, Any]

SHORT_TON_KG = SI["short ton"][0]


def fords(
    depth_m: Array, current_m_s: Array, mover: str, table: Catalogue, level: Level = "best"
) -> Array:
    """Return whether a mover fords water unprepared.

    Parameters
    ----------
    depth_m, current_m_s : numpy.ndarray
        Depth and speed of the water; arrays must broadcast.
    mover : str
        Class of mover.
    table : Catalogue
    level : {"low", "best", "high"}

    Returns
    -------
    numpy.ndarray
        0 where either is too much, even where the other is unknown.
    """
    deepest = _limit(f"gaps.{mover}.ford", table, level)
    fastest = _limit("gaps.current.fastest", table, level)
    shallow, slow = within(depth_m, deepest), within(current_m_s, fastest)
    return np.where((shallow == 0) | (slow == 0), 0.0, shallow * slow)


def crosses_gap(width_m: Array, mover: str, table: Catalogue, level: Level = "best") -> Array:
    """Return whether a mover crosses a gap of a width without a bridge."""
    return within(width_m, _limit(f"gaps.{mover}.gap", table, level))


def climbs_step(height_m: Array, mover: str, table: Catalogue, level: Level = "best") -> Array:
    """Return whether a mover climbs a vertical step of a height."""
    return within(height_m, _limit(f"gaps.{mover}.step", table, level))


def load_class(weight_kg: Array, kind: str, table: Catalogue, level: Level = "best") -> Array:
    """Return the military load class of a vehicle, ``wheeled`` or ``tracked``, by its weight."""
    each = table.get(f"gaps.{kind}.load_class").at(level)
    found: Array = each * np.asarray(weight_kg, float) / SHORT_TON_KG
    return found


def bridge_bears(bridge: Array, vehicle: Array) -> Array:
    """Return whether a bridge bears a vehicle.

    Parameters
    ----------
    bridge, vehicle : numpy.ndarray
        Both load classes, or a posted limit and a weight in kg; arrays must broadcast. A
        tag of a map that posts a limit is the only open stand-in for a load class.

    Returns
    -------
    numpy.ndarray
        NaN where either is unknown, as it is on most bridges.
    """
    return within(vehicle, bridge)


def lanes(width_m: Array, kind: str, table: Catalogue) -> Array:
    """Return 2 where a route carries two streams of a kind of vehicle, 1 where it does not.

    Between the published widths of single and double flow a route counts as single. NaN
    where the width is unknown.
    """
    (double,) = table.best(f"gaps.{kind}", "double_flow")
    width = np.asarray(width_m, float)
    return np.where(np.isnan(width), np.nan, np.where(width >= double, 2.0, 1.0))


def within(value: Array, limit: Array) -> Array:
    """Return 1 where a value is at most a limit, 0 where not, NaN where either is unknown."""
    gap = np.asarray(limit, float) - np.asarray(value, float)
    return np.where(np.isnan(gap), np.nan, gap >= 0)


def _limit(key: str, table: Catalogue, level: Level) -> Array:
    found = table.find(key)
    return np.asarray(found.at(level) if found else np.nan)
