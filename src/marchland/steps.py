"""The steps of a study that join what the packages below it give."""

import hashlib

import geopandas as gpd
import numpy as np
import pandas as pd
import xarray as xr
from shapely import LineString

from marchland import __version__
from marchland.barriers.evaluate import Built, Ground
from marchland.barriers.lines import narrowest_doors
from marchland.catalogue.read import Catalogue
from marchland.ground.assume import assume_cover, forget_outside
from marchland.ground.stack import stack
from marchland.mobility.bottlenecks import Door
from marchland.mobility.doors import door_table
from marchland.mobility.travel import crossing, travel_time
from marchland.model.provenance import Provenance
from marchland.outputs.report import Case
from marchland.scenario.form import Scenario
from marchland.schema import grid_of
from marchland.sources.local import read_layers
from marchland.sources.places import place_shape
from marchland.sources.terminals import read_outline


def read_terrain(scenario: Scenario) -> tuple[xr.Dataset, tuple[Provenance, ...]]:
    """Return the terrain of a scenario and where every layer of it came from.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    xarray.Dataset
    tuple of Provenance
    """
    region = scenario.region
    layers, provenance = read_layers(scenario)
    terrain = stack(layers, region.grid)
    if region.unmapped_cover is not None:
        terrain, assumption = assume_cover(terrain, region.unmapped_cover)
        provenance = (*provenance, assumption)
    return forget_outside(terrain, read_outline(scenario)), provenance


def with_stack(scenario: Scenario, former: Scenario) -> Scenario:
    """Return a scenario with the stack of another, if the ground and the open data are its."""
    if (scenario.region, scenario.open_data) != (former.region, former.open_data):
        return scenario
    return scenario.model_copy(update={"stack": former.stack})


def worst_case(times: pd.DataFrame) -> Case:
    """Return the fastest opposing movement, or the fastest of all where none opposes."""
    rows = times.sort_values("best_s", kind="stable")
    opposing = rows[rows["side"] == "opposing"]
    worst = (rows if opposing.empty else opposing).iloc[0]
    return Case(worst["approach"], worst["mover"], worst["season"])


def all_doors(ground: Ground, headline: Case, lines: tuple[Door, ...]) -> gpd.GeoDataFrame:
    """Return the narrowest door of every case, with the closing lines beside the headline's."""
    doors = narrowest_doors(ground)
    doors[headline.mover, headline.season] += lines
    return door_table(doors, grid_of(ground.terrain))


def time_after(speed: xr.DataArray, ground: Ground, headline: Case, built: Built) -> xr.DataArray:
    """Return the headline's travel time from its origins with a plan built, float32 s."""
    ends = ground.ends(headline.approach)
    mover, _ = ground.case(headline.mover, headline.season)
    barriers = built.barriers(mover.kind, "best") if not built.unknown(mover.kind) else None
    after = travel_time(speed, ends.origins, avoid=ends.avoid, barriers=barriers)
    return after.rename("travel_time_after")


def fastest_routes(speed: xr.DataArray, ground: Ground, headline: Case) -> gpd.GeoDataFrame:
    """Return the headline's fastest route on the ground as it is, if there is one.

    Where both ends of the approach move, there are two: each from its end to the meeting.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns approach, mover, season, time_s and geometry.
    """
    grid = grid_of(speed)
    way = crossing(speed, ground.ends(headline.approach), route=True)
    middle = len(way.path) - 1 if way.meeting is None else way.meeting
    halves = [way.path[: middle + 1], way.path[middle:][::-1]]
    lines = [
        LineString(np.column_stack(grid.centre(*half.T.astype(float))))
        for half in halves
        if len(half) > 1
    ]
    rows = [(headline.approach, headline.mover, headline.season, way.time_s, g) for g in lines]
    columns = ["approach", "mover", "season", "time_s", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=grid.epsg)


def end_places(scenario: Scenario, headline: Case) -> gpd.GeoDataFrame:
    """Return where the headline's approach starts and ends: columns place, role, geometry."""
    approach = next(a for a in scenario.approaches if a.name == headline.approach)
    roles = [(name, "origin") for name in approach.origins]
    roles += [(name, "objective") for name in approach.objectives]
    rows = [(name, role, place_shape(scenario, name)) for name, role in roles]
    columns = ["place", "role", "geometry"]
    crs = scenario.region.epsg
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=crs)


def fingerprint(
    scenario: Scenario, catalogue: Catalogue, provenance: tuple[Provenance, ...]
) -> str:
    """Return a SHA-256 of the scenario, the catalogue and every file read."""
    parts = [scenario.digest(), catalogue.digest(), __version__]
    parts += [source.sha256 for source in provenance]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
