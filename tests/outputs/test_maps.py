import dataclasses
import time

import numpy as np
import pytest

from marchland.outputs import maps
from marchland.outputs.lettering import px
from marchland.outputs.maps import backdrop_of, draw_map, prepare
from marchland.outputs.report import Case
from marchland.outputs.sheet import canvas_of
from marchland.outputs.titles import titles

SLOW_S = 8.0
"""Processor time of one map: twice the four seconds that it may take."""


@pytest.fixture(scope="module")
def back(report):
    return backdrop_of(report)


@pytest.fixture(scope="module")
def wide(landscape):
    return backdrop_of(landscape)


@pytest.mark.parametrize("name", titles)
def test_a_map_of_a_landscape_is_drawn_in_seconds(landscape, wide, name):
    start = time.process_time()
    pixels = draw_map(landscape, wide, name)
    assert time.process_time() - start < SLOW_S
    assert pixels.shape[1] == round(px(180))
    assert pixels.dtype == np.uint8
    assert pixels.std() > 10


@pytest.mark.parametrize("name", titles)
def test_a_map_is_the_same_every_time(report, back, name):
    one, two = (draw_map(report, back, name, 108.0) for _ in range(2))
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("name", ["ground", "travel-time", "corridors"])
def test_a_map_without_its_raster_is_not_drawn(changed, back, name):
    assert draw_map(changed(rasters={}), back, name) is None


@pytest.mark.parametrize("name", ["avenues", "doors"])
def test_a_map_without_its_table_is_not_drawn(changed, back, name):
    assert draw_map(changed(**{name: None}), back, name) is None


def test_the_plan_is_drawn_even_without_rasters(changed, back):
    assert draw_map(changed(rasters={}), back, "plan") is not None


def test_bare_reports_are_drawn(report, back):
    bare = dataclasses.replace(
        report,
        bottlenecks=report.bottlenecks[:0], avenues=report.avenues[:0], doors=report.doors[:0],
        sites=report.sites[:0], options=report.options[:0],
        borders=report.borders[:0], towns=report.towns[:0], effect=report.effect[:0],
        plan=dataclasses.replace(report.plan, options=()), provenance=(),
        headline=Case("across", "light_tracked", "dry"),
        scenario=report.scenario.model_copy(update={"notice": ""}),
    )  # fmt: skip
    for name in titles:
        assert draw_map(bare, back, name, 108.0) is not None


def test_ground_that_nothing_reaches_is_drawn(report, back):
    shut = {name: data.where(False, np.inf) for name, data in report.rasters.items()}
    shut["speed"] = report.rasters["speed"] * 0
    for name in titles:
        assert draw_map(dataclasses.replace(report, rasters=shut), back, name, 108.0) is not None


def test_a_picture_that_fails_says_so(report, back, monkeypatch):
    def broken(*_):
        raise ValueError("no such colour")

    monkeypatch.setattr(maps, "shaded", broken)
    with pytest.raises(ValueError, match="no such colour"):
        draw_map(report, back, "ground")


def test_what_all_maps_of_a_width_share_is_painted_before(report):
    back = backdrop_of(report)
    prepare(back, 108.0)
    canvas = canvas_of(back.grid, 108.0)
    assert {of for of, where in back.painted if where == canvas} == {"ground", "lakes", "relief"}
    before = dict(back.painted)
    draw_map(report, back, "plan", 108.0)
    assert {of for of, _ in back.painted} == {"ground", "lakes", "relief", "rivers", "ways"}
    assert all(back.painted[key] is value for key, value in before.items())
