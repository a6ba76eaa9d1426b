import numpy as np
import pytest
import shapely
from shapely import LineString, Point

from marchland.errors import LayerError
from marchland.sources.places import place_faults, place_mask, place_shape


@pytest.fixture
def study(scenario, source):
    def build(place, **more):
        places = {"here": place, "n": {"edge": "north"}, "s": {"edge": "south"}}
        return scenario(source("dem.tif", "elevation"), places=places, **more)

    return build


def refused(study, text):
    with pytest.raises(LayerError, match=text) as caught:
        place_mask(study, "here")
    assert caught.value.faults[0].where.startswith("places.here")
    return str(caught.value)


@pytest.mark.parametrize(
    ("side", "cells"),
    [
        ("north", np.s_[0, :]),
        ("south", np.s_[-1, :]),
        ("west", np.s_[:, 0]),
        ("east", np.s_[:, -1]),
    ],
)
def test_an_edge_is_the_outermost_cells(study, grid, side, cells):
    expected = np.zeros(grid.shape, bool)
    expected[cells] = True
    assert (place_mask(study({"edge": side}), "here") == expected).all()


def test_a_point_is_its_cell(study, at):
    found = place_mask(study({"point_deg": at(2.5, 3.5)}), "here")
    assert np.argwhere(found).tolist() == [[2, 3]]


def test_a_line_is_every_cell_it_touches(study, at):
    found = place_mask(study({"line_deg": [at(2.5, 3.5), at(2.5, 6.5), at(4.5, 6.5)]}), "here")
    assert np.argwhere(found).tolist() == [[2, 3], [2, 4], [2, 5], [2, 6], [3, 6], [4, 6]]


def test_a_polygon_is_the_cells_whose_centre_it_holds(study, at):
    ring = [at(1.1, 1.1), at(1.1, 4.1), at(3.1, 4.1), at(3.1, 1.1)]
    found = place_mask(study({"polygon_deg": ring}), "here")
    assert np.argwhere(found).tolist() == [[r, c] for r in (1, 2) for c in (1, 2, 3)]
    assert place_shape(study({"polygon_deg": ring}), "here").area == pytest.approx(6e4, rel=1e-2)


def test_a_small_polygon_is_the_cells_it_touches(study, at):
    ring = [at(1.1, 1.1), at(1.1, 1.2), at(1.2, 1.2)]
    assert np.argwhere(place_mask(study({"polygon_deg": ring}), "here")).tolist() == [[1, 1]]


def test_a_polygon_that_crosses_itself_says_where(study, at):
    ring = [at(1, 1), at(3, 3), at(3, 1), at(1, 3)]
    text = refused(study({"polygon_deg": ring}), r"the outline is not sound: Self-intersection\[2")
    assert "Draw the ring without crossing itself." in text


def test_latitude_before_longitude_is_noticed(study):
    refused(study({"point_deg": (54.1, 122.9)}), "is no longitude and latitude")
    refused(study({"point_deg": (54.1, 22.9)}), "lies outside the region")


@pytest.mark.parametrize("name", ["c.gpkg", "c.geojson", "c.parquet"])
def test_features_of_a_file_as_far_as_they_lie_in_the_region(study, vector, box, grid, name):
    countries = [(box(-900, -900, 4, 900), {"ADMIN": "A", "n": 1}),
                 (box(4, -900, 900, 900), {"ADMIN": "B", "n": 2})]  # fmt: skip
    vector(name, countries, epsg=3035)
    found = study({"file": name, "where": {"ADMIN": "A"}})
    assert place_mask(found, "here")[:4].all()
    assert not place_mask(found, "here")[4:].any()
    assert shapely.covers(shapely.box(*grid.bounds), place_shape(found, "here"))
    assert (place_mask(study({"file": name, "where": {"n": "2"}}), "here")[4:]).all()
    assert place_mask(study({"file": name}), "here").all()


def test_points_and_lines_of_a_file(study, vector, shape, tmp_path, at):
    vector("l.gpkg", [(shape(LineString, (2.5, 3.5), (2.5, 6.5)), {"k": True})])
    found = study({"file": "l.gpkg", "where": {"k": "True"}})
    assert place_mask(found, "here").sum() == 4
    (tmp_path / "t.csv").write_text(
        "name,lon,lat\na,{},{}\nb,{},{}\n".format(*at(0.5, 0.5), *at(5.5, 5.5))
    )
    cells = place_mask(study({"file": "t.csv", "where": {"name": "b"}}), "here")
    assert np.argwhere(cells).tolist() == [[5, 5]]


