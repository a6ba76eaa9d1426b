"""A comparison: what turns round is said, and nothing is ranked without weights."""

from dataclasses import replace

import pytest

from marchland.comparison.compare import compare
from marchland.errors import InputError


def test_what_flips_is_said(pair):
    flips = compare(*pair).flips
    assert "the worst case: ditch west, truck, dry; wall west, truck, frozen" in flips
    assert any(said.startswith("no way through at best values with wall alone") for said in flips)
    assert "built with ditch alone: s1:ditch" in flips
    assert "built with wall alone: s1:wall" in flips


def test_nothing_flips_between_equals(pair):
    found = compare(pair[0], pair[0])
    assert (found.flips, found.apart) == ((), ())
    assert str(found).endswith("nothing flips")


def test_nothing_is_ranked_without_weights(pair):
    found = compare(*pair)
    assert found.ranking is None
    assert found.tables()["ranking"][0]["ranking"].startswith("Nothing is ranked")


def test_a_ranking_needs_figures_that_are_known(pair):
    found = compare(*pair, {"cost": 1.0})
    assert found.ranking.first == "ditch"
    assert found.ranking.certain
    with pytest.raises(InputError, match="is unknown for wall"):
        compare(*pair, {"people": 1.0})
    with pytest.raises(InputError, match="is no topic"):
        compare(*pair, {"glory": 1.0})


def test_tables_are_text(pair):
    tables = compare(*pair).tables()
    (money,) = (row for row in tables["figures"] if row["figure"] == "money that buys it")
    assert (money["ditch"], money["wall"]) == ("2 (1 to 3) EUR", "6 (4 to 9) EUR")
    assert (money["more"], money["ranges"]) == ("1 to 8 EUR", "apart")
    after = tables["times"][1]
    assert (after["wall"], after["plan"]) == ("no way through", "after")


def test_both_cases_are_of_the_pair(pair):
    said = compare(*pair).cases.necessity
    assert any("Over the whole of both ranges ditch is better" in line for line in said)


def test_of_many_options_some_are_named_and_the_rest_counted(pair):
    one, two = pair
    many = replace(one, options=tuple(f"s{number}:ditch" for number in range(9)))
    (said,) = [flip for flip in compare(many, two).flips if flip.startswith("built with ditch")]
    assert said.endswith("s0:ditch, s1:ditch, s2:ditch, s3:ditch, s4:ditch and 4 more")
