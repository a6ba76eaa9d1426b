"""What options cost: money, land and time to build."""

from collections.abc import Iterable

import pandas as pd

from marchland.model.estimate import Estimate
from marchland.model.measure import Measure

LEVELS = ("low", "best", "high")
PRICED = {"cost_eur": "EUR", "land_m2": "m2", "build_s": "s"}
"""Columns that add up over options, with their units."""


def price(options: pd.DataFrame, measures: tuple[Measure, ...]) -> pd.DataFrame:
    """Add cost, land and build time to the options table.

    Parameters
    ----------
    options : pandas.DataFrame
        As :func:`marchland.barriers.options.options` returns it.
    measures : tuple of Measure
        Every measure named in it.

    Returns
    -------
    pandas.DataFrame
        With columns ``cost_eur_low`` … ``build_s_high``: amount times unit value; NaN where
        the unit value is unknown.
    """
    known = {measure.name: measure for measure in measures}
    table = options.copy()
    for column in PRICED:
        for level in LEVELS:
            unit = {name: _at(getattr(m, column), level) for name, m in known.items()}
            each = options["measure"].map(unit).astype(float)
            table[f"{column}_{level}"] = (each * options["amount"]).astype(float)
    return table


def _at(value: Estimate | None, level: str) -> float:
    return float("nan") if value is None else float(getattr(value, level))


def priced(options: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return the options of which some columns are known, so that a limit can hold them.

    Parameters
    ----------
    options : pandas.DataFrame
        Priced.
    columns : iterable of str
        Such as ``cost_eur``.
    """
    known = options[[f"{column}_{level}" for column in columns for level in LEVELS]].notna()
    return options[known.all(axis=1)]


def total(options: pd.DataFrame, column: str) -> Estimate:
    """Return the sum of a priced column over options as one estimate, tagged computed.

    Low, best and high are summed apart, as if all options were at the same end of their
    ranges together: a wide range, not a likely one. Options whose value is unknown may not
    be among them: see :func:`priced`.
    """
    low, best, high = (float(options[f"{column}_{v}"].sum(skipna=False)) for v in LEVELS)
    return Estimate(low, best, high, PRICED[column], "sum over options", "computed")


def consequences(chosen: pd.DataFrame) -> pd.DataFrame:
    """Return what a plan costs off the field.

    Parameters
    ----------
    chosen : pandas.DataFrame
        The priced options of the plan.

    Returns
    -------
    pandas.DataFrame
        Columns consequence, unit, low, best, high, source. Build time is the work of one
        crew doing all of it in turn. An empty plan has zero of everything.
    """
    names = {"cost_eur": "cost to build", "land_m2": "land taken", "build_s": "work of one crew"}
    rows = []
    for column, name in names.items():
        sum_ = total(chosen, column)
        rows.append((name, sum_.unit, sum_.low, sum_.best, sum_.high, sum_.source))
    return pd.DataFrame(rows, columns=["consequence", "unit", "low", "best", "high", "source"])
