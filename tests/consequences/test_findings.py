from dataclasses import replace
from datetime import date

import pytest

from marchland.consequences.findings import findings
from marchland.model.declaration import Declaration
from marchland.model.law import Conflict

RING = ((23.0, 54.1), (23.1, 54.1), (23.1, 54.2))
AREA = Declaration("area", "mined_area", RING, "LT", category="anti_personnel")
AFTER, BEFORE = date(2026, 1, 15), date(2025, 6, 1)


def status(area, on, instrument, article, **more):
    (found,) = {
        f.status
        for f in findings(area, on, **more)
        if (f.instrument, f.article) == (instrument, article)
    }
    return found


@pytest.mark.parametrize(
    ("party", "on", "expected"),
    [
        ("LT", BEFORE, "prohibited"),
        ("LT", date(2025, 12, 26), "prohibited"),
        ("LT", AFTER, "not prohibited"),
        ("NO", AFTER, "prohibited"),
        ("RU", AFTER, "not prohibited"),
        ("UA", AFTER, "contested"),
        ("FR", AFTER, "unknown"),
    ],
)
def test_the_mine_ban_speaks_by_party_and_day(party, on, expected):
    assert status(replace(AREA, party=party), on, "APMBC", "1") == expected


def test_a_withdrawal_that_waits_leaves_the_ban_in_place():
    war = [Conflict(date(2025, 11, 1))]
    assert status(AREA, AFTER, "APMBC", "1", in_armed_conflict=war) == "prohibited"


def test_only_anti_personnel_mines_are_under_the_ban():
    vehicles = replace(AREA, category="anti_vehicle")
    assert status(vehicles, BEFORE, "APMBC", "1") == "not prohibited"
    assert status(replace(AREA, category="unknown"), BEFORE, "APMBC", "1") == "conditional"


def test_what_binds_after_a_withdrawal_depends_on_marking():
    articles = [f for f in findings(AREA, AFTER) if (f.instrument, f.article) == ("AP II", "5")]
    assert {f.status for f in articles} == {"conditional"}
    marked = replace(AREA, marked=True, fenced=True, monitored=True, recorded=True)
    said = {(f.article, f.status) for f in findings(marked, AFTER) if f.instrument == "AP II"}
    assert ("5", "met") in said
    assert ("9", "met") in said
    bare = replace(AREA, fenced=False)
    reasons = [f.reason for f in findings(bare, AFTER) if f.status == "not met"]
    assert any("declared as not fenced" in reason for reason in reasons)


def test_remnants_are_another_law_than_mines():
    remnants = replace(AREA, kind="suspected_hazardous_area")
    assert "P V" in {f.instrument for f in findings(remnants, AFTER)}
    assert "P V" not in {f.instrument for f in findings(AREA, AFTER)}


@pytest.mark.parametrize("kind", ["fortified", "flooded"])
def test_no_instrument_of_the_tables_speaks_of_other_kinds(kind):
    assert findings(replace(AREA, kind=kind), AFTER) == ()


def test_every_finding_has_a_reason_and_a_source():
    found = findings(AREA, AFTER)
    assert all(f.reason and f.source and f.on == AFTER for f in found)


def test_a_duty_that_does_not_bind_is_not_told():
    told = {(f.instrument, f.article) for f in findings(AREA, AFTER)}
    assert ("APMBC", "1") in told
    assert ("APMBC", "5") not in told
    assert ("APMBC", "5") in {(f.instrument, f.article) for f in findings(AREA, BEFORE)}


def test_what_is_not_prohibited_says_by_what_for_whom_and_when():
    (found,) = [f for f in findings(AREA, AFTER) if (f.instrument, f.article) == ("APMBC", "1")]
    assert f"not prohibited by APMBC Article 1 for LT on {AFTER}: left" in found.reason
    assert found.reason.endswith("other duties stand beside it")
