"""Several doors that differ, and doors as a table, for maps and files."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import xarray as xr
from shapely import LineString, MultiLineString, line_locate_point, points
from shapely.ops import substring

from marchland.mobility.avenues import DEARER, NEAR, REFUSALS, near
from marchland.mobility.bottlenecks import Door, find_door, passable_ground
from marchland.mobility.closing import least_line, way
from marchland.mobility.terminals import Terminals
from marchland.model.grid import Grid
from marchland.schema import grid_of

COLUMNS = (
    "approach", "mover", "season", "band", "width_m", "cut_cells", "gaps", "front", "geometry",
)  # fmt: skip


def doors(
    speed: xr.DataArray, ends: Terminals, *, most: int = 3, most_overlap: float = 0.5
) -> tuple[Door, ...]:
    """Return doors of an approach that differ, the narrowest and others as they are found.

    Open ground near a door found is made dearer and the least line is sought again; a line
    that shares too much of its front with earlier doors is not taken. See
    :mod:`marchland.mobility.avenues` for the method and what it does not prove.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s of the mover the doors are for; unknown ground counts as open.
    ends : Terminals
        The approach on this grid.
    most : int
        How many are wanted.
    most_overlap : float
        Share of its open cells that a door may have near those before it, 0 to 1.

    Returns
    -------
    tuple of Door
        As many as are found that differ enough; none where no line closes the approach,
        one where ground denies it already.
    """
    by, cell_m = way(ends), grid_of(speed).cell_m
    passable = passable_ground(speed, ends)
    first = None if by is None else find_door("whole", passable, cell_m, ends, by)
    if by is None or first is None:
        return ()
    found, refused = [first], 0
    reach = max(2.0, NEAR * len(first.cells))
    taken = near(first.cells[first.open_cells], passable.shape, reach)
    cost = np.where(passable, np.float32(cell_m), np.float32(0))
    cost[taken] *= np.float32(DEARER)
    while len(found) < most and refused < REFUSALS and first.open_cells.any():
        before, line = len(found), least_line(cost, ends, by)
        if line is None:
            break
        front = line.cells[passable[tuple(line.cells.T)] & line.on]
        if taken[tuple(front.T)].mean() <= most_overlap:
            beside = near(line.cells, passable.shape, 1.0)
            weight = np.where(beside, np.float32(1), np.float32(np.inf))
            door = find_door("whole", passable, cell_m, ends, by, weight)
            if door is None:
                break
            front = door.cells[door.open_cells]
            overlap = float(taken[tuple(front.T)].mean())
            if overlap <= most_overlap:
                found.append(replace(door, overlap=overlap))
        around = near(front, passable.shape, reach)
        cost[around] *= np.float32(DEARER)
        if len(found) == before:
            refused += 1
        else:
            taken |= around
    return tuple(found)


def door_table(found: dict[tuple[str, str], tuple[Door, ...]], grid: Grid) -> gpd.GeoDataFrame:
    """Return doors as lines.

    Parameters
    ----------
    found : dict of {(mover, season): tuple of Door}
    grid : Grid
        The grid they lie on.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns :data:`COLUMNS`; width in m, front the open stretches as MultiLineString.
    """
    rows = [
        (door.approach, mover, season, door.band, door.width_m, door.cut_cells, door.gaps,
         open_stretches(door, grid), _line(door, grid))
        for (mover, season), doors_ in found.items()
        for door in doors_
    ]  # fmt: skip
    return gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=grid.epsg)


def open_stretches(door: Door, grid: Grid) -> MultiLineString:
    """Return the open stretches of a door, each along its line.

    Parameters
    ----------
    door : Door
    grid : Grid
        The grid it lies on.

    Returns
    -------
    shapely.MultiLineString
        One line for each gap; empty where ground denies movement already.
    """
    line, half = _line(door, grid), grid.cell_m / 2
    cuts = np.flatnonzero(np.diff(door.open_cells.astype(np.int8))) + 1
    stretches = []
    for part in np.split(np.arange(len(door.cells)), cuts):
        if not door.open_cells[part[0]]:
            continue
        centres = np.column_stack(grid.centre(*door.cells[part].T.astype(float)))
        at = line_locate_point(line, points(centres))
        least, most = float(at.min()) - half, float(at.max()) + half
        if most - least > 2 * len(part) * grid.cell_m:  # the line passes here twice
            stretches.append(LineString(np.repeat(centres, 2 if len(part) == 1 else 1, axis=0)))
        else:
            stretches.append(substring(line, max(least, 0.0), min(most, line.length)))
    return MultiLineString([s for s in stretches if s.geom_type == "LineString"])


def _line(door: Door, grid: Grid) -> LineString:
    cells = door.cells if door.corners is None else door.corners
    centres = [grid.centre(int(row), int(col)) for row, col in cells]
    return LineString(centres if len(centres) > 1 else centres * 2)
