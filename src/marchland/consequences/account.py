"""The whole account of a way to use the ground: its table, what falls due when, its figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
import pandas as pd

from marchland.barriers.evaluate import time_added
from marchland.consequences.assess import Assessment
from marchland.consequences.cases import Alternative, of_declared, of_plan
from marchland.consequences.ledger import HORIZONS_Y, Flow, ledger
from marchland.consequences.offfield import plan_flows
from marchland.consequences.price import LEVELS
from marchland.consequences.programmes import growth
from marchland.model.estimate import Estimate, spanning

COLUMNS = ("of", "item", "horizon_y", "unit", "low", "best", "high", "source", "tag")
AREA_NAME = "declared areas"
UNREAD = ("delay", "people")
"""Figures that do not add up over a plan and declared areas."""


@dataclass(frozen=True)
class Terms:
    """Over how long an account runs, and what is switched on.

    Parameters
    ----------
    horizon_y : int
        Years; what falls due before it counts.
    lifted_in, removed_in : int or None
        The year in which declared areas are surveyed and cleared, and in which what was built
        is taken away; never by default.
    discount : float
        Rate of a year.
    cost_growth : bool
        Whether the plan's costs grow as first figures have grown.
    """

    horizon_y: int = 30
    lifted_in: int | None = None
    removed_in: int | None = None
    discount: float = 0.0
    cost_growth: bool = False


@dataclass(frozen=True)
class Account:
    """One way to use the ground.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns consequence, unit, low, best, high, source; NaN is unknown.
    flows : tuple of Flow
        What falls due when.
    side : Alternative
        Its figures, for a comparison.
    """

    table: pd.DataFrame
    flows: tuple[Flow, ...]
    side: Alternative


def plan_account(
    name: str, chosen: pd.DataFrame, table: pd.DataFrame, effect: pd.DataFrame, terms: Terms
) -> Account:
    """Return the account of a plan.

    Parameters
    ----------
    name : str
        As it is called in sentences.
    chosen : pandas.DataFrame
        Its options, with their burdens.
    table : pandas.DataFrame
        As :func:`marchland.consequences.offfield.off_field` returns it.
    effect : pandas.DataFrame
        As :func:`marchland.barriers.evaluate.effect` returns it.
    terms : Terms

    Returns
    -------
    Account
        The time won and the time that own movement loses are unknown where any time they rest
        on is, or where nobody gets through.
    """
    grown = growth() if terms.cost_growth else None
    flows = tuple(plan_flows(chosen, removed_in=terms.removed_in, growth=grown))
    side = of_plan(
        name,
        table,
        flows,
        delay=time_won(effect),
        horizon_y=terms.horizon_y,
        discount=terms.discount,
    )
    if (effect["side"] == "own").any():
        side = replace(side, figures={**side.figures, "own": time_lost(effect)})
    return Account(table, flows, side)


def with_cut_off(account: Account, people: Estimate | None) -> Account:
    """Return an account that also counts people who lose every way by car; None is unknown."""
    side = replace(account.side, figures={**account.side.figures, "cut": people})
    return replace(account, side=side)


def area_account(name: str, found: Assessment, terms: Terms) -> Account:
    """Return the account of declared areas; no effect of theirs on movement is modelled."""
    side = of_declared(name, found, horizon_y=terms.horizon_y, discount=terms.discount)
    return Account(found.consequences.drop(columns="tag"), found.flows, side)


def joined(name: str, plan: Account, areas: Account, people: Estimate | None) -> Account:
    """Return the account of a plan together with declared areas.

    Parameters
    ----------
    name : str
        As it is called in sentences.
    plan, areas : Account
    people : Estimate or None
        Who lives beside what is built or declared and not mined, each of them once.

    Returns
    -------
    Account
        Figures add up, save the people, and the time won, which is unknown: it would rest on
        ground whose effect nobody models.
    """
    one, two = plan.side, areas.side
    topics = [t for t in dict.fromkeys([*one.figures, *two.figures]) if t not in UNREAD]
    figures: dict[str, Estimate | None] = {"delay": None}
    figures |= {topic: _sum(one, two, topic) for topic in topics}
    side = Alternative(
        name,
        {**figures, "people": people},
        (*one.findings, *two.findings),
        tuple(dict.fromkeys((*one.missing, *two.missing))),
        (*one.elsewhere, *two.elsewhere),
        "; ".join(dict.fromkeys(each.counted for each in (one, two) if each.counted)),
    )
    both = {"plan": plan, AREA_NAME: areas}
    table = pd.concat([a.table.assign(of=of) for of, a in both.items()], ignore_index=True)
    return Account(table, (*plan.flows, *areas.flows), side)


def _sum(one: Alternative, two: Alternative, topic: str) -> Estimate | None:
    """Return the sum of what both have of a topic; what one does not have, it has none of."""
    parts = [each.figures[topic] for each in (one, two) if topic in each.figures]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    low, best, high = (sum(part.at(level) for part in known) for level in LEVELS)  # type: ignore[arg-type, misc]
    return Estimate(low, best, high, known[0].unit, known[0].source, "computed")


def time_won(effect: pd.DataFrame) -> Estimate | None:
    """Return by how much the fastest opposing movement takes longer, s.

    Parameters
    ----------
    effect : pandas.DataFrame
        As :func:`marchland.barriers.evaluate.effect` returns it.

    Returns
    -------
    Estimate or None
        At each level the least time with the plan less the least without; None without an
        opposing movement, where a time is unknown or where nobody gets through.
    """
    rows = effect[effect["side"] == "opposing"]
    return _spread(
        [rows[f"after_{v}_s"].min(skipna=False) - rows[f"before_{v}_s"].min() for v in LEVELS]
    )


def time_lost(effect: pd.DataFrame) -> Estimate | None:
    """Return by how much the own movement that the plan delays most takes longer, s.

    Parameters
    ----------
    effect : pandas.DataFrame
        As :func:`time_won` takes it.

    Returns
    -------
    Estimate or None
        None where a time is unknown or where nobody gets through. A movement that had no way
        before loses none.
    """
    rows = effect[effect["side"] == "own"]
    had = np.isfinite(rows[[f"before_{level}_s" for level in LEVELS]]).any(axis=None)
    return _spread(time_added(rows)) if had else None


def _spread(found: Sequence[float]) -> Estimate | None:
    if not all(isfinite(value) for value in found):
        return None
    return Estimate(*spanning(*found), "s", "declared delays, full raster", "computed")


def whole_ledger(accounts: dict[str, Account], terms: Terms) -> pd.DataFrame:
    """Return what falls due over years, account by account.

    Parameters
    ----------
    accounts : dict of {str: Account}
        By what they are of.
    terms : Terms
        Its horizon stands beside 10, 30 and 50 years.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`, as :func:`marchland.consequences.ledger.ledger` has them.
    """
    years = sorted({*HORIZONS_Y, terms.horizon_y})
    tables = [
        ledger(account.flows, horizons_y=years, discount=terms.discount).assign(of=of)
        for of, account in accounts.items()
    ]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]
