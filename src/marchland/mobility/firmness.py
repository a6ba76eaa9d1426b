"""Whether soil, frozen ground and ice carry a mover."""

from collections.abc import Mapping

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.mobility.setting import Setting

Array = np.ndarray

GRAVITY_M_S2 = 9.80665
INCH_M = 0.0254
SHORT_TON_KG = 907.18474
SOFT_SOIL = "Pt"


def frost_bears(depth_m: Array | float, weight_kg: float, coefficient: float) -> Array:
    """Tell where frozen ground over wet ground bears a weight: coefficient · depth² in MN."""
    return np.asarray(coefficient * np.square(depth_m) >= weight_kg * GRAVITY_M_S2 * 1e-6)


def ice_bears(thickness_m: Array | float, setting: Setting) -> Array:
    """Tell where clear lake ice bears the mover by the rough rule, load = coefficient · h².

    The rule is no assurance: published work finds it unsafe for heavy tracked vehicles.

    Parameters
    ----------
    thickness_m : numpy.ndarray or float
        Of clear ice, m.
    setting : Setting
    """
    inches = np.asarray(thickness_m) / INCH_M
    weight = setting.burden(setting.mover.weight_kg) / SHORT_TON_KG
    return np.asarray(setting.at("rules.ice.bearing") * np.square(inches) >= weight)


def frozen(depth_m: Array | float, setting: Setting) -> tuple[Array, Array]:
    """Return where frost makes mineral soil firm, and where it bears the mover on wet ground.

    Parameters
    ----------
    depth_m : numpy.ndarray or float
        Depth of frozen ground, m.
    setting : Setting

    Returns
    -------
    tuple of numpy.ndarray
        bool, shape of the depth.
    """
    least = setting.burden(setting.table.get("rules.frost.mineral_depth"))
    hard = (np.asarray(depth_m) > 0) & (np.asarray(depth_m) >= least)
    weight = setting.burden(setting.mover.weight_kg)
    return hard, frost_bears(depth_m, weight, setting.at("rules.frost.wet_bearing"))


def snow_share(depth_m: Array, setting: Setting) -> Array:
    """Return the share of speed that snow leaves: from 1 down to 0 where the mover sinks in.

    It sinks ``depth · (1 - density / packed density)`` (CRREL 95-1). That speed falls evenly
    with it, to nothing at the mover's own limit, is an assumption: the equations of traction
    were not read.
    """
    crossing = setting.mover.crossing
    assert crossing is not None  # whoever keeps to roads is on none of this ground
    loose = setting.at("rules.snow.density") / setting.at("rules.snow.packed")
    sinks = depth_m * (1 - loose)
    return np.asarray(np.clip(1 - sinks / setting.of(crossing.snow_m), 0, 1), np.float32)


def stem_share(part: Mapping[str, Array], setting: Setting) -> Array:
    """Return the share of speed that stems leave a vehicle; NaN where they are not known.

    All of it where the vehicle fits between them, half where it pushes them over, else none.
    """
    vehicle = setting.mover.vehicle
    apart = part["stem_spacing"]
    if vehicle is None:
        return np.full(apart.shape, np.nan, np.float32)
    thick = part.get("stem_diameter", np.full(apart.shape, np.inf, np.float32))
    pushed = np.where(thick <= setting.of(vehicle.override_m), np.float32(0.5), np.float32(0))
    share = np.where(apart >= setting.burden(vehicle.width_m), np.float32(1), pushed)
    return np.where(np.isnan(apart), np.float32(np.nan), share)


def load_class(setting: Setting) -> float:
    """Return the load class that a bridge needs to bear the mover: a share of its weight."""
    tons = setting.burden(setting.mover.weight_kg) / SHORT_TON_KG
    kind = "tracked" if setting.mover.kind == "tracked" else "wheeled"
    return tons * setting.burden(setting.table.get(f"rules.bridge.{kind}"))


def soft_covers(table: Catalogue) -> Array:
    """Return which cover codes have soft soil under them, bool of shape (256,)."""
    soft = np.zeros(256, np.bool_)
    for name, code in table.classes["cover"].items():
        soft[code] = table.soils[name] == SOFT_SOIL
    return soft
