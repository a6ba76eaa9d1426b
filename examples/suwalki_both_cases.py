"""Three ways to use the ground of the Suwałki Gap, compared over 30 years, and argued for twice.

A concrete plan that the search finds, wet ground and a mined area that are drawn here by hand:
arbitrary shapes, chosen to show the account and nothing else. It needs the folder shared/data
beside the repository, as examples/suwalki-100m.toml does.

    python examples/suwalki_both_cases.py
"""

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
        buildings = file.read(1).astype(np.float32)
    step = CELL_M // 100
    blocks = buildings[: grid.rows * step, : grid.cols * step]
    blocks = np.where(blocks > 0, blocks, 0).reshape(grid.rows, step, grid.cols, step).sum((1, 3))
    rows, cols = np.indices(grid.shape)
    x, y = grid.centre(rows, cols)
    _, zones = cKDTree(np.c_[points.x, points.y]).query(np.c_[x.ravel(), y.ravel()])
    return ml.dasymetric(zones.reshape(grid.shape), totals, blocks.astype(np.float32))


def main() -> None:
    """Compute, compare and print."""
    study = ml.load(HERE / "suwalki-100m.toml")
    region = study.scenario.region.model_dump(mode="json") | {"cell_m": CELL_M}
    study = study.replace(region=region, movers=["tracked"], seasons=["dry"])
    terrain, book, on = study.terrain, study.catalogue, study.scenario.on
    ground = terrain.assign(population=terrain["population"].copy(data=people(study)))
    print(f"{float(ground['population'].sum()):,.0f} people on the grid")

    chosen = study.options[study.options["option"].isin(study.plan.options)]
    row = study.effect[study.effect["side"] == "opposing"].iloc[0]
    won = sorted(row[f"after_{v}_s"] - row[f"before_{v}_s"] for v in ("low", "best", "high"))
    delay = ml.Estimate(*won, "s", "declared delays, full raster", "computed")
    table = ml.off_field(chosen, study.sites, ground, book)
    plans = {
        name: ml.of_plan(name, table, ml.plan_flows(chosen, growth=grown), delay=delay)
        for name, grown in (("concrete", None), ("concrete, grown", ml.growth()))
    }

    wet = ml.Declaration("wet", "flooded", WET, "PL")
    told, flows = ml.rewetting(ml.area_mask(wet, study.scenario.region.grid), ground, book)
    wetland = ml.of_plan("wetland", told, flows)
    mined = ml.Declaration("drawn by hand", "mined_area", MINED, "PL", category="anti_personnel")
    found = ml.assess([mined], on, ground, book, lifted_in=YEARS - 1)
    declared = ml.of_declared("declared area", found)

    for name, rows in (("concrete", table), ("wetland", told), ("declared", found.consequences)):
        print(f"\n== {name}\n{rows.drop(columns='source').to_string(index=False)}")
    for name, flow in (("concrete", ml.plan_flows(chosen)), ("wetland", flows),
                       ("declared", found.flows)):  # fmt: skip
        print(
            f"\n== ledger, {name}\n{ml.ledger(flow).drop(columns='source').to_string(index=False)}"
        )
    for _, finding in found.findings:
        print(f"{finding.status:12s} {finding.instrument} {finding.article}: {finding.reason}")
    for one, two in ((plans["concrete"], wetland), (plans["concrete"], declared),
                     (plans["concrete, grown"], declared)):  # fmt: skip
        cases = ml.both_cases(one, two)
        print(f"\n== {one.name} against {two.name}")
        for side in ("necessity", "humanity", "unknown"):
            print(f"-- {side}", *getattr(cases, side), sep="\n   ")
        weights = {"cost": 1.0, "people": 1000.0, "land": 1.0}
        print("-- ranked by", weights, ml.rank(one, two, weights))


if __name__ == "__main__":
    main()
