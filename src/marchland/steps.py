"""The steps of a study that join what the packages below it give."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import numpy as np
import pandas as pd
import xarray as xr
from shapely import LineString

from marchland import __version__
from marchland.barriers.evaluate import Built, Ground, cases
from marchland.barriers.lines import narrowest_doors
from marchland.catalogue.read import Catalogue, catalogue
from marchland.ground.assume import assume_cover, forget_outside
from marchland.ground.stack import stack
from marchland.mobility.avenues import along, avenues
from marchland.mobility.bottlenecks import Door, narrowest
from marchland.mobility.chances import chances
from marchland.mobility.courses import course
from marchland.mobility.doors import door_table, doors
from marchland.mobility.inventory import Going, going, inventory
from marchland.mobility.members import Doubt, member
from marchland.mobility.obstacles import obstacles
from marchland.mobility.setting import OPPOSITE
from marchland.mobility.terminals import Terminals, check_terminals
from marchland.mobility.travel import crossing, travel_time
from marchland.mobility.widths import passable_width, widest_path
from marchland.model.mover import Mover
from marchland.model.provenance import Provenance
from marchland.model.season import Season
from marchland.outputs.report import Case, Restricted
from marchland.scenario.form import Scenario
from marchland.schema import grid_of
from marchland.sources.local import read_layers
from marchland.sources.places import place_shape
from marchland.sources.terminals import read_outline, read_terminals

WAY_COLUMNS = (
    "approach", "mover", "season", "way", "low_s", "best_s", "high_s", "overlap", "piece",
    "length_m", "width_m", "echelon", "geometry",
)  # fmt: skip


def read_terrain(
    scenario: Scenario, progress: Callable[[str], None] = lambda _: None
) -> tuple[xr.Dataset, tuple[Provenance, ...]]:
    """Return the terrain of a scenario and where every layer of it came from.

    Parameters
    ----------
    scenario : Scenario
    progress : callable
        Told the name of the step as it begins.

    Returns
    -------
    xarray.Dataset
    tuple of Provenance
    """
    progress("reading the ground")
    region = scenario.region
    layers, provenance = read_layers(scenario)
    terrain = stack(layers, region.grid)
    inside = read_outline(scenario)
    if region.unmapped_cover is not None:
        terrain, assumption = assume_cover(terrain, region.unmapped_cover, inside)
        provenance = (*provenance, assumption)
    return forget_outside(terrain, inside), provenance


def declared_catalogue(scenario: Scenario) -> Catalogue:
    """Return the catalogue with a scenario's declared values in place."""
    declared = {key: value.estimate() for key, value in scenario.coefficients.items()}
    return catalogue().declare(declared)


def read_ground(scenario: Scenario, terrain: xr.Dataset, table: Catalogue) -> Ground:
    """Return the ground of a scenario, the approaches across it and everyone who moves.

    Raises
    ------
    ApproachError
        If an approach cannot be run on it.
    """
    terminals = read_terminals(scenario)
    check_terminals(terminals, terrain["water"].values == 0)
    return Ground(terrain, terminals, cases(scenario, table), table, os.cpu_count() or 1)


LEAST_CELLS = 25
"""Areas of the overlay with fewer cells are taken as what surrounds them."""


def restricted(
    ground: Ground,
    headline: Case,
    scenario: Scenario,
    progress: Callable[[str], None] = lambda _: None,
) -> Restricted:
    """Return the restricted ground of every case, and what more is told of the headline's.

    Parameters
    ----------
    ground : Ground
    headline : Case
    scenario : Scenario
        Its ensemble says how many members are drawn; without one nothing is said of how
        likely ground is restricted.
    progress : callable
        Told the name of each long step as it begins.

    Returns
    -------
    Restricted
    """
    table, members = ground.coefficients, scenario.ensemble.members
    progress("restricted ground")

    def find(case: tuple[Mover, Season]) -> Going:
        return going(ground.terrain, *case, table)

    with ThreadPoolExecutor(ground.workers) as pool:
        found = list(pool.map(find, ground.cases))
    cases = {(m.name, s.name): each for (m, s), each in zip(ground.cases, found, strict=True)}
    first = cases[headline.mover, headline.season]
    areas = obstacles(
        first.restriction, first.limiting_factor, least_cells=LEAST_CELLS, coefficients=table
    )
    told = cases, inventory(cases, table), areas
    if not members:
        return Restricted(*told)
    progress(f"{members} members of the ground")
    return Restricted(*told, drawn_chances(ground, headline, scenario))


def drawn_chances(ground: Ground, headline: Case, scenario: Scenario) -> xr.Dataset:
    """Return how likely ground of the headline is of each class, from the ensemble."""
    asked, case = scenario.ensemble, ground.case(headline.mover, headline.season)
    doubt = Doubt(asked.shape, asked.soil, asked.rules)
    return chances(
        member(ground.terrain, *case, ground.coefficients, doubt),
        case[0],
        members=asked.members,
        seed=scenario.seed,
        threads=ground.workers,
        coefficients=ground.coefficients,
    )


def with_stack(scenario: Scenario, former: Scenario) -> Scenario:
    """Return a scenario with the stack of another, if the ground and the open data are its."""
    if (scenario.region, scenario.open_data) != (former.region, former.open_data):
        return scenario
    return scenario.model_copy(update={"stack": former.stack})


