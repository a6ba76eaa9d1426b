"""Numbers and cases in the words a reader says."""

from collections.abc import Sequence
from datetime import date
from math import floor, isfinite, isnan, log10

from marchland.model.estimate import Estimate
from marchland.outputs.language import forms, said, say
from marchland.units import clock, percent_above

HARD_SPACE = "\u00a0"
"""Keeps a number and its unit on one line."""

SCALES: dict[str, tuple[tuple[float, float, str, str], ...]] = {
    "EUR": ((1e9, 1e9, "EUR", "billion"), (1e6, 1e6, "EUR", "million"), (0, 1, "EUR", "")),
    "m2": ((1e7, 1e6, "", "km²"), (1e4, 1e4, "", "ha"), (0, 1, "", "m²")),
    "m": ((1e3, 1e3, "", "km"), (0, 1, "", "m")),
    "s": ((2 * 86_400, 86_400, "", "days"),),
}
"""By unit: from what value on, divided by what, what stands before and what behind."""


def rounded(value: float, digits: int = 3) -> str:
    """Write a number to so many significant digits, thousands set apart, never as a power.

    Parameters
    ----------
    value : float
        Infinite and unknown values are said in words.
    digits : int
        Significant digits.

    Returns
    -------
    str

    Examples
    --------
    >>> rounded(0.04567), rounded(4.2), rounded(123.4)
    ('0.0457', '4.2', '123')
    """
    if isnan(value):
        return say("number.unknown")
    if not isfinite(value):
        return say("number.infinite")
    if value == 0:
        return "0"
    places = digits - 1 - floor(log10(abs(value)))
    text = f"{round(value, places):,.{max(places, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", HARD_SPACE).replace(".", say("number.decimal"))


def number(value: float) -> str:
    """Write a number as it is, to six significant digits.

    Examples
    --------
    >>> number(0.5), number(12.0)
    ('0.5', '12')
    """
    return f"{value:g}".replace(".", say("number.decimal"))


def day(on: date) -> str:
    """Write a date.

    Examples
    --------
    >>> day(date(2026, 6, 1))
    '1 June 2026'
    """
    month = say("date.months").split()[on.month - 1]
    return say("date.day").format(day=on.day, month=month, year=on.year)


def percent(share: float) -> str:
    """Write a share as a whole percentage; what is under one half of one is ``<1 %``."""
    if isnan(share):
        return say("number.unknown")
    if not isfinite(share):
        return say("number.infinite")
    if 0 < share < 0.005:
        return f"<1{HARD_SPACE}%"
    if 0.995 < share < 1:
        return f">99{HARD_SPACE}%"
    return f"{share * 100:.0f}{HARD_SPACE}%"


def percent_up(share: float) -> str:
    """Write a share so that it is never less than it is: to the next hundredth of a per cent."""
    text = f"{percent_above(share):g}".replace(".", say("number.decimal"))
    return f"{text}{HARD_SPACE}%"


def on_clock(seconds: float) -> str:
    """Write a duration as :func:`marchland.units.clock` does, on one line."""
    if isnan(seconds):
        return say("number.unknown")
    if not isfinite(seconds):
        return say("number.never")
    return clock(seconds).replace(" ", HARD_SPACE)


def span(values: Sequence[float]) -> str:
    """Write low, best and high time in s as ``best (low to high)``.

    Examples
    --------
    >>> span((3600.0, 5400.0, 9000.0)).replace(HARD_SPACE, " ")
    '1 h 30 min (1 h 00 min to 2 h 30 min)'
    """
    low, best, high = (on_clock(v) for v in values)
    return best if low == best == high else _range(best, low, high)


def _range(best: str, low: str, high: str) -> str:
    return say("number.range").format(best=best, low=low, high=high)


def amount(value: float, unit: str) -> str:
    """Write a number with its unit, in the multiple that is best read.

    Examples
    --------
    >>> amount(12_340_000.0, "EUR").replace(HARD_SPACE, " ")
    'EUR 12.3 million'
    >>> amount(30_000.0, "m2").replace(HARD_SPACE, " ")
    '3 ha'
    """
    return ranged((value, value, value), unit)


def ranged(values: Sequence[float], unit: str) -> str:
    """Write low, best and high as ``best (low to high)``, in the multiple that suits the best.

    Parameters
    ----------
    values : sequence of float
        Low, best and high.
    unit : str
        ``"1"`` is not written.

    Returns
    -------
    str

    Examples
    --------
    >>> ranged((7.05e6, 27.9e6, 77.2e6), "EUR").replace(HARD_SPACE, " ")
    'EUR 27.9 million (7.05 to 77.2 million)'
    """
    best = values[1] if values[1] else values[2]
    scales = SCALES.get(unit, ((0, 1, "", "" if unit == "1" else unit),))
    fitting = [scale for scale in scales if abs(best) >= scale[0]]
    if isnan(best):
        return say("number.unknown")
    if not fitting:  # seconds that a clock says best
        return span(values)
    _, divisor, before, behind = fitting[0]
    behind = said(f"unit.{behind}", behind)
    low, middle, high = (rounded(v / divisor) for v in values)
    text = HARD_SPACE.join(part for part in (before, middle, behind) if part)
    if low == middle == high:
        return text
    return _range(text, low, HARD_SPACE.join(part for part in (high, behind) if part))


def estimated(estimate: Estimate) -> str:
    """Write an estimate as ``best (low to high)``, in the multiple that suits the best."""
    return ranged((estimate.low, estimate.best, estimate.high), estimate.unit)


def count(number: int, word: str, plural: str | None = None) -> str:
    """Write ``1 site`` or ``3 sites``."""
    form = forms(number, f"count.{word}", f"{word}|{plural or f'{word}s'}")
    return f"{number}{HARD_SPACE}{form}"


def built(number: float, per: str, measure: str) -> str:
    """Write how much of a measure: ``68 km of ditch``, ``29 road closures``."""
    if per == "piece":
        return count(round(number), measure.replace("_", " "))
    return say("plan.of").format(amount=amount(number, per), measure=plain(measure))


def plain(name: str) -> str:
    """Write a name of the catalogue or the scenario as words."""
    return said(f"name.{name}", name.replace("_", " "))
