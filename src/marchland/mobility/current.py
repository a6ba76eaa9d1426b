"""Pinch points by electric current: where movement that does not know the way must gather.

The ground is a network of resistors: a step between neighbouring cells resists with its
time, one unit of current enters at the origins and leaves at the objectives. The share of
it that passes a cell is how much of a random walk's net traffic does. Over the share that
would pass if all ground were alike it tells where ground gathers movement: a place above 1
is a pinch point. Shortest paths know the way; this knows nothing, and the two disagree for
good reasons.

It needs the package PyAMG, which the extra ``current`` installs.

The measure is that of Omniscape: Landau and others 2021, doi:10.21105/joss.02829.
"""

from importlib import import_module
from importlib.util import find_spec

import numpy as np
import xarray as xr
from scipy.ndimage import label
from scipy.sparse import coo_array, csr_array
from scipy.sparse.linalg import spsolve

from marchland.errors import InputError
from marchland.mobility.banks import TOUCHING
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import step_cost
from marchland.schema import grid_of, raster

Array = np.ndarray
MOST_CELLS = 4_000_000
"""Beyond this many cells nothing is solved."""

TOLERANCE = 1e-10
"""Of the residual, as a share of the current that enters."""

SIDES = (
    (np.s_[:, :-1], np.s_[:, 1:], 1.0),
    (np.s_[:-1], np.s_[1:], 1.0),
    (np.s_[:-1, :-1], np.s_[1:, 1:], float(np.sqrt(2))),
    (np.s_[:-1, 1:], np.s_[1:, :-1], float(np.sqrt(2))),
)
"""Pairs of neighbours, and how far apart they are in cells."""


def current(speed: xr.DataArray, ends: Terminals, *, direct: bool = False) -> xr.Dataset:
    """Return where movement that does not know the way must gather.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s, dimensions ``y, x``; 0 cannot pass, NaN unknown.
    ends : Terminals
        The approach on this grid. Its origins are one pole, its objectives the other.
    direct : bool
        Whether to factorise the network in place of multigrid: no PyAMG, more memory.

    Returns
    -------
    xarray.Dataset
        ``current``, the share of all movement that passes a cell, 0 to 1; ``pinch``, that
        over the share that would pass if all ground that need not be avoided were alike;
        both 0 where nothing passes, NaN where the ground is unknown; and ``resistance``, s,
        of the whole network between both ends, inf where there is no way through.

    Raises
    ------
    InputError
        If PyAMG is not installed, or the grid has more than :data:`MOST_CELLS` cells.
    """
    if not direct and find_spec("pyamg") is None:
        remedy = "Install marchland[current], or ask for direct=True."
        raise InputError.one("current", "the package PyAMG is not installed", remedy)
    if speed.size > MOST_CELLS:
        what = f"{speed.size:,} cells are more than {MOST_CELLS:,}"
        raise InputError.one("current", what, "Use larger cells or a smaller region.")
    flow, resistance = _flow(step_cost(speed, ends.avoid), ends, direct=direct)
    alike = np.where(ends.avoid, np.float32(np.inf), np.float32(1))
    even, _ = _flow(alike, ends, direct=direct)
    pinch = np.divide(flow, even, out=np.zeros_like(flow), where=(even > 0) & (flow > 0))
    unknown, grid = np.isnan(speed.values), grid_of(speed)
    layers = {
        name: raster(np.where(unknown, np.nan, values).astype(np.float32), grid, name, "1")
        for name, values in (("current", flow), ("pinch", pinch))
    }
    whole = xr.DataArray(resistance, name="resistance", attrs={"units": "s"})
    return xr.Dataset({**layers, "resistance": whole})


def _flow(cost: Array, ends: Terminals, *, direct: bool) -> tuple[Array, float]:
    """Return the current through every cell, and the resistance between both ends."""
    ground = _joined(np.isfinite(cost), ends)
    if not ground.any():
        return np.zeros(cost.shape), float("inf")
    origins, objectives = ends.origins & ground, ends.objectives & ground
    free = ground & ~origins & ~objectives
    node = np.full(cost.shape, -1)  # the objectives: earth
    node[free] = np.arange(free.sum())
    pole = int(free.sum())
    node[origins] = pole
    edges = _edges(cost, ground)
    volts = _volts([(node.flat[a], node.flat[b], g) for a, b, g in edges], pole, direct=direct)
    arriving, leaving = np.zeros(cost.size), np.zeros(cost.size)
    level = np.append(volts, 0.0)  # of the earth, found at -1
    for one, other, conductance in edges:
        amps = conductance * (level[node.flat[one]] - level[node.flat[other]])
        for cells, out in ((one, amps), (other, -amps)):
            leaving += np.bincount(cells, np.maximum(out, 0), cost.size)
            arriving += np.bincount(cells, np.maximum(-out, 0), cost.size)
    return np.maximum(arriving, leaving).reshape(cost.shape), float(volts[pole])


def _joined(open_: Array, ends: Terminals) -> Array:
    """Return the parts of some ground that join an origin to an objective."""
    names, count = label(open_, TOUCHING)
    both = np.zeros((2, count + 1), np.bool_)
    both[0, names[ends.origins]] = both[1, names[ends.objectives]] = True
    both[:, 0] = False
    kept: Array = (both[0] & both[1])[names]
    return kept


def _edges(cost: Array, ground: Array) -> list[tuple[Array, Array, Array]]:
    """Return the cells that touch, in pairs by direction, and how well each pair conducts, 1/s."""
    number = np.arange(cost.size).reshape(cost.shape)
    edges = []
    for ours, theirs, length in SIDES:
        both = ground[ours] & ground[theirs]
        time = (cost[ours][both].astype(np.float64) + cost[theirs][both]) / 2 * length
        edges.append((number[ours][both], number[theirs][both], 1 / time))
    return edges


def _volts(edges: list[tuple[Array, Array, Array]], pole: int, *, direct: bool) -> Array:
    """Return the voltage of every node when one unit of current enters at the pole."""
    one, other, conductance = (np.concatenate(part) for part in zip(*edges, strict=True))
    apart = one != other
    one, other, conductance = one[apart], other[apart], conductance[apart]
    size = pole + 1
    both = (one >= 0) & (other >= 0)
    total = np.zeros(size)
    for end in (one, other):
        total += np.bincount(end[end >= 0], conductance[end >= 0], size)
    rows = np.concatenate([one[both], other[both], np.arange(size)])
    cols = np.concatenate([other[both], one[both], np.arange(size)])
    values = np.concatenate([-conductance[both], -conductance[both], total])
    matrix = csr_array(coo_array((values, (rows, cols)), shape=(size, size)))
    enters = np.zeros(size)
    enters[pole] = 1.0
    return _solution(matrix, enters, direct=direct)


def _solution(matrix: csr_array, enters: Array, *, direct: bool) -> Array:
    if direct:
        return np.atleast_1d(spsolve(matrix.tocsc(), enters))
    # Ruge and Stüben's coarsening draws no random numbers, so that the answer is the same again
    solver = import_module("pyamg").ruge_stuben_solver(matrix)
    volts: Array = solver.solve(enters, tol=TOLERANCE, accel="cg", maxiter=300)
    if np.linalg.norm(enters - matrix @ volts) > 10 * TOLERANCE:
        raise RuntimeError("the network's voltages did not come to rest")
    return volts
