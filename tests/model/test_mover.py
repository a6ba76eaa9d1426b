"""Who moves: on any ground, or on roads only."""

import pytest

from marchland.catalogue.read import catalogue

TABLE = catalogue()


@pytest.mark.parametrize(
    ("name", "reach"),
    [("dismounted", "ground"), ("heavy_tracked", "ground"), ("ambulance", "roads")],
)
def test_whoever_crosses_nothing_keeps_to_roads(name, reach):
    assert TABLE.mover(name).reach == reach
