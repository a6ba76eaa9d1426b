"""A small report whose every figure can be checked by hand, and a landscape to look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import xarray as xr
from scipy.ndimage import gaussian_filter
from shapely.ops import substring
from tests.outputs.accounting import accounted

from marchland.catalogue.read import catalogue
from marchland.mobility.chances import chances
from marchland.mobility.inventory import going, inventory
from marchland.mobility.members import member
from marchland.mobility.obstacles import obstacles
from marchland.model.approach import Approach
from marchland.model.estimate import Estimate
from marchland.model.grid import Grid
from marchland.model.plan import Plan
from marchland.model.provenance import Provenance
from marchland.outputs.report import Case, Report, Restricted
from marchland.outputs.write import write_report
from marchland.scenario.form import Declared, Limits, Place, Region, Scenario, Source
from marchland.schema import raster, terrain
from marchland.testing import world

INF, NAN, WEST, NORTH = float("inf"), float("nan"), 5_180_000.0, 3_560_000.0

DRAWING = """
    ....TTTT....~...........
    ....TTTT....~...........
    ............~.....ww....
    ..OO........~.....ww....
    ..OO........~...........
    ============B===========
    ............~...........
    ......##....~.....pp....
    ......##....~...........
    ............~..........?
"""


def scenario_on(grid: Grid, **changes: object) -> Scenario:
    west, south, east, north = grid.bounds
    opposing = Approach("across", ("west",), ("east",), question="How long from west to east?")
    own = Approach("supply", ("south",), ("north",), side="own")
    edges = ("west", "east", "south", "north")
    whole = Scenario(
        format=1,
        name="small",
        title="The small gap",
        question="How long does it take to cross, and what would a ditch change?",
        on=date(2026, 6, 1),
        party=("PL",),
        region=Region(
            name="Small gap",
            epsg=grid.epsg,
            cell_m=grid.cell_m,
            bounds_m=(west, south, east, north),
        ),
        sources=(Source(file="dem.tif", layer="elevation", credit="Nobody", licence="CC0"),),
        places={edge: Place(edge=edge) for edge in edges},
        approaches=(opposing, own),
        movers=("light_tracked", "dismounted"),
        seasons=("dry", "wet"),
        measures=("ditch", "road_closure"),
        limits=Limits(cost_eur=1e6),
        coefficients={
            "measures.ditch.delay_tracked": Declared(
                low=0.5, best=2.0, high=6.0, unit="h", by="the analyst"
            )
        },
    )
    return whole.model_copy(update=changes)


def frame(grid: Grid, rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=grid.epsg)


def effect_rows() -> pd.DataFrame:
    """Every kind of answer: finite, no way through, unknown, changed and unchanged."""
    columns = ["approach", "side", "mover", "season"]
    columns += [
        f"{when}_{level}_s" for when in ("before", "after") for level in ("low", "best", "high")
    ]
    rows = [
        ("across", "opposing", "light_tracked", "dry", 3000, 3600, 5400, 7200, 10800, 14400),
        ("across", "opposing", "light_tracked", "wet", 4000, 5400, INF, 9000, INF, INF),
        ("across", "opposing", "dismounted", "dry", 20000, 24000, 30000, 20000, 24000, 30000),
        ("across", "opposing", "dismounted", "wet", 20000, 24000, 30000, NAN, NAN, NAN),
        ("supply", "own", "light_tracked", "dry", 1800, 2400, 3000, 1800, 2400, 3000),
        ("supply", "own", "light_tracked", "wet", 1800, 2700, 3300, 2400, 3600, 4500),
    ]
    return pd.DataFrame(rows, columns=columns)


def option_rows() -> pd.DataFrame:
    columns = ["option", "site", "measure", "layer", "per", "amount"]
    columns += [
        f"{c}_{level}"
        for c in ("cost_eur", "land_m2", "build_s")
        for level in ("low", "best", "high")
    ]
    rows = [
        (
            "g1:ditch",
            "g1",
            "ditch",
            "stop",
            "m",
            1500.0,
            1.5e5,
            6e5,
            1.6e6,
            15e3,
            3e4,
            75e3,
            1e6,
            6e6,
            1e7,
        ),
        (
            "g2:ditch",
            "g2",
            "ditch",
            "stop",
            "m",
            500.0,
            5e4,
            2e5,
            5.5e5,
            5e3,
            1e4,
            25e3,
            8e5,
            2e6,
            4e6,
        ),
        (
            "c1:road_closure",
            "c1",
            "road_closure",
            "stop",
            "piece",
            1.0,
            1e4,
            3e4,
            1e5,
            50,
            200,
            1e3,
            4e4,
            2e5,
            9e5,
        ),
    ]
    return pd.DataFrame(rows, columns=columns)


def site_rows(grid: Grid) -> gpd.GeoDataFrame:
    x, y = grid.x_min_m, grid.y_max_m
    common = {"approach": "across", "band": "middle"}
    return frame(grid, [
        {"site": "g1", "kind": "gap", **common, "length_m": 1500.0, "road": 0,
         "geometry": shapely.LineString([(x + 7250, y - 250), (x + 7250, y - 1750)])},
        {"site": "g2", "kind": "gap", **common, "length_m": 500.0, "road": 0,
         "geometry": shapely.Point(x + 7250, y - 4250)},
        {"site": "c1", "kind": "crossing", **common, "length_m": 500.0, "road": 6,
         "geometry": shapely.Point(x + 7250, y - 2750)},
    ])  # fmt: skip


def border_rows(grid: Grid) -> gpd.GeoDataFrame:
    """Three countries that meet in one point."""
    x, y = grid.x_min_m + 4000, grid.y_max_m - 2500
    ends = {
        "Aland–Bland": (x, y + 2509),
        "Aland–Cland": (x, y - 2509),
        "Bland–Cland": (x + 8009, y),
    }
    rows = [{"name": n, "geometry": shapely.LineString([(x, y), e])} for n, e in ends.items()]
    return frame(grid, rows)


def town_rows(grid: Grid) -> gpd.GeoDataFrame:
    towns = (
        ("Kövär", 120_000.0, 3200, 4000),
        ("Žemė", 3000.0, 9000, 1000),
        ("Ruś", NAN, 10_000, 4500),
    )
    rows = [
        {"name": name, "population": people,
         "geometry": shapely.Point(grid.x_min_m + east, grid.y_max_m - south)}
        for name, people, east, south in towns
    ]  # fmt: skip
    return frame(grid, rows)


def open_parts(line: shapely.LineString, gaps: int) -> shapely.MultiLineString:
    """As many stretches of a line, evenly spaced, as there are gaps in a door."""
    marks = np.linspace(0, line.length, 2 * gaps + 1)
    parts = [substring(line, *marks[2 * n : 2 * n + 2]) for n in range(gaps)]
    return shapely.MultiLineString(parts)


def way_rows(grid: Grid) -> gpd.GeoDataFrame:
    """Two avenues and the widest way, in pieces that are 3, 1 and 2 km long."""
    x, y = grid.x_min_m, grid.y_max_m
    case = {"approach": "across", "mover": "light_tracked", "season": "dry"}
    rows = []
    for number, (way, best, overlap) in enumerate(
        (("1", 3600.0, 0.0), ("2", 5400.0, 0.25), ("widest", 9000.0, NAN))
    ):
        marks = ((0, 3000, 600.0, "company"), (3000, 4000, 100.0, "none"),
                 (4000, 6000, 3500.0, "brigade"))  # fmt: skip
        for piece, (start, stop, width, echelon) in enumerate(marks, start=1):
            level = y - 1000 - 1500 * number
            rows.append({
                **case, "way": way, "low_s": best * 0.8, "best_s": best, "high_s": best * 1.5,
                "overlap": overlap, "piece": piece, "length_m": float(stop - start),
                "width_m": width, "echelon": echelon,
                "geometry": shapely.LineString([(x + start, level), (x + stop, level)]),
            })  # fmt: skip
    return frame(grid, rows)


def plan_of(options: pd.DataFrame, names: tuple[str, ...]) -> Plan:
    picked = options[options["option"].isin(names)]

    def total(column: str, unit: str) -> Estimate:
        low, best, high = (float(picked[f"{column}_{v}"].sum()) for v in ("low", "best", "high"))
        return Estimate(low, best, high, unit, "sum over options", "computed")

    return Plan(
        names, total("cost_eur", "EUR"), total("land_m2", "m2"), "least time", 10800.0, None,
        "heuristic", 12,
    )  # fmt: skip


@pytest.fixture(scope="session")
def report() -> Report:
    """Twelve by five kilometres: a river with one bridge, a lake, a wood, a town."""
    made = world(DRAWING, cell_m=500.0)
    grid = Grid(3035, WEST, NORTH, 500.0, *made["cover"].shape)
    ground = terrain({str(name): layer.values for name, layer in made.data_vars.items()}, grid)
    water, road = ground["water"].values, ground["road"].values
    speed = np.where((water > 0) & (road == 0), 0.0, 5.0).astype(np.float32)
    speed[ground["cover"].values == 255] = NAN
    east = np.broadcast_to((np.arange(grid.cols) * 100.0).astype(np.float32), grid.shape).copy()
    time = np.where(speed == 0, np.float32(INF), east)
    time[np.isnan(speed)] = NAN
    off = np.abs(np.arange(grid.rows) - 5)[:, None] * np.ones(grid.cols) * 150
    slack = np.where(np.isfinite(time), off, time).astype(np.float32)
    after = (time + np.where(np.arange(grid.cols) > 14, 7200, 0)).astype(np.float32)
    after[0, 20:] = INF
    x, y = WEST, NORTH
    line = shapely.LineString([(x + 7250, y - 100), (x + 7250, y - 4900)])
    doors = [
        {"approach": "across", "mover": "light_tracked", "season": "dry", "band": band,
         "width_m": width, "cut_cells": round(width / 500), "gaps": gaps,
         "front": open_parts(line, gaps), "geometry": line}
        for band, width, gaps in (("whole", 3500.0, 2), ("middle", 4200.0, 1))
    ]  # fmt: skip
    several = [
        {**doors[0], "rank": 1, "overlap": 0.0, "low_m": 3000.0, "high_m": 9000.0},
        {**doors[1], "band": "whole", "rank": 2, "overlap": 0.125, "low_m": NAN, "high_m": NAN},
    ]
    options, table = option_rows(), catalogue()
    cases = [
        (mover, season) for mover in ("light_tracked", "dismounted") for season in ("dry", "wet")
    ]
    found = {(m, s): going(ground, table.mover(m), table.season(s), table) for m, s in cases}
    headline = found["light_tracked", "dry"]
    areas = obstacles(headline.restriction, headline.limiting_factor)
    carrier, dry = table.mover("light_tracked"), table.season("dry")
    likely = chances(member(ground, carrier, dry, table), carrier, members=8, seed=1)
    price = {"cost to build": "EUR", "land taken": "m2"}
    facts = ("length of the border A–B in the region", 12.3, "km", "Nobody, at about 1:500 000")
    return Report(
        scenario=scenario_on(grid, notice="A drawing, not a place."),
        catalogue=catalogue().declare(
            {"measures.ditch.delay_tracked": Estimate(0.5, 2, 6, "h", "the analyst", "declared")}
        ),
        terrain=ground,
        headline=Case("across", "light_tracked", "dry"),
        rasters={
            "speed": raster(speed, grid, "speed", "m/s"),
            "travel_time": raster(time.astype(np.float32), grid, "travel_time", "s"),
            "slack": raster(slack, grid, "slack", "s"),
            "travel_time_after": raster(after, grid, "travel_time_after", "s"),
        },
        bottlenecks=frame(grid, doors),
        sites=site_rows(grid),
        options=options,
        plan=plan_of(options, ("c1:road_closure", "g1:ditch")),
        effect=effect_rows(),
        consequences=pd.DataFrame(
            [(name, unit, 1e4, 6.3e5, 1.7e6, "sum over options") for name, unit in price.items()],
            columns=["consequence", "unit", "low", "best", "high", "source"],
        ),
        facts=pd.DataFrame([facts], columns=["fact", "value", "unit", "source"]),
        borders=border_rows(grid),
        towns=town_rows(grid),
        provenance=(
            Provenance("dem.tif", "elevation", "Nobody", "CC0", "about 1:500 000", "ab" * 32, ""),
            Provenance("roads.geojson", "tags", "Nobody", "CC0", None, "cd" * 32, "9 features"),
        ),
        fingerprint="0123456789abcdef" * 4,
        notes=("Soil: no soil layer was given.", "People: <none> & nobody counted."),
        accounted=accounted(ground, date(2026, 6, 1)),
        avenues=way_rows(grid),
        doors=frame(grid, several),
        restricted=Restricted(found, inventory(found, table), areas, likely),
    )  # fmt: skip


@pytest.fixture
def changed(report: Report) -> Callable[..., Report]:
    """A function that returns the small report with some fields replaced."""
    return lambda **changes: replace(report, **changes)


@pytest.fixture(scope="session")
def landscape(report: Report) -> Report:
    """Hills, lakes, forest, roads and a river on 520 by 640 cells of 250 m."""
    rng = np.random.default_rng(7)
    grid = Grid(3035, 5_100_000.0, 3_620_000.0, 250.0, 520, 640)
    row, col = np.indices(grid.shape)

    def hills(size: float) -> np.ndarray:
        field = gaussian_filter(rng.standard_normal(grid.shape), size)
        return field / np.abs(field).max()

    height = (120 + 90 * hills(40) + 25 * hills(9)).astype(np.float32)
    wood, low = hills(14), hills(22)
    codes = catalogue().classes
    cover = np.full(grid.shape, codes["cover"]["farmland"], np.uint8)
    cover[wood > 0.12] = codes["cover"]["forest"]
    cover[low < -0.55] = codes["cover"]["peat"]
    cover[500:, 600:] = 255
    water = np.where(hills(10) < -0.5, codes["water"]["lake"], 0).astype(np.uint8)
    bend = (300 + 60 * np.sin(np.arange(grid.rows) / 60)).astype(int)
    water[np.arange(grid.rows), bend] = codes["water"]["river"]
    water[np.arange(grid.rows), bend + 1] = codes["water"]["river"]
    road = np.zeros(grid.shape, np.uint8)
    for number, (start, slope) in enumerate(((90, 0.3), (260, -0.2), (400, 0.05))):
        road[np.clip(start + slope * np.arange(640), 0, 519).astype(int), np.arange(640)] = (
            6 - number
        )
    road[:, 180] = 5
    slope = np.degrees(np.arctan(np.hypot(*np.gradient(height, 250.0)))).astype(np.float32)
    layers = {"elevation": height, "slope": slope, "cover": cover, "water": water, "road": road}
    ground = terrain(layers, grid)
    fast = np.where(cover == codes["cover"]["forest"], 4.0, 7.0)
    fast[(cover == codes["cover"]["peat"]) | ((water > 0) & (road == 0))] = 0
    fast[cover == 255] = NAN
    time = np.where(fast == 0, INF, col * 40.0 + 12 * row * (1 + 0.2 * wood))
    time[np.isnan(fast)] = NAN
    slack = np.where(np.isfinite(time), np.abs(row - 260 - 40 * np.sin(col / 90)) * 60.0, time)
    after = time + np.where(col > bend[:, None], 5400, 0)
    line = shapely.LineString([grid.centre(int(r), int(bend[r])) for r in range(0, grid.rows, 3)])
    x, y = grid.x_min_m, grid.y_max_m
    door = {"approach": "across", "mover": "light_tracked", "season": "dry", "band": "whole",
            "width_m": 17_200.0, "cut_cells": 69, "gaps": 3, "front": open_parts(line, 3),
            "geometry": line}  # fmt: skip
    likely = raster(np.clip(wood + 0.3, 0, 1), grid, "severe", "1")
    names = ("Abrava", "Bystra", "Čiurlys", "Dūkštas", "Ežeras", "Filipów", "Гродно", "Háj")
    spots = rng.uniform((5e3, 5e3), (155e3, 125e3), (len(names), 2))
    towns = [
        {"name": name, "population": float(10 ** rng.uniform(2.5, 5.4)),
         "geometry": shapely.Point(x + east, y - south)}
        for name, (east, south) in zip(names, spots, strict=True)
    ]  # fmt: skip
    values = {"speed": ("m/s", fast), "travel_time": ("s", time), "slack": ("s", slack),
              "travel_time_after": ("s", after)}  # fmt: skip
    return replace(
        report,
        scenario=scenario_on(grid, notice="A drawing, not a place."),
        terrain=ground,
        rasters={
            name: raster(field.astype(np.float32), grid, name, unit)
            for name, (unit, field) in values.items()
        },
        bottlenecks=frame(grid, [door]), avenues=way_rows(grid),
        doors=frame(grid, [{**door, "rank": 1, "overlap": 0.0, "low_m": NAN, "high_m": NAN}]),
        sites=report.sites.set_geometry(
            [shapely.LineString([grid.centre(100, 300), grid.centre(160, 300)]),
             shapely.Point(grid.centre(200, 310)), shapely.Point(grid.centre(260, 330))],
            crs=grid.epsg,
        ),
        borders=report.borders[:0],
        towns=frame(grid, towns),
        restricted=replace(report.restricted, chances=xr.Dataset({"severe": likely})),
    )  # fmt: skip


@pytest.fixture(scope="session")
def run(report, tmp_path_factory) -> Path:
    """The folder of the report's run; nobody changes it."""
    out = tmp_path_factory.mktemp("runs") / "out"
    return write_report(report, out, folder=out.parent / "scenarios")
