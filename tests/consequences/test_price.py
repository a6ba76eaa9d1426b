"""What options cost, and what they cost together."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.drawing import exactly, measure

from marchland.consequences.price import LEVELS, PRICED, consequences, price, total
from marchland.model.estimate import Estimate

DITCH = measure("ditch", cost_eur=100.0)
RANGE = Estimate(10, 20, 50, "EUR", "tender", "published")
CLOSURE = measure("closure", site="crossing", per="piece")
CLOSURE = type(CLOSURE)(**{**vars(CLOSURE), "cost_eur": RANGE})


def table(*amounts):
    rows = [
        (f"line-{n}:{m.name}", f"line-{n}", m.name, float(amount))
        for n, (m, amount) in enumerate(amounts)
    ]
    options = pd.DataFrame(rows, columns=["option", "site", "measure", "amount"])
    return price(options, (DITCH, CLOSURE))


amounts = st.lists(st.tuples(st.sampled_from([DITCH, CLOSURE]), st.integers(0, 10**6)))


def test_an_option_costs_its_amount_times_the_unit_value():
    (row,) = table((DITCH, 700)).itertuples()
    assert (row.cost_eur_low, row.cost_eur_best, row.cost_eur_high) == (70_000,) * 3
    assert (row.land_m2_best, row.build_s_best) == (1400, 2100)


def test_an_option_keeps_its_range():
    (row,) = table((CLOSURE, 2)).itertuples()
    assert (row.cost_eur_low, row.cost_eur_best, row.cost_eur_high) == (20, 40, 100)


def test_pricing_leaves_the_options_alone():
    options = pd.DataFrame({"measure": ["ditch"], "amount": [1.0]})
    price(options, (DITCH,))
    assert options.columns.tolist() == ["measure", "amount"]


@given(amounts)
def test_a_total_is_the_sum_over_options(chosen):
    priced = table(*chosen)
    for column, unit in PRICED.items():
        summed = total(priced, column)
        assert summed.unit == unit
        assert summed.tag == "computed"
        for level in LEVELS:
            assert summed.at(level) == pytest.approx(sum(priced[f"{column}_{level}"]))


@given(amounts, st.randoms(use_true_random=False))
def test_the_order_of_options_changes_nothing(chosen, random):
    shuffled = random.sample(chosen, len(chosen))
    ours, theirs = consequences(table(*chosen)), consequences(table(*shuffled))
    pd.testing.assert_frame_equal(ours, theirs)


@given(amounts, amounts)
def test_two_plans_cost_together_what_they_cost_apart(one, other):
    together = consequences(table(*one, *other))
    apart = consequences(table(*one))["best"] + consequences(table(*other))["best"]
    pd.testing.assert_series_equal(together["best"], apart)


def test_an_empty_plan_has_nothing_of_everything():
    found = consequences(table())
    assert found["consequence"].tolist() == ["cost to build", "land taken", "work of one crew"]
    assert found["unit"].tolist() == ["EUR", "m2", "s"]
    assert (found[["low", "best", "high"]] == 0).all(axis=None)


def test_the_reader_is_told_what_a_number_is():
    assert exactly(1.0).tag == "declared"
    assert consequences(table((DITCH, 1)))["source"].unique().tolist() == ["sum over options"]
