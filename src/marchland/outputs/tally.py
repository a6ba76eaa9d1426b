"""How often each code of a class raster occurs: quick also on millions of cells."""

import numpy as np
from PIL import Image

CODES = 256


def tally(codes: np.ndarray, where: np.ndarray | None = None) -> np.ndarray:
    """Count the cells of each code.

    Parameters
    ----------
    codes : numpy.ndarray
        uint8, two dimensions.
    where : numpy.ndarray, optional
        bool, the same shape: which cells count; all by default.

    Returns
    -------
    numpy.ndarray
        int64, shape (256,).

    Examples
    --------
    >>> tally(np.array([[1, 1], [255, 0]], np.uint8))[[0, 1, 255]].tolist()
    [1, 2, 1]
    """
    if not codes.size:
        return np.zeros(CODES, np.int64)
    mask = None if where is None else Image.fromarray(where.astype(np.uint8) * np.uint8(255))
    return np.array(Image.fromarray(np.ascontiguousarray(codes)).histogram(mask), np.int64)


def present(codes: np.ndarray) -> set[int]:
    """Return the codes that occur."""
    return set(np.flatnonzero(tally(codes)).tolist())
