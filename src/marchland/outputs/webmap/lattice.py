"""Pixels of the browser's map: square in Web Mercator, each the cell of the study under it."""

from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil, cos, radians, sqrt

import numpy as np
from pyproj import Transformer

from marchland.model.grid import Grid

MERCATOR = 3857
HALF_M = 20_037_508.342789244
"""Half the width of the world in Web Mercator, m."""

MOST_PIXELS = 420_000
"""Pixels of a layer: a larger study shows every so manieth cell."""

STEPS = 64
"""Points along each side of the study's frame that are carried over."""

Shares = tuple[float, float, float, float]


@dataclass(frozen=True)
class Lattice:
    """Pixels in Web Mercator, and where their centres lie in the study's projection.

    Parameters
    ----------
    west_m, north_m : float
        The north-west corner, m in Web Mercator.
    pixel_m : float
        Side of a pixel there, m.
    x_m, y_m : numpy.ndarray
        float64, shape (rows, columns): centres of the pixels in the study's projection.
    known : dict
        Cells under the pixels, by grid; filled on use.
    """

    west_m: float
    north_m: float
    pixel_m: float
    x_m: np.ndarray
    y_m: np.ndarray
    known: dict[Grid, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict, repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.x_m.shape[0], self.x_m.shape[1]

    @property
    def world(self) -> Shares:
        """West, north, east and south as shares of the world's width, from its north-west."""
        rows, cols = self.shape
        west, north = self.west_m + HALF_M, HALF_M - self.north_m
        edges = (west, north, west + cols * self.pixel_m, north + rows * self.pixel_m)
        first, second, third, fourth = (edge / (2 * HALF_M) for edge in edges)
        return first, second, third, fourth

    def sample(self, values: np.ndarray, grid: Grid, outside: float) -> np.ndarray:
        """Return the value of the cell under every pixel.

        Parameters
        ----------
        values : numpy.ndarray
            Shape ``grid.shape``.
        grid : Grid
            Where they lie, in the study's projection.
        outside : float
            What pixels beside the grid take.

        Returns
        -------
        numpy.ndarray
            The type of `values`, shape (rows, columns) of the lattice.
        """
        inside, cells = self._cells(grid)
        found = np.full(self.shape, outside, values.dtype)
        found[inside] = values.ravel()[cells]
        return found

    def _cells(self, grid: Grid) -> tuple[np.ndarray, np.ndarray]:
        """Return which pixels lie on a grid, and the cells under those, worked out once."""
        if grid not in self.known:
            cols = np.floor((self.x_m - grid.x_min_m) / grid.cell_m).astype(np.int64)
            rows = np.floor((grid.y_max_m - self.y_m) / grid.cell_m).astype(np.int64)
            inside = (rows >= 0) & (rows < grid.rows) & (cols >= 0) & (cols < grid.cols)
            self.known[grid] = inside, (rows * grid.cols + cols)[inside]
        return self.known[grid]


def lattice(grid: Grid, most: int = MOST_PIXELS) -> Lattice:
    """Return the pixels that cover a grid, about as fine as its cells.

    Parameters
    ----------
    grid : Grid
    most : int
        Pixels; where the cells are more, pixels are larger.

    Returns
    -------
    Lattice
    """
    west, south, east, north = grid.bounds
    along, up = np.linspace(west, east, STEPS), np.linspace(south, north, STEPS)
    rim_x = np.concatenate([along, along, np.full(STEPS, west), np.full(STEPS, east)])
    rim_y = np.concatenate([np.full(STEPS, south), np.full(STEPS, north), up, up])
    there = Transformer.from_crs(grid.epsg, MERCATOR, always_xy=True)
    x, y = there.transform(rim_x, rim_y)
    left, right, bottom, top = x.min(), x.max(), y.min(), y.max()
    pixel = grid.cell_m / cos(radians(_latitude(grid)))
    pixel *= max(1.0, sqrt((right - left) * (top - bottom) / pixel**2 / most))
    cols, rows = (max(1, ceil(length / pixel)) for length in (right - left, top - bottom))
    across = left + (np.arange(cols) + 0.5) * pixel
    down = top - (np.arange(rows) + 0.5) * pixel
    back = Transformer.from_crs(MERCATOR, grid.epsg, always_xy=True)
    x_m, y_m = back.transform(*np.meshgrid(across, down))
    return Lattice(float(left), float(top), float(pixel), np.asarray(x_m), np.asarray(y_m))


@lru_cache
def _latitude(grid: Grid) -> float:
    """Return the latitude of a grid's middle, degrees."""
    west, south, east, north = grid.bounds
    to_degrees = Transformer.from_crs(grid.epsg, 4326, always_xy=True)
    return float(to_degrees.transform((west + east) / 2, (south + north) / 2)[1])