def test_no_feature_matches(study, vector, box):
    vector("c.gpkg", [(box(0, 0, 4, 4), {"ADMIN": "Poland", "n": 1}),
                      (box(4, 4, 5, 5), {"ADMIN": "Belarus", "n": 2})])  # fmt: skip
    text = refused(
        study({"file": "c.gpkg", "where": {"ADMIN": "Polen"}}), "no feature has ADMIN = 'Polen'"
    )
    assert "Values there: Belarus, Poland." in text
    refused(study({"file": "c.gpkg", "where": {"n": "many"}}), "no feature has n = 'many'")
    both = {"ADMIN": "Poland", "n": "2"}
    refused(study({"file": "c.gpkg", "where": both}), "no feature has n = '2'")


def test_faults_of_a_file(study, vector, box):
    refused(study({"file": "no.gpkg"}), "no such file")
    vector("c.gpkg", [(box(0, 0, 4, 4), {"ADMIN": "Poland"})])
    text = refused(study({"file": "c.gpkg", "where": {"NAME": "Poland"}}), "no column NAME")
    assert "Its columns: ADMIN." in text
    refused(study({"file": "c.gpkg", "source_layer": "x"}), "has no layer x")


def test_a_place_outside_the_region(study, vector, box):
    vector("c.gpkg", [(box(0, 0, 4, 4), {"n": 1}), (box(20, 20, 40, 40), {"n": 2})])
    text = refused(study({"file": "c.gpkg", "where": {"n": "2"}}), "lies outside the region")
    assert "5,200,000 to 5,201,000 east" in text


def test_headers_and_drawings_are_checked(study, vector, box, at):
    vector("c.gpkg", [(box(0, 0, 4, 4), {"ADMIN": "Poland"})])
    assert place_faults(study({"file": "c.gpkg", "where": {"ADMIN": "Poland"}}), "here") == []
    wrong = [
        {"file": "c.gpkg", "where": {"ADMIN": "Polen"}},
        {"file": "c.gpkg", "where": {"NAME": "x"}},
        {"file": "no.gpkg"},
        {"point_deg": (0, 0)},
        {"polygon_deg": [at(1, 1), at(3, 3), at(3, 1), at(1, 3)]},
    ]
    assert [len(place_faults(study(place), "here")) for place in wrong] == [1] * 5
    assert place_faults(study({"edge": "north"}), "here") == []


def test_of_a_large_file_only_the_header_is_checked(study, vector, box, monkeypatch):
    monkeypatch.setattr("marchland.sources.places.LARGE_BYTES", 10)
    vector("c.gpkg", [(box(0, 0, 4, 4), {"ADMIN": "Poland"})])
    assert place_faults(study({"file": "c.gpkg", "where": {"ADMIN": "Polen"}}), "here") == []
    assert len(place_faults(study({"file": "c.gpkg", "where": {"NAME": "x"}}), "here")) == 1


def test_a_file_with_an_outline_that_crosses_itself_is_repaired(study, vector, shape):
    vector(
        "c.gpkg", [(shape(shapely.Polygon, (1, 1), (5, 5), (5, 1), (1, 5)), {"n": 1})], epsg=3035
    )
    found = place_shape(study({"file": "c.gpkg"}), "here")
    assert found.is_valid
    assert found.area == pytest.approx(8e4, rel=1e-3)
    assert isinstance(place_shape(study({"edge": "north"}), "here").centroid, Point)


def test_real_countries(shared, scenario, source):
    file = f"{shared}/data/naturalearth_10m/ne_10m_ne_europe.gpkg"
    layer = "ne_10m_admin_0_countries_clip"
    names = ("Russia", "Belarus", "Lithuania", "Poland")
    places = {n: {"file": file, "source_layer": layer, "where": {"ADMIN": n}} for n in names}
    places |= {"n": {"edge": "north"}, "s": {"edge": "south"}}
    wide = [5_046_000, 3_426_000, 5_343_000, 3_694_000]
    study = scenario(source("dem.tif", "elevation"), places=places, bounds=wide)
    cells = {name: place_mask(study, name) for name in names}
    together = np.sum(list(cells.values()), axis=0)
    assert together.max() == 1
    assert (together == 1).all()
