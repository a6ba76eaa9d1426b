import geopandas as gpd
import pytest
import shapely

from marchland.outputs.countries import countries, name_countries
from marchland.outputs.sheet import Captions, open_sheet


@pytest.fixture
def grid(report):
    return report.scenario.region.grid


def test_names_follow_from_the_borders_that_meet(report, grid):
    found = dict(countries(report.borders, grid))
    assert set(found) == {"Aland", "Bland", "Cland"}
    west, _, _, north = grid.bounds
    assert found["Aland"].contains(shapely.Point(west + 1000, north - 2500))
    assert found["Bland"].contains(shapely.Point(west + 9000, north - 1000))


def test_two_countries_alone_could_be_either(report, grid):
    assert countries(report.borders[:1], grid) == []


def test_borders_without_two_names_say_nothing(report, grid):
    assert countries(report.borders.assign(name="border"), grid) == []


def test_no_borders_no_names(grid):
    assert countries(gpd.GeoDataFrame({"name": []}, geometry=[], crs=3035), grid) == []


def test_names_stand_inside_their_country(report, grid):
    sheet = open_sheet(Captions("", "", "", "", ""), grid, ())
    name_countries(sheet, report.borders)
    names = {t.get_text().replace("\u2009", ""): t.get_position() for t in sheet.paper.texts}
    assert set(names) == {"ALAND", "BLAND", "CLAND"}
    assert names["BLAND"][1] < names["CLAND"][1]
    assert names["ALAND"][0] < names["BLAND"][0]
