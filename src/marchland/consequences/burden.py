"""What options burden beyond their price: upkeep, carbon, crossings, people, land by kind."""

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.sites import Sites
from marchland.barriers.standing import class_shares
from marchland.catalogue.read import Catalogue
from marchland.consequences.price import LEVELS
from marchland.consequences.reach import people_by_site
from marchland.model.estimate import Estimate

PROTECTED = "protected"
BURDENS = {
    "keep_eur_y": "EUR/y",
    "remove_eur": "EUR",
    "carbon_kg": "kg CO2",
    "crossings": "1",
    "protected_m2": "m2",
    "people": "people",
}
"""Columns that add up over options, with their units; NaN where a measure has no coefficient."""


def burden(
    options: pd.DataFrame, sites: Sites, terrain: xr.Dataset, coefficients: Catalogue
) -> pd.DataFrame:
    """Add upkeep, removal, carbon, crossings and land by kind to the priced options.

    Parameters
    ----------
    options : pandas.DataFrame
        As :func:`marchland.consequences.price.price` returns it.
    sites : Sites
        Where the options are.
    terrain : xarray.Dataset
        For the cover and the protection under each site.
    coefficients : Catalogue
        Rows ``consequences.MEASURE.keep``, ``remove`` and ``concrete``.

    Returns
    -------
    pandas.DataFrame
        With columns ``keep_eur_y_low`` … ``protected_m2_high``; ``land_COVER_m2_low`` … for
        every class of cover and ``unknown``; and ``protected_STATUS_m2_low`` … for every class
        of protection that a layer gives. All of them add up over options. Protected land is
        NaN without a layer of it. People live near the option's site; a sum counts whoever
        lives near two of them twice, so it is never less than the people near a plan.
    """
    table = options.copy()
    for level in LEVELS:
        cost = options[f"cost_eur_{level}"]
        per_unit = options["measure"].map(lambda n, v=level: embodied(n, coefficients, v))
        table[f"keep_eur_y_{level}"] = cost * _shares(options, "keep", coefficients, level)
        table[f"remove_eur_{level}"] = cost * _shares(options, "remove", coefficients, level)
        table[f"carbon_kg_{level}"] = (options["amount"] * per_unit).astype(float)
        table[f"crossings_{level}"] = _crossings(options, sites, coefficients)
    covers = class_shares(sites, terrain["cover"].values, coefficients.classes["cover"])
    parts = {f"land_{name}_m2": covers[name] for name in covers.columns}
    for name, share in {**parts, **_protected(sites, terrain, coefficients)}.items():
        part = options["site"].map(share).astype(float)
        for level in LEVELS:
            table[f"{name}_{level}"] = options[f"land_m2_{level}"] * part
    near = people_by_site(terrain, sites.owner, len(sites.table), coefficients)
    for level, counts in zip(LEVELS, near, strict=True):
        where = dict(zip(sites.table["site"], counts, strict=True))
        table[f"people_{level}"] = options["site"].map(where).astype(float)
    return table


def _protected(sites: Sites, terrain: xr.Dataset, coefficients: Catalogue) -> dict[str, pd.Series]:
    """Return the share of each site that is protected, and the share of each status."""
    if PROTECTED not in terrain:
        return {"protected_m2": pd.Series(np.nan, index=sites.table["site"])}
    shares = class_shares(sites, terrain[PROTECTED].values, coefficients.classes[PROTECTED])
    kinds = {f"protected_{name}_m2": shares[name] for name in coefficients.classes[PROTECTED]}
    return {"protected_m2": shares.drop(columns="unknown").sum(axis=1), **kinds}


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


def _crossings(options: pd.DataFrame, sites: Sites, coefficients: Catalogue) -> pd.Series:
    """Return 1 where an option closes a road to vehicles: one that only watches it does not."""
    kinds = sites.table.set_index("site")["kind"]
    words = coefficients.definitions["measure"]
    watches = {name for name, said in words.items() if "wheeled" not in said["holds"]}
    closes = ~options["measure"].isin(watches)
    return ((options["site"].map(kinds) == "crossing") & closes).astype(float)


def summed(options: pd.DataFrame, column: str, unit: str) -> Estimate | None:
    """Return the sum of a column over options; None where a part of it is unknown."""
    values = [float(options[f"{column}_{level}"].sum(skipna=False)) for level in LEVELS]
    if any(np.isnan(values)):
        return None
    return Estimate(values[0], values[1], values[2], unit, "sum over options", "computed")
