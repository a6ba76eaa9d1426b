"""Declared areas on a map: coarse, hollow, and told by whom."""

import numpy as np
import pytest
import shapely

from marchland.model.declaration import Declaration
from marchland.model.grid import Grid
from marchland.outputs.declaredmap import COARSE_M, FINEST, areas_of, coarse, keys, scale_of
from marchland.outputs.maps import backdrop_of, draw_map, drawable

GRID = Grid(3035, 5_200_000.0, 3_550_000.0, 100.0, 100, 100)


def test_outlines_lie_on_a_lattice_and_small_ones_do_not_vanish():
    ring = ((23.0, 54.15), (23.01234, 54.15), (23.01234, 54.1556), (23.0, 54.1556))
    tiny = tuple((x, 54.15 + y) for x, y in ((23.0, 0), (23.00002, 0), (23.00002, 1e-5)))
    found = coarse((Declaration("a", "mined_area", ring, "LT"),
                    Declaration("b", "mined_area", tiny, "LT")), GRID)  # fmt: skip
    points = shapely.get_coordinates(found.geometry.iloc[0])
    assert (np.abs(points / COARSE_M - np.round(points / COARSE_M)) < 1e-6).all()
    assert found.geometry.iloc[1].area == pytest.approx(COARSE_M**2)


def test_a_region_is_drawn_only_where_the_scale_is_coarse_enough(report, changed):
    assert scale_of(Grid(3035, 0.0, 0.0, 100.0, 10, 90), 180.0) == FINEST
    assert drawable(report, "declared")
    close = report.scenario.region.model_copy(
        update={"cell_m": 100.0, "bounds_m": (0, 0, 900, 900)}
    )
    near = report.scenario.model_copy(update={"region": close})
    assert not drawable(changed(scenario=near), "declared")


def test_without_areas_there_is_no_map(report, changed):
    assert [area.name for area in areas_of(report)] == ["hand"]
    assert areas_of(changed(accounted=None)) == ()
    assert not drawable(changed(accounted=None), "declared")


def test_the_area_is_hatched_and_named(report):
    back = backdrop_of(report)
    with_area = draw_map(report, back, "declared", 180.0)
    assert with_area.shape[2] == 3
    (key,) = keys()
    assert "not by Marchland" in key.label
