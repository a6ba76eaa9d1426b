"""Walking speed by slope: the published functions, side by side.

A slope is signed along the way: rise over run, positive upwards. Every function is an
on-path speed; what lies beside the path is told once, by :func:`walking_speed`, either by
the function's own off-path form or by a terrain multiplier, never by both.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from marchland.catalogue.read import Catalogue
from marchland.errors import CatalogueError
from marchland.model.estimate import Level

Array = np.ndarray[Any, Any]
Walk = Callable[[Array, Catalogue], Array]

PATH, OFF_PATH = "path", "off_path"
"""Ground under an on-path function, and off the path with nothing else known."""


def tobler(slope: Array, table: Catalogue) -> Array:
    """Return Tobler's speed: exponential about a gentle descent."""
    speed, decay, shift = table.best("foot.tobler", "speed", "decay", "shift")
    found: Array = speed * np.exp(-decay * np.abs(slope + shift))
    return found


def irmischer_clarke(slope: Array, table: Catalogue) -> Array:
    """Return the on-path speed of Irmischer and Clarke."""
    return _irmischer_clarke(slope, table, "foot.irmischer_clarke")


def irmischer_clarke_off_path(slope: Array, table: Catalogue) -> Array:
    """Return the off-path speed of Irmischer and Clarke."""
    return _irmischer_clarke(slope, table, "foot.irmischer_clarke_off_path")


def langmuir(slope: Array, table: Catalogue) -> Array:
    """Return the speed of Naismith's rule with Langmuir's corrections, as in r.walk.

    Uncapped it reaches 12 km/h on a descent and drops at the break of slope.
    """
    level, climb, gentle, steep, turn = table.best(
        "foot.langmuir", "level", "climb", "gentle_descent", "steep_descent", "break"
    )
    down = np.where(slope >= -turn, gentle * slope, -steep * slope)
    found: Array = 1.0 / (level + np.where(slope >= 0, climb * slope, down))
    return found


def campbell(slope: Array, table: Catalogue, percentile: str = "p5") -> Array:
    """Return a percentile of the tracks of Campbell and others: a walk is the fifth.

    Beyond the limit of the catalogue a slope is taken as that steep, since the fits rise
    again on steeper descents.
    """
    shift, width, peak, floor, tilt = table.best(
        f"foot.campbell_{percentile}", "shift", "width", "peak", "floor", "tilt"
    )
    (limit,) = table.best("foot.campbell", "limit")
    degrees = np.clip(np.degrees(np.arctan(slope)), -limit, limit)
    bell = peak / (np.pi * width * (1.0 + ((degrees + shift) / width) ** 2))
    found: Array = bell + floor - tilt * degrees
    return found


def rees(slope: Array, table: Catalogue) -> Array:
    """Return Rees's speed, the same uphill and downhill."""
    level, linear, square = table.best("foot.rees", "level", "linear", "square")
    found: Array = 1.0 / (level + linear * np.abs(slope) + square * slope**2)
    return found


def marquez_perez(slope: Array, table: Catalogue) -> Array:
    """Return Tobler's function as fitted by Márquez-Pérez and others."""
    speed, decay, scale, shift = table.best(
        "foot.marquez_perez", "speed", "decay", "scale", "shift"
    )
    found: Array = speed * np.exp(-decay * np.abs(scale * slope + shift))
    return found


FUNCTIONS: Mapping[str, Walk] = {
    "tobler": tobler,
    "irmischer_clarke": irmischer_clarke,
    "langmuir": langmuir,
    "campbell": campbell,
    "rees": rees,
    "marquez_perez": marquez_perez,
}
"""The members of the structural uncertainty of walking, by name."""


def walking_speed(
    slope: Array,
    function: str,
    table: Catalogue,
    *,
    ground: str = PATH,
    level: Level = "best",
) -> Array:
    """Return the speed of a walker on a slope and a ground, capped.

    Parameters
    ----------
    slope : numpy.ndarray
        Signed slope along the way as rise over run, any shape.
    function : str
        One of :data:`FUNCTIONS`.
    table : Catalogue
    ground : str
        ``path``, ``off_path``, or a row of the catalogue's ``foot`` table with a time
        multiplier, such as ``bog``. Off the path, a function with a form of its own uses
        that form and no multiplier.
    level : {"low", "best", "high"}
        End of the cap's range and of the multiplier's.

    Returns
    -------
    numpy.ndarray
        m/s, same shape; NaN where the slope is unknown.

    Raises
    ------
    CatalogueError
        If the function or the ground is not known.
    """
    if function not in FUNCTIONS:
        remedy = f"Known: {', '.join(FUNCTIONS)}."
        raise CatalogueError.one(function, "unknown foot function", remedy)
    steep = np.asarray(slope, float)
    if ground == OFF_PATH and function == "irmischer_clarke":
        speed = irmischer_clarke_off_path(steep, table)
    else:
        speed = FUNCTIONS[function](steep, table) * _share(function, ground, table, level)
    return np.clip(speed, 0.0, table.get("foot.walker.cap").at(level))


def there_and_back(up: Array, down: Array) -> Array:
    """Return the mean speed of a way and its return: harmonic, as time is what adds up."""
    mean: Array = 2.0 / (1.0 / up + 1.0 / down)
    return mean


def _irmischer_clarke(slope: Array, table: Catalogue, row: str) -> Array:
    base, amplitude, shift, spread = table.best(row, "base", "amplitude", "shift", "spread")
    found: Array = base + amplitude * np.exp(-((100.0 * slope + shift) ** 2) / spread)
    return found


def _share(function: str, ground: str, table: Catalogue, level: Level) -> float:
    """Return the share of the on-path speed that a ground leaves."""
    if ground == PATH:
        return 1.0
    if ground == OFF_PATH and function == "tobler":
        return table.get("foot.tobler.off_path").at(level)
    burden: dict[Level, Level] = {"low": "high", "best": "best", "high": "low"}
    return 1.0 / table.get(f"foot.{ground}.time").at(burden[level])
