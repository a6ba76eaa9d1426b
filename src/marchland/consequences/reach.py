"""People within reach of something: counted on the grid, each of them once."""

from math import ceil
from typing import Any

import numpy as np
import xarray as xr
from scipy.ndimage import distance_transform_edt, find_objects

from marchland.catalogue.read import Catalogue
from marchland.errors import GridError
from marchland.model.estimate import Estimate
from marchland.schema import grid_of

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Field = np.ndarray[Any, np.dtype[np.float32]]


def distance_m(mask: Mask, cell_m: float) -> Field:
    """Return how far the centre of each cell lies from that of the nearest masked one, m.

    Parameters
    ----------
    mask : numpy.ndarray
        bool, any shape.
    cell_m : float
        Side of a cell, m.

    Returns
    -------
    numpy.ndarray
        Infinite everywhere where nothing is masked.
    """
    if not mask.any():
        return np.full(mask.shape, np.inf)
    return np.asarray(distance_transform_edt(~mask, sampling=cell_m))


def people_near(
    population: Field, mask: Mask, cell_m: float, coefficients: Catalogue
) -> Estimate | None:
    """Return how many people live near, at three readings of how near is near.

    Parameters
    ----------
    population : numpy.ndarray
        People per cell; NaN unknown.
    mask : numpy.ndarray
        bool, where something is; people near two parts of it count once.
    cell_m : float
        Side of a cell, m.
    coefficients : Catalogue
        Row ``consequences.reach.people``, m.

    Returns
    -------
    Estimate or None
        None where anybody's number within reach is unknown.
    """
    reach = coefficients.get("consequences.reach.people")
    far = distance_m(mask, cell_m)
    counts = [
        float(population[far <= most].sum(dtype=np.float64))
        for most in (reach.low, reach.best, reach.high)
    ]
    if np.isnan(counts).any():
        return None
    return Estimate(counts[0], counts[1], counts[2], "people", reach.source, "computed")


def people_by_site(
    terrain: xr.Dataset, owner: np.ndarray, sites: int, coefficients: Catalogue
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how many people live near each of many sites, at three readings of near.

    Parameters
    ----------
    terrain : xarray.Dataset
        For its population.
    owner : numpy.ndarray
        Number of the site on each cell, plus one; 0 for none.
    sites : int
        How many there are.
    coefficients : Catalogue
        Row ``consequences.reach.people``, m.

    Returns
    -------
    tuple of numpy.ndarray
        float64, shape (sites,) each, low, best and high; NaN where anybody's number within
        reach is unknown.
    """
    reach, cell_m = coefficients.get("consequences.reach.people"), grid_of(terrain).cell_m
    population, distances = terrain["population"].values, (reach.low, reach.best, reach.high)
    counts = np.full((len(distances), sites), np.nan)
    for number, box in enumerate(find_objects(owner.astype(np.int32), sites), start=1):
        if box is None:
            continue
        wide = tuple(_widened(part, ceil(reach.high / cell_m)) for part in box)
        here = owner[wide] == number
        far = distance_m(here, cell_m)
        for level, distance in enumerate(distances):
            near = population[wide][far <= distance]
            counts[level, number - 1] = near.sum(dtype=np.float64)
    return counts[0], counts[1], counts[2]


def _widened(part: slice, cells: int) -> slice:
    return slice(max(part.start - cells, 0), part.stop + cells)


def dasymetric(zones: np.ndarray, totals: np.ndarray, weights: Field) -> Field:
    """Spread counts of people over zones by a weight, such as buildings.

    Parameters
    ----------
    zones : numpy.ndarray
        int, number of the zone of each cell; below zero is no zone.
    totals : numpy.ndarray
        People in each zone, by its number; NaN unknown.
    weights : numpy.ndarray
        float, zero or more, of the shape of `zones`. A zone without any weight is filled
        evenly.

    Returns
    -------
    numpy.ndarray
        float32 people per cell; every zone keeps its total, and a cell without a zone is NaN.

    Raises
    ------
    GridError
        If the shapes differ, a weight is below zero or a zone has no total.
    """
    if zones.shape != weights.shape:
        remedy = "Sample both on one grid."
        raise GridError.one("zones", f"shape {zones.shape}, weights {weights.shape}", remedy)
    if zones.max(initial=-1) >= len(totals) or not (weights >= 0).all():
        remedy = "Give every zone a total and every cell a weight of zero or more."
        raise GridError.one("zones", "a total or a weight is missing", remedy)
    placed = zones >= 0
    number = zones[placed]
    weight = weights[placed].astype(np.float64)
    sums = np.bincount(number, weight, len(totals))
    weight = np.where(sums[number] > 0, weight, 1.0)
    sums = np.bincount(number, weight, len(totals))
    people = np.full(zones.shape, np.nan, np.float32)
    people[placed] = totals[number] * weight / sums[number]
    return people
