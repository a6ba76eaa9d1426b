"""What differs, by how much: checked by hand, and the same from either side."""

from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from marchland.comparison.differences import (
    Subject,
    cases_of_one,
    figures_that_differ,
    keys_that_differ,
    times_that_differ,
)
from marchland.consequences.cases import Alternative
from marchland.model.estimate import Estimate


def test_keys_are_told_by_their_path(pair):
    rows = [tuple(row) for row in keys_that_differ(*pair).itertuples(index=False)]
    assert rows == [
        ("limits.cost_eur", "5", "9"),
        ("party", "not said", "LT"),
        ("seasons", "dry", "dry, frozen"),
    ]
    assert keys_that_differ(pair[0], pair[0]).empty


def test_times_are_of_the_cases_that_both_have(pair):
    times = times_that_differ(*pair)
    assert times["when"].tolist() == ["before", "after"]
    assert times["more_s"].tolist() == [0.0, float("inf")]
    assert times["apart"].tolist() == [False, True]
    assert cases_of_one(*pair) == ("only wall: west, opposing, truck, frozen",)


def test_figures_differ_by_the_ends_of_both_ranges(pair):
    rows = figures_that_differ(*pair).set_index("figure")
    assert rows.loc["cost", ["less", "more", "apart"]].tolist() == [4 - 3, 9 - 1, True]
    assert isnan(rows.loc["people", "less"])
    assert not rows.loc["people", "apart"]
    assert rows.loc["clearers", "less"] if "clearers" in rows.index else True


def of(low, wide):
    cost = Estimate(low, low, low + wide, "EUR", "here", "computed")
    side = Alternative("x", {"cost": cost})
    return Subject("x", {}, "", None, (), side, None)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_the_other_way_round_is_the_negative(a, b, c, d):
    there, back = (figures_that_differ(*p).iloc[0] for p in ((of(a, b), of(c, d)),
                                                             (of(c, d), of(a, b))))  # fmt: skip
    assert (there["less"], there["more"]) == (-back["more"], -back["less"])
    assert there["apart"] == back["apart"]
    same = figures_that_differ(of(a, b), of(a, b)).iloc[0]
    assert (same["less"], same["more"], same["apart"]) == (0, 0, False)
