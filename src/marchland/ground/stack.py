"""Bare layers become one terrain, where roads, rails and water are at peace."""

from typing import Any

import numpy as np
import xarray as xr

from marchland.catalogue.read import catalogue
from marchland.errors import Fault, LayerError
from marchland.ground.derive import slope
from marchland.model.grid import Grid
from marchland.schema import terrain

NEEDED = ("elevation", "cover")
"""Layers without which there is no terrain."""


def stack(layers: dict[str, np.ndarray[Any, Any]], grid: Grid) -> xr.Dataset:
    """Assemble the terrain from what the sources gave.

    The slope is derived from the heights. A road of class minor and above, or a railway,
    drawn over water stands on a bridge or a causeway; a path or a track crosses water only
    where a bridge is mapped. The cover stays as it is.

    Parameters
    ----------
    layers : dict of {str: numpy.ndarray}
        Values by the names of :data:`marchland.schema.TERRAIN`, shape ``grid.shape``;
        elevation and cover must be there. They are not changed.
    grid : Grid
        Where they lie.

    Returns
    -------
    xarray.Dataset
        Every layer of :data:`marchland.schema.TERRAIN`; a layer nobody gave holds its
        absent value.

    Raises
    ------
    LayerError
        If elevation or cover is missing.
    InputError
        With every layer that is unknown or of the wrong shape or type.

    Examples
    --------
    >>> import numpy as np
    >>> grid = Grid(3035, 0.0, 100.0, 100.0, 1, 3)
    >>> water = np.array([[4, 4, 0]], np.uint8)
    >>> road = np.array([[2, 3, 3]], np.uint8)
    >>> flat, farmland = np.zeros((1, 3), np.float32), np.full((1, 3), 40, np.uint8)
    >>> given = {"elevation": flat, "cover": farmland, "water": water, "road": road}
    >>> stack(given, grid).bridge.values.tolist()
    [[0, 1, 0]]
    """
    remedy = 'Add a source with layer = "{}" to the scenario.'
    missing = [Fault(n, "no source gives it", remedy.format(n)) for n in NEEDED if n not in layers]
    if missing:
        raise LayerError("terrain", missing)
    ground = terrain({"slope": slope(layers["elevation"], grid.cell_m), **layers}, grid)
    bridge = ground["bridge"].values.copy()
    minor = catalogue().classes["road"]["minor"]
    carried = (ground["road"].values >= minor) | (ground["rail"].values > 0)
    bridge[carried & (ground["water"].values > 0)] = 1
    return ground.assign(bridge=ground["bridge"].copy(data=bridge))
