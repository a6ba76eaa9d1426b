"""What is seen from a point over a surface, on a round earth that bends light a little.

Sight between two points is clear if the surface stays below the straight line between them
wherever the line passes over a line that joins neighbouring cell centres; there the surface
is interpolated. With distances measured along the ground, the earth bulges between points
`D` apart by ``x (D - x) / (2 R)`` at `x`, where `R` is its radius made larger by refraction.
"""

import numpy as np
from numba import njit

HIDDEN, SEEN, UNKNOWN = 0, 1, 255


@njit(cache=True, nogil=True)
def _under(surface: np.ndarray, row: float, col: float) -> float:
    """Return the surface where at least one of the two places is a whole number."""
    top, left = int(np.floor(row)), int(np.floor(col))
    down, right = row - top, col - left
    if down > 0:
        return surface[top, left] * (1 - down) + surface[top + 1, left] * down
    if right > 0:
        return surface[top, left] * (1 - right) + surface[top, left + 1] * right
    return surface[top, left]


@njit(cache=True, nogil=True)
def _clear(
    surface: np.ndarray, one: tuple[int, int], other: tuple[int, int], tops: tuple[float, float],
    curve: float,
) -> int:  # fmt: skip
    """Tell whether the sight line between two tops is clear; `curve` is cell² / (2 R)."""
    down, right = other[0] - one[0], other[1] - one[1]
    square, unknown = float(down * down + right * right), False
    for across in (abs(down), abs(right)):
        for k in range(1, across):
            share = k / across
            bulge = share * (1 - share) * square * curve
            line = tops[0] + (tops[1] - tops[0]) * share
            ground = _under(surface, one[0] + down * k / across, one[1] + right * k / across)
            if ground + bulge > line:
                return HIDDEN
            unknown = unknown or np.isnan(ground)
    return UNKNOWN if unknown else SEEN


@njit(cache=True, nogil=True)
def sight(
    surface: np.ndarray,
    stand: np.ndarray,
    eye: tuple[int, int],
    heights: tuple[float, float],
    reach: float,
    curve: float,
) -> np.ndarray:
    """Return which cells are seen from one.

    Parameters
    ----------
    surface : numpy.ndarray
        float64 m, shape (rows, columns): what blocks the view; NaN is unknown.
    stand : numpy.ndarray
        float64 m, same shape: what observer and target stand on; NaN is unknown.
    eye : tuple of int
        Row and column of the observer.
    heights : tuple of float
        Of the observer and of the target above what they stand on, m.
    reach : float
        Greatest distance, in cells.
    curve : float
        Square of a cell's side over twice the effective radius of the earth, m.

    Returns
    -------
    numpy.ndarray
        uint8, same shape: 1 seen, 0 hidden or out of reach, 255 unknown. A target below the
        surface of its own cell is hidden.
    """
    rows, cols = surface.shape
    found = np.zeros((rows, cols), np.uint8)
    far = int(reach)
    top = stand[eye[0], eye[1]] + heights[0]
    for row in range(max(eye[0] - far, 0), min(eye[0] + far, rows - 1) + 1):
        for col in range(max(eye[1] - far, 0), min(eye[1] + far, cols - 1) + 1):
            if (row - eye[0]) ** 2 + (col - eye[1]) ** 2 > reach * reach:
                continue
            there = stand[row, col] + heights[1]
            if surface[row, col] > there:
                continue
            if np.isnan(top) or np.isnan(there) or np.isnan(surface[row, col]):
                found[row, col] = UNKNOWN
            elif (row, col) < eye:
                found[row, col] = _clear(surface, (row, col), eye, (there, top), curve)
            else:
                found[row, col] = _clear(surface, eye, (row, col), (top, there), curve)
    return found
