"""Accounts of a plan and of declared areas: sums, nothing for nothing, and no invented time."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.consequences.test_assess import BOOK, GROUND, ON, ONE, TWO
from tests.consequences.test_offfield import OPTIONS, PEOPLED, SITES

from marchland.consequences.account import (
    AREA_NAME,
    Terms,
    area_account,
    joined,
    plan_account,
    time_lost,
    time_won,
    whole_ledger,
    with_cut_off,
)
from marchland.consequences.assess import assess
from marchland.consequences.cases import both_cases
from marchland.consequences.offfield import off_field
from marchland.model.estimate import Estimate

INF, NAN = float("inf"), float("nan")


def effect(*rows):
    columns = [
        "side",
        *(f"{w}_{v}_s" for w in ("before", "after") for v in ("low", "best", "high")),
    ]
    return pd.DataFrame(rows, columns=columns)


SLOWED = effect(
    ("opposing", 10, 20, 30, 40, 60, 90),
    ("opposing", 15, 25, 35, 15, 50, 95),
    ("own", 10, 10, 10, 10, 12, 15),
    ("own", INF, INF, INF, INF, INF, INF),
)


def plan(options=OPTIONS, terms=Terms()):  # noqa: B008
    table = off_field(options, SITES, PEOPLED, BOOK)
    return plan_account("plan", options, table, SLOWED, terms)


def test_people_who_are_cut_off_are_argued_with_by_humanity_alone():
    lost, none = (Estimate(n, n, n, "1", "by car", "computed") for n in (40, 0))
    both = both_cases(with_cut_off(plan(), lost).side, with_cut_off(plan(), none).side)
    said = (
        "People who lose every way by car to town or out while closures are in place, by the roads "
        "of the source at its scale: plan 40; plan 0."
    )
    assert any(text.startswith(said) for text in both.humanity)
    assert not any("by car" in text for text in both.necessity)


def areas(*drawn, terms=Terms()):  # noqa: B008
    return area_account(AREA_NAME, assess(drawn, ON, GROUND, BOOK, lifted_in=9), terms)


def test_time_won_is_between_the_fastest_with_and_without():
    won = time_won(SLOWED)
    assert (won.low, won.best, won.high) == (15 - 10, 50 - 20, 90 - 30)


@pytest.mark.parametrize(
    "row",
    [
        ("opposing", 10, 20, 30, NAN, NAN, NAN),
        ("opposing", 10, 20, 30, INF, INF, INF),
        ("own", 10, 20, 30, 40, 50, 60),
    ],
)
def test_time_that_is_unknown_or_endless_is_none(row):
    assert time_won(effect(row)) is None


def test_own_time_lost_is_the_worst_of_those_who_had_a_way():
    lost = time_lost(SLOWED)
    assert (lost.low, lost.best, lost.high) == (0, 2, 5)
    assert time_lost(effect(("own", INF, INF, INF, INF, INF, INF))) is None
    assert plan().side.figures["own"] == lost


def test_an_account_of_both_is_the_sum_of_its_figures():
    one, two = plan(), areas(ONE)
    whole = joined("both", one, two, None)
    for topic in ("cost", "land"):
        for level in ("low", "best", "high"):
            parts = [getattr(each.side.figures[topic], level) for each in (one, two)]
            assert getattr(whole.side.figures[topic], level) == pytest.approx(sum(parts))
    assert whole.side.figures["endangered"] == two.side.figures["endangered"]
    assert whole.side.figures["delay"] is None
    assert whole.side.figures["people"] is None
    assert set(two.side.missing) <= set(whole.side.missing)
    assert len(whole.table) == len(one.table) + len(two.table)


def test_cost_growth_removal_and_discounting_are_switches():
    plain, grown = plan(), plan(terms=Terms(cost_growth=True))
    assert grown.side.figures["cost"].best > plain.side.figures["cost"].best
    later = plan(terms=Terms(removed_in=20, discount=0.05))
    assert {flow.name for flow in later.flows} == {"build", "keep", "remove"}
    assert (
        later.side.figures["cost"].best < plan(terms=Terms(removed_in=20)).side.figures["cost"].best
    )


def test_an_empty_plan_has_an_empty_account():
    nothing = plan(OPTIONS[:0])
    told = {t: v for t, v in nothing.side.figures.items() if t not in ("delay", "own")}
    assert all(value.high == 0 for value in told.values())
    ledger = whole_ledger({"plan": nothing}, Terms())
    assert (ledger[["low", "best", "high"]].to_numpy() == 0).all()


def test_a_ledger_holds_each_account_and_its_total_is_the_sum():
    table = whole_ledger({"plan": plan(), AREA_NAME: areas(ONE, TWO)}, Terms(horizon_y=20))
    assert sorted(table["horizon_y"].unique()) == [10, 20, 30, 50]
    for _, rows in table.groupby(["of", "horizon_y", "unit"]):
        total = rows["item"] == "total"
        for level in ("low", "best", "high"):
            assert rows.loc[total, level].sum() == pytest.approx(rows.loc[~total, level].sum())


@given(st.permutations(range(len(OPTIONS))), st.permutations((ONE, TWO)))
def test_no_order_changes_an_account(order, drawn):
    one, again = plan(), plan(OPTIONS.iloc[list(order)])
    assert one.side == again.side
    assert one.table.equals(again.table)
    assert areas(ONE, TWO).side == areas(*drawn).side


def test_what_may_be_mined_is_told_apart_from_what_is_built():
    people = np.full(GROUND["population"].shape, 10, np.float32)
    assert people.sum() > 0
    side = areas(ONE).side
    assert side.figures["endangered"].best > 0
    assert side.figures["people"].high == 0
    assert "endangered" not in plan().side.figures
