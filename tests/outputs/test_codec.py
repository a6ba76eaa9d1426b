"""What is encoded comes back as it was."""

import json
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from marchland.model.certificate import Leg
from marchland.model.estimate import Estimate
from marchland.model.grid import Grid
from marchland.model.said import Said
from marchland.outputs.codec import KIND, decode, encode
from marchland.outputs.report import Case
from marchland.schema import raster

GRID = Grid(3035, 5_000_000.0, 3_500_000.0, 100.0, 2, 3)
SIMPLE = st.none() | st.booleans() | st.integers() | st.text() | st.dates()
KEYS = st.text() | st.tuples(st.text(), st.integers())


def there_and_back(value):
    arrays = {}
    text = json.dumps(encode(value, arrays), allow_nan=False)
    return decode(json.loads(text), arrays)


@given(
    st.recursive(
        SIMPLE | st.floats(allow_nan=False),
        lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner),
    )
)
def test_plain_values_come_back(value):
    assert there_and_back(value) == value
    assert type(there_and_back(value)) is type(value)


def test_unknown_and_never_come_back():
    nan, never = there_and_back((float("nan"), float("-inf")))
    assert np.isnan(nan)
    assert never == float("-inf")


def test_our_types_come_back():
    assert there_and_back(frozenset({"b", "a"})) == frozenset({"a", "b"})
    cost = Estimate(1.0, 2.0, 4.0, "EUR/m", "us", "assumed")
    found = there_and_back({("a", "b"): (cost, Case("across", "walker", "dry"))})
    assert found == {("a", "b"): (cost, Case("across", "walker", "dry"))}
    assert there_and_back(Leg(time_s=1.0, crossed={"g1": 2.0})) == Leg(
        time_s=1.0, crossed={"g1": 2.0}
    )


def test_a_sentence_comes_back_with_what_it_was_put_together_of():
    when = Said("law.span", "{first} to {last}", {"first": "2001", "last": "2002"})
    text = Said("law.rule_day", "{when}, {n} months after", {"when": when, "n": 6})
    found = there_and_back((text,))[0]
    assert (found, found.key, found.words) == (text, text.key, text.words)
    assert found.values["when"].key == "law.span"
    table = pd.DataFrame({"fact": pd.Series([text, "bare"], dtype=object)})
    assert there_and_back(table).loc[0, "fact"].key == text.key


def test_a_table_comes_back_with_its_types():
    table = pd.DataFrame(
        {
            "name": ["a", "b"], "n": [1, 2], "on": [True, False],
            "low": [np.inf, np.nan], "when": [date(2026, 1, 1), None], "of": [("x",), ()],
        },
        index=[4, 7],
    )  # fmt: skip
    pd.testing.assert_frame_equal(there_and_back(table), table)
    pd.testing.assert_frame_equal(there_and_back(table[:0]), table[:0])


def test_shapes_come_back_where_they_lay():
    line, point = shapely.LineString([(0, 0), (1, 2.5)]), shapely.Point(1, 1)
    frame = gpd.GeoDataFrame({"front": gpd.GeoSeries([point]), "geometry": [line]}, crs=3035)
    found = there_and_back(frame)
    assert found.crs == frame.crs
    assert found.geometry.iloc[0].equals(line)
    assert found["front"].iloc[0].equals(point)
    assert there_and_back({"at": point})["at"].equals(point)


def test_rasters_come_back():
    data = raster(np.arange(6, dtype=np.float32).reshape(2, 3), GRID, "speed", "m/s")
    found = there_and_back((data, data.to_dataset()))
    assert found[0].identical(data)
    assert found[1]["speed"].equals(data)


@pytest.mark.parametrize("value", [object(), {1, 2}, b"raw", np.zeros(3)])
def test_what_has_no_form_is_refused(value):
    with pytest.raises(TypeError):
        encode(value, {})


@pytest.mark.parametrize(
    "name", ["os:system", "marchland.outputs.codec:decode", "marchland.errors:InputError", "x"]
)
def test_nothing_but_our_frozen_types_is_made(name):
    with pytest.raises((TypeError, ValueError)):
        decode({KIND: name, "fields": {}, "json": {}}, {})
