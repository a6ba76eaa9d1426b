"""Two tiles of 100 km side by side in Mollweide, each with 3 people in every pixel."""

import zipfile

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from pyproj import Transformer
from rasterio.transform import Affine

from marchland.catalogue.read import catalogue
from marchland.errors import LayerError
from marchland.scenario.check import cross_faults
from marchland.sources.opendata.ghspop import NAME, address, index_file, tiles_over
from marchland.sources.opendata.prepare import PROVIDERS

PEOPLE = PROVIDERS[NAME]
SIDE = 10_000


@pytest.fixture
def bases(bases, server):
    return {**bases, NAME: f"{server.base}/ghs"}


@pytest.fixture
def tiles(server, area):
    """The tiles meet in the middle of the area; a third lies elsewhere."""
    move = Transformer.from_crs(area.grid.epsg, "ESRI:54009", always_xy=True)
    x, y = move.transform(*area.grid.centre(area.grid.rows / 2, area.grid.cols / 2))
    middle, north = round(x / 100) * 100, round(y / 100) * 100 + SIDE / 2
    west = {"R3_C20": middle - SIDE, "R3_C21": middle, "R9_C1": middle + 10 * SIDE}
    home = server.root / "ghs"
    for name, left in west.items():
        path = home / address("x", name)[2:]
        path.parent.mkdir(parents=True, exist_ok=True)
        tif = home / "tile.tif"
        step = Affine(100, 0, left, 0, -100, north)
        with rasterio.open(
            tif, "w", driver="GTiff", width=100, height=100, count=1, dtype="float64",
            crs="ESRI:54009", transform=step, nodata=-200,
        ) as file:  # fmt: skip
            file.write(np.full((100, 100), 3.0), 1)
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(tif, path.stem + ".tif")
            archive.writestr("readme.txt", "people")
    boxes = [shapely.box(x, north - SIDE, x + SIDE, north) for x in west.values()]
    index = gpd.GeoDataFrame({"tile_id": list(west)}, geometry=boxes, crs="ESRI:54009")
    index.to_file(home / "index.shp")
    last = catalogue().open_data[NAME]["index"].rpartition("/")[2]
    with zipfile.ZipFile(home / last, "w") as archive:
        for path in home.glob("index.*"):
            archive.write(path, path.name)
    return home


def test_where_tiles_and_their_index_are():
    words = catalogue().open_data[NAME]
    assert address(words["base"], "R3_C20") == (
        "https://jeodpp.jrc.ec.europa.eu/ftp/jrc-opendata/GHSL/GHS_POP_GLOBE_R2023A/"
        "GHS_POP_E2020_GLOBE_R2023A_54009_100/V1-0/tiles/"
        "GHS_POP_E2020_GLOBE_R2023A_54009_100_V1_0_R3_C20.zip"
    )
    assert index_file(words["base"]).url == words["index"]
    assert index_file("http://m").url == "http://m/GHSL_data_54009_shapefile.zip"


@pytest.mark.usefixtures("tiles")
def test_nobody_is_lost_between_two_tiles(server, made):
    (draft,), rasters = made(PEOPLE)
    people = rasters["population"]
    assert not np.isnan(people).any()
    # Mollweide is equal in area, so 3 people a hectare are 0.75 in a cell of 50 m.
    assert people.mean() == pytest.approx(0.75, rel=2e-3)
    assert people.sum(axis=0).std() < 0.1 * people.sum(axis=0).mean()
    assert draft.note.endswith("people in 2 tiles")
    assert not server.gets("R9_C1.zip")
    assert [f.url.rpartition("_")[2] for f in draft.origins[1:]] == ["C20.zip", "C21.zip"]


def test_a_tile_that_no_server_has_is_told(tiles, made):
    (tiles / address("x", "R3_C21")[2:]).unlink()
    (draft,), rasters = made(PEOPLE)
    assert "1 tiles of the region the server does not have" in draft.note
    assert np.isnan(rasters["population"][:, -3:]).all()


def test_a_tile_without_a_raster_is_refused(tiles, made):
    with zipfile.ZipFile(tiles / address("x", "R3_C20")[2:], "w") as archive:
        archive.writestr("readme.txt", "people")
    with pytest.raises(LayerError, match="holds 0 rasters, not one"):
        made(PEOPLE)


def test_an_index_of_something_else_is_refused(tmp_path, area):
    with zipfile.ZipFile(tmp_path / "i.zip", "w") as archive:
        archive.writestr("a.txt", "no")
    with pytest.raises(LayerError, match="no index of tiles"):
        tiles_over(tmp_path / "i.zip", area)
    home = tmp_path / "f"
    home.mkdir()
    frame = gpd.GeoDataFrame({"a": ["b"]}, geometry=[shapely.box(0, 0, 1, 1)], crs="ESRI:54009")
    frame.to_file(home / "i.shp")
    with zipfile.ZipFile(tmp_path / "j.zip", "w") as archive:
        for path in home.glob("i.*"):
            archive.write(path, path.name)
    with pytest.raises(LayerError, match="no names of tiles"):
        tiles_over(tmp_path / "j.zip", area)


def test_people_are_taken_from_one_map(tmp_path):
    raw = {"open_data": ["worldpop-2025", NAME]}
    faults = [str(fault) for fault in cross_faults(raw, tmp_path)]
    assert faults == [
        f"open_data: worldpop-2025 and {NAME} count the same people. Keep one of them."
    ]
