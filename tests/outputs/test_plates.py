import dataclasses

import geopandas as gpd
import numpy as np
import pytest
import shapely

from marchland.outputs.maps import backdrop_of
from marchland.outputs.plates import PLATES
from marchland.outputs.titles import titles


@pytest.fixture(scope="module")
def back(report):
    return backdrop_of(report)


def labels(report, back, name) -> list[str]:
    return [key.label.replace("\u00a0", " ") for key in PLATES[name](report, back).keys]


def test_every_title_has_its_map():
    assert list(PLATES) == list(titles)


def test_speed_is_shown_with_closed_rivers(report, back):
    found = labels(report, back, "ground")
    assert "closed: speed is zero" in found
    assert "river or canal, closed" in found
    assert "speed unknown" in found


def test_a_route_and_the_ends_are_named_if_given(report, back):
    assert "fastest route" not in labels(report, back, "travel-time")
    line = report.bottlenecks.geometry.iloc[0]
    case = {"approach": "across", "mover": "light_tracked", "season": "dry", "time_s": 60.0}
    routes = gpd.GeoDataFrame([{**case, "geometry": line}], crs=3035)
    spot = shapely.Point(line.coords[0])
    rows = [{"place": "a", "role": "origin", "geometry": spot}]
    more = dataclasses.replace(report, routes=routes, places=gpd.GeoDataFrame(rows, crs=3035))
    found = labels(more, back, "travel-time")
    assert {"fastest route", "origin", "objective"} <= set(found)
    assert "origin" in labels(more, back, "corridors")


def test_avenues_are_drawn_by_echelon_and_the_widest_apart(report, back):
    found = labels(report, back, "avenues")
    assert found[:2] == ["too narrow for a company", "wide enough for a company"]
    assert {"wide enough for a division", "widest way"} <= set(found)


def test_doors_show_what_is_open(report, back):
    assert labels(report, back, "doors")[:2] == ["narrowest door: open", "other door: open"]


def test_the_plan_names_what_it_builds_and_how_much(report, back):
    found = labels(report, back, "plan")
    assert "ditch: 1.5 km" in found
    assert "road closure: 1" in found
    assert "no longer reached" in found


def test_a_plan_that_changes_nothing_has_no_scale(report, back):
    same = {**report.rasters, "travel_time_after": report.rasters["travel_time"]}
    idle = dataclasses.replace(
        report, rasters=same, plan=dataclasses.replace(report.plan, options=())
    )
    assert PLATES["plan"](idle, back).ramp is None
    assert PLATES["plan"](report, back).ramp is not None


def test_the_scale_of_time_ends_with_the_time(report, back):
    ramp = PLATES["travel-time"](report, back).ramp
    assert all(0 <= place <= 1 for place, _ in ramp.ticks)
    assert np.isfinite(ramp.colours).all()
