"""Rewetting drained peat: money, land, carbon and time, on ground that the analyst declares."""

import numpy as np
import pandas as pd
import xarray as xr

from marchland.catalogue.read import Catalogue
from marchland.consequences.burden import PROTECTED
from marchland.consequences.ledger import Flow
from marchland.consequences.offfield import COLUMNS
from marchland.consequences.reach import Mask, people_near
from marchland.model.estimate import Estimate
from marchland.schema import grid_of

DRAINED = ("forest", "farmland", "grass")
"""Covers of drained peat whose emissions have been read."""


def rewetting(
    mask: Mask, terrain: xr.Dataset, coefficients: Catalogue
) -> tuple[pd.DataFrame, list[Flow]]:
    """Return what rewetting some ground means, if it is drained peat.

    Parameters
    ----------
    mask : numpy.ndarray
        bool, the cells to rewet, which the analyst declares to be drained peat.
    terrain : xarray.Dataset
        For the cover, which sets the emissions, and for people.
    coefficients : Catalogue
        Rows ``measures.rewetting``, ``consequences.rewetting`` and ``consequences.peat``.

    Returns
    -------
    table : pandas.DataFrame
        Columns consequence, unit, low, best, high, source. Carbon is avoided, each year, where
        the cover is one of :data:`DRAINED`, and nothing elsewhere.
    flows : list of Flow
        Building in year 0, upkeep after it, and emissions avoided once it is wet.
    """
    grid, get = grid_of(terrain), coefficients.get
    area = float(mask.sum()) * grid.cell_m**2
    land = Estimate(area, area, area, "m2", "cells of the grid", "computed")
    cost = _times(get("measures.rewetting.cost"), land, "EUR")
    keep = _times(get("consequences.rewetting.keep"), cost, "EUR/y")
    gone = _times(get("consequences.rewetting.remove"), cost, "EUR")
    saved = avoided(mask, terrain, coefficients)
    wet = get("measures.rewetting.ready")
    people = people_near(terrain["population"].values, mask, grid.cell_m, coefficients)
    nothing = Estimate(0, 0, 0, "1", "nothing is built across a road", "computed")
    concrete = Estimate(0, 0, 0, "kg CO2", "earth and water only", "computed")
    told = {
        "cost to build": cost,
        "land taken": land,
        "years until wet": wet,
        "upkeep each year": keep,
        "cost to remove": gone,
        "carbon in concrete": concrete,
        "crossings severed": nothing,
        "people living near": people,
        "emissions avoided each year": saved,
    }
    if PROTECTED in terrain:
        part = float((mask & (terrain[PROTECTED].values > 0)).sum()) * grid.cell_m**2
        told["of the land: protected"] = Estimate(part, part, part, "m2", land.source, "computed")
    rows: list[tuple[object, ...]] = [_row(name, value) for name, value in told.items()]
    flows = [
        Flow("build", "EUR", cost),
        Flow("keep", "EUR", keep, 1, 10**6),
        Flow("emissions avoided", "kg CO2", saved, int(np.ceil(wet.high)), 10**6),
    ]
    return pd.DataFrame(rows, columns=COLUMNS), flows


def avoided(mask: Mask, terrain: xr.Dataset, coefficients: Catalogue) -> Estimate:
    """Return the emissions that rewetting ends, kg CO2 equivalents a year.

    Parameters
    ----------
    mask : numpy.ndarray
        bool, the cells to rewet.
    terrain : xarray.Dataset
        For the cover.
    coefficients : Catalogue

    Returns
    -------
    Estimate
        The drained factor of each cover less the share that stays; least with the low factor
        and the high share.
    """
    cover, codes = terrain["cover"].values[mask], coefficients.classes["cover"]
    cell_m2 = grid_of(terrain).cell_m ** 2
    low = best = high = 0.0
    for name in DRAINED:
        area = float((cover == codes[name]).sum()) * cell_m2
        factor = coefficients.get(f"consequences.peat.{name}")
        low, best, high = (
            low + area * factor.low,
            best + area * factor.best,
            high + area * factor.high,
        )
    stays = coefficients.get("consequences.rewetting.remaining")
    values = low * (1 - stays.high), best * (1 - stays.best), high * (1 - stays.low)
    source = f"peat-factors-2025; {stays.source}"
    return Estimate(values[0], values[1], values[2], "kg CO2", source, "computed")


def _times(one: Estimate, two: Estimate, unit: str) -> Estimate:
    values = one.low * two.low, one.best * two.best, one.high * two.high
    return Estimate(values[0], values[1], values[2], unit, one.source, "computed")


def _row(name: str, value: Estimate | None) -> tuple[object, ...]:
    if value is None:
        unknown = float("nan")
        return name, "people", unknown, unknown, unknown, "no layer"
    return name, value.unit, value.low, value.best, value.high, value.source
