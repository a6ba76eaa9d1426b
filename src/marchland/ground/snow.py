"""How deep a track sinks into snow. How much slower it then is, no source here says."""

from typing import Any

import numpy as np

from marchland.catalogue.read import Catalogue

Array = np.ndarray[Any, Any]


def sinkage(depth_m: Array, density: Array, table: Catalogue) -> Array:
    """Return the rut in snow that is packed to a final density: depth · (1 - density / packed).

    Parameters
    ----------
    depth_m : numpy.ndarray
        Depth of the snow.
    density : numpy.ndarray
        Density of the snow against water; arrays must broadcast.
    table : Catalogue

    Returns
    -------
    numpy.ndarray
        m; 0 in snow already packed, NaN where an input is unknown.

    Examples
    --------
    >>> from marchland.catalogue.read import catalogue
    >>> float(sinkage(0.15, 0.2, catalogue()).round(3))
    0.09
    """
    (packed,) = table.best("cold.snow", "packed")
    share = np.maximum(1.0 - np.asarray(density, float) / packed, 0.0)
    found: Array = np.asarray(depth_m, float) * share
    return found
