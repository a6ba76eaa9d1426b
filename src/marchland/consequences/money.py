"""Money of another currency or year, converted by tables and never silently."""

from marchland.catalogue.factbook import Factbook, factbook
from marchland.errors import InputError
from marchland.model.estimate import Estimate

PRICE_YEAR = 2023
"""The last year whose change of prices was read: costs are told in its euros."""


def exchange_rate(currency: str, year: int, *, facts: Factbook | None = None) -> Estimate:
    """Return units of a currency for one euro.

    Parameters
    ----------
    currency : str
        ISO 4217 code.
    year : int
        The year of the rate; the nearest year that was read stands in for another.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    Estimate

    Raises
    ------
    InputError
        If no rate was read.
    """
    book = facts or factbook()
    rows = [r for r in book.tables["exchange_rates"] if r["currency"] == currency and r["best"]]
    if not rows:
        remedy = "Convert it yourself and say at which rate."
        raise InputError.one(currency, "no exchange rate was read", remedy)
    row = min(rows, key=lambda r: abs(int(r["year"]) - year) if r["year"] != "any" else 0)
    low, best, high = (float(row[level]) for level in ("low", "best", "high"))
    return Estimate(low, best, high, f"{currency}/EUR", row["source"], "second-hand")


def price_factor(
    year: int, to: int = PRICE_YEAR, *, facts: Factbook | None = None
) -> tuple[float, str]:
    """Return what prices of one year are multiplied by to be those of another.

    Parameters
    ----------
    year, to : int
        The year of the prices, and the year to express them in.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    tuple of (float, str)
        The factor, and which years it could not cover: those outside the table change
        nothing, and that is said.
    """
    book = facts or factbook()
    rates = {int(r["year"]): float(r["rate_percent"]) for r in book.tables["price_levels"]}
    early, late = sorted((year, to))
    factor, missing = 1.0, []
    for step in range(early + 1, late + 1):
        if step in rates:
            factor *= 1 + rates[step] / 100
        else:
            missing.append(str(step))
    said = f"no change of prices was read for {', '.join(missing)}" if missing else ""
    return (factor if year <= to else 1 / factor), said


def to_euros(amount: Estimate, currency: str, year: int, *, to: int = PRICE_YEAR) -> Estimate:
    """Convert an amount into euros of another year.

    Parameters
    ----------
    amount : Estimate
        In `currency`; the low end meets the dearest euro and the high end the cheapest.
    currency : str
    year : int
        The year whose prices the amount is in.
    to : int
        The year of the answer.

    Returns
    -------
    Estimate
        In EUR, tagged computed.
    """
    rate, (factor, _) = exchange_rate(currency, year), price_factor(year, to)
    low, best, high = (
        value * factor / per
        for value, per in (
            (amount.low, rate.high),
            (amount.best, rate.best),
            (amount.high, rate.low),
        )
    )
    unit = amount.unit.replace(currency, "EUR")
    return Estimate(low, best, high, unit, f"{amount.source}; {rate.source}", "computed")
