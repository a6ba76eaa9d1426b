"""What walking with a load costs a body in W, by published equations."""

from typing import Any

import numpy as np

from marchland.catalogue.read import Catalogue

Array = np.ndarray[Any, Any]


def metabolic_rate(
    body_kg: Array, load_kg: Array, speed_m_s: Array, slope: Array, ground: Array, table: Catalogue
) -> Array:
    """Return the power of standing and walking on the level or uphill (Pandolf).

    Parameters
    ----------
    body_kg, load_kg : numpy.ndarray
        Weight of the walker and of the load; arrays must broadcast.
    speed_m_s : numpy.ndarray
    slope : numpy.ndarray
        Signed slope along the way as rise over run.
    ground : numpy.ndarray
        Energy multiplier of the ground, 1 on asphalt (``foot.*.energy``). It multiplies
        energy, not time.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        W. Downhill the equation is known to fail: use :func:`downhill_rate`.
    """
    standing, load, motion, grade = table.best(
        "foot.pandolf", "standing", "load", "motion", "grade"
    )
    total = np.asarray(body_kg, float) + load_kg
    carried = load * total * (np.asarray(load_kg, float) / body_kg) ** 2
    moved = motion * np.square(speed_m_s) + grade * speed_m_s * 100.0 * np.asarray(slope)
    found: Array = standing * np.asarray(body_kg) + carried + ground * total * moved
    return found


def downhill_rate(
    body_kg: Array, load_kg: Array, speed_m_s: Array, slope: Array, ground: Array, table: Catalogue
) -> Array:
    """Return the power of walking downhill: Pandolf's less Santee's correction.

    Parameters
    ----------
    body_kg, load_kg, speed_m_s, slope, ground, table
        As for :func:`metabolic_rate`; the correction applies where the slope is below 0.

    Returns
    -------
    numpy.ndarray
        W. Discontinuous at the level, as published: 402 W on the flat and 424 W just
        below it for 80 kg with 20 kg at 1.34 m/s.
    """
    lift, shift, brake = table.best("foot.santee", "lift", "shift", "brake")
    rate = metabolic_rate(body_kg, load_kg, speed_m_s, slope, ground, table)
    percent = 100.0 * np.asarray(slope, float)
    total = np.asarray(body_kg, float) + load_kg
    fall = percent * total * speed_m_s / lift - total * (percent + shift) ** 2 / body_kg
    correction = ground * (fall + brake - np.square(speed_m_s))
    found: Array = np.where(percent < 0, rate - correction, rate)
    return found
