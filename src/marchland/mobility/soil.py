"""What soil leaves of a vehicle's speed: by the moisture that is known, else by the season.

Where the moisture of the soil is given, its strength is that of the published fits. Where it
is not, the static table speaks, by the season's state of the ground; where no soil is given
either, one is assumed under each cover. Under wetland and peat there is peat, whatever a map
of mineral soil says: such maps speak of its texture there too.
"""

from collections.abc import Mapping

import numpy as np

from marchland.ground.frost import thaw_factor
from marchland.ground.moisture import strengths
from marchland.mobility.cone_index import strength_factor
from marchland.mobility.draw import quantile
from marchland.mobility.firmness import SOFT_SOIL
from marchland.mobility.patches import Patches
from marchland.mobility.setting import Setting
from marchland.model.mover import Vehicle

Array = np.ndarray
BINS = 256
"""Steps in which strength varies from place to place."""


class Soil:
    """The soil of one setting.

    Parameters
    ----------
    setting : Setting
        Of a mover with a vehicle.
    patches : Patches, optional
        Where soil is strong and where weak within its range, and where wet and where dry;
        else the setting's level counts everywhere.
    """

    def __init__(self, setting: Setting, patches: Patches | None = None) -> None:
        codes, soils = setting.table.classes["soil"], setting.table.soils
        self.setting, self.patches = setting, patches
        self.names = {code: name for name, code in codes.items()}
        self.under = np.zeros(256, np.uint8)
        for name, code in setting.table.classes["cover"].items():
            self.under[code] = codes[soils[name]]
        self.soft = np.arange(256) == codes[SOFT_SOIL]
        self._shares = np.full((256, BINS), np.nan, np.float32)
        for code, name in self.names.items():
            key = f"soils.{name}.{setting.season.moisture}"
            self._shares[code] = self._share(self._spread(key))
        thaw = np.asarray(setting.burden(setting.season.thaw_m))
        level = {"between": setting.level, "grip": "high", "power": "low"}[setting.rule.thaw]
        self._thawed = thaw_factor(thaw, setting.table, level).astype(np.float32)

    def share(self, part: Mapping[str, Array], rows: slice, hard: Array, borne: Array) -> Array:
        """Return the share of speed that soil leaves.

        Parameters
        ----------
        part : mapping of {str: numpy.ndarray}
            Layers of a terrain, of these rows.
        rows : slice
            Of the grid, with a start and a stop.
        hard, borne : numpy.ndarray
            bool, one or one for each cell: where frost makes mineral soil firm, and where it
            bears the vehicle on wet ground.

        Returns
        -------
        numpy.ndarray
            float32; NaN where no soil is known.
        """
        soil = self.under[part["cover"]]
        if "soil" in part:
            given = (part["soil"] > 0) & ~self.soft[soil]  # wet ground keeps its own rule
            soil = np.where(given, part["soil"], soil)
        if self.patches is None:
            share = self._shares[:, 0][soil]
        else:
            share = self._shares.ravel()[soil * np.uint16(BINS) + _bins(self.patches, rows)]
        if "moisture" in part:
            share = self._by_moisture(part, rows, soil, share)
        share = share * self._thawed
        if hard.ndim or borne.ndim:
            firm = np.where(self.soft[soil], borne, hard)
        else:
            firm = np.where(self.soft, borne, hard)[soil]
        return np.where(firm & (soil > 0), np.float32(1), share)

    def _spread(self, key: str) -> Array:
        """Return a coefficient by bin of place; one value where it does not vary."""
        found = self.setting.table.get(key)
        if self.patches is None:
            return np.full(BINS, self.setting.of(found))
        return quantile(found, (np.arange(BINS) + 0.5) / BINS, self.patches.shape)

    def _share(self, strength: Array) -> Array:
        setting, vehicle = self.setting, self.setting.mover.vehicle
        assert isinstance(vehicle, Vehicle)
        one, fifty = setting.burden(vehicle.vci_1), setting.burden(vehicle.vci_50)
        return strength_factor(strength, np.asarray(one), np.asarray(fifty)).astype(np.float32)

    def _by_moisture(
        self, part: Mapping[str, Array], rows: slice, soil: Array, share: Array
    ) -> Array:
        """Return shares by the published fits where moisture is known and one of them speaks."""
        moisture = part["moisture"] / self._place("rules.soil.dryness", rows, 1)
        clay = part.get("clay", np.full(soil.shape, np.nan, np.float32))
        strong = self._place("rules.soil.scatter", rows, 0) * np.ones(soil.shape)
        for code in np.unique(soil[~np.isnan(moisture)]):
            if code == 0:
                continue
            here = (soil == code) & ~np.isnan(moisture)
            strength = self._fitted(moisture[here], clay[here], self.names[code])
            fitted = self._share(strength * strong[here])
            share[here] = np.where(np.isnan(fitted), share[here], fitted)
        return share

    def _fitted(self, moisture: Array, clay: Array, soil: str) -> Array:
        setting = self.setting
        found = strengths(moisture, clay, soil, setting.season.moisture, setting.table)
        one, other = found["collins"], found["smsp"]
        if setting.rule.fit != "between":
            first, rest = (one, other) if setting.rule.fit == "collins" else (other, one)
            return np.where(np.isnan(first), rest, first)
        if setting.level == "best":
            middle = np.sqrt(one * other)
            return np.where(np.isnan(middle), np.fmin(one, other), middle)
        return (np.fmin if setting.level == "low" else np.fmax)(one, other)

    def _place(self, key: str, rows: slice, field: int) -> Array:
        """Return a coefficient at each cell of some rows, or one for all."""
        values = self._spread(key)
        if self.patches is None:
            return values[:1]
        return np.asarray(values[_bins(self.patches.beside(field), rows)])


def _bins(patches: Patches, rows: slice) -> Array:
    return np.minimum((patches.shares(rows) * BINS).astype(np.uint16), np.uint16(BINS - 1))
