"""Barriers as an analyst draws them: lines and areas with a delay, and what opens them.

The cells of a line touch by their sides, so that no step slips through, diagonal or not.
Where barriers share a cell, entering it pays for all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from marchland.barriers.cover import covered, flat_parts
from marchland.barriers.openings import Footprint, opened
from marchland.errors import Fault, GridError, InputError
from marchland.kernels.walls import Barriers
from marchland.model.grid import Grid

Array = np.ndarray

STEP_DEG = 0.05
"""Longest straight step between longitudes and latitudes before they are projected."""

MOST_INSIDE = 3.0
"""Cells' sides of length that a line may run inside an area before it is refused."""

SLIVER = 0.01
"""Share of a cell that two areas may overlap."""

AROUND = np.array([(row, col) for row in (-1, 0, 1) for col in (-1, 0, 1) if row or col])
"""Rows and columns from a cell to its eight neighbours."""

MOST_OWNERS = int(np.iinfo(np.uint16).max)


def barrier_cells(
    features: gpd.GeoDataFrame, grid: Grid, *, openings: gpd.GeoDataFrame | None = None
) -> Barriers:
    """Return drawn barriers as cells that delay whoever enters them.

    Parameters
    ----------
    features : geopandas.GeoDataFrame
        Lines or areas, one barrier each, in any reference system. Column ``delay_s``:
        delay of one crossing, s, at least 0; inf closes. Optional columns: ``closed``
        (bool), whose rows need no delay, and ``name``, by which errors tell them.
    grid : Grid
        Where they are burnt, as :func:`marchland.schema.grid_of` gives it for a speed.
    openings : geopandas.GeoDataFrame, optional
        Points (gates) and lines (bridges, roads), optionally with a ``name``. A line opens
        every barrier that it meets; a point opens the nearest line within a cell's side.

    Returns
    -------
    Barriers
        For :func:`marchland.travel_time` and :func:`marchland.crossing`. Where barriers
        share a cell, that cell has a delay of its own, the sum of theirs.

    Raises
    ------
    InputError
        With every barrier that has no delay, a negative one, or no line or area; with
        areas that overlap, lines that run on inside an area, and openings that open
        nothing.
    GridError
        If a table does not say its reference system, or no barrier lies on the grid.

    Notes
    -----
    The step from ground outside into a barrier pays its delay; steps inside and out are
    free. A step from one barrier into the shared cells of two pays for both, so that
    walking along a line over its crossing with another is charged too much; beside the
    line it is not. This is why areas may not overlap.
    """
    faults = list(_faults(features, "barrier"))
    faults += [] if openings is None else list(_faults(openings, "opening"))
    if faults:
        raise InputError("barriers", faults)
    footprints = [_footprint(row, grid) for row in _rows(features, grid, "barrier")]
    if footprints and not any(print_.held.size for print_ in footprints):
        remedy = "Check their reference system and the region."
        raise GridError.one("barriers", f"none lies on the grid, {grid}", remedy)
    faults = list(_overlaps(footprints, grid))
    if openings is not None:
        found = list(_rows(openings, grid, "opening"))
        footprints, shut = opened([(r.where, r.shape) for r in found], footprints, grid)
        faults += shut
    if faults:
        raise InputError("barriers", faults)
    return _owned(_parted(footprints, grid), grid)


@dataclass(frozen=True)
class _Row:
    where: str
    shape: BaseGeometry
    delay_s: float


def _named(table: gpd.GeoDataFrame, what: str) -> list[str]:
    """Return what errors call each row: its name, or its place in the table."""
    names = table["name"] if "name" in table else pd.Series(table.index, table.index)
    pairs = zip(table.index, names, strict=True)
    return [f"{what} {index if pd.isna(name) else name}" for index, name in pairs]


def _delays(features: gpd.GeoDataFrame) -> Array:
    """Return the delay of every row, s; NaN where there is none."""
    empty = pd.Series(np.nan, features.index)
    given = pd.to_numeric(features.get("delay_s", empty), errors="coerce")
    delay: Array = given.to_numpy(float).copy()
    delay[_closed(features) & np.isnan(delay)] = np.inf
    return delay


def _closed(features: gpd.GeoDataFrame) -> Array:
    if "closed" not in features:
        return np.zeros(len(features), np.bool_)
    closed: Array = features["closed"].fillna(False).to_numpy(np.bool_)
    return closed


