"""Both sides get every figure, nobody gets a hidden weight, and a ranking says where it flips."""

from datetime import date

import pytest

from marchland.consequences.cases import (
    TOPICS,
    Alternative,
    both_cases,
    of_declared,
    of_plan,
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
    assert money.endswith("Over the whole of both ranges wetland is better.")
    people = next(said for said in cases.humanity if said.startswith("People"))
    assert people.endswith("neither side may claim it.")


def test_law_and_gaps_are_told_to_both_sides():
    cases = both_cases(WALL, DRAWN)
    for said in (cases.necessity, cases.humanity):
        assert "Law, declared, NO on 2026-01-15, each for itself: prohibited: APMBC 1." in said
        assert "Law, concrete: no instrument of the tables speaks of it." in said
    assert "declared: monitoring has no source" in cases.unknown


def test_the_order_of_the_pair_changes_no_verdict():
    one, two = both_cases(WET, WALL), both_cases(WALL, WET)
    assert [s.partition(". ")[2] for s in one.humanity] == [
        s.partition(". ")[2] for s in two.humanity
    ]
    assert sorted(one.unknown) == sorted(two.unknown)


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


def test_what_a_plan_does_not_have_is_none_and_what_nobody_computed_is_not():
    said = both_cases(WALL, DRAWN).humanity
    harmed = next(s for s in said if s.startswith("Deminers"))
    assert "concrete none; declared 2 EUR" in harmed
    assert harmed.endswith("Over the whole of both ranges concrete is better.")
    people = next(s for s in said if s.startswith("People"))
    assert people.endswith("declared not computed. Not comparable.")


def test_a_cost_with_gaps_is_a_least_cost_and_wins_nothing():
    said = both_cases(WALL, DRAWN).necessity
    money = next(s for s in said if s.startswith("Money"))
    assert "declared at least 1 EUR" in money
    assert money.endswith("declared may not claim it: monitoring missing.")


def test_only_a_declared_delay_is_taken_for_a_declared_area():
    from tests.consequences.test_assess import BOOK, GROUND, ON, ONE

    from marchland.consequences.assess import assess

    found = assess((ONE,), ON, GROUND, BOOK)
    with pytest.raises(InputError, match="Marchland computes no effect of a weapon"):
        of_declared("area", found, delay=value(1, unit="s"))
    declared = Estimate(1, 2, 3, "s", "the analyst", "declared")
    area = of_declared("area", found, delay=declared)
    assert area.figures["delay"] == declared
    said = both_cases(area, WALL)
    for side in (said.necessity, said.humanity):
        told = next(s for s in side if "Evros 1996-2003" in s and "Falklands" in s)
        assert "one here: whether on a migration route is open" in told
