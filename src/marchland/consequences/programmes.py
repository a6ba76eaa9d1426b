"""The announced lines as dated facts, and a plan read against them."""

from datetime import date
from typing import Any

import pandas as pd

from marchland.catalogue.factbook import Factbook, Row, factbook
from marchland.consequences.money import to_euros
from marchland.model.estimate import Estimate

STAGES = ("announced", "contracted", "planned", "stocked", "built", "reported")
COLUMNS = (
    "programme", "party", "element", "unit", "stage", "date",
    "low", "value", "high", "years", "per_year", "differs", "confidence", "source", "note",
)  # fmt: skip


def programmes(
    party: str | None = None, on: date | None = None, *, facts: Factbook | None = None
) -> pd.DataFrame:
    """Return the announced lines as they were known on a day.

    Parameters
    ----------
    party : str, optional
        ISO 3166-1 alpha-2 code of a state; all by default.
    on : datetime.date, optional
        Rows of a later day are left out, save plans; all by default.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; stage is one of :data:`STAGES`. Low to high spans what
        different sources say of the same thing; years is the period that money is for, and
        per_year the value over it. NaN where a row has no number, or the period was not read.
    """
    rows = [
        row
        for row in (facts or factbook()).tables["programmes"]
        if party in (None, *row["party"].split())
        and (on is None or row["stage"] == "planned" or row["date"] <= on.isoformat())
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("low", "value", "high", "years"):
        table[column] = pd.to_numeric(table[column])
    table["per_year"] = table["value"] / table["years"]
    return table


def disagreements(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows on which sources differ."""
    return table[table["differs"].str.len() > 0]


def beside_programmes(
    amounts: dict[str, Estimate], party: str, *, on: date
) -> list[dict[str, Any]]:
    """Read a plan's amounts against the announced line of a state.

    Parameters
    ----------
    amounts : dict of {str: Estimate}
        By the element they stand beside, such as ``"ditch"``, in the unit of the element.
    party : str
        ISO 3166-1 alpha-2 code.
    on : datetime.date
        What was announced or built later is not told; plans are.

    Returns
    -------
    list of dict
        One for each amount and each row of the same element and unit: the plan's amount,
        the programme's, its stage and date, and the ratio of the best values.
    """
    rows = programmes(party, on)
    return [
        {
            "element": element,
            "plan": amount,
            "programme": f"{row.programme}, {row.stage} {row.date}",
            "value": row.value,
            "unit": row.unit,
            "ratio": amount.best / row.value if row.value else None,
            "source": row.source,
        }
        for element, amount in amounts.items()
        for row in rows[rows["element"] == element].itertuples()
        if row.unit == amount.unit
    ]


def barrier_cost(row: Row) -> Estimate:
    """Return what a built barrier cost, in EUR m/km of the common price year.

    Parameters
    ----------
    row : dict
        A row of ``border_barriers``.

    Returns
    -------
    Estimate
    """
    value = float(row["cost_m"]) / float(row["km"])
    unit = f"{row['currency']} m/km"
    cost = Estimate(value, value, value, unit, row["source"], "computed")
    return to_euros(cost, row["currency"], int(row["price_year"]))


def growth(*, facts: Factbook | None = None) -> Estimate:
    """Return how many times first cost figures grew: least, middle and most of the cases.

    Parameters
    ----------
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    Estimate
        A reference class of few cases, each read with its sources; not a forecast.
    """
    rows = (facts or factbook()).tables["cost_growth"]
    ratios = sorted(float(row["later"]) / float(row["first"]) for row in rows)
    middle = ratios[len(ratios) // 2]
    return Estimate(ratios[0], middle, ratios[-1], "1", "cost_growth", "computed")
