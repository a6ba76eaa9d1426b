"""A page shows every row it should, with the references it cites and no others."""

import pytest

from marchland import Estimate
from marchland.catalogue.factbook import factbook
from marchland.catalogue.pages import FACT_PAGES, PAGES, SUBJECTS, cited, page
from marchland.catalogue.read import catalogue
from marchland.catalogue.tables import HOME

BOOK = catalogue()


def test_every_table_of_coefficients_has_a_page():
    assert {path.stem for path in (HOME / "coefficients").glob("*.csv")} == set(SUBJECTS)


@pytest.mark.parametrize("what", PAGES)
def test_every_page_has_rows_that_begin_with_what_they_are_of(what):
    tables = page(what)
    assert tables
    for rows in tables.values():
        assert rows
        assert all(isinstance(next(iter(row.values())), str) for row in rows)


def test_the_pages_of_the_subjects_hold_every_coefficient_once():
    rows = [
        f"{what}.{row['name']}.{row['quantity']}"
        for what in SUBJECTS
        for row in page(what)["coefficients"]
        if row["value"] is not None
    ]
    assert sorted(rows) == sorted(BOOK.estimates)


def test_the_page_of_coefficients_has_the_keys_that_a_scenario_declares():
    rows = page("coefficients")["coefficients"]
    assert {row["key"]: row["value"] for row in rows} == dict(BOOK.estimates)


def test_a_row_has_its_value_and_the_parts_of_it():
    row = page("cover")["coefficients"][0]
    value = row["value"]
    assert isinstance(value, Estimate)
    assert (row["low"], row["best"], row["high"]) == (value.low, value.best, value.high)
    assert (row["unit"], row["source"], row["tag"]) == (value.unit, value.source, value.tag)


def test_a_delay_has_a_row_and_no_value():
    delays = [row for row in page("measures")["coefficients"] if "delay" in row["quantity"]]
    holds = [words["holds"] for words in BOOK.definitions["measure"].values()]
    assert len(delays) == sum(len(kinds) for kinds in holds)
    assert {row["value"] for row in delays} == {None}


@pytest.mark.parametrize("what", SUBJECTS)
def test_what_is_cited_is_what_the_rows_cite(what):
    tables = page(what)
    sources = {row["source"] for row in tables["coefficients"]} - {None}
    assert set(cited(tables)) == sources


@pytest.mark.parametrize("what", ["sources", "tags", "classes"])
def test_a_page_without_coefficients_cites_nothing(what):
    assert cited(page(what)) == {}


def test_the_page_of_sources_has_every_reference():
    assert {row["key"]: row["text"] for row in page("sources")["sources"]} == {
        key: words["text"] for key, words in {**BOOK.references, **factbook().references}.items()
    }


def test_every_fact_table_is_a_page_with_its_references():
    assert set(FACT_PAGES) == set(factbook().tables)
    for name in FACT_PAGES:
        tables = page(name)
        assert tables[name]
        assert {row["source"] for row in tables[name]} == set(cited(tables))


def test_a_class_is_told_with_what_it_means():
    rows = page("soils")["coefficients"]
    assert {row["name"]: row["means"] for row in rows}["SM"] == "silty sand"
    assert all(row["means"] for what in ("cover", "soils", "roads") for row in rows)


def test_no_angle_and_no_share_of_slope_is_without_its_unit():
    rows = {(r["name"], r["quantity"]): r["unit"] for r in page("foot")["coefficients"]}
    assert rows["campbell_p50", "shift"] == "deg"
    assert rows["irmischer_clarke", "shift"] == "% slope"
    assert rows["pandolf", "standing"] == "W/kg"
