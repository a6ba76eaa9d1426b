"""What a plan means off the field: money, land, people, crossings, habitat, carbon, time."""

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.sites import Sites
from marchland.catalogue.read import Catalogue
from marchland.consequences.burden import BURDENS, PROTECTED, summed
from marchland.consequences.habitat import habitat
from marchland.consequences.ledger import Flow, grown
from marchland.consequences.price import LEVELS, consequences, total
from marchland.consequences.reach import people_near
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
) -> pd.DataFrame:
    """Return everything that a plan means off the field.

    Parameters
    ----------
    chosen : pandas.DataFrame
        The options of the plan, as :func:`marchland.consequences.burden.burden` returns them.
    sites : Sites
        Of all options.
    terrain : xarray.Dataset
        For cover, protection and people; protected land is unknown without its layer.
    coefficients : Catalogue
        For how near is near, and the codes of cover.

    Returns
    -------
    pandas.DataFrame
        Columns consequence, unit, low, best, high, source; NaN is unknown. An empty plan has
        zero of everything.
    """
    rows = [*consequences(chosen).itertuples(index=False, name=None)]
    for column, name in NAMES.items():
        rows.append(_row(name, BURDENS[column], summed(chosen, column, BURDENS[column])))
    rows += _parts(chosen, "land", "of the land")
    rows.append(_row("of the land: protected", "m2", summed(chosen, "protected_m2", "m2")))
    rows += _parts(chosen, "protected", "of the protected land")
    mask = footprint(chosen, sites)
    grid = grid_of(terrain)
    people = people_near(terrain["population"].values, mask, grid.cell_m, coefficients)
    rows.append(_row("people living near", "people", people))
    rows += habitat_rows(mask, terrain, coefficients)
    return pd.DataFrame(rows, columns=COLUMNS)


def _parts(chosen: pd.DataFrame, of: str, said: str) -> list[tuple[object, ...]]:
    """Return the rows of what some land is parted into, those that are not zero."""
    rows: list[tuple[object, ...]] = []
    for column in chosen.columns:
        stem = column.removesuffix("_m2_best")
        if stem == column or not stem.startswith(f"{of}_"):
            continue
        land = summed(chosen, f"{stem}_m2", "m2")
        if land is not None and land.high > 0:
            name = stem.removeprefix(f"{of}_").replace("_", " ")
            rows.append(_row(f"{said}: {name}", "m2", land))
    return rows


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
        For the cover and the protection.
    coefficients : Catalogue
        For the codes of the cover.

    Returns
    -------
    list of tuple
        Rows of :func:`off_field`, none for a habitat that is not touched.
    """
    codes, cover = coefficients.classes["cover"], terrain["cover"].values
    habitats = {kind: cover == codes[kind] for kind in HABITATS}
    if PROTECTED in terrain:
        habitats["protected ground"] = terrain[PROTECTED].values > 0
    rows: list[tuple[object, ...]] = []
    for kind, there in habitats.items():
        if not (there & mask).any():
            continue
        found = habitat(there, mask, grid_of(terrain).cell_m)
        for name, value in (
            (f"largest connected {kind}, before", found.largest_before_m2),
            (f"largest connected {kind}, after", found.largest_after_m2),
        ):
            rows.append((name, "m2", value, value, value, "connected cells"))
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
