"""Soil strength from moisture: three published answers, which disagree.

``collins``
    one fit over moisture and clay (Collins 1971, in Anderson 1983);
``smsp``
    a fit for each soil class (SMSP II, in FASST 2004);
``static``
    a table by soil class for dry, moist and wet ground; unverified.

Strength is a rating cone index. For comparable soils the fits differ by factors of 2 to 6;
:func:`strengths` returns them all so that the disagreement shows.
"""

from typing import Any

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.model.estimate import Level
from marchland.model.season import Moisture

Array = np.ndarray[Any, Any]

MEMBERS = ("collins", "smsp", "static")


def collins(moisture: Array, clay: Array, table: Catalogue) -> Array:
    """Return the strength of a fine-grained soil by its moisture and clay.

    Parameters
    ----------
    moisture : numpy.ndarray
        Mass of water over mass of dry soil.
    clay : numpy.ndarray
        Share of clay in the mass of dry soil; arrays must broadcast.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        Rating cone index; NaN where an input is unknown, infinite where there is no water.
    """
    strength, base, per_clay, per_moisture, spread, clay_spread = table.best(
        "moisture.collins", "strength", "base", "clay", "moisture", "spread", "clay_spread"
    )
    percent = 100.0 * np.asarray(clay, float)
    dryness = base + per_clay * percent - per_moisture * _log_percent(moisture)
    return _exp(strength + dryness / (spread + clay_spread * percent))


def smsp(moisture: Array, soil: str, table: Catalogue) -> Array:
    """Return the strength of a soil class by its moisture, as fitted and not bounded.

    Parameters
    ----------
    moisture : numpy.ndarray
        Mass of water over mass of dry soil.
    soil : str
        Class of the unified system; ``CLML`` and ``SMSC`` between two classes.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        Rating cone index; NaN everywhere for a class without a fit. Clean sand grows
        stronger with moisture.
    """
    return _fit(moisture, soil, "rci", table)


def cone_index(moisture: Array, soil: str, table: Catalogue) -> Array:
    """Return the cone index of an undisturbed soil class by its moisture.

    It bounds the rating cone index from above, since working a soil does not strengthen it.
    Parameters and missing values as for :func:`smsp`.
    """
    return _fit(moisture, soil, "ci", table)


def static(soil: str, state: Moisture, table: Catalogue, level: Level = "best") -> float:
    """Return the strength of a soil class in a state; NaN for a class without a row."""
    found = table.find(f"soils.{soil}.{state}")
    return found.at(level) if found else float("nan")


def strengths(
    moisture: Array, clay: Array, soil: str, state: Moisture, table: Catalogue
) -> dict[str, Array]:
    """Return the strength of a soil by every member.

    Parameters
    ----------
    moisture : numpy.ndarray
        Mass of water over mass of dry soil; NaN where only the state is known.
    clay : numpy.ndarray
        Share of clay; NaN where unknown. Arrays must broadcast.
    soil : str
        Class of the unified system.
    state : {"dry", "moist", "wet"}
        State of the ground, for the table.
    table : Catalogue

    Returns
    -------
    dict of {str: numpy.ndarray}
        Rating cone index by :data:`MEMBERS`; NaN where a member cannot say. The fit by
        class is bounded by the class's cone index where that is known.
    """
    water, _ = np.broadcast_arrays(np.asarray(moisture, float), np.asarray(clay, float))
    bounded = np.fmin(smsp(water, soil, table), cone_index(water, soil, table))
    known = ~np.isnan(smsp(water, soil, table))
    return {
        "collins": collins(water, clay, table),
        "smsp": np.where(known, bounded, np.nan),
        "static": np.full(water.shape, static(soil, state, table)),
    }


def disagreement(members: dict[str, Array]) -> Array:
    """Return the largest strength over the least among the members that can say.

    1 where only one can, NaN where none can.
    """
    stacked = np.stack(list(members.values()))
    told = ~np.isnan(stacked)
    most = np.where(told, stacked, -np.inf).max(axis=0)
    least = np.where(told, stacked, np.inf).min(axis=0)
    ratio = np.full(most.shape, np.nan)
    np.divide(most, least, out=ratio, where=told.any(axis=0) & np.isfinite(most))
    return ratio


def moisture_at(strength: Array, soil: str, table: Catalogue) -> Array:
    """Return the moisture at which a soil class has fallen to a strength.

    Parameters
    ----------
    strength : numpy.ndarray
        Rating cone index, such as a vehicle cone index: the vehicle stops beyond.
    soil : str
        Class of the unified system.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        Mass of water over mass of dry soil, by the fit of :func:`smsp`; NaN for a class
        without a fit, or one that moisture does not weaken.
    """
    top, fall = table.find(f"moisture.{soil}.rci"), table.find(f"moisture.{soil}.rci_fall")
    if top is None or fall is None:
        return np.full(np.shape(strength), np.nan)
    found: Array = np.exp((top.best - np.log(np.asarray(strength, float))) / fall.best) / 100.0
    return found


def _fit(moisture: Array, soil: str, index: str, table: Catalogue) -> Array:
    top = table.find(f"moisture.{soil}.{index}")
    fall, rise = (table.find(f"moisture.{soil}.{index}_{way}") for way in ("fall", "rise"))
    if top is None:
        return np.full(np.shape(moisture), np.nan)
    slope = rise.best if rise else -fall.best if fall else 0.0
    return _exp(top.best + slope * _log_percent(moisture))


def _log_percent(moisture: Array) -> Array:
    """Return the logarithm of moisture in percent: -inf where dry, NaN where unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = np.log(100.0 * np.asarray(moisture, float))
    return found


def _exp(power: Array) -> Array:
    with np.errstate(over="ignore"):
        found: Array = np.exp(power)
    return found
