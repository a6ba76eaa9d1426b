from datetime import date

import geopandas as gpd
import pytest
from shapely import Point, Polygon

from marchland.errors import LayerError
from marchland.model.declaration import Declaration
from marchland.outputs.declared import write_declarations
from marchland.sources.declarations import read_declarations

RING = ((23.0, 54.1), (23.1, 54.1), (23.1, 54.2), (23.0, 54.2))
AREA = Declaration(
    "north", "mined_area", RING, "LT", marked=True, fenced=False, category="anti_personnel",
    evidence="indirect", migration_route=True, identified=date(2026, 1, 15),
)  # fmt: skip
PLAIN = Declaration("south", "flooded", RING, "PL")


@pytest.mark.parametrize("ending", ["gpkg", "geojson"])
def test_what_was_written_is_read_as_it_was(tmp_path, ending):
    path = write_declarations([PLAIN, AREA], tmp_path / f"areas.{ending}")
    north, south = read_declarations(path)
    assert south == PLAIN
    assert {**vars(north), "outline": None} == {**vars(AREA), "outline": None}
    assert set(north.outline) == set(AREA.outline)
    assert [p.name for p in tmp_path.iterdir()] == [f"areas.{ending}"]


def test_another_reference_system_is_turned_into_degrees(tmp_path):
    path = tmp_path / "areas.gpkg"
    frame = gpd.GeoDataFrame(
        {"name": ["a"], "kind": ["flooded"], "party": ["LT"]}, geometry=[Polygon(RING)], crs=4326
    )
    frame.to_crs(3035).to_file(path)
    (area,) = read_declarations(path)
    for found, given in zip(sorted(area.outline), sorted(RING), strict=True):
        assert found == pytest.approx(given, abs=1e-8)


def test_everything_wrong_is_told_at_once(tmp_path):
    path = tmp_path / "areas.gpkg"
    holed = Polygon(RING, [[(23.02, 54.12), (23.04, 54.12), (23.04, 54.14)]])
    frame = gpd.GeoDataFrame(
        {
            "name": ["a", "a", "c", "d"],
            "kind": ["minefeild", "flooded", "flooded", "flooded"],
            "party": ["LT"] * 4,
            "marked": ["perhaps", "yes", "no", None],
            "identified": ["soon", None, None, None],
        },
        geometry=[Polygon(RING), Polygon(RING), holed, Point(23, 54)],
        crs=4326,
    )
    frame.to_file(path)
    with pytest.raises(LayerError) as raised:
        read_declarations(path)
    said = [fault.what for fault in raised.value.faults]
    assert said == [
        "kind 'minefeild'",
        "'perhaps' is neither yes nor no",
        "'soon' is no day",
        "has holes",
        "is no polygon",
        "two areas are called a",
    ]


def test_a_file_without_the_columns_or_at_all_is_refused(tmp_path):
    path = tmp_path / "areas.geojson"
    gpd.GeoDataFrame({"id": [1]}, geometry=[Polygon(RING)], crs=4326).to_file(path)
    with pytest.raises(LayerError, match="no column name, kind, party"):
        read_declarations(path)
    with pytest.raises(LayerError, match="cannot be read"):
        read_declarations(tmp_path / "nowhere.gpkg")


def test_an_area_without_a_name_or_a_state_and_one_that_is_none_are_told(tmp_path):
    path = tmp_path / "areas.geojson"
    bow = Polygon([(23.0, 54.1), (23.1, 54.2), (23.1, 54.1), (23.0, 54.2)])
    flat = Polygon([(23.0, 54.1), (23.1, 54.1), (23.2, 54.1)])
    frame = gpd.GeoDataFrame(
        {
            "name": ["a", "", None, "d"],
            "kind": ["flooded"] * 4,
            "party": ["Poland", None, "PL", "pl"],
        },
        geometry=[bow, Polygon(RING), flat, Polygon(RING)],
        crs=4326,
    )
    frame.to_file(path)
    with pytest.raises(LayerError) as raised:
        read_declarations(path)
    said = [f"{fault.where.rpartition(' ')[2]} {fault.what}" for fault in raised.value.faults]
    assert said == [
        "1 is no sound area: Self-intersection[23.05 54.15]",
        "1 party 'Poland' is no state",
        "2 has no name",
        "2 party '' is no state",
        "3 is no sound area: Self-intersection[23.1 54.1]",
        "3 has no name",
        "4 party 'pl' is no state",
    ]


def test_a_file_that_is_none_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "areas.gpkg"
    path.write_text("")
    with pytest.raises(LayerError, match=r"format\. Give a GeoPackage") as raised:
        read_declarations(path)
    assert "driver" not in str(raised.value)
    path = tmp_path / "areas.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(LayerError, match="holds no areas"):
        read_declarations(path)
