"""The ground under every map: pale relief, quiet tints, water, roads and railways."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
import xarray as xr
from matplotlib.collections import LineCollection

from marchland.model.grid import Grid
from marchland.outputs.canvas import Canvas, Colour, Floats, blend, lay, questions
from marchland.outputs.language import say
from marchland.outputs.legend import Key, Stroked, area_key, flat_key, line_key
from marchland.outputs.lettering import px
from marchland.outputs.sheet import Sheet, layer
from marchland.outputs.strokes import Stroke, near, strokes
from marchland.outputs.tally import present
from marchland.schema import UNKNOWN, grid_of

PAPER: Colour = (0.972, 0.966, 0.950)
UNKNOWN_GREY: Colour = (0.885, 0.885, 0.885)
TINTS: dict[str, Colour] = {
    "forest": (0.868, 0.905, 0.836),
    "shrub": (0.912, 0.926, 0.872),
    "wetland": (0.842, 0.896, 0.896),
    "peat": (0.848, 0.880, 0.868),
    "built": (0.890, 0.866, 0.850),
}
"""Cover classes that have a tint; farmland, grass and bare ground are paper."""

WATER: Colour = (0.735, 0.828, 0.897)
RIVER = "#86aecb"
ROAD = "#77706a"
ROAD_WIDTHS = {1: 0.25, 2: 0.3, 3: 0.4, 4: 0.5, 5: 0.7, 6: 1.0, 7: 1.25, 8: 1.5}
"""Points, by class code."""

RIVER_RANK = 4
"""Class code of a river, drawn broader than lesser water."""

RAIL = "#3c3c3c"
LEAST_ROAD = ((150.0, 5), (60.0, 4), (20.0, 3), (0.0, 2))
"""Width of the map in km from which roads below a class are left out."""

LIGHT = (-0.5, 0.5, 0.7071)
"""From the north-west, half way up: east, north, up."""


@dataclass(frozen=True)
class Backdrop:
    """The ground as it is drawn, worked out once for all maps.

    Parameters
    ----------
    terrain : xarray.Dataset
    codes : mapping
        Class codes by layer and name, from the catalogue.
    roads, rails, rivers : tuple of Stroke
        Lines in cells of the grid.
    painted : dict
        What several maps of one size share, by what it is and the canvas; filled on use.
    """

    terrain: xr.Dataset
    codes: Mapping[str, Mapping[str, int]]
    roads: tuple[Stroke, ...]
    rails: tuple[Stroke, ...]
    rivers: tuple[Stroke, ...]
    painted: dict[tuple[str, Canvas], np.ndarray] = field(default_factory=dict, repr=False)

    @property
    def grid(self) -> Grid:
        """The grid of the study."""
        return grid_of(self.terrain)

    @cached_property
    def running(self) -> np.ndarray:
        """Cells of rivers and lesser water, drawn as lines."""
        water = self.terrain["water"].values
        return np.asarray((water > 0) & (water != self.codes["water"]["lake"]))

    @cached_property
    def covers(self) -> set[int]:
        """Codes of the cover that there is."""
        return present(self.terrain["cover"].values)


def backdrop(terrain: xr.Dataset, codes: Mapping[str, Mapping[str, int]]) -> Backdrop:
    """Trace the lines of a terrain.

    Parameters
    ----------
    terrain : xarray.Dataset
        As :data:`marchland.schema.TERRAIN` describes.
    codes : mapping
        Class codes by layer and name, from the catalogue.

    Returns
    -------
    Backdrop
    """
    grid = grid_of(terrain)
    across_km = grid.cols * grid.cell_m / 1000
    least = next(rank for width, rank in LEAST_ROAD if across_km >= width)
    water = terrain["water"].values
    lake, river = water == codes["water"]["lake"], codes["water"]["river"]
    least_water = codes["water"]["canal"] if across_km > 60 else codes["water"]["stream"]
    running = np.where(lake, 0, water)
    running[lake & near(running >= river, 1)] = river  # a river reaches the lake it feeds
    lines = ((terrain["road"].values, least), (terrain["rail"].values, 1), (running, least_water))
    with ThreadPoolExecutor(2) as pool:
        roads, rails, rivers = pool.map(strokes, *zip(*lines, strict=True))
    return Backdrop(terrain, codes, roads, rails, rivers)


def relief(elevation: np.ndarray, canvas: Canvas, cell_m: float) -> Floats:
    """Return pale relief: 1 on level ground, a little below on slopes away from the light.

    Heights are exaggerated as far as it takes for the steeper slopes of a flat country to
    show, and no further.
    """
    height = canvas.smooth(elevation)
    if min(height.shape) < 2:
        return np.ones_like(height)
    down, east = np.gradient(height, cell_m / canvas.per_cell)
    steep = float(np.percentile(np.hypot(down, east), 97))
    stretch = min(0.36 / steep, 25.0) if steep > 0 else 1.0
    east, north = east * stretch, -down * stretch
    tilt = (LIGHT[2] - east * LIGHT[0] - north * LIGHT[1]) / np.sqrt(1 + east**2 + north**2)
    return np.asarray(np.clip(1 + 0.26 * (tilt / LIGHT[2] - 1), 0.80, 1.05), np.float32)


def ground(back: Backdrop, canvas: Canvas) -> Floats:
    """Return the tinted ground without relief, shape (rows, cols, 3)."""
    known = back.painted.get(("ground", canvas))
    if known is None:
        known = back.painted["ground", canvas] = _tinted(back, canvas)
    return known.copy()


def _tinted(back: Backdrop, canvas: Canvas) -> Floats:
    cover = canvas.sample(back.terrain["cover"].values)
    picture = np.full((*cover.shape, 3), PAPER, np.float32)
    for name, tint in TINTS.items():
        found = cover == back.codes["cover"][name]
        if found.any():
            lay(picture, tint, canvas.blur(found))
    return unknown(picture, cover == UNKNOWN)


def lakes(back: Backdrop, canvas: Canvas, picture: Floats, alpha: float = 1.0) -> Floats:
    """Lay standing water over a picture."""
    return blend(picture, WATER, soft_lakes(back, canvas) * np.float32(alpha))


def soft_lakes(back: Backdrop, canvas: Canvas) -> Floats:
    """Return how much of each pixel is standing water."""
    known = back.painted.get(("lakes", canvas))
    if known is None:
        lake = canvas.sample(back.terrain["water"].values) == back.codes["water"]["lake"]
        known = back.painted["lakes", canvas] = canvas.blur(lake)
    return known


def unknown(picture: Floats, where: np.ndarray) -> Floats:
    """Cover unknown ground with light grey and small question marks."""
    if not where.any():
        return picture
    marks = questions((where.shape[0], where.shape[1]), round(px(2.6)), 2)
    picture = blend(picture, UNKNOWN_GREY, where.astype(np.float32))
    return lay(picture, (0.55, 0.55, 0.55), marks * where)


def shaded(back: Backdrop, canvas: Canvas, picture: Floats) -> Floats:
    """Return a picture with the relief in it."""
    shade = back.painted.get(("relief", canvas))
    if shade is None:
        shade = relief(back.terrain["elevation"].values, canvas, back.grid.cell_m)
        back.painted["relief", canvas] = shade
    return np.asarray(picture * shade[..., None], np.float32)


def lay_lines(back: Backdrop, sheet: Sheet) -> None:
    """Lay rivers, roads and railways on a sheet, drawn once for all maps of its size."""
    canvas = sheet.canvas
    for name, draw, level in (("rivers", draw_rivers, 2.0), ("ways", draw_ways, 2.2)):
        if (name, canvas) not in back.painted:
            back.painted[name, canvas] = layer(back.grid, canvas, partial(draw, back))
        sheet.lay(back.painted[name, canvas], level)


def draw_rivers(back: Backdrop, sheet: Sheet) -> None:
    """Draw rivers and lesser water on a sheet."""
    narrow = dict.fromkeys(range(1, RIVER_RANK), Stroked(RIVER, 0.45))
    draw_strokes(sheet, back.rivers, {**narrow, RIVER_RANK: Stroked(RIVER, 0.8)}, 2.0)


def draw_ways(back: Backdrop, sheet: Sheet) -> None:
    """Draw roads and railways on a sheet."""
    roads = {rank: Stroked(ROAD, width) for rank, width in ROAD_WIDTHS.items()}
    draw_strokes(sheet, back.roads, roads, 2.2)
    draw_strokes(sheet, back.rails, {1: Stroked(RAIL, 0.9)}, 2.3)
    draw_strokes(sheet, back.rails, {1: Stroked("white", 0.45, (0, (4, 4)))}, 2.31)


def draw_strokes(
    sheet: Sheet, lines: Sequence[Stroke], looks: Mapping[int, Stroked], level: float
) -> None:
    """Draw traced lines, each class in its look; what is above the last takes the last."""
    west, _, _, north = sheet.grid.bounds
    cell = sheet.grid.cell_m
    for rank in sorted({line.rank for line in lines}):
        look = looks[min(rank, max(looks))]
        shapes = [
            np.column_stack([west + s.points[:, 0] * cell, north - s.points[:, 1] * cell])
            for s in lines
            if s.rank == rank
        ]
        drawn = LineCollection(
            shapes, colors=look.colour, linewidths=look.width, linestyles=[look.dashes],
            zorder=level, capstyle="butt" if look.dashes != "-" else "round",
        )  # fmt: skip
        sheet.axes.add_collection(drawn, autolim=False)


def ground_keys(back: Backdrop, *, tints: bool = True) -> list[Key]:
    """Return the legend of the ground, of what there is on it, with its tints or without."""
    seen, water = back.covers, back.terrain["water"].values
    keys = []
    if (water == back.codes["water"]["lake"]).any():
        keys.append(flat_key(say("legend.lake"), WATER))
    if back.rivers:
        keys.append(line_key(say("legend.river"), Stroked(RIVER, 0.9)))
    for name in ("forest", "wetland", "peat", "built"):
        if tints and back.codes["cover"][name] in seen:
            keys.append(flat_key(say(f"legend.{name}"), TINTS[name]))
    if tints and UNKNOWN in seen:
        keys.append(unknown_key(say("legend.unknown")))
    if back.roads:
        keys.append(line_key(say("legend.main_road"), Stroked(ROAD, 1.2)))
        if min(road.rank for road in back.roads) < 6:
            keys.append(line_key(say("legend.other_road"), Stroked(ROAD, 0.5)))
    if back.rails:
        keys.append(
            line_key(say("legend.railway"), Stroked("white", 0.45, (0, (4, 4)), (RAIL, 0.9)))
        )
    return keys


def unknown_key(label: str) -> Key:
    """Return the key of unknown ground."""

    def paint(shape: tuple[int, int]) -> Floats:
        blank = np.zeros((*shape, 3), np.float32)
        return unknown(blank, np.ones(shape, bool))

    return area_key(label, paint)
