"""A soil that a reader can check: one texture to the west, another to the east."""

import numpy as np
import pytest
import rasterio
from pyproj import CRS, Transformer
from rasterio.transform import Affine

from marchland.catalogue.read import catalogue
from marchland.downloads.wanted import Wanted
from marchland.errors import DamagedError, LayerError
from marchland.sources.opendata.prepare import PROVIDERS
from marchland.sources.opendata.soilgrids import (
    _table,
    address,
    name_soil,
    soil_classes,
    tiles_under,
)

SOIL = PROVIDERS["soilgrids"]
IGH = "+proj=igh +lat_0=0 +lon_0=0 +datum=WGS84 +units=m +no_defs"
CODES = catalogue().classes["soil"]
SAND, SILT, CLAY = (900, 200, 0), (60, 300, 0), (40, 500, 0)
"""In g/kg: of the western tile, of the eastern one, and of the last one that is far away."""


def corner(area):
    """The middle of the area, in the maps' own metres, on their lattice of 250 m."""
    move = Transformer.from_crs(CRS.from_epsg(area.grid.epsg), CRS.from_user_input(IGH))
    x, y = move.transform(*area.grid.centre(area.grid.rows / 2, area.grid.cols / 2))
    return round(x / 250) * 250, round(y / 250) * 250


def serve(server, area, *, coarse=False):
    """Write the three parts of the soil as the publisher lays them out."""
    middle, south = corner(area)
    home = server.root / "soil"
    step = 750 if coarse else 250
    for part, values in (("sand", SAND), ("silt", SILT), ("clay", CLAY)):
        folder = f"{part}_15-30cm_mean"
        sources = []
        spots = (("a", middle - 9000, 250), ("b", middle, step), ("c", middle + 500_000, 250))
        for value, (name, west, pixel) in zip(values, spots, strict=True):
            file = f"./{folder}/tileSG-001-002/tileSG-001-002_{name}.tif"
            path = home / part / file
            path.parent.mkdir(parents=True, exist_ok=True)
            side = 9000 // pixel
            data = np.full((2 * side, side), value, np.int16)
            if name == "a":
                data[:2] = -32768
            lattice = Affine(pixel, 0, west, 0, -pixel, south + 9000)
            with rasterio.open(
                path, "w", driver="GTiff", width=side, height=2 * side, count=1, dtype="int16",
                crs=IGH, transform=lattice, nodata=-32768,
            ) as tile:  # fmt: skip
                tile.write(data, 1)
            spot = f'xOff="{(west - middle) // 250 + 100}" yOff="0" xSize="36" ySize="72"'
            sources.append(
                f'<ComplexSource><SourceFilename relativeToVRT="1">{file}</SourceFilename>'
                f"<DstRect {spot}/></ComplexSource>"
            )
        text = (
            f"<VRTDataset><SRS>{CRS.from_user_input(IGH).to_wkt('WKT1_GDAL')}</SRS>"
            f"<GeoTransform>{middle - 25_000}, 250, 0, {south + 9000}, 0, -250</GeoTransform>"
            f'<VRTRasterBand dataType="Int16" band="1">{"".join(sources)}</VRTRasterBand>'
            "</VRTDataset>"
        )
        (home / part / f"{folder}.vrt").write_text(text)


@pytest.fixture
def bases(bases, server):
    return {**bases, "soilgrids": f"{server.base}/soil"}


def test_where_the_virtual_raster_is():
    base = catalogue().open_data["soilgrids"]["base"]
    assert address(base, "clay") == (
        "https://files.isric.org/soilgrids/latest/data/clay/clay_15-30cm_mean.vrt"
    )


@pytest.mark.parametrize("coarse", [False, True])
def test_clay_and_the_class_of_a_texture(server, made, area, coarse):
    """Tiles that are published coarser than the others are read with them."""
    serve(server, area, coarse=coarse)
    drafts, rasters = made(SOIL)
    assert [d.layer for d in drafts] == ["clay", "soil"]
    clay, soil = rasters["clay"], rasters["soil"]
    assert np.nanmin(clay) == pytest.approx(0.04)
    assert np.nanmax(clay) == pytest.approx(0.5)
    assert soil[14, 0] == CODES["SP"]
    assert soil[14, -1] == CODES["CH"]
    assert drafts[1].classes[str(CODES["CH"])] == "CH"
    assert drafts[0].note == "6 tiles of 250 m, 15-30cm"
    assert "assumed from texture" in drafts[1].note
    assert len(server.gets("_c.tif")) == 0  # a tile elsewhere is not fetched
    assert len(drafts[0].origins) == 3 + 6


def test_a_server_that_sends_a_page(server, made, area):
    serve(server, area)
    server.answers["/soil/clay/clay_15-30cm_mean.vrt"] = b"<OGRVRTDataSource/>"
    with pytest.raises(DamagedError, match="no virtual raster"):
        made(SOIL)


def test_a_virtual_raster_that_lies_nowhere(area):
    with pytest.raises(LayerError, match="does not say where it lies"):
        tiles_under("<VRTDataset><SRS>soil</SRS></VRTDataset>", area)


def test_the_lists_come_first(area, bases):
    indexes, data = name_soil(area, bases, {})
    assert [file.url.rpartition("/")[2] for file in indexes] == [
        f"{part}_15-30cm_mean.vrt" for part in ("sand", "silt", "clay")
    ]
    assert data == []
    assert all(isinstance(file, Wanted) for file in indexes)


@pytest.mark.parametrize(
    ("sand", "clay", "soil"),
    [
        (95, 2, "SP"), (82, 6, "SM"), (65, 10, "SM"), (47, 5, "SM"), (60, 30, "SC"),
        (55, 40, "SC"), (10, 5, "ML"), (30, 10, "ML"), (40, 20, "ML"), (33, 33, "CL"),
        (10, 33, "CL"), (5, 50, "CH"), (20, 60, "CH"), (0, 0, "ML"), (0, 100, "CH"),
        (100, 0, "SP"),
    ],
)  # fmt: skip
def test_corners_and_middles_of_the_texture_triangle(sand, clay, soil):
    """Sand, loamy sand, sandy loam twice, sandy clay loam … of the Soil Survey Manual."""
    found = soil_classes(np.array([sand / 100]), np.array([clay / 100]))
    assert found.tolist() == [CODES[soil]]


def test_every_texture_has_a_class_and_what_is_unknown_has_none():
    assert len(_table()) == 101 * 102 // 2
    assert set(_table().values()) <= set(CODES)
    assert soil_classes(np.array([np.nan]), np.array([0.1])).tolist() == [0]
    assert soil_classes(np.array([0.005]), np.array([0.995])).tolist() == [CODES["CH"]]
