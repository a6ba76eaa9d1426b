"""The sheet to print: everything a map must carry, on the page, each linked to the map."""

from marchland.outputs.printsheet import KINDS, NAME, PAGE_MM, print_sheet
from marchland.outputs.titles import attribution


def items(report):
    (sheet,) = print_sheet(report)
    assert sheet.get("name") == NAME
    return {item.get("id"): item for item in sheet.iter("LayoutItem")}


def test_a_map_a_legend_a_scale_north_and_the_sources_stand_on_it(report):
    found = items(report)
    assert {int(item.get("type")) for item in found.values()} == set(KINDS.values())
    assert found["title"].get("labelText") == report.scenario.title
    assert attribution(report) in found["sources"].get("labelText")
    assert report.fingerprint[:12] in found["sources"].get("labelText")
    key = found["map"].get("uuid")
    assert found["legend"].get("map_uuid") == key
    assert found["scale"].get("mapUuid") == found["picture"].get("mapUuid") == key


def test_the_map_has_the_shape_of_its_region(report):
    item = items(report)["map"]
    wide, tall = (float(part) for part in item.get("size").removesuffix(",mm").split(","))
    west, south, east, north = report.scenario.region.bounds_m
    assert abs(wide / tall - (east - west) / (north - south)) < 1e-3
    assert [float(item.find("Extent").get(s)) for s in ("xmin", "ymin", "xmax", "ymax")] == [
        west, south, east, north
    ]  # fmt: skip


def test_the_bar_is_as_long_as_it_says(report):
    found = items(report)
    part_km = float(found["scale"].get("numUnitsPerSegment"))
    part_mm = float(found["scale"].get("segmentMillimeters"))
    wide_mm = float(found["map"].get("size").split(",")[0])
    west, _, east, _ = report.scenario.region.bounds_m
    assert abs(part_mm / wide_mm - part_km * 1000 / (east - west)) < 1e-3


def test_nothing_stands_beside_the_page(report):
    for item in items(report).values():
        left, top = (float(x) for x in item.get("position").split(",")[:2])
        wide, tall = (float(x) for x in item.get("size").split(",")[:2])
        assert left + wide <= PAGE_MM[0]
        assert top + tall <= PAGE_MM[1]
