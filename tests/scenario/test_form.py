"""The form refuses what it has no room for, and its digest speaks of the study alone."""

import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from marchland import Grid, Scenario
from marchland.scenario.form import Declared, Place, Region
from marchland.scenario.read import build_scenario

amounts = st.floats(min_value=0, max_value=1e9)


@pytest.fixture
def scenario(raw, folder):
    return build_scenario(raw, folder, "ford")


def test_the_region_is_a_grid(scenario):
    assert scenario.region.grid == Grid(3035, 0.0, 4000.0, 100.0, 40, 50)


@pytest.mark.parametrize("bounds", [(5, 0, 5, 4), (0, 4, 5, 4), (9, 0, 5, 4), (0, 9, 5, 4)])
def test_bounds_in_the_wrong_order_are_refused(bounds):
    with pytest.raises(ValidationError, match="west, south, east, north with west < east"):
        Region(name="r", epsg=3035, cell_m=1.0, bounds_m=tuple(float(b) for b in bounds))


def test_a_region_of_too_many_cells_is_refused():
    with pytest.raises(ValidationError, match="cells: choose a coarser cell_m"):
        Region(name="r", epsg=3035, cell_m=1.0, bounds_m=(0.0, 0.0, 1e6, 1e6))


@pytest.mark.parametrize(
    "ways",
    [
        {},
        {"edge": "west", "point_deg": (22.0, 54.0)},
        {"file": "a.gpkg", "line_deg": ((22.0, 54.0), (23.0, 54.0))},
    ],
)
def test_a_place_is_given_in_exactly_one_way(ways):
    with pytest.raises(ValidationError, match=f"exactly one way .*, not {len(ways)}"):
        Place(**ways)


@given(amounts, amounts, amounts)
def test_a_declared_value_is_an_estimate_tagged_declared(a, b, c):
    low, best, high = sorted((a, b, c))
    estimate = Declared(low=low, best=best, high=high, unit="h", by="the analyst").estimate()
    assert (estimate.low, estimate.best, estimate.high) == (low, best, high)
    assert (estimate.tag, estimate.source) == ("declared", "the analyst")


def test_a_declared_value_out_of_order_is_refused():
    with pytest.raises(ValidationError, match="low <= best <= high is broken"):
        Declared(low=3, best=2, high=1, unit="h", by="the analyst")


def test_a_declared_value_that_nobody_declares_is_refused():
    with pytest.raises(ValidationError, match="needs a unit and a source"):
        Declared(low=1, best=2, high=3, unit="h", by="")


def test_a_scenario_cannot_be_changed(scenario):
    with pytest.raises(ValidationError, match="frozen"):
        scenario.name = "other"
    with pytest.raises(ValidationError, match="frozen"):
        scenario.limits.cost_eur = 5.0


def test_there_is_no_key_for_weapons_and_declarations_are_but_a_file():
    keys = Scenario.model_fields
    assert not {key for key in keys if key.startswith(("mine", "weapon", "charge", "explosive"))}
    assert {key for key in keys if key.startswith("declaration")} <= {"declarations"}
    assert keys["declarations"].annotation == (str | None)


def test_the_digest_does_not_depend_on_the_folder(scenario):
    moved = scenario.model_copy(update={"folder": Path("elsewhere")})
    assert moved.digest() == scenario.digest()


def test_the_digest_does_not_depend_on_the_order_of_the_file(scenario, raw, folder):
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    again = build_scenario(turned(raw), folder, "ford")
    assert again.digest() == scenario.digest()
    assert list(again.places) == list(scenario.places)


CHANGES = {
    "name": "other",
    "question": "And back?",
    "on": "2026-06-02",
    "party": ["LT"],
    "movers": ["light_tracked"],
    "seasons": ["wet"],
    "measures": [],
    "limits": {"cost_eur": 1e6 + 1},
    "plan": {"maximise": "cvar"},
    "seed": 1,
    "region": {"name": "Ford", "epsg": 3035, "cell_m": 101, "bounds_m": [0, 0, 5000, 4000]},
    "places": {"west": {"edge": "west"}, "bank": {"point_deg": [22.9, 54.2]}},
    "coefficients": {
        "cover.forest.wheeled": {"low": 0, "best": 0, "high": 1, "unit": "1", "by": "us"}
    },
    "sources": [{"file": "dem.tif", "layer": "elevation", "credit": "you", "licence": "CC0"}],
}


@pytest.mark.parametrize("key", CHANGES)
def test_the_digest_changes_with_everything_the_study_describes(scenario, raw, folder, key):
    changed = build_scenario({**copy.deepcopy(raw), key: CHANGES[key]}, folder, "ford")
    assert changed.digest() != scenario.digest()
