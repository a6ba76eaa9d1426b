"""A way to fetch that loses no time, and files to serve."""

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from marchland.downloads.wanted import Patience, Wanted, Way

HASTE = Patience(
    quiet_s=0.3, slow_s=0.3, slow_bytes=1000, tries=5, first_s=0.01, longest_s=0.05, gain=30_000
)


class Heard:
    """What a watch was told."""

    def __init__(self):
        self.announced, self.come = [], 0

    def announce(self, files, size, unknown):
        self.announced.append((files, size, unknown))

    def advance(self, size):
        self.come += size


@pytest.fixture
def watch():
    return Heard()


@pytest.fixture
def way(tmp_path, watch):
    return Way(tmp_path / "cache", patience=HASTE, watch=watch)


@pytest.fixture
def tile(server):
    """A raster on the server, of some 150 kB, and what is wanted of it."""
    path = server.root / "tile.tif"
    values = np.random.default_rng(1).integers(0, 1000, (300, 300)).astype(np.float32)
    profile = {"width": 300, "height": 300, "count": 1, "dtype": "float32", "driver": "GTiff"}
    place = {"crs": "EPSG:4326", "transform": from_origin(22, 55, 1e-3, 1e-3)}
    with rasterio.open(path, "w", compress="deflate", **profile, **place) as file:
        file.write(values, 1)
    return path


@pytest.fixture
def want(server):
    def build(name, kind="tiff", **more):
        return Wanted(f"{server.base}/{name}", kind, **more)

    return build
