from datetime import date, timedelta

import pytest

from marchland.catalogue.factbook import factbook
from marchland.consequences.law import obligations, party_count, standing
from marchland.errors import InputError
from marchland.model.law import HOLDING, Conflict, Moment

BOOK = factbook()
REPORTED = [
    (event.party, event.instrument, event.when.first, event.what)
    for event in BOOK.events
    if event.what.startswith("reported")
]


def day(text):
    return date.fromisoformat(text)


def status(party, instrument, on, **more):
    return standing(party, instrument, day(on), **more).status


def test_the_reported_days_are_those_of_the_tables():
    assert len([r for r in REPORTED if r[1:2] == ("APMBC",)]) == 15
    assert len([r for r in REPORTED if r[1:2] == ("CCM",)]) == 3


@pytest.mark.parametrize(("party", "instrument", "reported", "what"), REPORTED)
def test_every_reported_day_is_derived(party, instrument, reported, what):
    """Entries and exits as they were read, against the clocks run on the deposits."""
    before = standing(party, instrument, reported - timedelta(days=1))
    after = standing(party, instrument, reported)
    if what == "reported_in_force":
        assert (before.status, after.status) == ("joining", "bound")
        assert after.since == reported
    else:
        assert (before.status, after.status) == ("leaving", "left")
        assert after.until == reported


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("EE", "left"),
        ("LV", "left"),
        ("LT", "left"),
        ("FI", "left"),
        ("PL", "left"),
        ("UA", "contested"),
        ("BY", "bound"),
        ("NO", "bound"),
        ("SE", "bound"),
        ("DE", "bound"),
        ("RU", "not bound"),
        ("CN", "not bound"),
        ("US", "not bound"),
    ],
)
def test_the_mine_ban_on_20_february_2026(party, expected):
    assert status(party, "APMBC", "2026-02-20") == expected


@pytest.mark.parametrize(
    ("party", "on", "expected"),
    [
        ("LT", "2024-09-05", "bound"),
        ("LT", "2025-03-05", "leaving"),
        ("LT", "2025-03-06", "left"),
        ("LT", "2010-12-31", "not bound"),
        ("LT", "2011-09-01", "unknown"),
        ("FI", "2025-06-01", "not bound"),
        ("EE", "2025-06-01", "not bound"),
        ("PL", "2025-06-01", "not bound"),
        ("BY", "2025-06-01", "not bound"),
        ("LV", "2025-06-01", "not bound"),
        ("UA", "2025-06-01", "not bound"),
        ("SE", "2025-06-01", "bound"),
        ("NO", "2025-06-01", "bound"),
        ("DE", "2025-06-01", "bound"),
        ("LT", "2008-05-29", "not bound"),
    ],
)
def test_the_cluster_munitions_convention(party, on, expected):
    assert status(party, "CCM", on) == expected


@pytest.mark.parametrize(
    ("party", "on", "expected"),
    [
        ("LT", "1998-01-01", "not bound"),
        ("LT", "2000-01-01", "signed"),
        ("LT", "2003-06-01", "joining"),
        ("PL", "2012-12-26", "signed"),
        ("PL", "2026-02-19", "leaving"),
        ("EE", "2000-01-01", "not bound"),
        ("RU", "2005-01-01", "not bound"),
    ],
)
def test_a_state_on_its_way_in_and_out(party, on, expected):
    assert status(party, "APMBC", on) == expected


def test_a_state_that_joined_a_conflict_inside_the_six_months_stays_bound():
    war = [Conflict.parse("2025-11-01/2026-06-30")]
    held = standing("LT", "APMBC", day("2026-01-15"), in_armed_conflict=war)
    assert held.status == "leaving"
    assert held.status in HOLDING
    assert held.until == day("2026-06-30")
    assert "waits for its end" in held.reason
    assert status("LT", "APMBC", "2026-06-30", in_armed_conflict=war) == "left"
    endless = standing(
        "LT", "APMBC", day("2030-01-01"), in_armed_conflict=[Conflict.parse("2025-11-01/")]
    )
    assert (endless.status, endless.until) == ("leaving", None)


def test_a_suspension_is_contested_with_both_positions():
    where = standing("UA", "APMBC", day("2025-12-31"))
    assert where.status == "contested"
    assert len(where.positions) == 2
    assert {p.source for p in where.positions} == {"ua-mfa-2025", "npa-2025-12"}
    assert status("UA", "APMBC", "2025-07-16") == "bound"
    owed = obligations(where, act="clear")
    assert [(o.status, o.due) for o in owed] == [("contested", day("2016-06-01"))]


