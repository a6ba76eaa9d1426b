"""A world of one degree, served: tiles, a map, countries and people that a reader can check."""

import json
import zipfile

import geopandas as gpd
import numpy as np
import osmium
import pytest
import rasterio
import shapely
from rasterio.transform import Affine

from marchland.downloads.many import fetch_all
from marchland.downloads.wanted import Patience, Way
from marchland.model.grid import Grid
from marchland.sources.opendata.area import Area
from marchland.sources.opendata.elevation import tile_name

BOX = (23.0, 54.0, 23.02, 54.01)
"""Some 1.3 km by 1.1 km, in UTM zone 34."""


def write_tile(path, values, west, north, side_deg, **more):
    """Write a GeoTIFF of longitude and latitude."""
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.asarray(values)
    lattice = Affine(side_deg[0], 0, west, 0, -side_deg[1], north)
    shape = {"height": values.shape[0], "width": values.shape[1], "count": 1}
    place = {"crs": "EPSG:4326", "transform": lattice, "dtype": values.dtype, "driver": "GTiff"}
    with rasterio.open(path, "w", compress="deflate", **shape, **place, **more) as file:
        file.write(values, 1)


def write_heights(root, lon, lat, of, cols=60, rows=90):
    """Write a coarse tile of GLO-30: heights by longitude and latitude, half a pixel off."""
    wide, high = 1 / cols, 1 / rows
    west, north = lon - wide / 2, lat + 1 + high / 2
    x = west + wide * (np.arange(cols) + 0.5)
    y = north - high * (np.arange(rows) + 0.5)
    name = tile_name(lon, lat)
    path = root / "dem" / name / f"{name}.tif"
    values = np.broadcast_to(of(x[None], y[:, None]), (rows, cols)).astype(np.float32)
    write_tile(path, values, west, north, (wide, high))
    with (root / "dem" / "tileList.txt").open("a") as listed:
        listed.write(f"{name}\n")
    return path


def write_countries(root, shapes):
    """Write a zipped shapefile of countries as Natural Earth does."""
    home = root / "ne" / "10m" / "cultural"
    home.mkdir(parents=True)
    rows = {"ADMIN": list(shapes), "ADM0_A3": [name[:3].upper() for name in shapes]}
    frame = gpd.GeoDataFrame(rows, geometry=list(shapes.values()), crs=4326)
    frame.to_file(home / "ne_10m_admin_0_countries.shp")
    with zipfile.ZipFile(home / "ne_10m_admin_0_countries.zip", "w") as archive:
        for path in sorted(home.glob("*.*")):
            if path.suffix != ".zip":
                archive.write(path, path.name)


class Map:
    """A PBF as it is drawn: nodes numbered as they come."""

    def __init__(self, path, box):
        header = osmium.io.Header()
        header.add_box(osmium.osm.Box(*box))
        self.writer = osmium.SimpleWriter(str(path), header=header, overwrite=True)
        self.number = 0
        self.ways, self.relations = [], []

    def node(self, lon, lat, **tags):
        self.number += 1
        node = osmium.osm.mutable.Node(id=self.number, location=(lon, lat), tags=tags)
        self.writer.add_node(node)
        return self.number

    def way(self, points, **tags):
        closed = points[0] == points[-1]
        nodes = [self.node(*point) for point in (points[:-1] if closed else points)]
        nodes += nodes[:1] if closed else []
        self.number += 1
        self.ways.append(osmium.osm.mutable.Way(id=self.number, nodes=nodes, tags=tags))
        return self.number

    def area(self, outer, inner, **tags):
        tags = {"type": "multipolygon", **tags}
        members = [("w", self.way(outer), "outer"), ("w", self.way(inner), "inner")]
        self.number += 1
        self.relations.append(
            osmium.osm.mutable.Relation(id=self.number, members=members, tags=tags)
        )

    def done(self):
        for way in self.ways:
            self.writer.add_way(way)
        for relation in self.relations:
            self.writer.add_relation(relation)
        self.writer.close()


