import geopandas as gpd
import pytest
import shapely

from marchland.outputs import answers, signs
from marchland.outputs.sheet import Captions, open_sheet


@pytest.fixture
def sheet(report):
    return open_sheet(Captions("", "", "", "", ""), report.scenario.region.grid, ())


@pytest.mark.parametrize("layer", ["warn", "slow", "stop"])
def test_layers_differ_by_their_line_not_their_hue(layer):
    look = signs.measure_look(layer)
    assert look.colour == signs.MEASURE
    others = [signs.measure_look(other).dashes for other in signs.DASHES if other != layer]
    assert look.dashes not in others


def test_sites_are_thin_lines_and_open_squares(sheet, report):
    signs.sites(sheet, report.sites)
    lines = [c for c in sheet.axes.collections if len(c.get_segments())]
    assert [len(c.get_segments()) for c in lines] == [2]
    (squares,) = sheet.paper.lines
    assert squares.get_color() == "white"
    signs.sites(sheet, report.sites[:0])


def test_measures_are_drawn_on_their_sites_and_keep_lettering_off(sheet, report):
    picked = answers.placed(report, answers.chosen(report))
    signs.measures(sheet, picked, "stop")
    assert sheet.paper.lines[0].get_color() == signs.MEASURE
    assert sheet.places.lines


def test_a_gap_of_one_cell_is_as_wide_as_the_cell(sheet, report):
    signs.sites(sheet, report.sites[report.sites["site"] == "g2"])
    (segment,) = sheet.axes.collections[0].get_segments()
    assert abs(segment[1] - segment[0]).max() == 500


def test_origin_and_objective_differ(sheet, report):
    x, y = report.sites.geometry.iloc[2].coords[0]
    edge = shapely.LineString([(x, y), (x, y + 900)])
    rows = [
        ("west", "origin", shapely.Point(x, y)),
        ("east", "objective", shapely.Point(x + 900, y)),
        ("edge", "origin", edge),
    ]
    places = gpd.GeoDataFrame(rows, columns=["place", "role", "geometry"], crs=3035)
    signs.ends(sheet, places)
    assert [line.get_marker() for line in sheet.paper.lines] == ["o", "D"]
    assert sheet.axes.collections
