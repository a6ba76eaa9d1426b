"""Speed and travel time of every case."""

from types import SimpleNamespace

import numpy as np
import pytest
from tests.drawing import ends, ground, measure, sites, speeds

from marchland.barriers.evaluate import Built, crossing_times
from marchland.mobility.travel import travel_time
from marchland.outputs.webmap.shipped import MISSING
from marchland.outputs.webmap.shipped import built as built_map
from marchland.schema import grid_of
from marchland.study import fields
from marchland.study.fields import case_fields, thinned

ROAD = """
    assssssb
    assssssb
"""
ACROSS = """
    ...1....
    ...1....
"""
HEADLINE = SimpleNamespace(approach="west to east", mover="heavy_wheeled", season="dry")


def built(**delay):
    return Built(sites(ACROSS), {"line-1": measure(**delay)})


def test_every_case_has_speed_and_both_times():
    here = ground(ROAD, movers=("heavy_wheeled", "dismounted"), seasons=("dry", "wet"))
    found = case_fields(here, built(wheeled=3600), HEADLINE)
    cases = {(m, s) for m in ("heavy_wheeled", "dismounted") for s in ("dry", "wet")}
    assert set(found.speed) == cases
    assert set(found.before) == set(found.after) == {("west to east", *case) for case in cases}


def test_the_time_beyond_the_plan_is_longer_by_the_delay():
    here = ground(ROAD)
    found = case_fields(here, built(wheeled=3600), HEADLINE)
    way = ("west to east", "heavy_wheeled", "dry")
    added = found.after[way] - found.before[way]
    np.testing.assert_allclose(added.values[:, 4:], 3600, rtol=1e-5)
    np.testing.assert_array_equal(added.values[:, :3], 0)
    crossing = crossing_times(here)["best_s"].iloc[0]
    assert found.before[way].values[:, -1].min() == pytest.approx(crossing)


def test_a_delay_that_nobody_declared_leaves_no_time_after():
    here = ground(ROAD, movers=("heavy_wheeled", "light_tracked"))
    found = case_fields(here, built(wheeled=None, tracked=60), HEADLINE)
    assert set(found.after) == {("west to east", "light_tracked", "dry")}
    assert len(found.before) == 2


def test_on_large_ground_only_the_headlines_approach_is_timed(monkeypatch):
    monkeypatch.setattr(fields, "MOST_CELLS", 4)
    here = ground(ROAD, ends(ROAD), ends(ROAD, "own", side="own"))
    found = case_fields(here, built(wheeled=3600), HEADLINE)
    assert {way[0] for way in found.before} == {"west to east"}


def test_what_is_thinned_keeps_its_place():
    whole = speeds("\n".join(["......"] * 6))
    time = travel_time(whole, np.eye(6, dtype=bool))
    small = thinned(time, most=4)
    assert small.shape == (2, 2)
    assert grid_of(small).cell_m == 300
    for y in small.y.values:
        for x in small.x.values:
            assert float(small.sel(x=x, y=y)) == float(time.sel(x=x, y=y))


def test_what_is_small_is_left_as_it_is():
    whole = speeds("......")
    assert thinned(whole) is whole
    assert thinned(whole, most=1).shape == whole.shape  # one row cannot be thinned


def test_the_samples_map_is_at_most_12_mb(folder):
    if not built_map():
        pytest.skip(MISSING)
    assert 3e6 < (folder / "map.html").stat().st_size <= 12e6