def square(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


@pytest.fixture
def area():
    """The box on a grid of 50 m."""
    grid = Grid.over((631_000, 5_985_000, 632_500, 5_986_400), epsg=32634, cell_m=50)
    return Area(grid, shapely.box(*BOX))


@pytest.fixture
def bases(server):
    """Where each open data is on the server."""
    names = {"copernicus-dem-30": "dem", "worldcover-2021": "cover", "geofabrik": "osm",
             "natural-earth": "ne", "worldpop-2025": "people", "overpass": "api",
             "jrc-water": "jrc", "geoboundaries": "gb"}  # fmt: skip
    return {name: f"{server.base}/{path}" for name, path in names.items()}


@pytest.fixture
def way(tmp_path):
    """A cache, and no time lost in waiting."""
    patience = Patience(quiet_s=1, slow_s=5, tries=2, first_s=0.01, longest_s=0.05)
    return Way(tmp_path / "cache", patience=patience)


@pytest.fixture
def made(area, bases, way, tmp_path):
    """Fetch what a provider names, and make its layers: drafts, rasters by name, the folder."""

    def make(provider, where=None, home=None):
        ground, have = where or area, {}
        while True:
            indexes, data = provider.name(ground, bases, have)
            fresh = [file for file in indexes if file not in have]
            if not fresh:
                break
            have |= fetch_all(fresh, way)
        have |= fetch_all(data, way)
        home = home or tmp_path / "stack"
        home.mkdir(exist_ok=True)
        drafts = provider.make(ground, bases, have, home)
        return drafts, Rasters(home)

    return make


class Rasters:
    """The rasters of a folder, read when they are asked for."""

    def __init__(self, home):
        self.home = home

    def __getitem__(self, name):
        with rasterio.open(self.home / f"{name}.tif") as file:
            return file.read(1) if file.count == 1 else file.read()

    def features(self, name):
        return json.loads((self.home / f"{name}.geojson").read_text("utf-8"))["features"]


@pytest.fixture(scope="session")
def small_world(tmp_path_factory):
    """A folder with a little of everything that a study of the box needs."""
    root = tmp_path_factory.mktemp("world")
    write_heights(root, 23, 54, lambda x, y: 100 + 1000 * (x - 23) + 0 * y, cols=240, rows=360)
    write_heights(root, 23, 53, lambda x, y: 100 + 1000 * (x - 23) + 0 * y, cols=240, rows=360)
    write_heights(root, 22, 54, lambda x, y: 100 + 1000 * (x - 23) + 0 * y, cols=240, rows=360)
    write_heights(root, 22, 53, lambda x, y: 100 + 1000 * (x - 23) + 0 * y, cols=240, rows=360)
    name = "ESA_WorldCover_10m_2021_v200_N54E021_Map.tif"
    land = np.where(np.arange(600) < 300, 10, 40) * np.ones((500, 1))
    lattice = (1 / 12_000, 1 / 12_000)
    path = root / "cover" / "v200" / "2021" / "map" / name
    write_tile(path, land.astype(np.uint8), 22.98, 54.03, lattice, nodata=0)
    shapes = {"Alder": shapely.box(22, 53, 23.01, 55), "Birch": shapely.box(23.01, 53, 24, 55)}
    write_countries(root, shapes)
    home = "people/GIS/Population/Global_2015_2030/R2025A/2025/ALD/v1/100m/constrained"
    path = root / home / "ald_pop_2025_CN_100m_R2025A_v1.tif"
    people = np.full((60, 72), 2, np.float32)
    write_tile(path, people, 22.98, 54.03, (1 / 1200, 1 / 1200), nodata=-99999)
    write_map(root)
    return root


def write_map(root):
    """Write an extract with a road over a river, and the index that leads to it."""
    home = root / "osm" / "europe"
    home.mkdir(parents=True)
    box = (22.9, 53.9, 23.1, 54.1)
    drawing = Map(home / "box.osm.pbf", box)
    drawing.node(23.01, 54.005, place="town", name="T", population="5000")
    drawing.way([(22.95, 54.005), (23.05, 54.005)], waterway="river")
    drawing.way([(23.01, 53.95), (23.01, 54.05)], highway="secondary", bridge="yes")
    drawing.done()
    said = {"id": "box", "urls": {"pbf": "europe/box.osm.pbf"}}
    shape = json.loads(shapely.to_geojson(shapely.box(*box)))
    index = {"features": [{"type": "Feature", "properties": said, "geometry": shape}]}
    (root / "osm" / "index-v1.json").write_text(json.dumps(index))
