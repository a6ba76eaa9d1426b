import pandas as pd
import pytest

from marchland.errors import LayerError
from marchland.sources.rules import Rule, key_columns, match, rules_for

OSM = "f.gpkg"


def found(item, source, rows, **scheme):
    rules = rules_for(item(OSM), source(OSM, "tags", **scheme))
    return {k: v.tolist() for k, v in match(pd.DataFrame(rows), rules).items()}


def test_tags_become_codes(item, source):
    rows = [{"natural": "water"}, {"highway": "primary"}, {"railway": "rail"}, {"shop": "bakery"}]
    assert found(item, source, rows) == {
        "water": [5, -1, -1, -1],
        "road": [-1, 6, -1, -1],
        "rail": [-1, -1, 1, -1],
    }


def test_one_feature_may_give_several_layers(item, source):
    assert found(item, source, [{"highway": "motorway", "bridge": "yes"}]) == {
        "road": [8],
        "bridge": [1],
    }


@pytest.mark.parametrize(
    ("row", "layer", "code"),
    [
        ({"natural": "wetland", "wetland": "bog"}, "cover", 91),
        ({"natural": "wetland", "wetland": "marsh"}, "cover", 90),
        ({"natural": "water", "water": "river"}, "water", 4),
        ({"waterway": "stream", "tunnel": "culvert"}, "water", 0),
    ],
)
def test_the_more_specific_wins(item, source, row, layer, code):
    assert found(item, source, [row])[layer] == [code]


def test_subclass_wins_over_class(item, source):
    scheme = {"scheme": "openmaptiles", "source_layer": "landcover"}
    rows = [{"class": "wetland", "subclass": "swamp"}, {"class": "wetland", "subclass": "marsh"}]
    assert found(item, source, rows, **scheme) == {"cover": [91, 90]}


def test_the_later_row_wins_across_keys():
    said = (("a", "x", 1, "path"), ("b", "x", 2, "track"), ("a", "y", 3, "minor"))
    rules = tuple(Rule(key, value, "road", code, name) for key, value, code, name in said)
    tags = pd.DataFrame({"a": ["x", "y", None], "b": ["x", "x", None]})
    assert match(tags, rules)["road"].tolist() == [2, 3, -1]


def test_tags_that_gdal_keeps_together_are_taken_apart(item, source):
    rows = [
        {"highway": "primary", "other_tags": '"lanes"=>"2","bridge"=>"yes"'},
        {"highway": None, "other_tags": '"railway"=>"rail"'},
        {"highway": None, "other_tags": None},
    ]
    expected = {"road": [6, -1, -1], "bridge": [1, -1, -1], "rail": [-1, 1, -1]}
    assert found(item, source, rows) == expected


def test_an_openmaptiles_layer_is_named_by_the_source_or_the_file(item, source):
    by_name = rules_for(
        item("water.parquet"), source("water.parquet", "tags", scheme="openmaptiles")
    )
    said = source("w.parquet", "tags", scheme="openmaptiles", source_layer="water")
    assert by_name == rules_for(item("w.parquet"), said)
    assert {rule.layer for rule in by_name} == {"water"}


def test_an_openmaptiles_layer_that_gives_nothing(item, source):
    given = source("landcover_core.parquet", "tags", scheme="openmaptiles")
    with pytest.raises(LayerError, match="the OpenMapTiles layer landcover_core") as caught:
        rules_for(item("landcover_core.parquet"), given)
    assert "water, waterway, landcover, landuse, transportation" in str(caught.value)


def test_a_file_without_tags(item, source):
    rules = rules_for(item(OSM), source(OSM, "tags"))
    assert key_columns(item(OSM), rules, ("id", "natural", "other_tags")) == [
        "natural",
        "other_tags",
    ]
    with pytest.raises(LayerError, match="no column is a tag key; its columns: id, NAME"):
        key_columns(item(OSM), rules, ("id", "NAME"))
