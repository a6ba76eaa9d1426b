import geopandas as gpd
import numpy as np
import pytest
import shapely

from marchland.outputs import overlays
from marchland.outputs.sheet import Captions, open_sheet


@pytest.fixture
def sheet(report):
    return open_sheet(Captions("", "", "", "", ""), report.scenario.region.grid, ())


def boxes(sheet) -> dict[str, tuple[float, float, float, float]]:
    found = {}
    for text in sheet.paper.texts:
        box = text.get_window_extent()
        found[text.get_text()] = (box.x0, box.y0, box.x1, box.y1)
    return found


def test_features_come_into_the_projection_of_the_grid(report):
    grid = report.scenario.region.grid
    away = report.towns.to_crs(4326)
    back = overlays.on_grid(away, grid)
    np.testing.assert_allclose(back.geometry.x, report.towns.geometry.x)
    assert overlays.on_grid(report.towns, grid) is report.towns
    assert overlays.on_grid(report.towns.set_crs(None, allow_override=True), grid).crs == 3035


def test_lines_are_cut_to_the_map_and_areas_become_outlines(report):
    grid = report.scenario.region.grid
    west, south, _, north = grid.bounds
    around = shapely.box(west - 1e5, south + 1000, west + 1000, north + 1e5)
    lines = overlays.lines_of([around, shapely.Point(west, south), None], grid)
    points = np.concatenate(lines)
    assert points[:, 0].min() >= west
    assert points[:, 1].max() <= north
    assert overlays.lines_of([], grid) == []


def test_borders_are_drawn_if_there_are_any(sheet, report):
    assert overlays.borders(sheet, report.borders)
    assert len(sheet.axes.collections) == 2
    assert not overlays.borders(sheet, report.borders[:0])


def test_towns_are_named_and_none_overlaps(landscape):
    wide = open_sheet(Captions("", "", "", "", ""), landscape.scenario.region.grid, ())
    overlays.towns(wide, landscape.towns, (0, np.inf))
    found = list(boxes(wide).values())
    assert len(found) >= 6
    for n, a in enumerate(found):
        for b in found[n + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_the_largest_town_is_named_first_and_in_bold(sheet, report):
    overlays.towns(sheet, report.towns, (0, np.inf), most=1)
    (text,) = sheet.paper.texts
    assert text.get_text() == "Kövär"
    assert text.get_weight() == "bold"


def test_towns_are_named_by_size_in_turn(sheet, report):
    overlays.towns(sheet, report.towns, (overlays.LARGE, np.inf))
    assert set(boxes(sheet)) == {"Kövär"}
    overlays.towns(sheet, report.towns, (0, overlays.LARGE))
    assert set(boxes(sheet)) == {"Kövär", "Žemė", "Ruś"}


def test_a_large_town_is_named_over_a_line_a_small_one_is_not(sheet, report):
    sheet.places.lines.append((0.0, 0.0, 1e4, 1e4))
    overlays.towns(sheet, report.towns, (0, np.inf))
    assert set(boxes(sheet)) == {"Kövär"}


def test_towns_without_a_population_column_are_named(sheet, report):
    overlays.towns(sheet, report.towns.drop(columns="population"), (0, np.inf))
    assert len(sheet.paper.texts) == 3
    overlays.towns(sheet, report.towns[:0], (0, np.inf))


def test_stretches_of_a_line():
    line = np.column_stack([np.arange(6.0), np.zeros(6)])
    kept = np.array([True, True, False, False, True, False])
    first, second = overlays.runs(line, kept)
    np.testing.assert_array_equal(first[:, 0], [0, 1])
    assert len(second) == 2
    assert overlays.runs(line, np.zeros(6, bool)) == []


@pytest.mark.parametrize("main", [True, False])
def test_a_door_is_thick_where_it_is_open(sheet, report, main):
    x, y = report.scenario.region.grid.bounds[0] + 7250, report.scenario.region.grid.bounds[3]
    line = np.column_stack([np.full(9, x), y - np.arange(9) * 500.0])
    open_ = np.arange(9) < 5
    middle = overlays.door(sheet, line, open_, main=main)
    assert middle == (x, y - 1000)
    widths = [c.get_linewidths()[0] for c in sheet.axes.collections]
    assert max(widths) > 2.5 * overlays.SHUT.width
    assert sheet.places.lines


def test_a_callout_stands_on_nothing(sheet, report):
    west, south, east, north = report.scenario.region.grid.bounds
    at = ((west + east) / 2, (south + north) / 2)
    for text in ("4 km", "5 km", "6 km"):
        overlays.callout(sheet, at, text, 8.5)
    assert len(sheet.places.taken) == 3


def test_a_route_ends_with_an_arrow_and_its_time(sheet, report):
    line = shapely.LineString(report.bottlenecks.geometry.iloc[0].coords)
    routes = gpd.GeoDataFrame({"time_s": [5400.0]}, geometry=[line], crs=3035)
    assert overlays.routes(sheet, routes)
    assert [t.get_text() for t in sheet.paper.texts] == ["1 h 30 min"]
    assert len(sheet.paper.patches) == 1


def test_ways_are_named_where_they_differ():
    one = shapely.LineString([(0, 0), (100, 0)])
    two = shapely.LineString([(0, 0), (50, 0), (75, 40), (100, 0)])
    (x, y), (u, v) = overlays.apart([one, two])
    assert (x, y) != (u, v)
    assert v > 30
    assert overlays.apart([one]) == [(50.0, 0.0)]
