from dataclasses import replace

import pytest
from tests.outputs.webmap.test_pack import unpacked

from marchland.outputs.report import Fields
from marchland.outputs.webmap.captions import GROUPS
from marchland.outputs.webmap.fields import CLASSED, SHOWN, fields, labels
from marchland.outputs.webmap.lattice import lattice
from marchland.outputs.webmap.pack import Packed


@pytest.fixture(scope="module")
def found(report):
    pixels = lattice(report.scenario.region.grid)
    return {field["id"]: field for field in fields(report, pixels)}, pixels


def test_every_field_has_a_caption_and_a_look():
    named = [name for names in GROUPS.values() for name in names]
    assert sorted(named) == sorted({**SHOWN, **CLASSED})


def test_every_raster_of_the_report_is_there(found):
    entries, _ = found
    assert set(entries) == {*SHOWN, *CLASSED}
    assert set(entries["restriction"]["planes"]) == {
        "light_tracked|dry", "light_tracked|wet", "dismounted|dry", "dismounted|wet",
    }  # fmt: skip
    assert set(entries["before"]["planes"]) == {"across|light_tracked|dry"}


def test_a_speed_comes_back_in_km_h(found):
    entries, pixels = found
    plane = entries["speed"]["planes"]["light_tracked|dry"]
    codes = unpacked(Packed(plane["bits"], plane["data"]), pixels.shape)
    assert (codes == 180).any()  # 5 m/s
    assert (codes == 0).any()  # water
    assert (plane["low"], plane["high"]) == (18, 19)


def test_what_is_reached_neither_before_nor_after_is_no_change(found):
    entries, _ = found
    plane = entries["change"]["planes"]["across|light_tracked|dry"]
    assert "data" not in plane  # the page has both times
    areas = {row["what"]: row["km2"] for row in plane["rows"] if row["what"] != "between"}
    assert areas == {"never": 1.0, "neither": 3.25, "unknown": 0.25}
    assert plane["low"] == -plane["high"]


def test_all_cases_are_there_where_they_were_computed(report, found):
    _, pixels = found
    speed, time = report.rasters["speed"], report.rasters["travel_time"]
    both = {("light_tracked", season): speed for season in ("dry", "wet")}
    times = {("across", *case): time for case in both}
    whole = replace(report, fields=Fields(both, times, {}))
    entries = {field["id"]: field for field in fields(whole, pixels)}
    assert set(entries["speed"]["planes"]) == {"light_tracked|dry", "light_tracked|wet"}
    assert "after" not in entries
    assert "change" not in entries


def test_without_restricted_ground_there_is_no_such_field(changed, found):
    _, pixels = found
    entries = {field["id"] for field in fields(changed(restricted=None), pixels)}
    assert "restriction" not in entries
    assert "speed" in entries


def test_classes_are_said_as_the_catalogue_says_them():
    assert labels()["restriction", "severe"] == "severely restricted (NO-GO)"
