"""Second opinions: the same questions answered slowly, by other means."""

from heapq import heappop, heappush
from itertools import product

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra


def graph(cost, barriers=None, *, reach=1, pace=None):
    """Return the directed graph of a raster: one edge for each step, weights in s.

    Parameters
    ----------
    cost : numpy.ndarray
        Time in s to cross each cell.
    barriers : Barriers, optional
        Delays of entering.
    reach : {1, 2}
        1 for the eight neighbours, 2 for the knight's moves as well.
    pace : callable, optional
        From (u, v, length) to a factor on the time of the steps from cells u to cells v.
    """
    cells = np.arange(cost.size).reshape(cost.shape)
    steps = [s for s in product(range(-reach, reach + 1), repeat=2) if np.gcd(*s) == 1]
    tails, heads, weights = [], [], []
    for down, right in steps:
        u, v = _pairs(cells, down, right)
        between = _between(u, v, down, right, cells.shape[1])
        knight = abs(down) + abs(right) == 3
        touched = (u, *between, v) if knight else (u, v)
        length = np.hypot(down, right)
        time = length * np.mean([cost.flat[cell].astype(float) for cell in touched], axis=0)
        if pace is not None:
            time *= pace(u, v, length)
        if barriers is not None:
            time += _tolls(barriers, u, v, between, knight=knight)
        walks = np.isfinite(time)
        tails.append(u[walks])
        heads.append(v[walks])
        weights.append(time[walks])
    edges = np.concatenate(weights), (np.concatenate(tails), np.concatenate(heads))
    return csr_array(edges, shape=(cost.size, cost.size))


def times(edges, start, *, reverse=False):
    """Return the least time on a graph from the start cells, or to them."""
    seeds = np.flatnonzero(np.isfinite(start))
    ways = edges.T.tocsr() if reverse else edges
    found = dijkstra(ways, indices=seeds) + start.flat[seeds][:, None]
    return found.min(axis=0).reshape(start.shape)


def _pairs(cells, down, right):
    """Return the cells that a step leaves and those it enters."""
    rows, cols = cells.shape
    u = cells[max(0, -down) : rows - max(0, down), max(0, -right) : cols - max(0, right)]
    v = cells[max(0, down) : rows - max(0, -down), max(0, right) : cols - max(0, -right)]
    return u.ravel(), v.ravel()


def _between(u, v, down, right, width):
    """Return the two corner cells of a diagonal, or the two under a knight's move in order."""
    if abs(down) + abs(right) == 1:
        return ()
    if abs(down) > abs(right):
        return u + np.sign(down) * width, v - np.sign(down) * width
    if abs(down) < abs(right):
        return u + np.sign(right), v - np.sign(right)
    return u + down * width, u + right


def _tolls(barriers, u, v, between, *, knight):
    owner, delay = barriers.owner.ravel(), barriers.delay_s.astype(float)

    def enter(a, b):
        return np.where(owner[a] == owner[b], 0.0, delay[owner[b]])

    if not between:
        return enter(u, v)
    one, other = between
    if knight:
        return enter(u, one) + enter(one, other) + enter(other, v)
    wall = (owner[one] == owner[other]) & (owner[one] != owner[u]) & (owner[one] != owner[v])
    return enter(u, v) + np.where(wall, delay[owner[one]], 0.0)


def shortest(arcs, source, target):
    """Return the length of a shortest path and the numbers of its arcs.

    Parameters
    ----------
    arcs : list of (tail, head, length)
    """
    best, queue = {}, [(0, source, ())]
    while queue:
        length, node, path = heappop(queue)
        if node == target:
            return length, path
        if node not in best:
            best[node] = length
            for number, (tail, head, step) in enumerate(arcs):
                if tail == node:
                    heappush(queue, (length + step, head, (*path, number)))
    return float("inf"), ()
