import csv
import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from rasterio.features import rasterize
from shapely.geometry import box

HERE = Path(str(files("marchland.samples") / "suwalki"))
BOX = box(21.80, 53.45, 24.70, 54.85)
FRAME = box(564_000, 5_936_000, 724_000, 6_066_000)
METRES = 32634
FOREST = 1
RUSSIA_LITHUANIA_POLAND = (22.792032, 54.363416)
POLAND_LITHUANIA_BELARUS = (23.515842, 53.954881)

TAGS = {
    "borders": {"boundary", "admin_level", "name"},
    "countries": {"boundary", "admin_level", "name", "ISO3166-1"},
    "lakes": {"natural", "water", "name", "area_km2"},
    "rivers": {"waterway", "name"},
    "forest": {"landuse", "name"},
    "wetlands": {"natural", "wetland", "name"},
    "roads": {"highway", "name"},
    "rail": {"railway", "name"},
    "urban": {"landuse", "name"},
}

NOT_IN_THE_REFERENCE = {
    "Śniardwy": "cut at the edge of the sample",
    "Vištytis": "its Russian half is missing from the reference",
}
APART = {"Węgorzewo–Giżycko": "joins the other roads west of the sample"}
CYRILLIC = {  # the reference has these towns so
    "Grodno": "Гродно",
    "Skidel": "Скидель",
    "Indura": "Индура",
    "Sopotskin": "Сопоцкин",
    "Ozery": "Озёры",
    "Ostryna": "Острино",
    "Chernyakhovsk": "Черняховск",
    "Gusev": "Гусев",
    "Nesterov": "Нестеров",
    "Ozyorsk": "Озёрск",
    "Krasnolesye": "Краснолесье",
    "Chernyshevskoye": "Чернышевское",
}


def layer(name):
    return geopandas.read_file(HERE / f"{name}.geojson")


