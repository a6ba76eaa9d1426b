"""Random patches on the ground: a smooth field that is the same in every region and grid.

Normal values on a lattice that lies fast in the projection, joined by cubic B-splines and
scaled to one variance everywhere. The value at a place depends on the key and the place
alone.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr, ndtri

from marchland.mobility.draw import Shape
from marchland.model.grid import Grid

_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Patches:
    """A random field on a grid.

    Parameters
    ----------
    key : int
        Of 64 bits; another key is another field.
    half_m : float
        Distance at which the correlation has fallen to a half, m.
    grid : Grid
        Where it is asked for.
    shape : {"pert", "triangular"}
        Of the distributions of what varies with it.
    """

    key: int
    half_m: float
    grid: Grid
    shape: Shape = "pert"

    def beside(self, number: int) -> "Patches":
        """Return another field, as smooth and independent; number 0 is this one."""
        return replace(self, key=(self.key + number * int(_STEP)) % 2**64)

    def shares(self, rows: slice) -> np.ndarray:
        """Return the field as shares, evenly spread from 0 to 1.

        Parameters
        ----------
        rows : slice
            Of the grid, with a start and a stop.

        Returns
        -------
        numpy.ndarray
            float32, shape (rows, columns).
        """
        grid = self.grid
        x = grid.x_min_m + (np.arange(grid.cols) + 0.5) * grid.cell_m
        y = grid.y_max_m - (np.arange(rows.start, rows.stop) + 0.5) * grid.cell_m
        across, down = _Splines.at(x / self.half_m), _Splines.at(y / self.half_m)
        nodes = ndtri(_uniform(self.key, down.lines[:, None], across.lines[None]))
        field = across.joined(down.joined(nodes).T).T
        return np.asarray(ndtr(field.astype(np.float32)))


@dataclass(frozen=True)
class _Splines:
    """Cubic B-splines of places along one axis, in steps of the lattice.

    The four terms of a place are added in one order, so that a place has the same value,
    bit for bit, whatever lies around it.
    """

    lines: np.ndarray
    """int64: the numbers of the lattice lines that are needed."""

    first: np.ndarray
    """int64: which of them is the first of a place's four."""

    weights: np.ndarray
    """float64, shape (4, places): squares add up to one at each place."""

    @classmethod
    def at(cls, places: np.ndarray) -> "_Splines":
        cell = np.floor(places).astype(np.int64)
        part = places - cell
        terms = np.stack(
            [
                (1 - part) ** 3,
                3 * part**3 - 6 * part**2 + 4,
                -3 * part**3 + 3 * part**2 + 3 * part + 1,
                part**3,
            ]
        )
        lines = np.arange(cell.min() - 1, cell.max() + 3)
        return cls(lines, cell - 1 - lines[0], terms / np.sqrt((terms**2).sum(0)))

    def joined(self, nodes: np.ndarray) -> np.ndarray:
        """Return values at the places from values on the lines, along the first axis."""
        total = np.zeros((self.first.size, *nodes.shape[1:]))
        for shift, weight in enumerate(self.weights):
            total += weight[:, None] * nodes[self.first + shift]
        return total


def _uniform(key: int, row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """Return a random number for each node, by mixing its place into the key."""
    mixed = _mixed(np.uint64(key) ^ _mixed(row.astype(np.uint64)))
    whole = _mixed(mixed ^ col.astype(np.uint64) * _STEP)
    return np.asarray(((whole >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53)


def _mixed(value: np.ndarray) -> np.ndarray:
    """Return 64 bits well stirred (SplitMix64)."""
    with np.errstate(over="ignore"):
        value = value + _STEP
        value = (value ^ (value >> np.uint64(30))) * _MIX[0]
        value = (value ^ (value >> np.uint64(27))) * _MIX[1]
    return np.asarray(value ^ (value >> np.uint64(31)))