def _faults(table: gpd.GeoDataFrame, what: str) -> Iterator[Fault]:
    """Yield what is wrong with each row, before anything is burnt."""
    if table.crs is None:
        remedy = "Set it: table.set_crs(epsg)."
        raise GridError.one(f"{what}s", "the table does not say its reference system", remedy)
    barrier = what == "barrier"
    kinds = ("LineString", "Polygon", "LinearRing") if barrier else ("Point", "LineString")
    delays = _delays(table) if barrier else np.zeros(len(table))
    closed = _closed(table) if barrier else np.zeros(len(table), np.bool_)
    rows = zip(_named(table, what), table.geometry, delays, closed, strict=True)
    for where, shape, delay, shut in rows:
        if shape is None or shape.is_empty:
            yield Fault(where, "has no geometry", "Draw it, or leave it out.")
        elif wrong := {part.geom_type for part in flat_parts(shape)} - set(kinds):
            drawn = "lines and areas" if barrier else "points and lines"
            yield Fault(where, f"is drawn as {', '.join(sorted(wrong))}", f"Draw {drawn}.")
        elif not shape.is_valid:
            why = shapely.is_valid_reason(shape)
            yield Fault(where, f"its outline is not valid: {why}", "Repair it.")
        if np.isnan(delay):
            yield Fault(where, "its delay_s is not known", "Declare it, or set closed.")
        elif delay < 0:
            yield Fault(where, f"its delay_s is {delay:g}", "Give a delay of at least 0 s.")
        elif shut and np.isfinite(delay):
            yield Fault(where, f"is closed and has a delay_s of {delay:g}", "Keep one of them.")


def _rows(table: gpd.GeoDataFrame, grid: Grid, what: str) -> Iterator[_Row]:
    """Yield rows in the projection of the grid."""
    shapes = np.array(table.geometry.values)
    if table.crs.is_geographic:
        shapes = shapely.segmentize(shapes, STEP_DEG)
    moved = gpd.GeoSeries(shapes, crs=table.crs).to_crs(grid.epsg)
    delays = _delays(table) if what == "barrier" else np.zeros(len(table))
    for where, shape, delay in zip(_named(table, what), moved, delays, strict=True):
        yield _Row(where, shape, float(delay))


def _footprint(row: _Row, grid: Grid) -> Footprint:
    return Footprint(row.where, row.shape, row.delay_s, *covered(row.shape, grid))


def _overlaps(footprints: list[Footprint], grid: Grid) -> Iterator[Fault]:
    """Yield the pairs that no step could be charged for correctly."""
    shapes = np.array([footprint.shape for footprint in footprints], object)
    tree = shapely.STRtree(shapes)
    for first, second in tree.query(shapes, predicate="intersects").T:
        one, other = footprints[first], footprints[second]
        shared = shapely.intersection(one.shape, other.shape)
        if first < second and shared.area > SLIVER * grid.cell_m**2:
            what = f"overlaps {other.where} by {shared.area:.0f} m²"
            yield Fault(one.where, what, "Cut one out of the other, or draw them as one.")
        line_in_area = not one.core.size and other.core.size > 0
        if line_in_area and shared.length > MOST_INSIDE * grid.cell_m:
            what = f"runs {shared.length:.0f} m inside {other.where}"
            yield Fault(one.where, what, "Cut it at the outline of that area.")


def _parted(footprints: list[Footprint], grid: Grid) -> list[Footprint]:
    """Return footprints where an area leaves others the cells that it only touches."""
    count = np.zeros(grid.rows * grid.cols, np.uint16)
    for footprint in footprints:
        count[footprint.held] += 1
    parted = []
    for footprint in footprints:
        held, core = footprint.held, footprint.core
        if core.size and (count[held] > 1).any():
            touched = (count[held] > 1) & ~np.isin(held, core)
            held = held[~(touched & _beside(held, core, grid))]
        parted.append(replace(footprint, held=held))
    return parted


def _beside(cells: Array, core: Array, grid: Grid) -> Array:
    """Tell which cells have one of the core among their eight neighbours."""
    near = np.column_stack(np.divmod(cells, grid.cols))[:, None, :] + AROUND
    inside = ((near >= 0) & (near < grid.shape)).all(axis=2)
    found: Array = (np.isin(near @ (grid.cols, 1), core) & inside).any(axis=1)
    return found


def _owned(footprints: list[Footprint], grid: Grid) -> Barriers:
    """Return one owner for each cell: a barrier, or several that share it."""
    cells = np.concatenate([np.empty(0, np.int64), *(f.held for f in footprints)])
    numbers = np.repeat(np.arange(1, len(footprints) + 1), [f.held.size for f in footprints])
    order = np.argsort(cells, kind="stable")
    cells, numbers = cells[order], numbers[order]
    delays = [0.0, *(footprint.delay_s for footprint in footprints)]
    owner = np.zeros(grid.rows * grid.cols, np.int64)
    owner[cells] = numbers
    places, starts, counts = np.unique(cells, return_index=True, return_counts=True)
    several: dict[tuple[int, ...], int] = {}
    for place, start, count in zip(
        places[counts > 1], starts[counts > 1], counts[counts > 1], strict=True
    ):
        together = tuple(numbers[start : start + count].tolist())
        if together not in several:
            several[together] = len(delays)
            delays.append(sum(delays[number] for number in together))
        owner[place] = several[together]
    if len(delays) > MOST_OWNERS:
        what = f"{len(delays) - 1} barriers and crossings of them"
        raise InputError.one("barriers", what, f"At most {MOST_OWNERS - 1}: join some.")
    delay_s = np.array(delays, np.float32)
    held = np.where(delay_s > 0, np.arange(delay_s.size), 0).astype(np.uint16)
    return Barriers(held[owner].reshape(grid.shape), delay_s)
