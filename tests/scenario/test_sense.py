"""Well formed, and still no sense: told before anything is computed."""

from datetime import date

import pytest

from marchland.scenario.sense import sense_faults


def told(raw):
    return [str(fault) for fault in sense_faults(raw)]


def test_a_right_scenario_makes_sense(raw):
    assert told(raw) == []


def test_what_is_not_of_the_right_shape_is_left_to_the_form():
    shapes = {"on": 3, "party": "PL", "approaches": [1, {"origins": 1}], "region": [], "plan": 2,
              "accounts": {"lifted_in_y": "x"}, "sources": [None], "title": None}  # fmt: skip
    assert told(shapes) == []
    assert told({"on": "tomorrow", "region": {"cell_m": 5, "bounds_m": [1, 2]}}) == []


@pytest.mark.parametrize("key", ["title", "question"])
def test_words_that_the_brief_needs(raw, key):
    raw[key] = "  "
    assert told(raw) == [f"{key}: is empty. Write what the brief is to say."]


def test_a_source_without_a_licence(raw):
    raw["sources"][0]["licence"] = ""
    (fault,) = told(raw)
    assert fault.startswith("sources[1].licence: is empty.")


@pytest.mark.parametrize("day", ["1899-12-31", "9999-12-31", date(2201, 1, 1)])
def test_a_day_that_no_study_speaks_of(raw, day):
    raw["on"] = day
    (fault,) = told(raw)
    assert fault.endswith("Choose a day from 1900 to 2200.")


def test_a_state_or_a_posture_twice_and_nobody(raw):
    raw |= {"party": ["PL", "LT", "PL"], "postures": ["none", "none"]}
    assert [fault.partition(".")[0] for fault in told(raw)] == [
        "party: 'PL' is given 2 times", "postures: 'none' is given 2 times",
    ]  # fmt: skip
    raw |= {"party": [], "postures": []}
    assert told(raw) == ['party: names nobody who would build. Write a state, such as ["PL"].']


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": ""}, "approaches[1].name: is empty."),
        ({"origins": []}, "approaches[1].origins: names no place."),
        ({"objectives": []}, "approaches[1].objectives: names no place."),
        ({"objectives": ["west"]}, "approaches[1]: 'west' is both where it starts and where"),
        ({"avoid": ["bank"]}, "approaches[1].objectives: 'bank' is also to be avoided."),
        ({"avoid": ["west"]}, "approaches[1].origins: 'west' is also to be avoided."),
    ],
)
def test_an_approach_that_leads_nowhere(raw, change, fault):
    raw["approaches"][0] |= change
    (found,) = told(raw)
    assert found.startswith(fault)


def test_a_cell_that_is_larger_than_the_region(raw):
    raw["region"]["cell_m"] = 4000
    assert told(raw) == []
    raw["region"]["cell_m"] = 4001
    (fault,) = told(raw)
    assert "4,001 m is more than the region's shorter side of 4,000 m" in fault


def test_a_margin_needs_a_response(raw):
    raw["plan"] = {"of": "margin"}
    (fault,) = told(raw)
    assert fault.startswith("plan.response_s: is missing")
    raw["plan"]["response_s"] = 60
    assert told(raw) == []


@pytest.mark.parametrize("key", ["lifted_in_y", "removed_in_y"])
def test_years_beyond_the_accounts(raw, key):
    raw["accounts"] = {key: 30}
    assert told(raw) == []
    raw["accounts"] = {key: 31}
    (fault,) = told(raw)
    assert "year 31 lies beyond the 30 years" in fault
