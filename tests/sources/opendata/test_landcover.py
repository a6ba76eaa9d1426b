import numpy as np
import pytest
import shapely
from tests.sources.opendata.conftest import write_tile

from marchland.sources.opendata.area import Area
from marchland.sources.opendata.landcover import CLASSES, address, decide, look
from marchland.sources.opendata.mosaic import mosaic
from marchland.sources.opendata.prepare import PROVIDERS

WORLDCOVER = PROVIDERS["worldcover-2021"]
PIXEL = 1 / 12_000


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [(21, 54, "N54E021"), (36, -48, "S48E036"), (0, 0, "N00E000"), (-3, 60, "N60W003")],
)
def test_names_of_tiles(lon, lat, name):
    """S48E036 is the tile of 46.5 S, 37.5 E; its corner is the multiple of 3 to the south-west."""
    base = "https://esa-worldcover.s3.eu-central-1.amazonaws.com"
    file = f"ESA_WorldCover_10m_2021_v200_{name}_Map.tif"
    assert address(base, lon, lat) == f"{base}/v200/2021/map/{file}"


def serve(server, values):
    """Put a small piece of the map, from 22.99 E and 54.02 N, on the server."""
    path = server.root / "cover" / address("x", 21, 54)[2:]
    write_tile(path, values.astype(np.uint8), 22.99, 54.02, (PIXEL, PIXEL), nodata=0)


def test_the_commonest_class_and_the_share_of_each(server, made):
    """West of 23.01 E forest, east of it crops; the northern part of both is water."""
    values = np.where(np.arange(600) * PIXEL + 22.99 < 23.01, 10, 40) * np.ones((400, 1))
    values[:180] = 80
    serve(server, values)
    (cover, water), rasters = made(WORLDCOVER)
    assert (cover.layer, water.layer) == ("cover", "water")
    assert cover.classes["10"] == "forest"
    assert water.classes == {"0": "none", "5": "lake"}
    shares = rasters["cover_shares"]
    assert np.all(np.abs(shares.sum(axis=0, dtype=int) - 100) <= 2)
    land = rasters["cover"]
    assert set(np.unique(land)) == {10, 40}
    assert land[-1, 0] == 10
    assert land[-1, -1] == 40
    lakes = rasters["water"]
    assert set(np.unique(lakes)) == {0, 5}
    assert (lakes[0] == 5).all()
    assert (lakes[-1] == 0).all()
    assert land[0, 0] == 10  # under water: as the nearest land


def test_a_cell_is_looked_at_as_often_as_it_has_pixels(area, tmp_path):
    path = tmp_path / "t.tif"
    values = np.tile(np.array([10, 30], np.uint8), (400, 300))
    write_tile(path, values, 22.99, 54.02, (PIXEL, PIXEL), nodata=0)
    with mosaic([path], 0) as data:
        shares = look(data, area.grid, 8)
    both = shares[[CLASSES.index(10), CLASSES.index(30)]]
    assert np.all(np.abs(both.astype(int) - 50) <= 13)  # half of the columns, one of eight off


def test_decisions_a_reader_can_check():
    def cell(**percent):
        shares = np.zeros((len(CLASSES), 1, 2), np.uint8)
        shares[CLASSES.index(10), 0, 1] = 100
        for value, share in percent.items():
            shares[CLASSES.index(int(value[1:])), 0, 0] = share
        cover, water = (layer[0, 0] for layer in decide(shares))
        return int(cover), int(water)

    assert cell(c10=60, c40=40) == (10, 0)
    assert cell(c80=60, c40=40) == (40, 5)
    assert cell(c80=40, c40=35, c10=25) == (40, 0)
    assert cell(c80=50, c30=50) == (30, 0)
    assert cell(c80=100) == (10, 5)
    assert cell(c70=80, c10=20) == (255, 0)
    unknown = np.full((len(CLASSES), 1, 1), 255, np.uint8)
    assert [layer.tolist() for layer in decide(unknown)] == [[[255]], [[0]]]


def test_open_sea_beside_land_may_have_no_tile(server, made, area):
    serve(server, np.full((400, 600), 30))
    ground = Area(area.grid, shapely.box(23.0, 53.99, 23.02, 54.01))
    (cover, _), rasters = made(WORLDCOVER, ground)
    assert (rasters["cover"][:20] == 30).all()
    assert cover.note.startswith("1 tiles")
