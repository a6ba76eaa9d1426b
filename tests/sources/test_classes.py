import numpy as np
import pytest

from marchland.errors import LayerError
from marchland.sources.classes import class_faults, classify, names


def codes(item, source, values, layer, classes):
    given = source("c.tif", layer, classes=classes)
    return classify(np.ma.masked_invalid(np.ma.asarray(values)), item("c.tif"), given)


def test_names_are_of_the_catalogue():
    assert names("water") == {"none": 0, "ditch": 1, "stream": 2, "canal": 3, "river": 4, "lake": 5}
    assert names("rail") == {"none": 0, "yes": 1}
    assert names("cover")["unknown"] == 255
    assert names("cover")["forest"] == 10


@pytest.mark.parametrize("dtype", ["uint8", "int16", "int32", "float32", "float64"])
def test_values_become_codes(item, source, dtype):
    values = np.array([[0, 1], [2, 40]], dtype)
    table = {"0": "none", "1": "forest", "2": "unknown", "40": "bare"}
    found = codes(item, source, values, "cover", table)
    assert found.dtype == np.uint8
    assert found.tolist() == [[0, 10], [255, 60]]


@pytest.mark.parametrize("values", [[-3.0, 7.0], [0.5, 7.0], [100_000.0, 7.0]])
def test_any_number_may_be_a_value(item, source, values):
    table = {str(values[0]): "river", "7": "lake"}
    assert codes(item, source, np.array([values]), "water", table).tolist() == [[4, 5]]


def test_a_star_stands_for_the_rest(item, source):
    found = codes(item, source, np.array([[0, 6, 9]]), "water", {"6": "lake", "*": "none"})
    assert found.tolist() == [[0, 5, 0]]


@pytest.mark.parametrize(("layer", "missing"), [("cover", 255), ("water", 0), ("rail", 0)])
def test_what_the_raster_does_not_say(item, source, layer, missing):
    values = np.ma.array([[1, 1]], mask=[[False, True]])
    known = {"1": "none"} if layer != "rail" else {}
    assert codes(item, source, values, layer, known)[0, 1] == missing
    nothing = np.ma.masked_all((1, 2), np.uint8)
    assert codes(item, source, nothing, layer, known).tolist() == [[missing] * 2]


def test_rails_and_bridges_need_no_classes(item, source):
    assert codes(item, source, np.array([[0, 1]]), "rail", {}).tolist() == [[0, 1]]
    with pytest.raises(LayerError, match=r"values without a class: 2 \(1 cells\)"):
        codes(item, source, np.array([[0, 2]]), "bridge", {})
    assert codes(item, source, np.array([[0, 2]]), "bridge", {"2": "yes", "*": "none"})[0, 1] == 1


def test_values_without_a_class_are_named_and_counted(item, source):
    values = np.array([[1, 7, 7, 300], [-2, -2, -2, 1]])
    with pytest.raises(LayerError) as caught:
        codes(item, source, values, "cover", {"1": "forest"})
    text = str(caught.value)
    assert "values without a class: -2 (3 cells), 7 (2 cells), 300 (1 cells)" in text
    assert "sources[1] c.tif" in text
    assert "farmland" in text


def test_many_strange_values_are_cut_short(item, source):
    with pytest.raises(LayerError, match="and 8 more"):
        codes(item, source, np.arange(20)[None], "cover", {})


def test_faulty_classes_are_all_told(item, source):
    given = source("c.tif", "cover", classes={"1": "forrest", "two": "grass", "3": "sea"})
    faults = class_faults(item("c.tif"), given)
    assert [fault.where[-9:] for fault in faults] == ["classes.1", "classes.3", "asses.two"]
    assert "Did you mean forest?" in str(faults[0])
    assert "Known: none, forest" in str(faults[1])
    with pytest.raises(LayerError, match="3 faults"):
        classify(np.ma.zeros((1, 1)), item("c.tif"), given)


def test_only_cover_can_be_unknown(item, source):
    given = source("c.tif", "water", classes={"9": "unknown"})
    assert "unknown class 'unknown' of water" in str(class_faults(item("c.tif"), given)[0])


def test_classes_mean_nothing_for_heights(item, source):
    given = source("c.tif", "elevation", classes={"1": "forest"})
    assert "classes mean nothing" in str(class_faults(item("c.tif"), given)[0])
    assert class_faults(item("c.tif"), source("c.tif", "elevation")) == []
