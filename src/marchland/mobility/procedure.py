"""The factors of the classical cross-country procedure (FM 5-33), one function each.

Speed is F1 · F2 · F3 · F4 · F5: slope as a speed, then shares for the frequency of slopes,
vegetation, soil and surface roughness. Every function sees one place and nothing of its
surroundings, so that a value does not depend on the area chosen. The soil's share is
:func:`marchland.mobility.cone_index.strength_factor`; F5 is a share as surveyed.
"""

from typing import Any

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.errors import CatalogueError
from marchland.model.estimate import Level

Array = np.ndarray[Any, Any]


def slope_speed(
    slope: Array, road_m_s: Array, on_road: Array, off_road: Array, cap_m_s: Array
) -> Array:
    """Return F1, the speed that slope leaves on firm open ground.

    ``(off-road limit - slope) / (on-road limit / road speed)``, from 0 to the cap. The
    formula alone lets a light vehicle do 108 km/h off the road on the flat.

    Parameters
    ----------
    slope : numpy.ndarray
        Steepness as rise over run, not negative.
    road_m_s : numpy.ndarray
        Highest speed on a road.
    on_road, off_road : numpy.ndarray
        Steepest slope climbed on and off the road, as rise over run.
    cap_m_s : numpy.ndarray
        Highest speed off the road; infinite for none. Arrays must broadcast.

    Returns
    -------
    numpy.ndarray
        m/s; NaN where an input is unknown.
    """
    climb = (np.asarray(off_road, float) - slope) * road_m_s / on_road
    found: Array = np.clip(climb, 0.0, cap_m_s)
    return found


def slope_median(slope: Array, table: Catalogue) -> Array:
    """Return the slope that stands for a slope's class on the procedure's maps.

    Parameters
    ----------
    slope : numpy.ndarray
        Steepness as rise over run; a class includes its steepest slope.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        Rise over run; NaN where the slope is unknown.
    """
    upto = table.column("procedure.slope", "upto")
    median = np.array(table.column("procedure.slope", "median"))
    found: Array = np.where(np.isnan(slope), np.nan, median[np.searchsorted(upto, slope)])
    return found


def frequency_factor(crossings: Array, interval_m: Array, table: Catalogue) -> Array:
    """Return F2, the share left where slopes come often.

    Parameters
    ----------
    crossings : numpy.ndarray
        Contours crossed by a diagonal of 1 km, the mean of several.
    interval_m : numpy.ndarray
        Contour interval; arrays must broadcast.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        0 to 1; NaN where an input is unknown.
    """
    span, unit = table.best("procedure.frequency", "span", "unit")
    found: Array = np.clip((span - np.asarray(crossings, float) * interval_m / unit) / span, 0, 1)
    return found


def cover_share(cover: str, table: Catalogue, level: Level = "best") -> float:
    """Return F3, the share that a cover of the procedure's list leaves a vehicle.

    Parameters
    ----------
    cover : str
        A row of the catalogue's ``procedure`` table with a share, such as ``grassland``.
    table : Catalogue
    level : {"low", "best", "high"}
        The source gives an interval; ``best`` is only its midpoint.

    Returns
    -------
    float

    Raises
    ------
    CatalogueError
        If there is no such cover.
    """
    found = table.find(f"procedure.{cover}.share")
    if found is None:
        raise CatalogueError.one(cover, "unknown cover of the procedure", "See the page's table.")
    return found.at(level)


def stem_factor(
    spacing_m: Array, diameter_m: Array, width_m: Array, override_m: Array, table: Catalogue
) -> Array:
    """Return the share left by a stand of trees.

    Parameters
    ----------
    spacing_m, diameter_m : numpy.ndarray
        Distance between stems, and their diameter.
    width_m, override_m : numpy.ndarray
        Width of the vehicle, and the thickest stem that it pushes over; arrays must
        broadcast.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        1 where it drives between the stems, a half where it pushes them over, else 0; NaN
        where that cannot be told.
    """
    (pushing,) = table.best("procedure.stems", "override")
    between = _at_least(spacing_m, width_m)
    pushed = np.where(_at_least(override_m, diameter_m) > 0, pushing, 0.0)
    pushed = np.where(np.isnan(_at_least(override_m, diameter_m)), np.nan, pushed)
    found: Array = np.where(between > 0, 1.0, np.where(np.isnan(between), np.nan, pushed))
    return found


def canopy_factor(index: Array, table: Catalogue) -> Array:
    """Return the share left under a vegetation index of 0 to 1; NaN where it is unknown."""
    (least,) = table.best("procedure.canopy", "least")
    found: Array = np.clip(1.0 - np.asarray(index, float), least, 1.0)
    return found


def _at_least(one: Array, other: Array) -> Array:
    """Return 1 where one is at least the other, 0 where not, NaN where either is unknown."""
    gap = np.asarray(one, float) - other
    return np.where(np.isnan(gap), np.nan, gap >= 0)
