"""An argument in sentences, and a ranking that says where it flips."""

from marchland.comparison.argument import NO_WEIGHTS, Argument, ranked
from marchland.consequences.cases import BothCases
from marchland.consequences.rank import Ranking

CASES = BothCases(("Money: a 1; b 2.",), ("People: a 3; b 4.",), ("a: care has no source",))
CLOSE = Ranking(
    "a", {"b": (2.0, 5.0, 9.0), "a": (1.0, 3.0, 6.0)}, False, {"land": 0.25}, ("care",), 2e6
)


def test_each_side_has_its_sentences():
    tables = Argument(("a", "b"), CASES, None).tables()
    assert tables["pair"] == [{"says": "a against b"}]
    assert tables["humanity"] == [{"says": "People: a 3; b 4."}]
    assert tables["ranking"] == [{"says": NO_WEIGHTS}]
    assert "necessity\n  Money: a 1; b 2." in str(Argument(("a", "b"), CASES, None))


def test_a_ranking_says_how_sure_it_is_and_what_turns_it():
    said = list(ranked(CLOSE))
    assert said[0].startswith("a: 3 (1 to 6)")
    assert "a comes first." in said
    assert any("Not certain" in line for line in said)
    assert any("at a weight of 0.25 for land" in line for line in said)
    assert any("(care) costs a more than EUR 2,000,000" in line for line in said)
    level = Ranking("", {"a": (1, 1, 1), "b": (1, 1, 1)}, False, {})
    assert "Both come to the same." in list(ranked(level))
