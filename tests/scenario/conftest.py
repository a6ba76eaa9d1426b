"""A small scenario, complete and right, to spoil one part at a time."""

import copy

import pytest

RIGHT = {
    "format": 1,
    "name": "ford",
    "title": "The ford",
    "question": "How long to the far bank?",
    "on": "2026-06-01",
    "party": ["PL"],
    "movers": ["heavy_wheeled"],
    "seasons": ["dry"],
    "measures": ["ditch"],
    "region": {"name": "Ford", "epsg": 3035, "cell_m": 100, "bounds_m": [0, 0, 5000, 4000]},
    "limits": {"cost_eur": 1e6},
    "places": {"west": {"edge": "west"}, "bank": {"point_deg": [22.9, 54.1]}},
    "approaches": [{"name": "over", "origins": ["west"], "objectives": ["bank"]}],
    "sources": [{"file": "dem.tif", "layer": "elevation", "credit": "us", "licence": "CC0"}],
}


@pytest.fixture
def raw():
    """The bare contents of a scenario file without a fault."""
    return copy.deepcopy(RIGHT)


@pytest.fixture
def folder(tmp_path):
    """A folder with the one file that the scenario names."""
    (tmp_path / "dem.tif").write_bytes(b"heights")
    return tmp_path
