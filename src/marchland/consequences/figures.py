"""Figures of a comparison as text: the sides of a row in one unit."""

from marchland.model.estimate import Estimate
from marchland.model.said import Said, numeral
from marchland.units import HOUR_S

SCALES: dict[str, tuple[tuple[float, str], ...]] = {
    "s": ((365.25 * 86400.0, "years"), (86400.0, "days"), (HOUR_S, "h"), (60.0, "min")),
    "EUR": ((1e6, "EUR million"),),
    "m2": ((1e4, "ha"),),
    "kg CO2": ((1e3, "t CO2"),),
}
"""Larger units to say a figure in, the largest first."""


def rounded(value: Estimate, size: float | None = None) -> Said:
    """Write an estimate with three digits, in the unit that suits a size.

    Parameters
    ----------
    value : Estimate
    size : float, optional
        In the unit of the estimate; its best value by default.

    Examples
    --------
    >>> rounded(Estimate(9.2e6, 36.9e6, 101.6e6, "EUR", "a plan", "computed"))
    '36.9 (9.2 to 102) EUR million'
    """
    divisor, unit = _scale(value.unit, value.best if size is None else size)
    low, best, high = (numeral(_digits(v / divisor)) for v in (value.low, value.best, value.high))
    span = Said("range", "{best} ({low} to {high})", {"best": best, "low": low, "high": high})
    figure = best if low == high else span
    return figure if unit == "1" else Said("", "{figure} {unit}", {"figure": figure, "unit": unit})


def spread(least: float, most: float, unit: str, size: float | None = None) -> str:
    """Write the ends of a difference, which may be below zero, in one unit.

    Parameters
    ----------
    least, most : float
    unit : str
    size : float, optional
        That the unit suits; the larger of both ends by default.

    Examples
    --------
    >>> spread(-10044.0, -489.0, "s")
    '-2.79 to -0.136 h'
    """
    divisor, unit = _scale(unit, size or max(abs(least), abs(most)))
    low, high = (_digits(v / divisor) for v in (least, most))
    return (low if low == high else f"{low} to {high}") + ("" if unit in ("1", "") else f" {unit}")


def _scale(unit: str, size: float) -> tuple[float, str]:
    """Return by what to divide, and the unit then."""
    scales = (*SCALES.get(unit, ()), (1.0, unit))
    return next((d, u) for d, u in scales if size >= d or d == 1.0)


def _digits(number: float) -> str:
    return f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}"


def common_size(*values: Estimate | None) -> float:
    """Return the size by which all figures of a row take one unit: the largest best value.

    Parameters
    ----------
    *values : Estimate or None
        Of one unit; None is unknown.

    Returns
    -------
    float
        0 where nothing is known.

    Examples
    --------
    >>> common_size(Estimate(1, 2, 3, "s", "here", "computed"), None)
    2
    """
    return max((value.best for value in values if value is not None), default=0.0)
