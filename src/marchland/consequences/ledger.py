"""A ledger over years: what falls due when, with discounting explicit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from marchland.consequences.price import LEVELS
from marchland.model.estimate import Estimate

HORIZONS_Y = (10, 30, 50)
COLUMNS = ("item", "horizon_y", "unit", "low", "best", "high", "source", "tag")
TOTAL = "total"


@dataclass(frozen=True)
class Flow:
    """Something that falls due once or every year.

    Parameters
    ----------
    name : str
    unit : str
        Only flows of one unit are summed.
    amount : Estimate or None
        Of one year; None has no source and is asked for.
    first, last : int
        Years from the start, both included; the start is year 0.
    asked : str
        What the analyst is asked to declare, where `amount` is None.
    """

    name: str
    unit: str
    amount: Estimate | None
    first: int = 0
    last: int = 0
    asked: str = ""

    def factor(self, horizon_y: int, discount: float) -> float:
        """Return how many discounted times it falls due before a horizon."""
        years = range(self.first, min(self.last, horizon_y - 1) + 1)
        return sum((1.0 + discount) ** -year for year in years)


def ledger(
    flows: Iterable[Flow], *, horizons_y: Sequence[int] = HORIZONS_Y, discount: float = 0.0
) -> pd.DataFrame:
    """Sum flows over horizons.

    Parameters
    ----------
    flows : iterable of Flow
        In any order.
    horizons_y : sequence of int
        Years; what falls due in year 0 up to the last year before each horizon counts.
    discount : float
        Rate of a year, such as 0.03; nothing is discounted by default.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`, sorted; for each horizon and unit one row of each item and a
        row ``total``. An item without a source is NaN, and so is not in the total, whose
        source says how many are missing. No flows give no rows.

    Raises
    ------
    ValueError
        If the rate is not above -1.
    """
    if discount <= -1:
        raise ValueError("a discount rate is above -1")
    items = sorted(flows, key=lambda f: (f.unit, f.name, f.first, f.last, str(f.amount)))
    rows: list[tuple[object, ...]] = []
    for horizon in horizons_y:
        for unit in dict.fromkeys(flow.unit for flow in items):
            here = [_row(flow, horizon, discount) for flow in items if flow.unit == unit]
            rows += here
            rows.append(_total(here, horizon, unit, discount))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(flow: Flow, horizon: int, discount: float) -> tuple[object, ...]:
    if flow.amount is None:
        nothing = float("nan")
        asked = f"no source: declare {flow.asked or flow.name}"
        return flow.name, horizon, flow.unit, nothing, nothing, nothing, asked, "declared"
    times = flow.factor(horizon, discount)
    values = [flow.amount.at(level) * times for level in LEVELS]  # type: ignore[arg-type]
    return (flow.name, horizon, flow.unit, *values, flow.amount.source, flow.amount.tag)


def _total(
    rows: list[tuple[object, ...]], horizon: int, unit: str, discount: float
) -> tuple[object, ...]:
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    missing = int(table["best"].isna().sum())
    said = "sum of the items" + (f", {missing} missing" if missing else "")
    said += f", discounted at {discount:.1%} a year" if discount else ", not discounted"
    values = [float(table[level].sum()) for level in LEVELS]
    return (TOTAL, horizon, unit, *values, said, "computed")


def grown(flow: Flow, growth: Estimate) -> Flow:
    """Return a flow whose amount grew as first cost figures have grown: an explicit switch.

    Parameters
    ----------
    flow : Flow
    growth : Estimate
        Times the first figure, as :func:`marchland.consequences.programmes.growth` gives it.

    Returns
    -------
    Flow
        Low times low, best times best, high times high.
    """
    if flow.amount is None:
        return flow
    values = [flow.amount.at(level) * growth.at(level) for level in LEVELS]  # type: ignore[arg-type]
    source = f"{flow.amount.source}; grown as {growth.source}"
    amount = Estimate(values[0], values[1], values[2], flow.amount.unit, source, "computed")
    return Flow(flow.name, flow.unit, amount, flow.first, flow.last, flow.asked)
