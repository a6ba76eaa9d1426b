"""A small region near Suwałki, and files drawn for it."""

import json

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from pyproj import Transformer
from rasterio.transform import Affine

from marchland.model.grid import Grid
from marchland.scenario.form import Scenario, Source
from marchland.sources.base import Item

WEST, SOUTH, CELL, ROWS, COLS = 5_200_000, 3_500_000, 100, 8, 10
NORTH = SOUTH + ROWS * CELL
EAST = WEST + COLS * CELL


@pytest.fixture(scope="session")
def grid():
    """Eight rows of ten cells of 100 m."""
    return Grid(3035, WEST, NORTH, CELL, ROWS, COLS)


@pytest.fixture
def raster(tmp_path):
    """Write a GeoTIFF: values with their north-west corner so many cells into the region."""

    def write(name, values, *, off=(0, 0), cell_m=CELL, epsg=3035, transform=None, **profile):
        values = np.asarray(values)
        bands = values if values.ndim == 3 else values[None]
        lattice = Affine(cell_m, 0, WEST + off[1] * CELL, 0, -cell_m, NORTH - off[0] * CELL)
        path = tmp_path / name
        shape = {"count": len(bands), "height": bands.shape[1], "width": bands.shape[2]}
        place = {"crs": epsg and f"EPSG:{epsg}", "transform": transform or lattice}
        settings = {"driver": "GTiff", "dtype": values.dtype, **shape, **place, **profile}
        with rasterio.open(path, "w", **settings) as file:
            file.write(bands)
        return path

    return write


@pytest.fixture
def at():
    """Longitude and latitude of a point, in cells from the region's north-west corner."""
    move = Transformer.from_crs(3035, 4326, always_xy=True)
    return lambda row, col: move.transform(WEST + col * CELL, NORTH - row * CELL)


@pytest.fixture
def shape():
    """Turn (row, col) points, in cells from the north-west corner, into a geometry."""

    def draw(kind, *points):
        return kind([(WEST + col * CELL, NORTH - row * CELL) for row, col in points])

    return draw


@pytest.fixture
def box(shape):
    """Return the polygon of whole cells from one corner to another."""

    def draw(top, left, bottom, right):
        ring = [(top, left), (top, right), (bottom, right), (bottom, left)]
        return shape(shapely.Polygon, *ring)

    return draw


@pytest.fixture
def vector(tmp_path):
    """Write features, given as (geometry, properties) in the grid's projection."""

    def write(name, features, *, epsg=4326, layer=None):
        geometry = [geometry for geometry, _ in features]
        rows = [properties for _, properties in features]
        frame = gpd.GeoDataFrame(rows, geometry=geometry, crs=3035).to_crs(epsg)
        path = tmp_path / name
        if path.suffix == ".parquet":
            frame.to_parquet(path)
        else:
            frame.to_file(path, **({"layer": layer} if layer else {}))
        return path

    return write


@pytest.fixture
def item(tmp_path, grid):
    """Return a file of the temporary folder as an item to read."""
    return lambda name, inner=None: Item(f"sources[1] {name}", tmp_path / name, inner, grid)


@pytest.fixture
def source():
    """Return a source as a scenario has it."""

    def build(file, layer, **more):
        raw = {"file": file, "layer": layer, "credit": "us", "licence": "CC0", **more}
        return Source.model_validate_json(json.dumps(raw))

    return build


@pytest.fixture
def scenario(tmp_path):
    """Return a scenario of the region with these sources and places."""

    def build(*sources, places=None, bounds=(WEST, SOUTH, EAST, NORTH)):
        region = {"name": "r", "epsg": 3035, "cell_m": CELL, "bounds_m": bounds}
        raw = {
            "format": 1, "name": "t", "title": "t", "question": "t", "on": "2026-06-01",
            "party": ["PL"], "region": region, "sources": [s.model_dump() for s in sources],
            "places": places or {"n": {"edge": "north"}, "s": {"edge": "south"}},
            "approaches": [{"name": "a", "origins": ["n"], "objectives": ["s"]}],
            "movers": ["light_tracked"], "seasons": ["dry"], "limits": {"cost_eur": 1},
        }  # fmt: skip
        built = Scenario.model_validate_json(json.dumps(raw))
        return built.model_copy(update={"folder": tmp_path})

    return build
