"""Whether closed cells part origins from objectives, by labelling at full resolution."""

import numpy as np
from scipy.ndimage import label

from marchland.mobility.banks import TOUCHING


def separates(
    closed: np.ndarray, origins: np.ndarray, objectives: np.ndarray, passable: np.ndarray
) -> bool:
    """Tell whether closing some cells parts origins from objectives.

    Movement steps to the eight neighbours, as everywhere in Marchland.

    Parameters
    ----------
    closed : numpy.ndarray
        int64, shape (cells, 2): rows and columns to close.
    origins, objectives, passable : numpy.ndarray
        bool, shape of the grid.

    Returns
    -------
    bool
        Whether no passable way leads from an origin to an objective.
    """
    ground = passable.copy()
    ground[closed[:, 0], closed[:, 1]] = False
    names, count = label(ground, TOUCHING)
    left = np.zeros(count + 1, np.bool_)
    left[names[origins]] = True
    left[0] = False
    return not left[names[objectives]].any()
