"""How fast a mover is on a road: by its class, its surface and the load class of its bridges."""

from collections.abc import Mapping

import numpy as np

from marchland.mobility.gaps import load_class
from marchland.mobility.setting import OPPOSITE, Setting

Array = np.ndarray


class Roads:
    """The roads of one setting.

    Parameters
    ----------
    setting : Setting
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._class = np.nan_to_num(setting.by_class("road", "roads", setting.mover.name))
        self._wears = setting.mover.kind != "dismounted"
        kind = "tracked" if setting.mover.kind == "tracked" else "wheeled"
        weight = np.asarray(setting.burden(setting.mover.weight_kg))
        self._load = load_class(weight, kind, setting.table, OPPOSITE[setting.level])
        season, names = setting.season, setting.table.classes
        self._surface = setting.by_class("surface", "surfaces", season.moisture)
        self._surface[0] = 1.0
        self._under = np.zeros(256, np.uint8)
        for name, code in names["road"].items():
            self._under[code] = names["surface"][setting.table.surfaces[name]]

    def speed(self, part: Mapping[str, Array], hard: Array) -> tuple[Array, Array]:
        """Return the speed on roads, and what of it the surface leaves.

        Parameters
        ----------
        part : mapping of {str: numpy.ndarray}
            Layers of a terrain, some rows of them.
        hard : numpy.ndarray
            bool, one or one for each cell: where frost makes ground firm, and with it every
            surface.

        Returns
        -------
        tuple of numpy.ndarray
            float32, m/s, 0 where there is no road; and float32 shares.
        """
        road = part["road"]
        share = self._share(part, hard)
        dry_shod = (part["water"] == 0) | (part["bridge"] > 0)
        return self._class[road] * share * dry_shod, share

    def too_weak(self, part: Mapping[str, Array]) -> Array | None:
        """Return where a bridge does not bear the mover; None where no load class is given."""
        if "load_class" not in part:
            return None
        return (part["bridge"] > 0) & (part["load_class"] < self._load)

    def _share(self, part: Mapping[str, Array], hard: Array) -> Array:
        if not self._wears:
            return np.ones((), np.float32)
        road = part["road"]
        if "surface" not in part and hard.ndim == 0:
            table = np.where(hard, np.float32(1), self._surface)[self._under]
            return np.asarray(table[road])
        surface = self._under[road]
        if "surface" in part:
            surface = np.where(part["surface"] > 0, part["surface"], surface)
        return np.where(hard, np.float32(1), self._surface[surface])
