"""What may be chosen."""

import numpy as np
import pytest

from marchland.optimise.candidates import Candidates, Row

TWO_ON_A_SITE = Candidates(
    names=("a:ditch", "a:blocks", "b:ditch"),
    site=np.array([0, 0, 1]),
    delay_s=np.array([[100.0, 60.0, 50.0], [0.0, 10.0, np.inf]]),
    columns={"cost_eur": np.array([4.0, 1.0, 2.0])},
)


def test_delays_of_a_plan_are_those_of_its_sites():
    x = TWO_ON_A_SITE.vector(frozenset({"a:blocks"}))
    assert TWO_ON_A_SITE.delays(x).tolist() == [[60.0, 0.0], [10.0, 0.0]]
    x = TWO_ON_A_SITE.vector(frozenset({"a:ditch", "b:ditch"}))
    assert TWO_ON_A_SITE.delays(x).tolist() == [[100.0, 50.0], [0.0, np.inf]]


def test_names_and_vectors_are_one_thing():
    chosen = frozenset({"a:ditch", "b:ditch"})
    assert TWO_ON_A_SITE.chosen(TWO_ON_A_SITE.vector(chosen)) == chosen


def test_one_row_for_each_site_with_a_choice():
    (row,) = TWO_ON_A_SITE.single()
    assert row.coefficients.tolist() == [1, 1, 0]
    assert not row.holds(np.array([1.0, 1.0, 0.0]))


def test_limit_of_a_column():
    row = TWO_ON_A_SITE.limit("cost_eur", 5)
    assert row.holds(np.array([1.0, 1.0, 0.0]))
    assert not row.holds(np.array([1.0, 0.0, 1.0]))


@pytest.mark.parametrize(("sense", "fits"), [("<=", [0, 1]), (">=", [1, 2]), ("==", [1])])
def test_senses(sense, fits):
    row = Row("one", np.ones(2), sense, 1)
    plans = [np.array([0.0, 0.0]), np.array([0.0, 1.0]), np.array([1.0, 1.0])]
    assert [i for i, x in enumerate(plans) if row.holds(x)] == fits


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"names": ("a", "a", "b")}, "one name"),
        ({"site": np.array([0, 1])}, "3 options"),
        ({"delay_s": np.zeros((1, 2))}, "3 options"),
        ({"delay_s": np.array([[1.0, np.nan, 1.0]])}, "unknown"),
        ({"delay_s": np.array([[1.0, -1.0, 1.0]])}, "negative"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change, words):
    parts = {"names": ("a", "b", "c"), "site": np.arange(3), "delay_s": np.ones((1, 3))}
    with pytest.raises(ValueError, match=words):
        Candidates(**{**parts, **change})
