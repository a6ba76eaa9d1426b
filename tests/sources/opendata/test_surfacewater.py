import numpy as np
import pytest
from tests.sources.opendata.conftest import write_tile

from marchland.sources.opendata.prepare import PROVIDERS
from marchland.sources.opendata.surfacewater import address


@pytest.mark.parametrize(
    ("lon", "lat", "corner"), [(10, 40, "10E_40N"), (0, 10, "0E_10N"), (-10, -20, "10W_20S")]
)
def test_names_of_tiles(lon, lat, corner):
    base = "https://storage.googleapis.com/global-surface-water"
    file = f"occurrence_{corner}v1_4_2021.tif"
    assert address(base, lon, lat) == f"{base}/downloads2021/occurrence/{file}"


def test_a_lake_is_where_water_is_half_of_the_time(server, made):
    """The tile of 23 E, 54 N is named by its north-west corner, 20 E and 60 N."""
    values = np.zeros((160, 200), np.uint8)
    values[:, :80], values[:, 80:100], values[:, 180:] = 100, 49, 255
    path = server.root / "jrc" / address("x", 20, 60)[2:]
    write_tile(path, values, 22.99, 54.02, (0.00025, 0.00025), nodata=255)
    (draft,), rasters = made(PROVIDERS["jrc-water"])
    assert draft.classes == {"0": "none", "5": "lake"}
    assert (rasters["water_jrc"][:, :13] == 5).all()
    assert (rasters["water_jrc"][:, 15:] == 0).all()
