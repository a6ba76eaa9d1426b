"""A number with its range, its unit and where it comes from."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal, get_args

from marchland.units import SI

Tag = Literal["published", "second-hand", "computed", "assumed", "declared"]
Level = Literal["low", "best", "high"]
TAGS: tuple[str, ...] = get_args(Tag)


@dataclass(frozen=True)
class Estimate:
    """A coefficient: low, best and high value, unit, source and tag.

    Parameters
    ----------
    low, best, high : float
        Finite, ``low <= best <= high``, in `unit`.
    unit : str
        Unit of the three values; ``"1"`` for a pure number.
    source : str
        A key of the catalogue's references, or who declared it.
    tag : {"published", "second-hand", "computed", "assumed", "declared"}
        How the value came to be known.

    Raises
    ------
    ValueError
        If the order is broken, a value is not finite, or unit, source or tag is missing.

    Examples
    --------
    >>> print(Estimate(8, 12, 20, "EUR/m", "tender 2025", "published"))
    12 (8 to 20) EUR/m
    """

    low: float
    best: float
    high: float
    unit: str
    source: str
    tag: Tag

    def __post_init__(self) -> None:
        """Refuse a number that could not be checked."""
        if not all(isfinite(v) for v in (self.low, self.best, self.high)):
            raise ValueError("low, best and high must be finite numbers")
        if not self.low <= self.best <= self.high:
            raise ValueError(f"low <= best <= high is broken: {self.low}, {self.best}, {self.high}")
        if not self.unit or not self.source:
            raise ValueError("an estimate needs a unit and a source")
        if self.tag not in TAGS:
            raise ValueError(f"unknown tag {self.tag!r}: one of {', '.join(TAGS)}")

    def at(self, level: Level) -> float:
        """Return the value at one of the three levels."""
        return float(getattr(self, level))

    def si(self) -> "Estimate":
        """Return the same estimate in the SI unit of its unit."""
        factor, unit = SI[self.unit]
        low, best, high = (v * factor for v in (self.low, self.best, self.high))
        return Estimate(low, best, high, unit, self.source, self.tag)

    def times(self, factor: float) -> "Estimate":
        """Return the estimate scaled by a non-negative number, tagged computed."""
        if factor < 0:
            raise ValueError("an estimate is scaled by a non-negative number")
        low, best, high = (v * factor for v in (self.low, self.best, self.high))
        return Estimate(low, best, high, self.unit, self.source, "computed")

    def __str__(self) -> str:
        best = f"{self.best:g}"
        span = "" if self.low == self.high else f" ({self.low:g} to {self.high:g})"
        return best + span + ("" if self.unit == "1" else f" {self.unit}")


def spanning(low: float, best: float, high: float) -> tuple[float, float, float]:
    """Return the value at best, between the least and the greatest at any level.

    What a plan adds is not in the order of its levels: where all ground is slow, a long delay
    may add less than a short one on quick ground.

    Examples
    --------
    >>> spanning(30.0, 20.0, 25.0)
    (20.0, 20.0, 30.0)
    """
    return min(low, best, high), best, max(low, best, high)
