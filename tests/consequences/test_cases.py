"""Both sides get every figure, nobody gets a hidden weight, and a ranking says where it flips."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.consequences.cases import (
    TOPICS,
    Alternative,
    both_cases,
    of_declared,
    of_plan,
    rank,
)
from marchland.errors import InputError
from marchland.model.estimate import Estimate
from marchland.model.finding import Finding


def value(low, best=None, high=None, unit="EUR"):
    best = low if best is None else best
    return Estimate(low, best, best if high is None else high, unit, "computed here", "computed")


BAN = Finding("APMBC", "1", "prohibited", "NO", date(2026, 1, 15), "bound", "jurist-2025-12")
WET = Alternative("wetland", {"delay": None, "cost": value(10, 20, 30), "people": value(5)})
WALL = Alternative(
    "concrete", {"delay": value(60, unit="s"), "cost": value(40, 50, 60), "people": value(1, 2, 9)}
)
DRAWN = Alternative("declared", {"cost": value(1), "clearers": value(2)}, (BAN,), ("monitoring",))


def test_each_side_speaks_of_its_topics_in_its_words():
    cases = both_cases(WET, WALL)
    assert cases.necessity[0].startswith("Time won for those who defend: wetland unknown")
    assert not any("Time won" in said for said in cases.humanity)
    assert any(
        said.startswith("Money that is then not there for people") for said in cases.humanity
    )


def test_a_claim_needs_ranges_that_do_not_meet():
    cases = both_cases(WET, WALL)
    money = next(said for said in cases.necessity if said.startswith("Money"))
    assert money.endswith("wetland is better over the whole of both ranges.")
    people = next(said for said in cases.humanity if said.startswith("People"))
    assert people.endswith("neither side may claim it.")


def test_law_and_gaps_are_told_to_both_sides():
    cases = both_cases(WALL, DRAWN)
    for said in (cases.necessity, cases.humanity):
        assert "Law, declared, NO on 2026-01-15: prohibited: APMBC 1." in said
        assert "Law, concrete: no instrument of the tables speaks of it." in said
    assert "declared: monitoring has no source" in cases.unknown


def test_the_order_of_the_pair_changes_no_verdict():
    one, two = both_cases(WET, WALL), both_cases(WALL, WET)
    assert [s.partition(". ")[2] for s in one.humanity] == [
        s.partition(". ")[2] for s in two.humanity
    ]
    assert sorted(one.unknown) == sorted(two.unknown)


def test_there_is_no_ranking_without_weights():
    with pytest.raises(InputError, match="There are no default weights"):
        rank(WET, WALL, {})


def test_what_is_unknown_cannot_be_weighed():
    with pytest.raises(InputError, match="unknown for wetland"):
        rank(WET, WALL, {"cost": 1, "delay": 2, "glory": 3})


def test_a_ranking_says_where_it_flips():
    """Wetland is 30 cheaper and near 3 people more: it flips at 10 for a person."""
    found = rank(WET, WALL, {"cost": 1.0, "people": 1.0})
    assert found.first == "wetland"
    assert found.flips == {"cost": pytest.approx(0.1), "people": pytest.approx(10.0)}
    assert rank(WET, WALL, {"cost": 1.0, "people": 10.1}).first == "concrete"
    assert found.certain
    assert not rank(WET, WALL, {"people": 1.0}).certain


def test_more_of_what_is_good_counts_against_the_total():
    slow = Alternative("slow", {"delay": value(10, unit="s"), "cost": value(5)})
    fast = Alternative("fast", {"delay": value(40, unit="s"), "cost": value(20)})
    assert rank(slow, fast, {"cost": 1, "delay": 1}).first == "fast"
    assert rank(slow, fast, {"cost": 1, "delay": 0.4}).first == "slow"
    assert rank(slow, fast, {"cost": 1, "delay": 0.4}).flips["delay"] == pytest.approx(0.5)


@given(
    st.lists(st.floats(0, 100), min_size=6, max_size=6),
    st.lists(st.floats(0.01, 10), min_size=3, max_size=3),
)
def test_at_a_flip_the_totals_are_equal(figures, given_weights):
    names = ("cost", "land", "people")
    one = Alternative("one", dict(zip(names, map(value, figures[:3]), strict=True)))
    two = Alternative("two", dict(zip(names, map(value, figures[3:]), strict=True)))
    weights = dict(zip(names, given_weights, strict=True))
    found = rank(one, two, weights)
    assert found.first == rank(two, one, weights).first
    for topic, turn in found.flips.items():
        there = rank(one, two, {**weights, topic: turn}).totals
        scale = max(1.0, *(abs(t[1]) for t in there.values()))
        assert there["one"][1] == pytest.approx(there["two"][1], abs=1e-6 * scale)


def test_every_topic_has_words_for_somebody():
    assert all(words.necessity or words.humanity for words in TOPICS.values())


def test_a_plan_and_an_area_become_alternatives():
    from tests.consequences.test_assess import BOOK, GROUND, ON, ONE
    from tests.consequences.test_offfield import OPTIONS, PEOPLED, SITES

    from marchland.consequences.assess import assess
    from marchland.consequences.offfield import off_field, plan_flows
    from marchland.consequences.programmes import growth

    plan = of_plan("ditch", off_field(OPTIONS, SITES, PEOPLED, BOOK), plan_flows(OPTIONS))
    area = of_declared("area", assess((ONE,), ON, GROUND, BOOK, lifted_in=20))
    assert plan.figures["people"].best == 90
    assert area.figures["delay"] is None
    assert {"monitoring", "recording", "care for survivors"} <= set(area.missing)
    dear = of_plan(
        "ditch", off_field(OPTIONS, SITES, PEOPLED, BOOK), plan_flows(OPTIONS, growth=growth())
    )
    assert dear.figures["cost"].low == pytest.approx(plan.figures["cost"].low * 2.405, rel=1e-3)
    assert both_cases(plan, area).necessity
