import xml.etree.ElementTree as ET

import pytest

from marchland.outputs.rasterstyles import CIVIDIS, CLASSES, raster_style


def parsed(qml: str) -> ET.Element:
    return ET.fromstring(qml.partition(">")[2])


def test_cover_is_shown_by_class_with_unknown(report):
    codes = report.catalogue.classes["cover"]
    root = parsed(raster_style(report.terrain["cover"], codes))
    entries = {e.get("label"): int(e.get("value")) for e in root.iter("paletteEntry")}
    assert entries == {**codes, "unknown": 255}


@pytest.mark.parametrize(("name", "first"), [("speed", CIVIDIS[0]), ("travel_time", CIVIDIS[-1])])
def test_fields_are_a_scale_in_their_unit(report, name, first):
    data = report.rasters[name]
    items = list(parsed(raster_style(data, {})).iter("item"))
    assert items[0].get("color") == first
    values = [float(item.get("value")) for item in items]
    assert values == sorted(values)
    assert items[0].get("label").endswith(data.attrs["units"])


def test_a_field_of_nothing_still_has_a_scale(report):
    nothing = report.rasters["speed"].where(False)
    assert len(list(parsed(raster_style(nothing, {})).iter("item"))) == len(CIVIDIS)


@pytest.mark.parametrize("layer", CLASSES)
def test_every_class_has_a_colour_of_its_own(report, layer):
    assert set(CLASSES[layer]) == set(report.catalogue.classes[layer])
    assert len(set(CLASSES[layer].values())) == len(CLASSES[layer])


def test_restriction_and_limits_are_shown_by_name(report):
    codes = report.catalogue.classes["factor"]
    style = raster_style(
        report.restricted.going["light_tracked", "dry"].limiting_factor, codes, "factor"
    )
    entries = {e.get("label"): e.get("color") for e in parsed(style).iter("paletteEntry")}
    assert entries == {**CLASSES["factor"], "unknown": "#e2e2e2"}