def test_what_is_not_in_the_facts_is_unknown():
    assert status("LV", "P V", "2026-01-15") == "unknown"
    assert status("EE", "AP II", "2010-01-01") == "unknown"
    assert status("RU", "P V", "2008-12-01") == "unknown"  # two dates of consent were read
    assert status("FR", "APMBC", "2026-01-15") == "unknown"
    late = standing("NO", "APMBC", day("2026-05-01"))
    assert late.facts_end == day("2026-04-30")
    assert "the facts end" not in late.reason  # said once, by whoever prints it
    assert standing("NO", "APMBC", day("2026-04-30")).facts_end is None


def test_confidence_is_that_of_the_weakest_row():
    assert standing("UA", "AP II", day("2026-01-01")).confidence == "unverified"
    assert standing("PL", "APMBC", day("2026-03-01")).confidence == "computed"
    assert standing("EE", "P V", day("2026-03-01")).confidence == "official"


def test_custom_binds_everyone_and_outlives_a_withdrawal():
    assert status("US", "custom", "2026-01-15") == "bound"
    owed = obligations(standing("LT", "custom", day("2026-01-15")))
    assert {o.status for o in owed} == {"binding"}


def test_what_stays_binding_on_a_state_that_left():
    left = obligations(standing("LT", "APMBC", day("2026-01-15")))
    assert {o.status for o in left} == {"not binding"}
    stays = {
        o.duty.act
        for o in obligations(standing("LT", "AP II", day("2026-01-15")))
        if o.status == "binding"
    }
    assert {"exclude", "record", "clear", "report", "transfer"} <= stays


@pytest.mark.parametrize(
    ("on", "parties"),
    [
        ("2012-07-01", 160),
        ("2012-12-27", 161),
        ("2025-07-24", 166),
        ("2025-12-26", 166),
        ("2025-12-27", 163),
        ("2026-01-10", 162),
        ("2026-02-19", 162),
        ("2026-02-20", 161),
    ],
)
def test_the_number_of_parties_is_derived(on, parties):
    assert party_count("APMBC", day(on))[0] == parties


def test_the_number_of_parties_counts_down_before_it_was_read_again():
    assert party_count("CCM", day("2025-03-06")) == (111, "112 read on 2023-12-31 (wiki-ccm) − LT")
    assert party_count("CCM", day("2025-09-08"))[0] == 112
    assert party_count("APMBC", day("1990-01-01")) is None


def test_an_instrument_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="Known: APMBC, CCM"):
        standing("LT", "NPT", day("2026-01-15"))


def test_no_event_before_its_instrument_and_no_entry_before_a_signature():
    for event in BOOK.events:
        adopted = BOOK.instruments[event.instrument].adopted
        assert adopted is None or event.when.first >= adopted, event
    assert Moment.parse("1997-12-03").first > BOOK.instruments["APMBC"].adopted


def test_a_notice_that_was_inferred_is_called_so():
    """Poland's deposit was not read; Lithuania's was."""
    poland = standing("PL", "APMBC", date(2026, 1, 15))
    assert poland.reason.startswith("notice not read, its day inferred from the announced exit: ")
    assert standing("LT", "APMBC", date(2026, 1, 15)).reason.startswith(
        "notice received 2025-06-27"
    )


def test_a_day_that_is_no_date_and_a_conflict_that_is_none_are_refused():
    for wrong in ("2026-01-01", None):
        with pytest.raises(InputError, match=r"on: .* is no date"):
            standing("PL", "APMBC", wrong)
        with pytest.raises(InputError, match=r"on: .* is no date"):
            party_count("APMBC", wrong)
    with pytest.raises(InputError, match="is no Conflict"):
        standing("PL", "APMBC", date(2026, 1, 1), in_armed_conflict=["2026-01-01/"])
    with pytest.raises(InputError, match="is no instrument"):
        party_count("OTTAWA", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2020-06-01", "a party when seen, 2019;"),
        ("2026-01-15", "a party when last seen 2019, over 2 years before;"),
    ],
)
def test_a_look_of_long_ago_is_told_as_old_and_changes_no_status(on, said):
    found = standing("LT", "AP II", day(on))
    assert (found.status, found.confidence) == ("bound", "established")
    assert found.reason.startswith(said)


def test_a_state_last_seen_outside_long_ago_is_told_so_too():
    assert "not a party when last seen 2017," in standing("RU", "APMBC", day("2026-01-15")).reason
