"""The picture of a ledger: sums by year that are those of the table."""

import numpy as np
import pytest

from marchland.consequences.ledger import Flow, ledger
from marchland.model.estimate import Estimate
from marchland.outputs.ledgerfigure import headline, ledger_figure, sums

ONE = Estimate(1e6, 2e6, 4e6, "EUR", "here", "computed")
FLOWS = (
    Flow("build", "EUR", ONE),
    Flow("keep", "EUR", ONE.times(0.1), 1, 10**6),
    Flow("care", "EUR", None, 0, 10**6, "it"),
    Flow("emissions", "kg CO2", Estimate(1, 1, 1, "kg CO2", "here", "computed")),
)
DRAWN = [flow for flow in FLOWS if flow.unit == "EUR" and flow.amount]


@pytest.mark.parametrize("rate", [0.0, 0.03])
@pytest.mark.parametrize("years", [1, 10, 30])
def test_the_last_sum_is_the_total_of_the_table(rate, years):
    table = ledger(DRAWN, horizons_y=[years], discount=rate)
    total = table[table["item"] == "total"].iloc[0]
    for level in ("low", "best", "high"):
        assert sums(DRAWN, years, rate, level)[-1] == pytest.approx(total[level])
        assert (np.diff(sums(DRAWN, years, rate, level)) >= 0).all()


def test_the_headline_says_what_is_missing():
    text = headline({"plan": FLOWS}, 30, 0.03)
    assert text.startswith("Over 30 years, discounted at 3.0% a year: plan at least EUR")
    assert "without care" in text
    plain = headline({"plan": DRAWN}, 10, 0.0)
    assert plain == "Over 10 years, not discounted: plan EUR 3.8 million (1.9 to 7.6)."


def test_it_is_drawn_the_same_every_time():
    pictures = [ledger_figure({"plan": FLOWS, "areas": DRAWN}, 30, 0.0) for _ in range(2)]
    assert (pictures[0] == pictures[1]).all()
    assert pictures[0].min() < 60
    marked = ledger_figure({"plan": FLOWS, "areas": DRAWN}, 30, 0.0, "For learning only.")
    changed = np.flatnonzero((marked != pictures[0]).any(axis=(1, 2)))
    assert changed.size
    assert changed.min() > 0.94 * len(marked)  # under the legend, nothing else is moved
    assert ledger_figure({"nothing": ()}, 30, 0.0).shape[2] == 3
