"""What a scenario says of sites, postures and the answer: names that lead nowhere are told."""

import pytest
from tests.scenario.test_check import told

HALF = {"low": 0.2, "best": 0.5, "high": 0.9, "unit": "1", "by": "somebody"}


def test_sites_postures_and_an_answer_that_lead_somewhere(raw, folder):
    raw |= {
        "sites": [{"place": "west", "kind": "gap"}],
        "postures": ["tripwire", "my_own"],
        "posture": {"my_own": {"text": "X.", "border": ["ditch"], "defended": True}},
        "response": {
            "bases": ["west"], "mover": "heavy_wheeled", "assessment": HALF,
            "decision": {**HALF, "unit": "h"},
        },
    }  # fmt: skip
    assert told(raw, folder) == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"sites": [{"place": "wset", "kind": "gap"}]},
         "sites[1].place: unknown place 'wset'. Did you mean west?"),
        ({"postures": ["tripwier"]},
         "postures: unknown posture 'tripwier'. Did you mean tripwire?"),
        ({"response": {"bases": ["wset"], "mover": "heavy_wheeled"}},
         "response.bases: unknown place 'wset'. Did you mean west?"),
        ({"response": {"bases": ["west"], "mover": "lory"}},
         "response.mover: unknown mover 'lory'. Did you mean lorry?"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere(raw, folder, given, fault):
    assert told({**raw, **given}, folder) == [fault]


@pytest.mark.parametrize("name", ["mine", "minefield", "demolition"])
def test_no_posture_holds_anything_explosive(raw, folder, name):
    raw["posture"] = {"strip": {"text": "X.", "border": [name]}}
    (fault,) = told(raw, folder)
    assert fault.startswith(f"posture.strip.border: unknown measure '{name}'. Known: ditch")


@pytest.mark.parametrize(
    ("part", "value", "fault"),
    [
        ("assessment", {**HALF, "unit": "h"}, "assessment.unit: unit 'h' does not fit"),
        ("assessment", {**HALF, "high": 2}, "assessment.high: 2 is more than certain"),
        ("communication", {**HALF, "low": -1}, "communication.low: -1 is below zero"),
        ("decision", HALF, "decision.unit: unit '1' does not fit"),
    ],
)
def test_a_declared_part_of_the_answer_that_cannot_be(raw, folder, part, value, fault):
    raw["response"] = {"bases": ["west"], "mover": "heavy_wheeled", part: value}
    (said,) = told(raw, folder)
    assert said.startswith(f"response.{fault}")
