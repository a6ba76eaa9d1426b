"""Comparing and arguing from the command line."""

import json

import pytest
from tests.commands import call, change

from marchland.model.declaration import Declaration
from marchland.outputs.declared import write_declarations
from marchland.scenario.read import read_scenario

RING = ((23.0, 54.15), (23.1, 54.15), (23.1, 54.2), (23.0, 54.2))


@pytest.fixture
def other(scenario):
    """The same scenario with an area drawn by hand."""
    areas = [Declaration("hand", "mined_area", RING, "LT", category="anti_personnel")]
    write_declarations(areas, scenario.with_name("areas.geojson"))
    path = scenario.with_name("other.toml")
    text = scenario.read_text("utf-8")
    path.write_text(f'declarations = "areas.geojson"\n{text}', "utf-8")
    change(path, {'name = "narva"': 'name = "drawn"'})
    return path


def test_compare_says_what_differs(scenario, other):
    done = call("compare", scenario, other)
    assert done.exit_code == 0, done.output
    assert "declarations" in done.stdout
    assert "Nothing is ranked" in done.stdout
    notice = read_scenario(scenario).notice
    assert notice
    assert f"\nnotices\n{notice}\nSources: " in done.stdout
    assert "apart: the ranges of both do not overlap" in done.stdout
    told = json.loads(call("compare", scenario, other, "--weight", "land=1", "--json").stdout)
    assert told["names"] == ["narva", "drawn"]
    assert any("narva comes first" in row["ranking"] for row in told["ranking"])


def test_cases_argue_twice(scenario, other):
    done = call("cases", other, "--weight", "land=1")
    assert done.exit_code == 0, done.output
    for heading in ("necessity", "humanity", "unknown", "ranking"):
        assert f"\n{heading}\n" in done.stdout
    money = next(line for line in done.stdout.splitlines() if line.startswith("Money that buys"))
    assert "(over 30 years, not discounted: " in money
    told = json.loads(call("cases", scenario, other, "--json").stdout)
    assert told["pair"] == [{"says": "narva against drawn"}]
    assert any("Deminers" in row["says"] for row in told["humanity"])
    assert told["notices"][-1]["notice"].startswith("Sources: ")


def test_bad_weights_are_told(scenario):
    done = call("cases", scenario, "--weight", "cost")
    assert done.exit_code == 1
    assert "Write TOPIC=NUMBER" in done.stderr
