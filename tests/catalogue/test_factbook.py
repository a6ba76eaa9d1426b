import re
import shutil

import pytest

from marchland.catalogue.factbook import FACTS, SOURCED, factbook, read_factbook
from marchland.errors import CatalogueError

TABLES = sorted(path.stem for path in FACTS.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_every_fact_has_source_confidence_and_date(table):
    rows = factbook().tables[table]
    assert rows
    assert [row for row in rows if not all(row[field] for field in SOURCED)] == []


def test_every_reference_is_cited_and_no_day_lies_after_the_reading():
    book = factbook()
    text = "\n".join(str(row) for rows in book.tables.values() for row in rows)
    assert [key for key in book.references if f"'{key}'" not in text] == []
    last = max(i.read_until for i in book.instruments.values())
    assert [e for e in book.events if e.when.first > last] == []


def test_general_knowledge_is_never_more_than_unverified():
    rows = [r for rows in factbook().tables.values() for r in rows]
    loose = [
        r for r in rows if r["source"] == "general-knowledge" and r["confidence"] != "unverified"
    ]
    assert loose == []


def test_no_event_is_given_twice():
    keys = [(e.party, e.instrument, e.what, e.when) for e in factbook().events]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("treaty_events", "monitor-2019", "nobody", "unknown source 'nobody'"),
        ("treaty_events", ",accession,", ",acession,", "unknown event 'acession'"),
        ("treaty_events", "2004-05-12", "2004-15-12", "date: "),
        ("party_counts", "established", "certain", "unknown confidence 'certain'"),
        ("party_counts", ",monitor-2006,", ",,", "no source"),
        ("treaty_duties", "mined_area", "minefeild", "unknown kind minefeild"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused(tmp_path, table, old, new, fault):
    home = tmp_path / "facts"
    shutil.copytree(FACTS, home)
    path = home / f"{table}.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError, match=fault):
        read_factbook(home)


# Integrity checks on the figures as they were read.


def test_the_monitors_yearly_counts_close_on_its_total():
    rows = [r for r in factbook().tables["party_counts"] if r["source"] == "monitor-2006"]
    counts = [int(row["parties"]) for row in rows]
    steps = [b - a for a, b in zip([0, *counts], counts, strict=False)]
    assert steps == [3, 55, 32, 19, 13, 8, 11, 3, 4, 3]
    assert sum(steps) == counts[-1] == 151


def test_it_is_told_in_a_line():
    assert re.fullmatch(r"Factbook\(\d+ tables, \d+ events, \d+ duties, 5 instruments\)",
                        repr(factbook()))  # fmt: skip
