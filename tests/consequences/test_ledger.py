import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.consequences.ledger import COLUMNS, HORIZONS_Y, TOTAL, Flow, grown, ledger
from marchland.model.estimate import Estimate


def money(low, best=None, high=None):
    return Estimate(low, best or low, high or best or low, "EUR", "a tender", "published")


FLOWS = st.lists(
    st.builds(
        lambda n, v, first, more: Flow(
            f"item {n}", "EUR", money(v, 2 * v, 3 * v), first, first + more
        ),
        st.integers(0, 9),
        st.floats(0, 1e6),
        st.integers(0, 60),
        st.integers(0, 60),
    ),
    max_size=6,
)


def total(table, horizon, level="best"):
    rows = table[(table["item"] == TOTAL) & (table["horizon_y"] == horizon)]
    return float(rows[level].iloc[0])


def test_what_falls_due_is_counted_by_hand():
    """100 at once, and 5 in each of the years 1 to 9, to 29 and to 49."""
    table = ledger([Flow("build", "EUR", money(100.0)), Flow("keep", "EUR", money(5.0), 1, 99)])
    assert [total(table, h) for h in HORIZONS_Y] == [145.0, 245.0, 345.0]


def test_discounting_is_off_unless_asked_for():
    flow = [Flow("later", "EUR", money(103.0), 1, 1)]
    assert total(ledger(flow), 10) == 103.0
    assert total(ledger(flow, discount=0.03), 10) == pytest.approx(100.0)
    assert "not discounted" in ledger(flow)["source"].iloc[-1]
    assert "discounted at 3.0% a year" in ledger(flow, discount=0.03)["source"].iloc[-1]


@given(FLOWS, st.sampled_from([0.0, 0.03, 0.05]))
def test_totals_are_sums_and_order_changes_nothing(flows, rate):
    table = ledger(flows, discount=rate)
    assert table.equals(ledger(flows[::-1], discount=rate))
    for horizon in HORIZONS_Y if flows else ():
        rows = table[(table["horizon_y"] == horizon) & (table["item"] != TOTAL)]
        for level in ("low", "best", "high"):
            assert total(table, horizon, level) == pytest.approx(rows[level].sum())


@given(FLOWS, st.floats(0.001, 0.2))
def test_a_longer_horizon_is_no_less_and_discounting_no_more(flows, rate):
    plain, less = ledger(flows), ledger(flows, discount=rate)
    if flows:
        values = [total(plain, h) for h in HORIZONS_Y]
        assert values == sorted(values)
        assert total(less, 50) <= total(plain, 50) * (1 + 1e-12)


def test_what_has_no_source_is_asked_for_and_not_in_the_total():
    flows = [Flow("build", "EUR", money(7.0)), Flow("care", "EUR", None, asked="a lifetime cost")]
    table = ledger(flows, horizons_y=[10])
    care = table[table["item"] == "care"].iloc[0]
    assert np.isnan(care["best"])
    assert care["source"] == "no source: declare a lifetime cost"
    assert total(table, 10) == 7.0
    assert "1 missing" in table["source"].iloc[-1]


def test_units_are_never_mixed():
    table = ledger([Flow("a", "EUR", money(1.0)), Flow("b", "t", money(1.0))], horizons_y=[10])
    assert (table["item"] == TOTAL).sum() == 2


def test_nothing_is_nothing():
    assert ledger([]).empty
    assert tuple(ledger([]).columns) == COLUMNS


def test_cost_growth_is_a_switch_that_says_so():
    growth = Estimate(2.4, 4.0, 10.1, "1", "cost_growth", "computed")
    flow = grown(Flow("build", "EUR", money(10.0)), growth)
    assert (flow.amount.low, flow.amount.best, flow.amount.high) == (24.0, 40.0, 101.0)
    assert "grown as cost_growth" in flow.amount.source
    asked = Flow("care", "EUR", None)
    assert grown(asked, growth) is asked


def test_a_rate_of_minus_one_is_refused():
    with pytest.raises(ValueError, match="above -1"):
        ledger([], discount=-1.0)
