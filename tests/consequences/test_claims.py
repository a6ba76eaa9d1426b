import pytest

from marchland.catalogue.factbook import factbook
from marchland.consequences.claims import (
    NEAR_KM,
    RULES,
    VERDICTS,
    check,
    check_claims,
    sum_combinations,
)
from marchland.errors import CatalogueError

FOUND = {one.claim: one for one in check_claims()}
ROWS = {row["claim"]: row for row in factbook().tables["claims"]}


@pytest.mark.parametrize(
    ("claim", "verdict", "says"),
    [
        ("S1", "misleading", "BY: bound, acceded 2003-09-03; in force from 2004-03-01"),
        ("S2", "partly", "PL notice 2025-08-20"),
        ("S3", "refuted", "166 parties on 2025-07-31"),
        ("S4", "refuted", "suspension notified 2025-07-17 to 2025-07-18"),
        ("S5", "not reproducible", "1,745.5 km from official lengths"),
        ("S6", "partly", "104 km"),
        ("S7", "refuted", "length 200 km 2022-11-18"),
    ],
)
def test_the_brief(claim, verdict, says):
    assert FOUND[claim].verdict == verdict
    assert says in FOUND[claim].finding


@pytest.mark.parametrize(
    ("claim", "verdict", "says"),
    [
        ("F1", "refuted", "1999-03-01"),
        ("F2", "refuted", "FI accession 2012-01-09"),
        ("F3", "refuted", "2025-05-08 is the day of the vote"),
        ("F4", "refuted", "6 months"),
        ("F5", "refuted", "166 parties"),
        ("F6", "implausible", "0.52 to 2.00"),
        ("F7", "refuted", "announced 2024-05-18, EUR m 2,299 to 2,398"),
        ("F8", "refuted", "adopted on 1996-05-03"),
        ("F9", "refuted", "1999-02-24"),
        ("F10", "refuted", "PL ratification 2012-12-27"),
    ],
)
def test_the_ten_known_wrong_statements(claim, verdict, says):
    assert FOUND[claim].verdict == verdict
    assert says in FOUND[claim].finding


def test_every_finding_says_where_it_comes_from():
    assert all(one.sources and one.finding and one.verdict in VERDICTS for one in FOUND.values())
    assert {s for one in FOUND.values() for s in one.sources} <= set(factbook().references)


@pytest.mark.parametrize(
    ("claim", "changes"),
    [
        ("S1", {"parties": "US CN RU"}),
        ("S2", {"parties": "EE LV LT FI"}),
        ("S3", {"value": "166"}),
        ("S4", {"parties": "LT"}),
        ("S5", {"value": "1745"}),
        ("S7", {"date": "2022-01-01"}),
        ("F1", {"date": "1999-03-01"}),
        ("F2", {"date": "2012-01-09"}),
        ("F3", {"date": "2025-12-27"}),
        ("F4", {"value": "6"}),
        ("F6", {"value": "1.0"}),
        ("F7", {"value": "2350", "date": "2024"}),
        ("F9", {"date": "1999-02-24"}),
        ("F10", {"parties": "PL"}),
    ],
)
def test_the_same_claim_made_right_is_supported(claim, changes):
    assert check({**ROWS[claim], **changes}, factbook()).verdict == "supported"


def test_the_other_verdicts_of_the_rules():
    book = factbook()
    assert check({**ROWS["S2"], "parties": "PL"}, book).verdict == "refuted"
    assert check({**ROWS["S3"], "date": "1990-01-01"}, book).verdict == "not reproducible"
    assert check({**ROWS["S6"], "value": "70"}, book).verdict == "refuted"
    assert check({**ROWS["F8"], "date": "2001-01-11"}, book).verdict == "not reproducible"


def test_a_claim_without_a_rule_is_refused():
    with pytest.raises(CatalogueError, match="no rule guess"):
        check({**ROWS["S1"], "rule": "guess"}, factbook())


def test_every_rule_is_used():
    assert {row["rule"] for row in ROWS.values()} == set(RULES)


def test_the_old_reading_of_the_1360_km_is_among_the_sums():
    """294 + 214 + 172.9 + 678.8 = 1,359.7: without Kaliningrad, by old lengths."""
    rows = factbook().tables["borders"]
    pairs = ["EE-RU", "LV-RU", "LV-BY", "LT-BY", "LT-RU"]
    choices = [[0.0] + [float(r["km"]) for r in rows if r["pair"] == p and r["part"] == "all"]
               for p in pairs]  # fmt: skip
    assert (294.0, 214.0, 172.9, 678.8, 0.0) in sum_combinations(choices, 1360.0)


def test_sums_are_near():
    found = sum_combinations([[0, 1, 10], [0, 5]], 11)
    assert found == [(10, 0)]
    assert all(abs(sum(parts) - 11) <= NEAR_KM for parts in found)