def table(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def projected(name):
    return layer(name).to_crs(METRES)


def points(rows):
    lonlat = np.array([(float(row["lon"]), float(row["lat"])) for row in rows])
    return geopandas.GeoSeries(geopandas.points_from_xy(*lonlat.T), crs=4326)


def fold(name):
    decomposed = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def reference(shared, name):
    pytest.importorskip("pyarrow")
    path = shared / "data" / "osm" / "suwalki_box" / f"{name}.parquet"
    return geopandas.read_parquet(path)


def whole_lakes(shared, drawn):
    """The reference lakes near the drawn ones, their tile pieces joined again."""
    water = reference(shared, "water").query("`class` == 'lake'").to_crs(METRES)
    near = shapely.union_all(shapely.buffer(drawn.geometry.to_numpy(), 2_000))
    pieces = water.geometry.to_numpy()[water.intersects(near)]
    joined = shapely.union_all(shapely.buffer(pieces, 3, quad_segs=1))
    return shapely.get_parts(shapely.buffer(joined, -3, quad_segs=1))


def same_lakes(shared):
    """Pairs of what the sample draws and the reference lake under it."""
    lakes = projected("lakes")
    lakes = lakes[~lakes["name"].isin(NOT_IN_THE_REFERENCE)]
    whole = whole_lakes(shared, lakes)
    tree = shapely.STRtree(whole)
    groups = defaultdict(list)
    for name, shape in zip(lakes["name"], lakes.geometry, strict=True):
        near = tree.query(shape, predicate="intersects")
        assert len(near) > 0, f"{name} lies on no lake of the reference"
        best = max(near, key=lambda index: whole[index].intersection(shape).area)
        groups[best].append((name, shape))
    names = [" and ".join(name for name, _ in drawn) for drawn in groups.values()]
    shapes = [shapely.union_all([shape for _, shape in drawn]) for drawn in groups.values()]
    return list(zip(names, shapes, whole[list(groups)], strict=True))


def reference_border(shared):
    """The state borders of the reference, every tile cut back to its own square."""
    border = reference(shared, "boundary").query("admin_level == 2")
    half = 20_037_508.342789244
    side = 2 * half / 2**14
    west, north = border["tx"] * side - half, half - border["ty"] * side
    squares = shapely.box(west, north - side, west + side, north)
    pieces = shapely.intersection(border.geometry.to_numpy(), squares)
    return geopandas.GeoSeries(pieces, crs=border.crs).to_crs(METRES).union_all()


def components(lines):
    """The names of the lines, in groups that share vertices."""
    groups = []
    for name, line in lines:
        names, vertices = {name}, set(line.coords)
        apart = []
        for other_names, other_vertices in groups:
            if vertices & other_vertices:
                names, vertices = names | other_names, vertices | other_vertices
            else:
                apart.append((other_names, other_vertices))
        groups = [*apart, (names, vertices)]
    return sorted((names for names, _ in groups), key=len, reverse=True)


def forest_share(cover, shapes, raster):
    """The share of the frame under the shapes, and under the reference's forest."""
    grid = {"out_shape": cover.shape, "transform": raster.transform}
    frame = geopandas.GeoSeries([FRAME.segmentize(5_000)], crs=METRES).to_crs(raster.crs)
    inside = rasterize(frame, **grid).astype(bool)
    drawn = rasterize(shapes.to_crs(raster.crs).geometry, **grid).astype(bool)
    return drawn[inside].mean(), (cover == FOREST)[inside].mean()


def test_the_sample_is_small():
    assert sum(path.stat().st_size for path in HERE.iterdir()) < 400_000


def test_every_layer_is_named_here():
    assert {path.stem for path in HERE.glob("*.geojson")} == set(TAGS)


@pytest.mark.parametrize("name", TAGS)
def test_every_feature_has_its_tags(name):
    shapes = layer(name)
    assert TAGS[name] <= set(shapes.columns)
    assert not shapes[sorted(TAGS[name])].isna().any(axis=None)


@pytest.mark.parametrize("name", TAGS)
def test_shapes_are_valid_and_inside_the_box(name):
    shapes = layer(name)
    assert shapes.is_valid.all()
    assert shapes.is_simple.all()
    assert BOX.covers(shapely.union_all(shapes.geometry.to_numpy()))


@pytest.mark.parametrize("name", TAGS)
def test_layers_are_longitude_and_latitude(name):
    assert pyogrio.read_info(HERE / f"{name}.geojson")["crs"] == "EPSG:4326"


def test_countries_tile_the_box():
    shapes = layer("countries")
    assert set(shapes["name"]) == {"Poland", "Lithuania", "Kaliningrad", "Belarus"}
    assert shapely.union_all(shapes.geometry.to_numpy()).symmetric_difference(BOX).area < 1e-9
    assert shapely.area(shapes.geometry.to_numpy()).sum() == pytest.approx(BOX.area, abs=1e-9)


def test_countries_meet_on_the_borders():
    edges = shapely.union_all(layer("countries").boundary.to_numpy())
    assert edges.buffer(1e-6).covers(layer("borders").union_all())


def test_borders_meet_in_the_tripoints():
    ends = defaultdict(int)
    for line in layer("borders").geometry:
        for end in (line.coords[0], line.coords[-1]):
            ends[end] += 1
    assert ends[RUSSIA_LITHUANIA_POLAND] == 3
    assert ends[POLAND_LITHUANIA_BELARUS] == 3


def test_the_gap_is_as_wide_as_it_is():
    geod = pyproj.Geod(ellps="WGS84")
    _, _, metres = geod.inv(*RUSSIA_LITHUANIA_POLAND, *POLAND_LITHUANIA_BELARUS)
    assert 65_550 < metres < 65_650  # 65.46 km on a sphere


def test_poland_lithuania_is_as_long_as_the_reference(shared):
    borders = projected("borders").set_index("name").geometry
    drawn = borders["Poland–Lithuania"]
    others = borders.drop("Poland–Lithuania").union_all()
    real = reference_border(shared).intersection(drawn.buffer(600)) - others.buffer(300)
    assert drawn.length == pytest.approx(real.length, rel=0.10)


def test_roads_are_one_network():
    roads = layer("roads")
    groups = components(zip(roads["name"], roads.geometry, strict=True))
    assert {name for names in groups[1:] for name in names} == set(APART)


def test_roads_are_of_the_named_classes():
    assert set(layer("roads")["highway"]) == {"motorway", "trunk", "primary", "secondary"}


@pytest.mark.parametrize("name", ["roads", "rail"])
def test_ways_keep_out_of_the_lakes(name):
    water = projected("lakes").union_all()
    ways = projected(name).set_index("name").geometry
    wet = ways.intersection(water).length
    assert wet[wet > 30].to_dict() == {}


def test_every_town_is_on_a_road():
    roads = projected("roads").union_all()
    rows = table("towns")
    away = points(rows).to_crs(METRES).distance(roads)
    far = {row["name"]: m for row, m in zip(rows, away, strict=True) if m > 1_500}
    assert far == {}


def test_every_town_is_where_the_reference_has_it(shared):
    rows = table("towns")
    places = reference(shared, "place").dropna(subset="name_latin").to_crs(METRES)
    folded = places.assign(name=places["name_latin"].map(fold))
    wrong = {}
    for row, point in zip(rows, points(rows).to_crs(METRES), strict=True):
        named = folded[folded["name"] == fold(CYRILLIC.get(row["name"], row["name"]))]
        metres = named.distance(point).min()
        if not metres <= 1_000:
            wrong[row["name"]] = metres
    assert wrong == {}


def test_towns_are_well_formed():
    for row in table("towns"):
        assert row["country"] in {"PL", "LT", "BY", "RU"}
        assert row["place"] in {"city", "town", "village"}
        assert row["population"] == "" or int(row["population"]) > 0


def test_lakes_are_as_large_as_they_say():
    lakes = projected("lakes")
    lakes = lakes[lakes["name"] != "Śniardwy"]
    ratio = lakes.area / 1e6 / lakes["area_km2"]
    assert dict(zip(lakes["name"][abs(ratio - 1) > 0.1], ratio, strict=False)) == {}


def test_lakes_are_where_the_reference_has_them(shared):
    wrong = {}
    for name, drawn, real in same_lakes(shared):
        ratio = drawn.area / real.area
        metres = drawn.centroid.distance(real.centroid)
        if abs(ratio - 1) > 0.20 or metres > 1_500:
            wrong[name] = (ratio, metres)
    assert wrong == {}


def test_the_forest_covers_its_share(shared):
    with rasterio.open(shared / "data" / "stack" / "landcover_osm.tif") as raster:
        drawn, real = forest_share(raster.read(1), layer("forest"), raster)
    assert drawn == pytest.approx(real, abs=0.08)


def test_heights_are_near_the_reference(shared):
    rows = [row for row in table("heights") if row["kind"] != "peak"]
    with rasterio.open(shared / "data" / "stack" / "dem_m.tif") as raster:
        spots = points(rows).to_crs(raster.crs)
        real = np.array([v[0] for v in raster.sample(zip(spots.x, spots.y, strict=True))])
    drawn = np.array([float(row["ele_m"]) for row in rows])
    known = real > 0
    assert np.median(abs(drawn - real)[known]) <= 12


def test_heights_surround_the_frame():
    rows = table("heights")
    hull = shapely.union_all(points(rows).to_numpy()).convex_hull
    frame = geopandas.GeoSeries([FRAME.segmentize(5_000)], crs=METRES).to_crs(4326)
    assert hull.covers(frame[0])
    assert {row["kind"] for row in rows} == {"peak", "lake", "town", "river", "plain"}


def test_the_source_is_named():
    text = (HERE / "SOURCE.md").read_text(encoding="utf-8")
    for words in ("© OpenStreetMap contributors", "Made with Natural Earth", "ODbL 1.0"):
        assert words in text
