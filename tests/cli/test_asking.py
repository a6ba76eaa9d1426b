"""Commands that ask: the catalogue, the law, the claims of others."""

import json
import re

import pytest
from tests.commands import call

from marchland.catalogue.pages import PAGES
from marchland.catalogue.read import catalogue


@pytest.mark.parametrize("what", PAGES)
def test_every_page_is_shown(what):
    ended = call("show", what)
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert "\x1b" not in ended.stdout
    assert [line for line in ended.stdout.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("what", PAGES)
def test_every_page_is_json_too(what):
    answer = json.loads(call("show", what, "--json").stdout)
    assert answer["what"] == what
    assert any(answer[key] for key in answer if key not in ("what", "references"))


def test_a_coefficient_is_printed_with_its_range_tag_and_source():
    book, text = catalogue(), call("show", "coefficients").stdout
    for key, estimate in book.estimates.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{key} "))
        assert re.split(r"  +", line) == [key, str(estimate), estimate.source, estimate.tag]


def test_a_page_lists_the_references_that_it_cites_and_no_others():
    book = catalogue()
    values = {k: e for k, e in book.estimates.items() if k.startswith("cover.forest.")}
    cited = {estimate.source for estimate in values.values()}
    text = call("show", "cover", "forest").stdout
    listed = {key for key in book.references if f"\n{key}: " in text}
    assert listed == cited
    assert set(json.loads(call("show", "cover", "forest", "--json").stdout)["references"]) == cited


def test_delays_are_shown_as_unknown():
    text = call("show", "measures").stdout
    assert re.search(r"ditch +delay_tracked +unknown until declared", text)


def test_a_name_keeps_its_rows():
    text = call("show", "movers", "light_tracked").stdout
    assert "M113" in text
    assert "wheeled" not in text


def test_law_prints_every_table_and_answers_in_json():
    ended = call("law", "--party", "UA", "--on", "2026-01-15")
    assert ended.exit_code == 0
    for name in ("standings", "positions", "duties", "dates"):
        assert f"UA on 2026-01-15: {name}" in ended.stdout
    found = json.loads(call("law", "--party", "LT", "--on", "2026-01-15", "--json").stdout)
    one = found["law"][0]
    assert (one["party"], one["on"]) == ("LT", "2026-01-15")
    assert {row["instrument"]: row["status"] for row in one["standings"]}["APMBC"] == "left"
    assert one["references"]["monitor-2019"]["text"]


def test_law_waits_for_the_end_of_a_conflict_and_draws(tmp_path):
    picture = tmp_path / "law.png"
    ended = call("law", "--party", "LT", "--on", "2026-01-15", "--in-armed-conflict", "2025-11-01/",
                 "--picture", picture)  # fmt: skip
    assert "it waits for its end" in ended.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_law_says_everything_that_is_wrong():
    ended = call("law", "--party", "XX", "--on", "soon", "--json")
    assert ended.exit_code == 1
    assert [f["where"] for f in json.loads(ended.stdout)["faults"]] == ["--on", "--party"]


def test_claims_are_printed_with_verdict_and_sources():
    ended = call("claims", "--made-in", "brief")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("Claims of others, not of Marchland")
    assert "misleading: " in ended.stdout
    assert "F1 " not in ended.stdout
    assert len(json.loads(call("claims", "--json").stdout)["claims"]) == 17


def test_a_state_may_be_written_small():
    small, large = (call("law", "--party", p, "--on", "2026-01-15").stdout for p in ("lt", "LT"))
    assert small == large


def test_terms_that_cannot_be_are_told_at_once(tmp_path):
    ended = call("assess", tmp_path / "no.toml", tmp_path / "no.gpkg", "--lifted-in", "-3",
                 "--discount", "nan", "--json")  # fmt: skip
    told = [fault["where"] for fault in json.loads(ended.stdout)["faults"]]
    assert told == ["--discount", "--lifted-in"]
