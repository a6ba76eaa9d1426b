"""Worlds drawn in characters, beside those of marchland.testing."""

import geopandas as gpd
import numpy as np
from shapely import Point

from marchland.barriers.evaluate import Ground
from marchland.barriers.sites import COLUMNS, Sites
from marchland.catalogue.read import catalogue
from marchland.kernels.walls import Barriers
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach
from marchland.model.estimate import Estimate
from marchland.model.grid import Grid
from marchland.model.measure import Hold, Measure
from marchland.schema import raster
from marchland.testing import world


def lines(drawing):
    """Return the lines of a drawing as an array of characters."""
    return np.array([list(line.strip()) for line in drawing.splitlines() if line.strip()])


def at(drawing, character):
    """Return where a character is drawn, as bool."""
    return lines(drawing) == character


def start(drawing, character="a"):
    """Return start times: 0 where the character is drawn."""
    return np.where(at(drawing, character), np.float32(0), np.float32(np.inf))


def cost(drawing):
    """Return 1 s for every cell, inf where ``#`` is drawn."""
    return np.where(at(drawing, "#"), np.float32(np.inf), np.float32(1))


def barriers(drawing, *delay_s):
    """Return the barriers drawn as digits; the first delay is that of ``1``."""
    drawn = lines(drawing)
    owner = np.where(np.char.isdigit(drawn), drawn, "0").astype(np.uint16)
    return Barriers(owner, np.array([0, *delay_s], np.float32))


def ends(drawing, name="west to east", *, meet=False, side="opposing"):
    """Return an approach from ``a`` to ``b`` that may not enter ``x``."""
    approach = Approach(name, ("a",), ("b",), meet=meet, side=side)
    return Terminals(approach, *(at(drawing, character) for character in "abx"))


def speeds(drawing, *, cell_m=100.0):
    """Return 1 m/s for every cell, 0 where ``#`` is drawn and NaN where ``?`` is."""
    drawn = lines(drawing)
    values = np.where(drawn == "#", 0.0, np.where(drawn == "?", np.nan, 1.0))
    grid = Grid(3035, 0.0, cell_m * len(drawn), cell_m, *drawn.shape)
    return raster(values.astype(np.float32), grid, "speed", "m/s")


def ground(drawing, *approaches, movers=("heavy_wheeled",), seasons=("dry",)):
    """Return the ground of a drawing of covers, ``a`` and ``b`` being bare, and who moves on it.

    Without approaches it has the one from ``a`` to ``b``.
    """
    table = catalogue()
    terrain = world(drawing.translate(str.maketrans("ab", "ss")))
    cases = tuple(
        (table.mover(mover), table.season(season)) for mover in movers for season in seasons
    )
    return Ground(terrain, approaches or (ends(drawing),), cases, table)


def sites(drawing):
    """Return sites drawn as digits, ``line-1`` and so on, one cell or more each."""
    owner = barriers(drawing).owner
    rows = [
        (f"line-{number}", "gap", "west to east", "middle", 100.0, 0, Point(0, 0))
        for number in range(1, owner.max() + 1)
    ]
    table = gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=3035)
    return Sites(table, owner)


def exactly(value, unit="s"):
    """Return an estimate without a range."""
    return Estimate(value, value, value, unit, "here", "declared")


def measure(name="ditch", *, site="gap", per="m", cost_eur=1.0, **delay_s):
    """Return a measure that holds each kind named: s, an estimate, or None for unknown."""
    delays = {
        kind: exactly(delay) if isinstance(delay, float | int) else delay
        for kind, delay in delay_s.items()
    }
    unit = "" if per == "piece" else "/m"
    return Measure(
        name, "stop", per, site, (Hold(delays),), exactly(cost_eur, f"EUR{unit}"),
        exactly(2.0, "m2"), exactly(3.0, "s"),
    )  # fmt: skip