def worst_case(times: pd.DataFrame) -> Case:
    """Return the fastest opposing movement, or the fastest of all where none opposes.

    The best value decides; of equal ones that which may be the fastest.
    """
    by = [column for column in ("best_s", "low_s") if column in times]
    rows = times.sort_values(by, kind="stable")
    opposing = rows[rows["side"] == "opposing"]
    worst = (rows if opposing.empty else opposing).iloc[0]
    return Case(worst["approach"], worst["mover"], worst["season"])


def all_doors(ground: Ground, headline: Case, lines: tuple[Door, ...]) -> gpd.GeoDataFrame:
    """Return the narrowest door of every case, with the closing lines beside the headline's."""
    doors = narrowest_doors(ground)
    doors[headline.mover, headline.season] += lines
    return door_table(doors, grid_of(ground.terrain))


def ways_that_differ(
    ground: Ground, headline: Case, progress: Callable[[str], None] = lambda _: None
) -> gpd.GeoDataFrame:
    """Return ways of every approach that differ, and the widest, for the headline's mover.

    Returns
    -------
    geopandas.GeoDataFrame
        Pieces as :func:`marchland.mobility.courses.course` makes them, one way after the
        other, with columns approach, mover, season, low_s, best_s, high_s (of the whole way,
        low the shortest) and overlap. The way ``widest`` is the one whose narrowest place
        is widest.
    """
    progress("avenues")
    mover, season = case = ground.case(headline.mover, headline.season)
    pace = {level: ground.speed(*case, level) for level in OPPOSITE}

    def find(ends: Terminals) -> list[gpd.GeoDataFrame]:
        width = passable_width(pace["best"], ends)
        ways = [(str(a.rank), a.cells, a.overlap) for a in avenues(pace["best"], ends)]
        broad = widest_path(width, ends)
        ways += [("widest", broad.cells, np.nan)] if broad is not None else []
        pieces = []
        for name, cells, overlap in ways:
            times = {f"{OPPOSITE[lv]}_s": along(pace[lv], ends, cells).time_s for lv in OPPOSITE}
            table = course(
                name, cells, width[tuple(cells.T)], ground.coefficients, grid_of(pace["best"])
            )
            who = {"approach": ends.approach.name, "mover": mover.name, "season": season.name}
            pieces.append(table.assign(**who, **times, overlap=overlap)[list(WAY_COLUMNS)])
        return pieces

    with ThreadPoolExecutor(ground.workers) as pool:
        found = [table for tables in pool.map(find, ground.terminals) for table in tables]
    none = gpd.GeoDataFrame([], columns=list(WAY_COLUMNS), geometry="geometry",
                            crs=grid_of(ground.terrain).epsg)  # fmt: skip
    return pd.concat(found, ignore_index=True) if found else none


def doors_that_differ(
    ground: Ground, headline: Case, progress: Callable[[str], None] = lambda _: None
) -> gpd.GeoDataFrame:
    """Return doors of every approach that differ, for the headline's mover.

    Returns
    -------
    geopandas.GeoDataFrame
        As :func:`marchland.mobility.doors.door_table` returns it, with columns rank, 1 for
        the narrowest, overlap, and low_m and high_m: the width of the narrowest door there
        is where ground is slowest and fastest, NaN for the others.
    """
    progress("doors that differ")
    mover, season = case = ground.case(headline.mover, headline.season)
    pace = {level: ground.speed(*case, level) for level in OPPOSITE}

    def find(ends: Terminals) -> list[tuple[Door, int, float, float]]:
        several = doors(pace["best"], ends)
        at = {level: narrowest(pace[level], ends) for level in ("low", "high") if several}
        ends_m = sorted(door.width_m for door in (*at.values(), *several[:1]) if door is not None)
        spread = [(ends_m[0], ends_m[-1])] if several else []
        spread += [(np.nan, np.nan)] * (len(several) - 1)
        return [(d, n, *s) for n, (d, s) in enumerate(zip(several, spread, strict=True), start=1)]

    with ThreadPoolExecutor(ground.workers) as pool:
        rows = [row for found in pool.map(find, ground.terminals) for row in found]
    every = tuple(row[0] for row in rows)
    table = door_table({(mover.name, season.name): every}, grid_of(pace["best"]))
    return table.assign(
        rank=[row[1] for row in rows],
        overlap=[door.overlap for door in every],
        low_m=[row[2] for row in rows],
        high_m=[row[3] for row in rows],
    )


def time_after(speed: xr.DataArray, ground: Ground, headline: Case, built: Built) -> xr.DataArray:
    """Return the headline's travel time from its origins with a plan built, float32 s.

    Unknown throughout where a delay of the plan is not declared for its mover.
    """
    ends = ground.ends(headline.approach)
    mover, season = ground.case(headline.mover, headline.season)
    if built.unknown(mover.kind):
        return xr.full_like(speed, np.nan).assign_attrs(units="s").rename("travel_time_after")
    if built.changes_speed(mover.kind):
        speed = ground.speed(mover, season, built=built)
    barriers = built.barriers(mover.kind, "best")
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
