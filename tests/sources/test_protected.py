"""Protected ground: outlines of the user's, rasters of classes, and tags."""

import numpy as np
import pandas as pd
import pytest
from shapely import LineString

from marchland.errors import LayerError
from marchland.scenario.form import Source
from marchland.sources.check import check_sources
from marchland.sources.local import read_layers
from marchland.sources.osm import read_overpass
from marchland.sources.protected import is_outlines, read_peat, read_protected
from marchland.sources.rules import match, rules_for


def cells(codes):
    return {int(code): int((codes == code).sum()) for code in np.unique(codes)}


@pytest.mark.parametrize("name", ["parks.gpkg", "parks.geojson", "parks.parquet"])
def test_outlines_are_protected_by_the_centres_of_cells(item, source, vector, box, name):
    vector(name, [(box(0, 0, 2, 3), {"name": "one"}), (box(1, 2, 3, 4), {"name": "two"})])
    codes, note = read_protected(item(name), source(name, "protected"))
    assert cells(codes) == {0: 71, 1: 6 + 4 - 1}
    assert note == "2 areas, by the centres of cells"


def test_a_scenario_may_say_what_all_outlines_are(item, source, vector, box):
    vector("parks.gpkg", [(box(0, 0, 2, 3), {"name": "one"})])
    said = source("parks.gpkg", "protected", classes={"*": "national_park"})
    assert cells(read_protected(item("parks.gpkg"), said)[0]) == {0: 74, 3: 6}
    odd = source("parks.gpkg", "protected", classes={"1": "national_park"})
    with pytest.raises(LayerError, match="outlines have no values"):
        read_protected(item("parks.gpkg"), odd)


def test_a_raster_of_classes_is_read_as_one(item, source, raster):
    values = np.zeros((8, 10), np.uint8)
    values[:2] = 7
    raster("parks.tif", values)
    said = source("parks.tif", "protected", classes={"7": "nature_reserve", "0": "none"})
    assert not is_outlines(item("parks.tif"))
    assert cells(read_protected(item("parks.tif"), said)[0]) == {0: 60, 2: 20}


def test_lines_are_no_protected_ground(item, source, vector, shape):
    vector("paths.gpkg", [(shape(LineString, (1, 1), (5, 5)), {"name": "trail"})])
    with pytest.raises(LayerError, match="holds no areas"):
        read_protected(item("paths.gpkg"), source("paths.gpkg", "protected"))


def test_tags_say_what_is_protected_and_the_stricter_wins(item, source):
    rows = pd.DataFrame(
        {
            "boundary": ["protected_area", "national_park", "administrative", "protected_area"],
            "leisure": [None, None, "park", "nature_reserve"],
        }
    )
    rules = rules_for(item("f.gpkg"), source("f.gpkg", "tags"))
    assert match(rows, rules)["protected"].tolist() == [1, 3, -1, 2]
    tiles = rules_for(item("park.parquet"), source("park.parquet", "tags", scheme="openmaptiles"))
    parks = pd.DataFrame({"class": ["national_park", "nature_reserve", "theme_park"]})
    assert match(parks, tiles)["protected"].tolist() == [3, 2, -1]


def test_the_layers_of_a_scenario_hold_it_only_where_a_source_gives_it(
    scenario, source, raster, vector, box
):
    raster("dem.tif", np.ones((8, 10), np.float32))
    raster("cover.tif", np.ones((8, 10), np.uint8))
    vector("parks.gpkg", [(box(0, 0, 2, 3), {"name": "one"})])
    bare = [source("dem.tif", "elevation"), source("cover.tif", "cover", classes={"1": "grass"})]
    assert "protected" not in read_layers(scenario(*bare))[0]
    study = scenario(*bare, source("parks.gpkg", "protected"))
    assert check_sources(study) == []
    layers, provenance = read_layers(study)
    assert layers["protected"].sum() == 6
    assert provenance[-1].layer == "protected"


def test_overpass_gives_reserves_and_no_parishes(tmp_path):
    ring = [{"lon": x, "lat": y} for x, y in ((23, 54), (23.1, 54), (23.1, 54.1), (23, 54))]
    path = tmp_path / "answer.json"
    tags = [{"boundary": "protected_area"}, {"boundary": "administrative"}, {"leisure": "pitch"}]
    ways = [{"type": "way", "tags": tag, "geometry": ring} for tag in tags]
    path.write_text(pd.Series({"elements": ways}).to_json())
    found = read_overpass(path, "answer")
    assert found["boundary"].tolist() == ["protected_area"]


def test_the_form_knows_the_layer():
    assert Source(file="a.gpkg", layer="protected", credit="us", licence="CC0").layer == "protected"


def test_outlines_of_peat_are_laid_over_the_cover(scenario, source, raster, vector, box):
    raster("dem.tif", np.ones((8, 10), np.float32))
    raster("cover.tif", np.ones((8, 10), np.uint8))
    vector("peat.geojson", [(box(0, 0, 2, 3), {"name": "bog"})])
    bare = [source("dem.tif", "elevation"), source("cover.tif", "cover", classes={"1": "grass"})]
    study = scenario(*bare, source("peat.geojson", "peat"))
    assert check_sources(study) == []
    assert cells(read_layers(study)[0]["cover"]) == {30: 74, 91: 6}
    odd = scenario(*bare, source("peat.geojson", "peat", classes={"1": "peat"}))
    assert "classes mean nothing" in str(check_sources(odd)[0])


def test_peat_without_areas_is_refused(item, vector):
    vector("peat.gpkg", [(LineString([(5_200_100, 3_500_100), (5_200_400, 3_500_400)]), {})])
    with pytest.raises(LayerError, match="holds no areas"):
        read_peat(item("peat.gpkg"))
