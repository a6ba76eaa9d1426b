"""How much ground there is of each class of restriction, and what limits movement on it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from marchland.catalogue.read import Catalogue
from marchland.mobility.made_good import speed_made_good
from marchland.mobility.restriction import restriction
from marchland.mobility.setting import Setting
from marchland.mobility.speed import worked_out
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.schema import UNKNOWN, grid_of, raster

MADE_GOOD = (0.5, 0.9)
"""Shares of the ground over which a mean speed is told: V50 and V90."""


@dataclass(frozen=True)
class Going:
    """The ground of one mover in one season.

    Parameters
    ----------
    restriction, limiting_factor : xarray.DataArray
        uint8 codes of the class layers ``restriction`` and ``factor``; 255 unknown.
    made_good_m_s : tuple of float
        Mean speed over the best shares of :data:`MADE_GOOD`, m/s.
    """

    restriction: xr.DataArray
    limiting_factor: xr.DataArray
    made_good_m_s: tuple[float, ...]


def going(terrain: xr.Dataset, mover: Mover, season: Season, table: Catalogue) -> Going:
    """Return the ground of a mover in a season at best values."""
    pace, codes = worked_out(terrain, Setting(mover, season, table), limits=True)
    assert codes is not None  # it was asked for
    grid = grid_of(terrain)
    speed = raster(pace, grid, "speed", "m/s")
    return Going(
        restriction(speed, mover, coefficients=table),
        raster(codes, grid, "limiting_factor", "class"),
        speed_made_good(pace, MADE_GOOD),
    )


def inventory(found: dict[tuple[str, str], Going], table: Catalogue) -> pd.DataFrame:
    """Return the shares of the ground, by mover and season.

    Parameters
    ----------
    found : dict of {(mover, season): Going}
    table : Catalogue

    Returns
    -------
    pandas.DataFrame
        Columns mover, season; unrestricted, restricted and severe, shares of the known
        ground; unknown, of all ground; v50_m_s and v90_m_s; and ``limit_`` with each class
        of ``factor``, the share of the known ground that it limits. NaN where nothing is
        known.
    """
    rows = []
    for (mover, season), ground in found.items():
        classes = _shares(ground.restriction.values, table.classes["restriction"])
        unknown = float((ground.restriction.values == UNKNOWN).mean())
        v50, v90 = ground.made_good_m_s
        speeds = {"unknown": unknown, "v50_m_s": v50, "v90_m_s": v90}
        factors = _shares(ground.limiting_factor.values, table.classes["factor"])
        limits = {f"limit_{name}": share for name, share in factors.items()}
        rows.append({"mover": mover, "season": season, **classes, **speeds, **limits})
    return pd.DataFrame(rows)


def _shares(codes: np.ndarray, names: Mapping[str, int]) -> dict[str, float]:
    counts = np.bincount(codes.ravel(), minlength=UNKNOWN + 1)
    known = counts[:UNKNOWN].sum()
    return {
        name: float(counts[code] / known) if known else float("nan") for name, code in names.items()
    }
