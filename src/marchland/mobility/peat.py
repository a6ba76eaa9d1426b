"""Peat and rewetted ground under their own rule.

The usual models over-predict on peat: field work in Estonia saw the deepest ruts of one
pass there. So no soil strength is used: a vehicle is stopped unless frost bears it, and a
walker is slowed by the multipliers of bog and swamp. All of it is an assumption.
"""

from typing import Any

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.ground.frost import frost_load_n
from marchland.model.estimate import Level
from marchland.model.mover import Kind
from marchland.units import GRAVITY_M_S2

Array = np.ndarray[Any, Any]

CAVEAT = "models over-predict on peat; no value here was checked there"


def peat_factor(
    frost_m: Array, weight_kg: Array, kind: Kind, table: Catalogue, level: Level = "best"
) -> Array:
    """Return the share of speed that peat leaves a mover.

    Parameters
    ----------
    frost_m : numpy.ndarray
        Depth of frost.
    weight_kg : numpy.ndarray
        Weight of the mover; arrays must broadcast.
    kind : {"dismounted", "wheeled", "tracked"}
    table : Catalogue
    level : {"low", "best", "high"}

    Returns
    -------
    numpy.ndarray
        1 where frost bears the weight; elsewhere 0 for a vehicle and, for a walker, the
        share of his off-path speed between the multipliers of swamp and bog, at best their
        geometric mean. NaN where an input is unknown.
    """
    load = np.asarray(weight_kg, float) * GRAVITY_M_S2
    spare = frost_load_n(frost_m, "wet", table, level) - load
    soft = _walk(table, level) if kind == "dismounted" else 0.0
    return np.where(np.isnan(spare), np.nan, np.where(spare >= 0, 1.0, soft))


def _walk(table: Catalogue, level: Level) -> float:
    times = (table.get(f"foot.{ground}.time").best for ground in ("off_path", "bog", "swamp"))
    off_path, bog, swamp = times
    slower: dict[Level, float] = {"low": swamp, "best": np.sqrt(bog * swamp), "high": bog}
    return off_path / slower[level]
