"""Conversions used at the edges; inside, everything is SI."""

from math import ceil

KM_H = 1000.0 / 3600.0
"""One kilometre an hour, in metres a second."""

HOUR_S = 3600.0
"""One hour, in seconds."""

GRAVITY_M_S2 = 9.80665
"""Standard gravity."""


SI: dict[str, tuple[float, str]] = {
    "1": (1.0, "1"),
    "%": (0.01, "1"),
    "m": (1.0, "m"),
    "km": (1000.0, "m"),
    "in": (0.0254, "m"),
    "ft": (0.3048, "m"),
    "m/s": (1.0, "m/s"),
    "km/h": (KM_H, "m/s"),
    "s": (1.0, "s"),
    "min": (60.0, "s"),
    "h": (HOUR_S, "s"),
    "d": (86400.0, "s"),
    "kg": (1.0, "kg"),
    "t": (1000.0, "kg"),
    "lb": (0.45359237, "kg"),
    "short ton": (907.18474, "kg"),
    "MN/m2": (1.0, "MN/m2"),
    "short ton/in2": (1.0, "short ton/in2"),
    "MJ/m3": (1e6, "J/m3"),
    "J/m3": (1.0, "J/m3"),
    "deg": (1.0, "deg"),
    "m/s deg": (1.0, "m/s deg"),
    "m/s/deg": (1.0, "m/s/deg"),
    "% slope": (1.0, "% slope"),
    "(% slope)2": (1.0, "(% slope)2"),
    "W/kg": (1.0, "W/kg"),
    "W/kg/(m/s)2": (1.0, "W/kg/(m/s)2"),
    "W/kg/(m/s)/%": (1.0, "W/kg/(m/s)/%"),
    "(m/s)2": (1.0, "(m/s)2"),
    "CI": (1.0, "CI"),
    "EUR": (1.0, "EUR"),
    "EUR/m": (1.0, "EUR/m"),
    "EUR/m2": (1.0, "EUR/m2"),
    "m2": (1.0, "m2"),
    "m2/m": (1.0, "m2/m"),
    "m2/m2": (1.0, "m2/m2"),
    "d/m": (86400.0, "s/m"),
    "s/m": (1.0, "s/m"),
    "d/m2": (86400.0, "s/m2"),
    "s/m2": (1.0, "s/m2"),
    "y": (1.0, "y"),
    "1/y": (1.0, "1/y"),
    "d/y": (1.0, "d/y"),
    "t/m": (1000.0, "kg/m"),
    "kg/t": (0.001, "1"),
    "t/ha/y": (0.1, "kg/m2/y"),
    "EUR/ha": (1e-4, "EUR/m2"),
    "m2/d": (1.0, "m2/d"),
    "1/km2": (1e-6, "1/m2"),
    "1/m2": (1.0, "1/m2"),
    "kg/m": (1.0, "kg/m"),
    "kg/m2/y": (1.0, "kg/m2/y"),
}
"""Each unit the catalogue may use: its factor to SI, and the SI unit's name."""


def hours(seconds: float) -> float:
    """Return seconds as hours."""
    return seconds / HOUR_S


def clock(seconds: float) -> str:
    """Write a duration the way a reader says it.

    Parameters
    ----------
    seconds : float
        Duration in s; infinite means the place cannot be reached.

    Returns
    -------
    str
        ``"no way through"`` when infinite, ``"unknown"`` when not a number.

    Examples
    --------
    >>> clock(5400.0)
    '1 h 30 min'
    >>> clock(59.0)
    '1 min'
    >>> clock(float("inf"))
    'no way through'
    """
    if seconds != seconds:
        return "unknown"
    if seconds == float("inf"):
        return "no way through"
    minutes = round(seconds / 60.0)
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02d} min" if whole else f"{rest} min"


def percent_above(share: float) -> float:
    """Return a share in per cent, to the next hundredth: a gap is never told too small.

    Examples
    --------
    >>> percent_above(0.010248), percent_above(0.05)
    (1.03, 5.0)
    """
    return ceil(round(share * 10_000, 2)) / 100
