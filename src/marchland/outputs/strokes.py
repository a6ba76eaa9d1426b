"""Lines out of rasters: roads, railways and rivers, thinned, joined and smoothed."""

from dataclasses import dataclass

import numpy as np
import shapely

from marchland.outputs.canvas import Mask

MOST_CELLS = 1_600
"""Columns beyond which cells are merged before tracing: a map shows no more."""

ROUNDS = 12
"""Layers of cells that thinning can take off a line; wider blobs keep a core."""


@dataclass(frozen=True)
class Stroke:
    """A line to draw.

    Parameters
    ----------
    points : numpy.ndarray
        Columns and rows in cells of the grid, from its north-west corner, shape (n, 2).
    rank : int
        Class of the line.
    """

    points: np.ndarray
    rank: int


def strokes(classes: np.ndarray, least: int = 1) -> tuple[Stroke, ...]:
    """Trace the lines in a class raster.

    Parameters
    ----------
    classes : numpy.ndarray
        uint8; 0 is none, and of two lines the higher class is drawn above.
    least : int
        Lowest class to trace.

    Returns
    -------
    tuple of Stroke
        Lowest class first.
    """
    size = max(1, -(-classes.shape[1] // MOST_CELLS))
    merged = _merge(classes, size)
    core = thin(merged >= least)
    ends = _segments(core)
    if not len(ends):
        return ()
    ranks = merged[ends[:, :, 0], ends[:, :, 1]].min(axis=1)
    found = []
    for rank in np.unique(ranks):
        lines = shapely.linestrings(ends[ranks == rank][:, :, ::-1].astype(float) + 0.5)
        joined = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
        found += [Stroke(smoothed(shapely.get_coordinates(j)) * size, int(rank)) for j in joined]
    return tuple(found)


def thin(mask: np.ndarray) -> Mask:
    """Return lines one cell wide in place of broad ones, after Zhang and Suen (1984).

    Parameters
    ----------
    mask : numpy.ndarray
        bool.

    Returns
    -------
    numpy.ndarray
        bool, same shape; connected where the mask is.
    """
    cells = np.pad(mask, 1)
    line = cells.reshape(-1)
    left = np.flatnonzero(line)
    for _ in range(ROUNDS):
        before = len(left)
        for half in (0, 1):
            loose = _loose(line, left, cells.shape[1], half)
            line[left[loose]] = False
            left = left[~loose]
        if len(left) == before:
            break
    return cells[1:-1, 1:-1]


def _loose(line: Mask, places: np.ndarray, cols: int, half: int) -> Mask:
    """Tell of each filled cell, by its place row by row, whether a half-step takes it away."""
    around = (-cols, 1 - cols, 1, cols + 1, cols, cols - 1, -1, -cols - 1)  # clockwise from north
    near = np.stack([line[places + step] for step in around])
    filled = near.sum(axis=0)
    turns = (~near & np.roll(near, -1, axis=0)).sum(axis=0)
    north, east, south, west = near[0], near[2], near[4], near[6]
    if half == 0:
        open_side = ~(north & east & south) & ~(east & south & west)
    else:
        open_side = ~(north & east & west) & ~(north & south & west)
    return np.asarray((filled >= 2) & (filled <= 6) & (turns == 1) & open_side)


def near(mask: np.ndarray, cells: int) -> Mask:
    """Return the mask grown by so many cells."""
    grown = mask.astype(bool)
    for _ in range(cells):
        for way in (grown, grown.T):  # down and up, then along and back
            before = way.copy()
            way[1:] |= before[:-1]
            way[:-1] |= before[1:]
    return np.asarray(grown)


def _merge(classes: np.ndarray, size: int) -> np.ndarray:
    """Return the highest class of each square of cells."""
    if size == 1:
        return classes
    highest = classes[::size, ::size].copy()
    for row in range(size):
        for col in range(size):
            part = classes[row::size, col::size]
            into = highest[: part.shape[0], : part.shape[1]]
            np.maximum(into, part, out=into)
    return highest


def _segments(core: Mask) -> np.ndarray:
    """Return pairs of neighbouring cells, shape (n, 2, 2); corners are not cut twice."""
    found = []
    for dr, dc in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = core[: core.shape[0] - dr, max(0, -dc) : core.shape[1] - max(0, dc)]
        there = core[dr:, max(0, dc) : core.shape[1] + min(0, dc)]
        both = here & there
        if dr and dc:
            side = core[: core.shape[0] - 1, max(0, dc) : core.shape[1] + min(0, dc)]
            down = core[1:, max(0, -dc) : core.shape[1] - max(0, dc)]
            both &= ~side & ~down
        start = np.argwhere(both) + np.array([0, max(0, -dc)])
        found.append(np.stack([start, start + np.array([dr, dc])], axis=1))
    return np.concatenate(found)


def smoothed(points: np.ndarray, rounds: int = 3) -> np.ndarray:
    """Take the stairs out of a line; its ends stay."""
    for _ in range(rounds if len(points) > 2 else 0):
        inner = points[:-2] / 4 + points[1:-1] / 2 + points[2:] / 4
        points = np.concatenate([points[:1], inner, points[-1:]])
    return points
