"""What follows from the heights alone."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def slope(elevation: Array, cell_m: float | Array, high_m: float | None = None) -> Array:
    """Return the steepest slope of each cell.

    Horn's method: along each axis the difference over two cells, averaged over three rows
    with the weights 1, 2, 1. Beside an edge, or a cell without a height, the difference is
    one-sided, so that a plane has one slope everywhere.

    Parameters
    ----------
    elevation : numpy.ndarray
        Heights in m, shape (rows, columns); NaN is unknown.
    cell_m : float or numpy.ndarray
        Side of a cell in m; an array of shape (rows, 1) where cells differ in width.
    high_m : float or None
        Height of a cell in m, where it is not square.

    Returns
    -------
    numpy.ndarray
        float32, degrees, same shape. NaN where the height is unknown, or no neighbour in a
        row or column has one.

    References
    ----------
    Horn, B. K. P. (1981), Hill shading and the reflectance map. Proceedings of the IEEE 69.

    Examples
    --------
    >>> import numpy as np
    >>> plane = np.array([[0, 10, 20], [0, 10, 20]], np.float32)
    >>> slope(plane, 10.0).round(1).tolist()
    [[45.0, 45.0, 45.0], [45.0, 45.0, 45.0]]
    """
    heights = np.asarray(elevation, np.float32)
    east = _gradient(heights, cell_m)
    south = _gradient(heights.T, cell_m if high_m is None else high_m).T
    unknown = np.isnan(heights) | (np.isnan(east) & np.isnan(south))
    rise = np.hypot(np.nan_to_num(east), np.nan_to_num(south))
    degrees: Array = np.degrees(np.arctan(rise)).astype(np.float32)
    degrees[unknown] = np.nan
    return degrees


def _gradient(heights: Array, cell_m: float | Array) -> Array:
    """Return the rise per metre along the columns, NaN where nothing tells."""
    along = _difference(heights) / np.asarray(cell_m, np.float32)
    known = ~np.isnan(along)
    total = _weigh(np.where(known, along, np.float32(0)))
    weight = _weigh(known.astype(np.float32))
    rise = np.full_like(total, np.nan)
    np.divide(total, weight, out=rise, where=weight > 0)
    return rise


def _difference(heights: Array) -> Array:
    """Return the difference per cell along the columns: central, else one-sided, else NaN."""
    nothing = np.full((heights.shape[0], 1), np.nan, np.float32)
    before = np.hstack([nothing, heights[:, :-1]])
    after = np.hstack([heights[:, 1:], nothing])
    central = (after - before) / 2
    forward = np.where(np.isnan(central), after - heights, central)
    return np.where(np.isnan(forward), heights - before, forward)


def _weigh(values: Array) -> Array:
    """Return each row twice plus its neighbours once; nothing lies beyond the edge."""
    total: Array = 2 * values
    total[1:] += values[:-1]
    total[:-1] += values[1:]
    return total
