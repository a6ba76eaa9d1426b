"""The least cut by maximum flow: for approaches that no single line closes, and to check.

Every open cell is split in two, joined by an arc that carries its weight; arcs to the eight
neighbours carry anything. Flow grows much faster than the number of cells: minutes at a
million of them.
"""

from dataclasses import dataclass
from importlib import import_module

import numpy as np
import xarray as xr

from marchland.mobility.bottlenecks import Door, passable_ground
from marchland.mobility.separation import separates
from marchland.mobility.terminals import Terminals
from marchland.schema import grid_of

MOST_CELLS = 250_000
"""Beyond this many cells no flow is tried."""


@dataclass(frozen=True)
class Cut:
    """A least cut.

    Parameters
    ----------
    weight : int
        Its weight.
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns in order of rows.
    """

    weight: int
    cells: np.ndarray


def flow_cut(weight: np.ndarray, ends: Terminals) -> Cut | None:
    """Return the least cut between origins and objectives by maximum flow.

    Parameters
    ----------
    weight : numpy.ndarray
        Integers, shape of the grid: weight of closing each cell, 0 where movement is
        already denied.
    ends : Terminals
        The approach on the grid; its places cannot be cut.

    Returns
    -------
    Cut or None
        None where the grid has more than :data:`MOST_CELLS` cells, or an origin and an
        objective touch.
    """
    if weight.size > MOST_CELLS:
        return None
    if (ends.origins & ends.objectives).any():
        return None
    flow = import_module("ortools.graph.python.max_flow").SimpleMaxFlow()
    total = int(weight.sum()) + 1
    places = ends.origins | ends.objectives
    amount = np.where(places, total, weight).astype(np.int64)
    number = np.arange(weight.size).reshape(weight.shape)
    source, sink = 2 * weight.size, 2 * weight.size + 1
    tail, head, cap = [2 * number.ravel()], [2 * number.ravel() + 1], [amount.ravel()]
    for u, v in _neighbours(np.where(amount > 0, number, -1)):
        tail += [2 * u + 1, 2 * v + 1]
        head += [2 * v, 2 * u]
        cap += [np.full(u.size, total)] * 2
    starts, stops = number[ends.origins], number[ends.objectives]
    tail += [np.full(starts.size, source), 2 * stops + 1]
    head += [2 * starts, np.full(stops.size, sink)]
    cap += [np.full(starts.size, total), np.full(stops.size, total)]
    flow.add_arcs_with_capacity(*(np.concatenate(part) for part in (tail, head, cap)))
    if flow.solve(source, sink) != flow.OPTIMAL or flow.optimal_flow() >= total:
        return None
    reached = np.zeros(2 * weight.size + 2, np.bool_)
    reached[flow.get_source_side_min_cut()] = True
    crossed = reached[0:-2:2] & ~reached[1:-2:2]
    return Cut(int(flow.optimal_flow()), np.argwhere(crossed.reshape(weight.shape) & (amount > 0)))


def flow_door(speed: xr.DataArray, ends: Terminals) -> Door | None:
    """Return the least door of an approach whatever its parts, where no single line is found.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s of the mover the door is for; unknown ground counts as open.
    ends : Terminals
        The approach on this grid.

    Returns
    -------
    Door or None
        None as :func:`flow_cut` has it. Its cells are all open, in order of rows and not
        along a line; its width is their number times the side of a cell, and so depends on
        the axes of the grid.
    """
    passable = passable_ground(speed, ends)
    cut = flow_cut(passable.astype(np.int64), ends)
    if cut is None:
        return None
    ground = passable | ends.origins | ends.objectives
    return Door(
        ends.approach.name, "whole", cut.weight * grid_of(speed).cell_m, cut.cells,
        np.ones(len(cut.cells), np.bool_), cut.weight,
        checked=separates(cut.cells, ends.origins, ends.objectives, ground),
    )  # fmt: skip


def _neighbours(number: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the pairs of numbered cells that touch, each once."""
    pairs = []
    for ours, theirs in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[:-1, :-1], np.s_[1:, 1:]),
        (np.s_[:-1, 1:], np.s_[1:, :-1]),
    ):
        u, v = number[ours].ravel(), number[theirs].ravel()
        both = (u >= 0) & (v >= 0)
        pairs.append((u[both], v[both]))
    return pairs
