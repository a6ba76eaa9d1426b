"""Open data on the command line."""

import json
from pathlib import Path

import pytest
import shapely
from tests.commands import COARSE, call, change, one_picture
from tests.sources.opendata.conftest import write_countries

from marchland.scenario.template import write_template


@pytest.fixture
def offered(server, tmp_path):
    """A scenario of the sample that takes its towns' countries from a server."""
    path = write_template(tmp_path / "study", "narva")
    change(path, COARSE)
    text = path.read_text(encoding="utf-8")
    head = f'open_data = ["natural-earth"]\nmirrors = {{ natural-earth = "{server.base}/ne" }}\n'
    path.write_text(head + text, encoding="utf-8")
    shapes = {"Alder": shapely.box(20, 50, 23, 58), "Birch": shapely.box(23, 50, 26, 58)}
    write_countries(server.root, shapes)
    return path


def test_fetching_says_how_much_comes_and_what_is_made(offered, tmp_path):
    ended = call("fetch", offered, "--cache", tmp_path / "cache")
    assert ended.exit_code == 0
    assert "borders.geojson: Natural Earth 1:10m countries: 1 borders" in ended.stdout
    assert "1 files, 0.0 MB" in ended.stderr
    told = json.loads(call("fetch", offered, "--cache", tmp_path / "cache", "--json").stdout)
    assert told["origins"]["borders.geojson"][0]["size"] > 0
    assert Path(told["folder"]).is_dir()


def test_a_run_fetches_what_it_needs_and_a_second_one_nothing(offered, server, tmp_path):
    cache = tmp_path / "cache"
    with one_picture():
        first = call("run", offered, "-o", tmp_path / "a", "--cache", cache)
        assert first.exit_code == 0, first.stderr
        asked = len(server.asked)
        again = call("run", tmp_path / "a" / "run.json", "-o", tmp_path / "b", "--cache", cache)
    assert again.exit_code == 0, again.stderr
    assert len(server.asked) == asked
    one, other = (json.loads((tmp_path / n / "run.json").read_text()) for n in "ab")
    assert {**one, "folder": ""} == {**other, "folder": ""}
    (made,) = [p for p in one["provenance"] if p["origins"]]
    assert made["credit"] == "Made with Natural Earth"
    assert made["origins"][0]["url"].endswith("ne_10m_admin_0_countries.zip")
    assert "Made with Natural Earth" in (tmp_path / "a" / "brief.html").read_text("utf-8")


def test_offline_names_what_is_missing(offered, tmp_path):
    ended = call("fetch", offered, "--cache", tmp_path / "none", "--offline", "--json")
    assert ended.exit_code == 1
    assert json.loads(ended.stdout)["error"] == "OfflineError"


def test_a_scenario_of_own_files_fetches_nothing(scenario, tmp_path):
    ended = call("fetch", scenario, "--cache", tmp_path / "none")
    assert ended.exit_code == 0
    assert "names no open data" in ended.stderr
    assert not (tmp_path / "none").exists()
    assert json.loads(call("fetch", scenario, "--json").stdout)["folder"] == ""


def test_a_scenario_that_names_open_data_is_checked_without_fetching(offered, server):
    ended = call("check", offered)
    assert (ended.exit_code, server.asked) == (0, [])
