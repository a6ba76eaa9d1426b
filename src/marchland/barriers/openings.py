"""Openings in drawn barriers: gates, bridges and roads that lead through.

A line barrier is opened where the opening meets it, straight across and as wide as one
cell; an area is opened along the whole of a line that leads through it.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from marchland.barriers.cover import flat, flat_parts, line_cells
from marchland.errors import Fault
from marchland.model.grid import Grid

Array = np.ndarray

ACROSS = 8.0
"""Cells' sides to either hand in which a line barrier has to end."""


@dataclass(frozen=True)
class Footprint:
    """A barrier on the grid.

    Parameters
    ----------
    where : str
        What errors call it.
    shape : shapely.Geometry
        Lines or areas in the grid's projection.
    delay_s : float
        Of one crossing.
    held : numpy.ndarray
        int64, flat and sorted: the cells that it holds.
    core : numpy.ndarray
        int64, flat and sorted: those whose centre lies in its areas.
    """

    where: str
    shape: BaseGeometry
    delay_s: float
    held: Array
    core: Array


def opened(
    openings: list[tuple[str, BaseGeometry]], footprints: list[Footprint], grid: Grid
) -> tuple[list[Footprint], list[Fault]]:
    """Return barriers with some of their cells open, and what could not be opened.

    Parameters
    ----------
    openings : list of (str, shapely.Geometry)
        What errors call each, and its points or lines in the grid's projection.
    footprints : list of Footprint
    grid : Grid

    Returns
    -------
    list of Footprint
    list of Fault
    """
    open_cells: dict[int, list[Array]] = {number: [] for number in range(len(footprints))}
    faults: list[Fault] = []
    shapes = [footprint.shape for footprint in footprints]
    tree = shapely.STRtree(shapes)
    for where, shape in openings:
        met = False
        for part in flat_parts(shape):
            near = _near(part, tree, grid)
            for number in near:
                cells, fault = _through(part, footprints[number], grid)
                open_cells[number].append(cells)
                faults += [replace(fault, where=where)] if fault else []
            met |= bool(near)
        if not met:
            away = min((shape.distance(other) for other in shapes), default=np.inf)
            remedy = "Draw it across the barrier, or leave it out."
            faults.append(Fault(where, f"opens nothing: the nearest lies {away:.0f} m off", remedy))
    return [
        replace(f, held=np.setdiff1d(f.held, np.concatenate(open_cells[n]))) if open_cells[n] else f
        for n, f in enumerate(footprints)
    ], faults


def _near(part: BaseGeometry, tree: shapely.STRtree, grid: Grid) -> list[int]:
    """Return the barriers that an opening is for."""
    if part.geom_type == "Point":
        found = tree.query_nearest(part, max_distance=grid.cell_m, all_matches=False)
    else:
        found = tree.query(part, predicate="intersects")
    return sorted(int(number) for number in found)


def _through(part: BaseGeometry, barrier: Footprint, grid: Grid) -> tuple[Array, Fault | None]:
    """Return the cells of a barrier that an opening opens, or why it does not."""
    none = np.empty(0, np.int64)
    lines = [p for p in flat_parts(barrier.shape) if p.geom_type != "Polygon"]
    cells = [none]
    if len(lines) < len(flat_parts(barrier.shape)):
        if part.geom_type == "Point":
            what, remedy = f"is a point on {barrier.where}, an area", "Draw the way through it."
            return none, Fault("", what, remedy)
        chain = line_cells(shapely.get_coordinates(part), grid)
        if np.isin(flat(chain[[0, -1]], grid), barrier.held).any():
            return none, Fault("", f"ends inside {barrier.where}", "Draw it out on both sides.")
        cells.append(flat(chain, grid))
    for line in lines:
        for at in _meetings(part, line, grid):
            run = _across(line, at, barrier.held, grid)
            if run is None:
                what = f"finds {barrier.where} on both hands for {ACROSS * grid.cell_m:.0f} m"
                return none, Fault("", what, "Move it, or draw that barrier more simply.")
            cells.append(run)
    return np.concatenate(cells), None


def _meetings(part: BaseGeometry, line: BaseGeometry, grid: Grid) -> list[float]:
    """Return how far along a line an opening meets it, m: a stretch by many places."""
    if part.geom_type == "Point":
        return [line.project(part)] if line.distance(part) <= grid.cell_m else []
    found: list[float] = []
    for shared in flat_parts(shapely.intersection(part, line)):
        if shared.is_empty:
            continue
        ends = [line.project(shapely.Point(at)) for at in shapely.get_coordinates(shared)]
        steps = int(np.ceil(2 * (max(ends) - min(ends)) / grid.cell_m)) + 1
        found += list(np.linspace(min(ends), max(ends), steps))
    return found


def _across(line: BaseGeometry, at: float, held: Array, grid: Grid) -> Array | None:
    """Return the barrier's cells straight across it, or None where they do not end."""
    half = grid.cell_m / 2
    back, here, on = (line.interpolate(max(at + step, 0.0)) for step in (-half, 0.0, half))
    along = np.array([on.x - back.x, on.y - back.y])
    size = float(np.hypot(*along))
    normal = np.array([-along[1], along[0]]) / size if size else np.array([1.0, 0.0])
    reach = ACROSS * grid.cell_m * normal
    middle = np.array([here.x, here.y])
    first = line_cells(np.array([middle, middle - reach]), grid)[::-1]
    chain = np.concatenate([first, line_cells(np.array([middle, middle + reach]), grid)[1:]])
    inside = ((chain >= 0) & (chain < grid.shape)).all(axis=1)
    number = np.where(inside, chain[:, 0] * grid.cols + chain[:, 1], -1)
    walled = np.flatnonzero(np.isin(number, held))
    if walled.size == 0:
        return np.empty(0, np.int64)
    place = int(walled[np.argmin(np.abs(walled - len(first) + 1))])
    free = np.flatnonzero(~np.isin(number, held))
    before, after = free[free < place], free[free > place]
    if not before.size or not after.size:
        return None
    return number[before[-1] + 1 : after[0]]
