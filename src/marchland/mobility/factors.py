"""What each factor but the slope leaves of a mover's speed, a few rows of ground at a time.

A factor is a share from 0 to 1 of the speed on firm, open, level ground. Most of them hang
on a class alone, so they are looked up in tables of 256 entries; where a detail of the
ground is known in its place, it speaks instead.
"""

from collections.abc import Mapping

import numpy as np

from marchland.mobility.firmness import frozen, ice_carries, snow_share, soft_covers, stem_share
from marchland.mobility.patches import Patches
from marchland.mobility.setting import Setting
from marchland.mobility.soil import Soil

Array = np.ndarray
FIRM_COVER = "grass"
"""Frozen wetland and bearing ice are taken as open grassland."""

FORD_COVER = "stream"
"""Water that is shallow enough to wade is taken as a stream."""


class Factors:
    """The factors of one setting, of a mover that leaves the road.

    Parameters
    ----------
    setting : Setting
    patches : Patches, optional
        Where soil is strong and where weak within its range; else the setting's level
        counts everywhere.
    """

    def __init__(self, setting: Setting, patches: Patches | None = None) -> None:
        kind, codes = setting.mover.kind, setting.table.classes["water"]
        self.setting = setting
        self._soil = None if setting.mover.vehicle is None else Soil(setting, patches)
        self._cover = setting.by_class("cover", "cover", kind)
        self._firm = np.float32(setting.at(f"cover.{FIRM_COVER}.{kind}"))
        self._borne = np.where(soft_covers(setting.table), self._firm, self._cover)
        self._water = setting.by_class("water", "water", kind)
        self._water[0] = 1.0
        self._lake, self._ford = codes["lake"], self._water[codes[FORD_COVER]]

    def shares(self, part: Mapping[str, Array], rows: slice) -> dict[str, Array]:
        """Return the share that each factor but the slope leaves.

        Parameters
        ----------
        part : mapping of {str: numpy.ndarray}
            Layers of a terrain by name, of these rows.
        rows : slice
            Of the grid, with a start and a stop.

        Returns
        -------
        dict of {str: numpy.ndarray}
            float32 by the name of a class of ``factor``; NaN unknown. A factor that leaves
            everything everywhere is left out.
        """
        setting, season = self.setting, self.setting.season
        depth = known(part, "frost_depth", setting.of(season.frost_depth_m))
        hard, borne = frozen(depth, setting)
        shares = {"cover": self._cover_share(part, borne)}
        if self._soil is not None:
            shares["soil"] = self._soil.share(part, rows, hard, borne)
        if "roughness" in part:
            shares["roughness"] = known(part, "roughness", 1.0)
        shares["water"] = self._water_share(part)
        snow = known(part, "snow_depth", setting.burden(season.snow_m))
        if np.any(snow > 0):
            shares["snow"] = snow_share(snow, setting)
        return shares

    def _cover_share(self, part: Mapping[str, Array], borne: Array) -> Array:
        share: Array = either(borne, self._borne, self._cover, part["cover"])
        if "stem_spacing" in part:
            stems = stem_share(part, self.setting)
            share = np.where(np.isnan(stems), share, stems)
        return share

    def _water_share(self, part: Mapping[str, Array]) -> Array:
        """Return what water, gaps and steps leave."""
        setting, water, crossing = self.setting, part["water"], self.setting.mover.crossing
        assert crossing is not None  # whoever keeps to roads has no factors
        share: Array = self._water[water]
        if "water_depth" in part:
            deep = part["water_depth"]
            ford = np.maximum(share, self._ford)
            ford = np.where(deep > setting.of(crossing.ford_m), np.float32(0), ford)
            share = np.where((water > 0) & ~np.isnan(deep), ford, share)
        bears = ice_carries(known(part, "ice", setting.of(setting.season.ice_m)), setting)
        if "temperature" in part:
            bears = bears & ~(part["temperature"] > 0)
        if bears.any():
            share = np.where(bears & (water == self._lake), self._firm, share)
        for layer, most in (("gap", crossing.gap_m), ("step", crossing.step_m)):
            if layer in part:
                share = np.where(part[layer] > setting.of(most), np.float32(0), share)
        return share


def known(part: Mapping[str, Array], layer: str, otherwise: float) -> Array:
    """Return a detail, and another value where nobody knows it: for each cell or for all."""
    if layer not in part:
        return np.asarray(otherwise, np.float32)
    values: Array = np.where(np.isnan(part[layer]), np.float32(otherwise), part[layer])
    return values


def either(flag: Array, yes: Array, no: Array, codes: Array) -> Array:
    """Look codes up in one of two tables, by a flag for all cells or for each."""
    if flag.ndim == 0:
        return np.asarray((yes if flag else no)[codes])
    return np.asarray(np.where(flag, yes[codes], no[codes]))
