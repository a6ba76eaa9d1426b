"""The one grid on which all rasters of a study meet."""

from dataclasses import dataclass
from math import ceil, floor, isfinite

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres of the grid's projection."""

MAX_CELLS = 400_000_000
"""A grid beyond this many cells does not fit a march in memory."""


@dataclass(frozen=True)
class Grid:
    """A projected, metric, north-up raster frame with square cells.

    Parameters
    ----------
    epsg : int
        EPSG code of a projected reference system in metres.
    x_min_m, y_max_m : float
        Outer corner of the first cell (west, north) in m.
    cell_m : float
        Side of a cell in m, above zero.
    rows, cols : int
        Shape of every raster on this grid.

    Raises
    ------
    ValueError
        If the cell or the shape is not positive, or there are too many cells.

    Examples
    --------
    >>> grid = Grid.over((0.0, 0.0, 950.0, 400.0), epsg=3035, cell_m=100.0)
    >>> grid.shape
    (4, 10)
    >>> grid.bounds
    (0.0, 0.0, 1000.0, 400.0)
    """

    epsg: int
    x_min_m: float
    y_max_m: float
    cell_m: float
    rows: int
    cols: int

    def __post_init__(self) -> None:
        """Refuse a frame that cannot hold a raster."""
        if not all(map(isfinite, (self.x_min_m, self.y_max_m, self.cell_m))):
            raise ValueError("a grid lies somewhere: its corner and cell are finite numbers")
        if self.cell_m <= 0:
            raise ValueError(f"cell_m must be above zero, not {self.cell_m}")
        if self.rows < 1 or self.cols < 1:
            raise ValueError(f"a grid needs rows and columns, not {self.rows} x {self.cols}")
        if self.rows * self.cols > MAX_CELLS:
            raise ValueError(f"{self.rows * self.cols:,} cells: choose a coarser cell_m")

    @classmethod
    def over(cls, bounds: Bounds, *, epsg: int, cell_m: float) -> "Grid":
        """Return the grid that covers `bounds`, snapped to multiples of the cell.

        Parameters
        ----------
        bounds : tuple of float
            West, south, east, north in m.
        epsg : int
            EPSG code of the projection the bounds are in.
        cell_m : float
            Side of a cell in m.

        Returns
        -------
        Grid
            Two grids with the same projection and cell share one lattice.
        """
        west, south, east, north = bounds
        left, top = floor(west / cell_m), ceil(north / cell_m)
        return cls(
            epsg=epsg,
            x_min_m=left * cell_m,
            y_max_m=top * cell_m,
            cell_m=cell_m,
            rows=top - floor(south / cell_m),
            cols=ceil(east / cell_m) - left,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.cols

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north in m."""
        return (
            self.x_min_m,
            self.y_max_m - self.rows * self.cell_m,
            self.x_min_m + self.cols * self.cell_m,
            self.y_max_m,
        )

    @property
    def transform(self) -> tuple[float, float, float, float, float, float]:
        """Affine coefficients ``a, b, c, d, e, f`` from (column, row) to (x, y)."""
        return self.cell_m, 0.0, self.x_min_m, 0.0, -self.cell_m, self.y_max_m

    def centre(self, row: float, col: float) -> tuple[float, float]:
        """Return x and y in m of the centre of a cell."""
        return self.x_min_m + (col + 0.5) * self.cell_m, self.y_max_m - (row + 0.5) * self.cell_m

    def __str__(self) -> str:
        return f"{self.rows} x {self.cols} cells of {self.cell_m:g} m, EPSG:{self.epsg}"
