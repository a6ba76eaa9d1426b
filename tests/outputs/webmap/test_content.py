import json

import pytest

from marchland.outputs.maps import backdrop_of
from marchland.outputs.webmap.content import content


@pytest.fixture(scope="module")
def study(mapped):
    return content(mapped, backdrop_of(mapped))


def test_it_is_json(study):
    assert json.loads(json.dumps(study, allow_nan=False)) == study


def test_it_says_what_a_reader_must_know(study, mapped):
    about = study["about"]
    assert about["fingerprint"] == mapped.fingerprint
    assert about["notice"] == "A drawing, not a place."
    assert about["on"] == "2026-06-01"
    assert about["answer"][0][0] == "Across"


def test_every_layer_says_what_it_means_and_how_well_it_is_known(study):
    for layer in [*study["fields"], *study["features"]]:
        assert layer["meaning"].endswith(".")
        assert layer["uncertainty"].endswith(".")


def test_a_field_rests_on_the_ground_alone(study):
    speed = next(field for field in study["fields"] if field["id"] == "speed")
    assert {"credit": "Nobody", "licence": "CC0", "scale": "about 1:500 000"} in speed["sources"]


def test_crossing_times_keep_unknown_and_no_way_through_apart(study):
    wet = [row for row in study["effect"] if row["season"] == "wet"]
    assert next(r for r in wet if r["mover"] == "dismounted")["after_s"] == [None] * 3
    assert next(r for r in wet if r["mover"] == "light_tracked")["after_s"][1] == "inf"


def test_cases_are_the_scenarios(study, mapped):
    assert [each["name"] for each in study["cases"]["mover"]] == list(mapped.scenario.movers)
    assert study["headline"] == {"approach": "across", "mover": "light_tracked", "season": "dry"}
