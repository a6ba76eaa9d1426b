"""Tiny hand-drawn worlds, for our tests and our users' tests.

Examples
--------
>>> from marchland.testing import world
>>> ground = world('''
...     .~.
...     =B=
...     .~.
... ''')
>>> int(ground.bridge.sum())
1
"""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from marchland.catalogue.read import catalogue
from marchland.errors import InputError
from marchland.model.grid import Grid
from marchland.schema import UNKNOWN, terrain

LEGEND: dict[str, dict[str, str]] = {
    ".": {"cover": "farmland"},
    ",": {"cover": "grass"},
    "T": {"cover": "forest"},
    "w": {"cover": "wetland"},
    "p": {"cover": "peat"},
    "#": {"cover": "built"},
    "s": {"cover": "bare"},
    "O": {"water": "lake"},
    "~": {"water": "river"},
    "-": {"water": "stream"},
    "=": {"road": "primary"},
    "+": {"road": "track"},
    "B": {"road": "primary", "water": "river"},
    "?": {},
}
"""What each character draws; unnamed cover is farmland, and ``?`` is unknown ground."""


def world(
    drawing: str, *, cell_m: float = 100.0, elevation_m: np.ndarray | float = 0.0
) -> xr.Dataset:
    """Turn a drawing of characters into a terrain.

    Parameters
    ----------
    drawing : str
        Lines of equal length of the characters in :data:`LEGEND`; blank lines and
        indentation are dropped. ``B`` is a bridge: road over a river.
    cell_m : float
        Side of a cell in m.
    elevation_m : numpy.ndarray or float
        Heights in m, shape (rows, columns) of the drawing, or one height for all.

    Returns
    -------
    xarray.Dataset
        A terrain in EPSG:3035 whose south-west corner is (0, 0).

    Raises
    ------
    InputError
        If lines differ in length or a character is not in the legend.
    """
    lines = [line.strip() for line in drawing.splitlines() if line.strip()]
    if len({len(line) for line in lines}) != 1:
        raise InputError.one("drawing", "lines differ in length", "Draw a rectangle.")
    strange = sorted(set("".join(lines)) - set(LEGEND))
    if strange:
        what = f"unknown characters {' '.join(strange)}"
        raise InputError.one("drawing", what, f"Use {' '.join(LEGEND)}.")
    grid = Grid(3035, 0.0, len(lines) * cell_m, cell_m, len(lines), len(lines[0]))
    heights = np.broadcast_to(np.asarray(elevation_m, np.float32), grid.shape).copy()
    codes = catalogue().classes
    classes = {}
    for layer in ("cover", "road", "water"):
        values = np.array([[_code(c, layer, codes[layer]) for c in line] for line in lines])
        classes[layer] = values.astype(np.uint8)
    north_south, east_west = np.gradient(heights, cell_m) if min(grid.shape) > 1 else (0.0, 0.0)
    slope = np.degrees(np.arctan(np.hypot(north_south, east_west)))
    bridge = ((classes["road"] > 0) & (classes["water"] > 0)).astype(np.uint8)
    layers: dict[str, np.ndarray] = {
        **classes,
        "bridge": bridge,
        "elevation": heights,
        "slope": np.broadcast_to(slope, grid.shape).astype(np.float32),
    }
    return terrain(layers, grid)


def _code(character: str, layer: str, codes: Mapping[str, int]) -> int:
    if layer == "cover" and character == "?":
        return UNKNOWN
    name = LEGEND[character].get(layer, "farmland" if layer == "cover" else "")
    return codes.get(name, 0)
