"""Three ways to use the ground of the Suwałki Gap, compared over 30 years, and argued for twice.

A concrete plan that the search finds, wet ground and a mined area that are drawn here by hand:
arbitrary shapes, chosen to show the account and nothing else. It needs the folder shared/data
beside the repository, as examples/suwalki-100m.toml does.

    python examples/suwalki_both_cases.py
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
from scipy.spatial import cKDTree

import marchland as ml

HERE = Path(__file__).parent
DATA = HERE / "../../shared/data"
CELL_M = 500
YEARS = 30
WEIGHTS = {"cost": 1.0, "people": 100.0, "endangered": 1000.0, "land": 1.0}
"""An example: euros for a euro, for a person beside works and beside ground that may be mined, for
a square metre. There are no defaults."""

WET = (
    (23.15, 53.60), (23.45, 53.60), (23.45, 53.68), (23.15, 53.68),
)  # fmt: skip
MINED = ((23.00, 54.15), (23.10, 54.15), (23.10, 54.20), (23.00, 54.20))


def people(study: ml.Study) -> np.ndarray:
    """Return people per cell: places' populations spread over the buildings nearest to each."""
    grid = study.scenario.region.grid
    places = pd.read_csv(DATA / "csc_cities/cities_PL_LT_LV_EE_FI_BY.csv").rename(str.lower, axis=1)
    lon, lat = ("longitude", "latitude") if "longitude" in places else ("lon", "lat")
    places = places.dropna(subset=["population"])
    points = gpd.GeoSeries(gpd.points_from_xy(places[lon], places[lat]), crs=4326).to_crs(grid.epsg)
    west, south, east, north = grid.bounds
    inside = points.x.between(west, east) & points.y.between(south, north)
    points, totals = points[inside.values], places["population"].to_numpy(float)[inside.values]
    with rasterio.open(DATA / "stack/buildings.tif") as file:
        buildings = np.maximum(file.read(1).astype(np.float32), 0)
    step = round(grid.cell_m / 100)
    spare = [(0, n * step - size) for n, size in zip(grid.shape, buildings.shape, strict=True)]
    blocks = np.pad(buildings, spare).reshape(grid.rows, step, grid.cols, step).sum((1, 3))
    x, y = grid.centre(*np.indices(grid.shape))
    _, zones = cKDTree(np.c_[points.x, points.y]).query(np.c_[x.ravel(), y.ravel()])
    return ml.dasymetric(zones.reshape(grid.shape), totals, blocks)


@dataclass(frozen=True)
class Account:
    """One way to use the ground: its table, what falls due when, and its side of a comparison."""

    table: pd.DataFrame
    flows: Sequence[ml.Flow]
    side: ml.Alternative


def accounts(cell_m: int = CELL_M) -> tuple[ml.Study, ml.Assessment, dict[str, Account]]:
    """Return the study, the assessment of the area drawn by hand, and the accounts by name."""
    study = ml.load(HERE / "suwalki-100m.toml")
    region = study.scenario.region.model_dump(mode="json") | {"cell_m": cell_m}
    study = study.replace(region=region, movers=["light_tracked"], seasons=["dry"])
    terrain, book, grid = study.terrain, study.catalogue, study.scenario.region.grid
    ground = terrain.assign(population=terrain["population"].copy(data=people(study)))

    chosen = study.options[study.options["option"].isin(study.plan.options)]
    row = study.effect[study.effect["side"] == "opposing"].iloc[0]
    won = sorted(row[f"after_{v}_s"] - row[f"before_{v}_s"] for v in ("low", "best", "high"))
    delay = ml.Estimate(*won, "s", "declared delays, full raster", "computed")
    table = ml.off_field(chosen, study.sites, ground, book)
    found: dict[str, Account] = {}
    for name, grown in (("concrete", None), ("concrete with cost growth", ml.growth())):
        flows = ml.plan_flows(chosen, growth=grown)
        side = ml.of_plan(name, table, flows, delay=delay, horizon_y=YEARS)
        found[name] = Account(table, flows, side)

    wet = ml.Declaration("wet", "flooded", WET, "PL")
    told, flows = ml.rewetting(ml.area_mask(wet, grid), ground, book)
    found["wetland"] = Account(told, flows, ml.of_plan("wetland", told, flows, horizon_y=YEARS))

    mined = ml.Declaration("drawn by hand", "mined_area", MINED, "PL", category="anti_personnel")
    seen = ml.assess([mined], study.scenario.on, ground, book, lifted_in=YEARS - 1)
    side = ml.of_declared("declared area", seen, horizon_y=YEARS)
    found["declared area"] = Account(seen.consequences, seen.flows, side)
    return study, seen, found


def main() -> None:
    """Print every account, the findings of law, and both cases for three pairs."""
    _, seen, found = accounts()
    for name, one in found.items():
        print(f"\n== {name}\n{one.table.to_string(index=False)}")
        print(f"\n== ledger, {name}\n{ml.ledger(one.flows).to_string(index=False)}")
    for _, finding in seen.findings:
        print(f"{finding.status:12s} {finding.instrument} {finding.article}: {finding.reason}")
    for pair in (
        ("concrete", "wetland"),
        ("concrete", "declared area"),
        ("concrete with cost growth", "declared area"),
    ):
        one, two = (found[name].side for name in pair)
        cases = ml.both_cases(one, two)
        print(f"\n== {one.name} against {two.name}")
        for side in ("necessity", "humanity", "unknown"):
            print(f"-- {side}", *getattr(cases, side), sep="\n   ")
        print("-- ranked by", WEIGHTS, ml.rank(one, two, WEIGHTS))


if __name__ == "__main__":
    main()
