import numpy as np
import pytest

from marchland.model.provenance import Provenance
from marchland.outputs.missing import ABSENT, absent, missing
from marchland.scenario.form import Source
from marchland.testing import world


def said(layer, note=""):
    return Provenance("f", layer, "us", "CC0", None, "0" * 64, note)


def test_a_layer_that_nobody_gave_is_told_with_what_its_absence_does():
    left = absent({"elevation", "cover", "water"})
    assert "water" not in left
    assert {"road", "soil", "weather", "population", "protected"} <= set(left)
    assert all(ABSENT[layer].partition(": ")[2] for layer in left)


def test_tags_give_several_layers_and_any_of_the_weather_is_weather():
    assert not {"road", "rail", "bridge", "water", "protected"} & set(absent({"tags"}))
    assert "weather" not in absent({"snow_depth"})


def test_a_layer_with_gaps_is_told_with_their_share():
    ground = world("....")
    heights = ground["elevation"].values.copy()
    heights[0, 0] = np.nan
    ground = ground.assign(elevation=ground["elevation"].copy(data=heights))
    found = {one.layer: one for one in missing((said("elevation"), said("cover")), ground)}
    assert found["elevation"].share == pytest.approx(np.isnan(heights).mean())
    assert found["elevation"].effect.startswith("elevation is unknown on ")
    assert found["population"].share == 1
    assert list(found).index("population") < list(found).index("elevation")


def test_what_a_server_did_not_have_is_told_in_its_words():
    note = "1 people in ALD; unknown in BIR, which the server does not have"
    found = missing((said("population", note),), world("."))
    assert found[-1].effect == note
    assert found[-1].share != found[-1].share


def test_every_layer_told_of_is_one_that_a_source_may_have():
    layers = Source.model_json_schema()["properties"]["layer"]["enum"]
    assert set(ABSENT) - {"weather"} <= set(layers)
