"""Whether frozen ground, ice, snow and stems let a mover pass, in its setting."""

from collections.abc import Mapping

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.ground.frost import frost_firms, frost_load_n
from marchland.ground.snow import sinkage
from marchland.mobility.ice import required_ice_m
from marchland.mobility.procedure import stem_factor
from marchland.mobility.setting import Setting
from marchland.units import GRAVITY_M_S2, SI

Array = np.ndarray

SOFT_SOIL = "Pt"
INCH_M, SHORT_TON_KG = SI["in"][0], SI["short ton"][0]


def frozen(depth_m: Array, setting: Setting) -> tuple[Array, Array]:
    """Return where frost makes mineral soil firm, and where it bears the mover on wet ground.

    Parameters
    ----------
    depth_m : numpy.ndarray
        Depth of frozen ground, m.
    setting : Setting

    Returns
    -------
    tuple of numpy.ndarray
        bool, shape of the depth.
    """
    hard = (depth_m > 0) & (frost_firms(depth_m, setting.table, setting.level) > 0)
    load = setting.burden(setting.mover.weight_kg) * GRAVITY_M_S2
    return hard, frost_load_n(depth_m, "wet", setting.table, setting.level) >= load


def ice_bears(thickness_m: Array, setting: Setting) -> Array:
    """Tell where clear lake ice bears the mover by the rough rule, load = coefficient · h².

    The rule is no assurance: published work finds it unsafe for heavy tracked vehicles.

    Parameters
    ----------
    thickness_m : numpy.ndarray
        Of clear ice, m.
    setting : Setting
    """
    weight = setting.burden(setting.mover.weight_kg) / SHORT_TON_KG
    return setting.at("rules.ice.bearing") * np.square(thickness_m / INCH_M) >= weight


def ice_carries(thickness_m: Array, setting: Setting) -> Array:
    """Tell where a crossing of clear lake ice counts as possible, at the setting's level.

    Ice is never called safe. At the low level it carries those whom neither the rough rule
    nor the published table by weight class refuses, at best those whom the rough rule does
    not, and at the high level those whom one of the two does not.

    Parameters
    ----------
    thickness_m : numpy.ndarray
        Of clear ice, m; NaN carries nobody.
    setting : Setting

    Returns
    -------
    numpy.ndarray
        bool, shape of the thickness.
    """
    depth = np.asarray(thickness_m, float)
    rough = ice_bears(depth, setting)
    if setting.level == "best":
        return np.asarray(rough)
    weight = np.asarray(setting.burden(setting.mover.weight_kg))
    listed = depth >= required_ice_m(weight, setting.mover.kind, setting.table)
    return np.asarray(rough & listed if setting.level == "low" else rough | listed)


def snow_share(depth_m: Array, setting: Setting) -> Array:
    """Return the share of speed that snow leaves: from 1 down to 0 where the mover sinks in.

    How deep it sinks is published. That speed falls evenly with it, to nothing at the
    mover's own limit, is an assumption: the equations of traction were not read.
    """
    crossing = setting.mover.crossing
    assert crossing is not None  # whoever keeps to roads is on none of this ground
    depth = sinkage(depth_m, np.asarray(setting.at("rules.snow.density")), setting.table)
    return np.clip(1 - depth / setting.of(crossing.snow_m), 0, 1).astype(np.float32)


def stem_share(part: Mapping[str, Array], setting: Setting) -> Array:
    """Return the share of speed that stems leave a vehicle; NaN where that cannot be told."""
    apart, vehicle = part["stem_spacing"], setting.mover.vehicle
    unknown = np.full(apart.shape, np.nan, np.float32)
    if vehicle is None:
        return unknown
    thick = part.get("stem_diameter", unknown)
    width, override = setting.burden(vehicle.width_m), setting.of(vehicle.override_m)
    share = stem_factor(apart, thick, np.asarray(width), np.asarray(override), setting.table)
    return share.astype(np.float32)


def soft_covers(table: Catalogue) -> Array:
    """Return which cover codes have soft soil under them, bool of shape (256,)."""
    soft = np.zeros(256, np.bool_)
    for name, code in table.classes["cover"].items():
        soft[code] = table.soils[name] == SOFT_SOIL
    return soft
