"""What slope leaves of a mover's speed."""

import numpy as np

from marchland.kernels.relief import Relief
from marchland.mobility.foot import OFF_PATH, there_and_back, walking_speed
from marchland.mobility.procedure import slope_speed
from marchland.mobility.setting import Setting

Array = np.ndarray


def base_speed(tangent: Array, setting: Setting) -> Array:
    """Return the speed on firm open ground by slope.

    Parameters
    ----------
    tangent : numpy.ndarray
        Slope as rise over run, any shape.
    setting : Setting

    Returns
    -------
    numpy.ndarray
        float32, same shape, m/s; NaN where the slope is unknown. 0 for whoever keeps to
        roads. For a walker the mean of there and back.
    """
    mover = setting.mover
    if mover.reach == "roads":
        return np.zeros(np.shape(tangent), np.float32)
    if mover.vehicle is None:
        steep = np.abs(tangent)
        return there_and_back(walk(steep, setting), walk(-steep, setting)).astype(np.float32)
    vehicle = mover.vehicle
    return slope_speed(
        tangent,
        np.asarray(setting.of(vehicle.road_m_s)),
        np.asarray(setting.burden(vehicle.on_road_slope)),
        np.asarray(setting.of(vehicle.off_road_slope)),
        np.asarray(setting.of(vehicle.cap_m_s)),
    ).astype(np.float32)


def flat_speed(setting: Setting) -> float:
    """Return the speed on firm, open, level ground, m/s."""
    return float(base_speed(np.zeros(1, np.float32), setting)[0])


def walk(slope: Array, setting: Setting) -> Array:
    """Return a walker's speed off the path on a slope along the way, up above zero, m/s."""
    found: Array = walking_speed(
        slope, setting.rule.foot, setting.table, ground=OFF_PATH, level=setting.level
    )
    return found


def signed_relief(height: Array, cell_m: float, setting: Setting) -> Relief:
    """Return the relief with which a walker's march takes the slope along its way.

    The cost it goes with is that of level ground: a speed over it must leave the slope out,
    or slope would count twice.

    Parameters
    ----------
    height : numpy.ndarray
        float32 m, shape (rows, columns).
    cell_m : float
    setting : Setting
        Of a mover on foot: no rule by direction is known for vehicles.

    Raises
    ------
    ValueError
        If the mover is not on foot.
    """
    if setting.mover.kind != "dismounted":
        raise ValueError(f"no rule of slope by direction is known for {setting.mover.name}")
    return Relief.of(height, cell_m, lambda slope: walk(slope, setting))
