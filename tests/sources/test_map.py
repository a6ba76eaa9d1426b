import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import LineString, Point

from marchland.errors import LayerError
from marchland.sources.map import borders, name_columns, read_named, towns


@pytest.fixture
def spot(shape):
    return lambda row, col: Point(shape(LineString, (row, col), (row, col + 1)).coords[0])


def test_no_sources_give_empty_tables_with_their_columns(scenario, source):
    study = scenario(source("dem.tif", "elevation"))
    assert list(towns(study).columns) == ["name", "population", "geometry"]
    assert list(borders(study).columns) == ["name", "geometry"]
    assert len(towns(study)) == len(borders(study)) == 0
    assert towns(study).crs.to_epsg() == borders(study).crs.to_epsg() == 3035


def test_towns_of_a_table(scenario, source, tmp_path, at):
    rows = ["id,name,latitude,longitude,population"]
    for name, place, people in (
        ("Suwałki", (2, 3), 69000),
        ("Szypliszki", (4, 4), ""),
        ("", (5, 5), 7),
    ):
        lon, lat = at(*place)
        rows.append(f"1,{name},{lat:.7f},{lon:.7f},{people}")
    rows.append("1,Warszawa,52.23,21.01,1800000")
    (tmp_path / "t.csv").write_text("\n".join(rows), encoding="utf-8")
    found = towns(scenario(source("t.csv", "places")))
    assert found["name"].tolist() == ["Suwałki", "Szypliszki"]
    np.testing.assert_array_equal(found["population"], [69000, np.nan])
    assert found.geometry.x.tolist() == pytest.approx([5_200_300, 5_200_400], abs=0.1)
    assert found.geometry.y.tolist() == pytest.approx([3_500_600, 3_500_400], abs=0.1)


@pytest.mark.parametrize(
    ("file", "properties"),
    [
        ("ne.gpkg", {"NAME": "Suwałki", "POP_MAX": 69000}),
        ("osm.geojson", {"name": "Suwałki", "population": "69000"}),
        ("omt.parquet", {"name:latin": "Suwałki", "name": "Сувалки", "population": 69000}),
    ],
)
def test_towns_of_other_files(scenario, source, vector, spot, file, properties):
    vector(file, [(spot(1, 1), properties)])
    found = towns(scenario(source(file, "places")))
    assert found["name"].tolist() == ["Suwałki"]
    assert found["population"].tolist() == [69000]


def test_a_number_of_people_that_is_none_is_unknown(scenario, source, vector, spot):
    vector("t.geojson", [(spot(1, 1), {"name": "a", "population": "many"})])
    assert np.isnan(towns(scenario(source("t.geojson", "places")))["population"][0])


def test_the_same_town_twice_is_one_and_an_area_is_a_point(scenario, source, vector, spot, box):
    vector("a.gpkg", [(spot(1, 1), {"name": "a"}), (spot(1, 1), {"name": "a"})])
    vector("b.gpkg", [(spot(1, 1), {"name": "a"}), (box(2, 2, 4, 4), {"name": "b"})])
    found = towns(scenario(source("a.gpkg", "places"), source("b.gpkg", "places")))
    assert found["name"].tolist() == ["a", "b"]
    assert (found.geometry[1].x, found.geometry[1].y) == pytest.approx(
        (5_200_300, 3_500_500), abs=1
    )


def test_borders_are_cut_to_the_region_and_joined_by_name(scenario, source, vector, shape):
    lines = [
        (shape(LineString, (1, -5), (1, 4)), {"name": "A–B"}),
        (shape(LineString, (1, 4), (1, 8)), {"name": "A–B"}),
        (shape(LineString, (6, 1), (6, 3)), {"name": "B–C"}),
        (shape(LineString, (-3, 1), (-2, 3)), {"name": "C–D"}),
    ]
    vector("b.geojson", lines, epsg=3035)
    found = borders(scenario(source("b.geojson", "borders")))
    assert found["name"].tolist() == ["A–B", "B–C"]
    assert found.geom_type.tolist() == ["LineString"] * 2
    assert found.length.tolist() == pytest.approx([800, 200])


def test_a_border_without_a_name_is_named_by_its_two_sides(scenario, source, vector, shape):
    sides = [
        ("Poland", "Lithuania", None),
        ("Lithuania", "Poland", None),
        ("Poland", "Belarus", "PB"),
    ]
    lines = [
        (shape(LineString, (n, 1), (n, 3)), {"adm0_left": left, "adm0_right": right, "name": name})
        for n, (left, right, name) in enumerate(sides, start=1)
    ]
    vector("b.gpkg", lines)
    found = borders(scenario(source("b.gpkg", "borders")))
    assert found["name"].tolist() == ["Poland–Lithuania", "PB"]
    assert shapely.get_num_geometries(found.geometry[0]) == 2


def test_columns_that_name(item):
    assert name_columns(item("f"), "places", ("id", "NAME", "name")) == ["name", "NAME"]
    two = ("adm0_left", "adm0_right")
    assert name_columns(item("f"), "borders", two) == list(two)
    for layer in ("places", "borders"):
        with pytest.raises(LayerError, match="no column of names among id, title"):
            name_columns(item("f"), layer, ("id", "title"))


def test_borders_are_lines(item, source, vector, box):
    vector("b.gpkg", [(box(1, 1, 3, 3), {"name": "a"})])
    with pytest.raises(LayerError, match="holds no lines"):
        read_named(item("b.gpkg"), source("b.gpkg", "borders"))


def test_everything_wrong_with_the_files_is_told_at_once(scenario, source, tmp_path):
    (tmp_path / "a.csv").write_text("lon,lat\n23,54\n")
    with pytest.raises(LayerError) as caught:
        towns(scenario(source("a.csv", "places"), source("b.csv", "places")))
    assert len(caught.value.faults) == 2


def test_the_real_borders_and_towns(shared, scenario, source):
    from_file = f"{shared}/data/naturalearth_10m/ne_10m_ne_europe.gpkg"
    lines = source(from_file, "borders", source_layer="ne_10m_admin_0_boundary_lines_land")
    spots = source(from_file, "places", source_layer="ne_10m_populated_places")
    study = scenario(lines, spots, bounds=[5_046_000, 3_426_000, 5_343_000, 3_694_000])
    assert "Poland–Lithuania" in borders(study)["name"].tolist()
    assert "Vilnius" in towns(study)["name"].tolist()
    assert isinstance(towns(study), gpd.GeoDataFrame)
