"""What a plan means off the field: money, land, people, crossings, habitat, carbon, time."""

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.sites import Sites
from marchland.catalogue.read import Catalogue
from marchland.consequences.burden import BURDENS, summed
from marchland.consequences.habitat import habitat
from marchland.consequences.ledger import Flow, grown
from marchland.consequences.price import LEVELS, consequences, total
from marchland.consequences.reach import Mask, people_near
from marchland.model.estimate import Estimate
from marchland.schema import grid_of

NAMES = {
    "keep_eur_y": "upkeep each year",
    "remove_eur": "cost to remove",
    "carbon_kg": "carbon in concrete",
    "crossings": "crossings severed",
}
HABITATS = ("forest", "wetland", "peat")
COLUMNS = ["consequence", "unit", "low", "best", "high", "source"]


def off_field(
    chosen: pd.DataFrame,
    sites: Sites,
    terrain: xr.Dataset,
    coefficients: Catalogue,
    *,
    protected: Mask | None = None,
) -> pd.DataFrame:
    """Return everything that a plan means off the field.

    Parameters
    ----------
    chosen : pandas.DataFrame
        The options of the plan, as :func:`marchland.consequences.burden.burden` returns them.
    sites : Sites
        Of all options.
    terrain : xarray.Dataset
        For cover and people.
    coefficients : Catalogue
        For how near is near, and the codes of cover.
    protected : numpy.ndarray, optional
        bool, shape of the grid: protected nature. Protected land is unknown without it.

    Returns
    -------
    pandas.DataFrame
        Columns consequence, unit, low, best, high, source; NaN is unknown. An empty plan has
        zero of everything.
    """
    rows = [*consequences(chosen).itertuples(index=False, name=None)]
    for column, name in NAMES.items():
        rows.append(_row(name, BURDENS[column], summed(chosen, column, BURDENS[column])))
    for column in chosen.columns:
        if column.startswith("land_") and column.endswith("_m2_best") and column != "land_m2_best":
            stem = column.removesuffix("_best")
            land = summed(chosen, stem, "m2")
            if land is not None and land.high > 0:
                rows.append(_row(f"of the land: {stem[5:-3]}", "m2", land))
    rows.append(_row("of the land: protected", "m2", _protected(chosen, sites, protected)))
    mask = footprint(chosen, sites)
    grid = grid_of(terrain)
    people = people_near(terrain["population"].values, mask, grid.cell_m, coefficients)
    rows.append(_row("people living near", "people", people))
    rows += habitat_rows(mask, terrain, coefficients)
    return pd.DataFrame(rows, columns=COLUMNS)


def _protected(chosen: pd.DataFrame, sites: Sites, protected: Mask | None) -> Estimate | None:
    """Return the land of a plan, by the share of each site's cells that are protected."""
    if protected is None and len(chosen):
        return None
    if protected is None or not len(chosen):
        return Estimate(0, 0, 0, "m2", "sum over options", "computed")
    number = len(sites.table) + 1
    cells = np.bincount(sites.owner.ravel(), minlength=number)
    inside = np.bincount(sites.owner[protected], minlength=number)
    share = pd.Series((inside / np.maximum(cells, 1))[1:], index=sites.table["site"])
    part = chosen["site"].map(share)
    low, best, high = (float((chosen[f"land_m2_{level}"] * part).sum()) for level in LEVELS)
    return Estimate(low, best, high, "m2", "sum over options", "computed")


def footprint(chosen: pd.DataFrame, sites: Sites) -> np.ndarray:
    """Return the cells of the sites of some options, as bool."""
    numbers = np.flatnonzero(sites.table["site"].isin(set(chosen["site"])).to_numpy()) + 1
    return np.isin(sites.owner, numbers)


def habitat_rows(
    mask: np.ndarray, terrain: xr.Dataset, coefficients: Catalogue
) -> list[tuple[object, ...]]:
    """Return the cut of each habitat that a footprint touches.

    Parameters
    ----------
    mask : numpy.ndarray
        bool, where something is built.
    terrain : xarray.Dataset
        For the cover.
    coefficients : Catalogue
        For the codes of the cover.

    Returns
    -------
    list of tuple
        Rows of :func:`off_field`, none for a habitat that is not touched.
    """
    codes, cover = coefficients.classes["cover"], terrain["cover"].values
    rows: list[tuple[object, ...]] = []
    for kind in HABITATS:
        there = cover == codes[kind]
        if not (there & mask).any():
            continue
        found = habitat(there, mask, grid_of(terrain).cell_m)
        for name, value in (
            (f"largest connected {kind}, before", found.largest_before_m2),
            (f"largest connected {kind}, after", found.largest_after_m2),
        ):
            rows.append((name, "m2", value, value, value, "connected cells of the cover"))
    return rows


def _row(name: str, unit: str, value: Estimate | None) -> tuple[object, ...]:
    if value is None:
        nothing = float("nan")
        return name, unit, nothing, nothing, nothing, "no coefficient or no layer"
    return name, unit, value.low, value.best, value.high, value.source


def plan_flows(
    chosen: pd.DataFrame, *, removed_in: int | None = None, growth: Estimate | None = None
) -> list[Flow]:
    """Return what a plan costs in which year.

    Parameters
    ----------
    chosen : pandas.DataFrame
        The options of the plan, with their burdens.
    removed_in : int, optional
        The year in which it is taken away; it stays by default.
    growth : Estimate, optional
        Times the first figure, as :func:`marchland.consequences.programmes.growth` gives it:
        a switch, off by default.

    Returns
    -------
    list of Flow
        Building in year 0, upkeep every year after it, removal where asked for.
    """
    last = 10**6 if removed_in is None else removed_in
    build = Flow("build", "EUR", total(chosen, "cost_eur"))
    keep = Flow("keep", "EUR", summed(chosen, "keep_eur_y", "EUR"), 1, last, "the yearly upkeep")
    flows = [build, keep]
    if removed_in is not None:
        gone = summed(chosen, "remove_eur", "EUR")
        flows.append(Flow("remove", "EUR", gone, removed_in, removed_in, "the cost to remove"))
    return flows if growth is None else [grown(flow, growth) for flow in flows]


def crews_needed(chosen: pd.DataFrame, horizon_s: float) -> dict[str, float]:
    """Return how many crews build a plan within a horizon, at each level.

    Parameters
    ----------
    chosen : pandas.DataFrame
        With ``build_s_low`` … ``build_s_high``.
    horizon_s : float
        From the order to the day it has to stand, s.

    Returns
    -------
    dict of {str: float}
        Crews that work without pause and in no one's way: a least number.
    """
    return {level: float(np.ceil(chosen[f"build_s_{level}"].sum() / horizon_s)) for level in LEVELS}
