"""What options burden beyond their price: upkeep, removal, carbon, crossings, land by cover."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.sites import Sites
from marchland.catalogue.read import Catalogue
from marchland.consequences.price import LEVELS
from marchland.model.estimate import Estimate

BURDENS = {
    "keep_eur_y": "EUR/y",
    "remove_eur": "EUR",
    "carbon_kg": "kg CO2",
    "crossings": "1",
}
"""Columns that add up over options, with their units; NaN where a measure has no coefficient."""


def burden(
    options: pd.DataFrame, sites: Sites, terrain: xr.Dataset, coefficients: Catalogue
) -> pd.DataFrame:
    """Add upkeep, removal, carbon, crossings and land by cover to the priced options.

    Parameters
    ----------
    options : pandas.DataFrame
        As :func:`marchland.consequences.price.price` returns it.
    sites : Sites
        Where the options are.
    terrain : xarray.Dataset
        For the cover under each site.
    coefficients : Catalogue
        Rows ``consequences.MEASURE.keep``, ``remove`` and ``concrete``.

    Returns
    -------
    pandas.DataFrame
        With columns ``keep_eur_y_low`` … ``crossings_high``, and ``land_COVER_m2_low`` … for
        every class of cover and ``unknown``. All of them add up over options.
    """
    table = options.copy()
    for level in LEVELS:
        cost = options[f"cost_eur_{level}"]
        per_unit = options["measure"].map(lambda n, v=level: embodied(n, coefficients, v))
        table[f"keep_eur_y_{level}"] = cost * _shares(options, "keep", coefficients, level)
        table[f"remove_eur_{level}"] = cost * _shares(options, "remove", coefficients, level)
        table[f"carbon_kg_{level}"] = (options["amount"] * per_unit).astype(float)
        table[f"crossings_{level}"] = _crossings(options, sites)
    shares = cover_shares(sites, terrain, coefficients.classes["cover"])
    for cover in shares.columns:
        part = options["site"].map(shares[cover]).astype(float)
        for level in LEVELS:
            table[f"land_{cover}_m2_{level}"] = options[f"land_m2_{level}"] * part
    return table


def embodied(measure: str, coefficients: Catalogue, level: str) -> float:
    """Return the carbon in one unit of a measure, kg CO2; NaN where its mass is unknown."""
    mass = coefficients.find(f"consequences.{measure}.concrete")
    if mass is None:
        return float("nan")
    factor = coefficients.get("consequences.concrete.emission")
    return float(getattr(mass, level) * getattr(factor, level))


def _shares(options: pd.DataFrame, quantity: str, coefficients: Catalogue, level: str) -> pd.Series:
    def share(measure: str) -> float:
        found = coefficients.find(f"consequences.{measure}.{quantity}")
        return float("nan") if found is None else float(getattr(found, level))

    return options["measure"].map(share).astype(float)


def _crossings(options: pd.DataFrame, sites: Sites) -> pd.Series:
    kinds = sites.table.set_index("site")["kind"]
    return (options["site"].map(kinds) == "crossing").astype(float)


def cover_shares(sites: Sites, terrain: xr.Dataset, classes: Mapping[str, int]) -> pd.DataFrame:
    """Return the share of each site's cells under each class of cover.

    Parameters
    ----------
    sites : Sites
    terrain : xarray.Dataset
    classes : mapping of {str: int}
        Codes by class of cover.

    Returns
    -------
    pandas.DataFrame
        Index site, one column for each class and ``unknown``; rows sum to one.
    """
    names = [*classes, "unknown"]
    codes = np.full(256, len(classes), np.intp)
    codes[list(classes.values())] = range(len(classes))
    cells = np.flatnonzero(sites.owner)
    owner = sites.owner.ravel()[cells].astype(np.intp) - 1
    cover = codes[terrain["cover"].values.ravel()[cells]]
    counts = np.zeros((len(sites.table), len(names)))
    np.add.at(counts, (owner, cover), 1.0)
    total = counts.sum(axis=1, keepdims=True)
    parts = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    parts[total[:, 0] == 0, -1] = 1.0
    return pd.DataFrame(parts, columns=names, index=sites.table["site"])


def summed(options: pd.DataFrame, column: str, unit: str) -> Estimate | None:
    """Return the sum of a column over options; None where a part of it is unknown."""
    values = [float(options[f"{column}_{level}"].sum(skipna=False)) for level in LEVELS]
    if any(np.isnan(values)):
        return None
    return Estimate(values[0], values[1], values[2], unit, "sum over options", "computed")
