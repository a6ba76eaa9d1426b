"""Members of an ensemble: the ground as it may be, drawn within what is known."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import xarray as xr

from marchland.catalogue.read import Catalogue
from marchland.mobility.draw import Draw, Shape
from marchland.mobility.ensemble import Member
from marchland.mobility.patches import Patches
from marchland.mobility.setting import Rule, Setting
from marchland.mobility.speed import worked_out
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.schema import grid_of, raster

Soil = Literal["patches", "scene"]


@dataclass(frozen=True)
class Doubt:
    """How what is uncertain is drawn.

    Parameters
    ----------
    shape : {"pert", "triangular"}
        Of the distribution between low and high, with its mode at best.
    soil : {"patches", "scene"}
        Whether soil is stronger here and weaker there, correlated over the distance of
        ``rules.soil.patch``, or the same throughout a member.
    rules : bool
        Whether each member takes one of the published rules (:class:`Rule`) at random, or
        all take the first.
    """

    shape: Shape = "pert"
    soil: Soil = "patches"
    rules: bool = True


def member(
    terrain: xr.Dataset, mover: Mover, season: Season, table: Catalogue, doubt: Doubt | None = None
) -> Member:
    """Return what draws the speed of a mover.

    Parameters
    ----------
    terrain : xarray.Dataset
        As :data:`marchland.schema.TERRAIN` describes, with any details.
    mover : Mover
        Who moves.
    season : Season
        State of the ground.
    table : Catalogue
        Every coefficient with its range.
    doubt : Doubt, optional
        How they are drawn.

    Returns
    -------
    callable
        As :func:`marchland.mobility.ensemble.ensemble` takes it: from a
        :class:`numpy.random.Generator` to a speed, m/s. Members drawn for another mover,
        season or region from the same stream share what they have in common.
    """
    doubt = doubt or Doubt()
    grid = grid_of(terrain)

    def draw(rng: np.random.Generator) -> xr.DataArray:
        drawn = Draw.of(rng, doubt.shape)
        rule = Rule.drawn(rng) if doubt.rules else Rule()
        coefficients = {k: v for k, v in table.estimates.items() if _varies(k, doubt.soil)}
        book = table.declare(drawn.values(coefficients))
        setting = Setting(
            drawn.within(mover, "mover"), drawn.within(season, "season"), book, "best", rule
        )
        patches = None
        if doubt.soil == "patches":
            key = int(drawn.share("patches") * 2**63)
            patches = Patches(key, book.get("rules.soil.patch").best, grid, doubt.shape)
        values, _ = worked_out(terrain, setting, patches=patches)
        return raster(values, grid, "speed", "m/s")

    return draw


def _varies(key: str, soil: Soil) -> bool:
    """Tell whether a coefficient is drawn once for a member, and not from place to place."""
    local = key.startswith("soils.") or key in ("rules.soil.scatter", "rules.soil.dryness")
    return not (local and soil == "patches")
