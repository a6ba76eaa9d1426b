"""The sheet a map is drawn on: title, map, legend and imprint, laid out in pixels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from marchland.model.grid import Grid
from marchland.outputs.canvas import Canvas
from marchland.outputs.images import Pixels
from marchland.outputs.lettering import DPI, Places, font, points, px, wrap

INK = "#1a1a1a"
GREY = "#4d4d4d"
SMALL = 7.0
"""Points: nothing on a map is smaller."""

LEFT_MM = 4.5
"""Beside a map, for its degrees."""

TALLEST_MM = 190.0
"""Of a map on a page."""


@dataclass(frozen=True)
class Captions:
    """The words around a map.

    Parameters
    ----------
    title : str
        The finding, with its number.
    subtitle : str
        Mover, season, unit.
    notice : str
        What every map must carry; empty for nothing.
    source : str
        Credits.
    imprint : str
        Date, projection, fingerprint.
    """

    title: str
    subtitle: str
    notice: str
    source: str
    imprint: str


@dataclass(frozen=True)
class Block:
    """Something of known height to be drawn under the map.

    Parameters
    ----------
    height : float
        Pixels.
    draw : callable
        Draws it on a sheet, given left and top in pixels.
    """

    height: float
    draw: Callable[["Sheet", float, float], None]


@dataclass(frozen=True)
class Sheet:
    """An open sheet.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    paper : matplotlib.axes.Axes
        The whole sheet in pixels, y down; on top of the map.
    axes : matplotlib.axes.Axes
        The map, in metres of the grid's projection.
    grid : Grid
    frame : tuple of float
        Left, top, right, bottom of the map on the paper.
    places : Places
        For lettering.
    """

    figure: Figure
    paper: Axes
    axes: Axes
    grid: Grid
    frame: tuple[float, float, float, float]
    places: Places

    @property
    def canvas(self) -> Canvas:
        """The map's pixels."""
        left, top, right, bottom = self.frame
        return Canvas(round(bottom - top), round(right - left), self.grid.rows, self.grid.cols)

    def on_paper(self, xy_m: np.ndarray) -> np.ndarray:
        """Return coordinates in metres, shape (n, 2), as pixels of the paper."""
        west, south, east, north = self.grid.bounds
        left, top, right, bottom = self.frame
        x = left + (xy_m[:, 0] - west) / (east - west) * (right - left)
        y = top + (north - xy_m[:, 1]) / (north - south) * (bottom - top)
        return np.column_stack([x, y])

    def show(self, picture: np.ndarray) -> None:
        """Put a picture of the canvas's size behind the map, pixel for pixel."""
        opaque = np.full((*picture.shape[:2], 4), 255, np.uint8)
        opaque[..., :3] = np.clip(picture * 255, 0, 255)
        self.lay(opaque, -1.0)

    def lay(self, layer: Pixels, level: float) -> None:
        """Lay colours and their cover, of the canvas's size, over what is below a level."""
        left, _, _, bottom = self.frame
        below = self.figure.bbox.height - bottom
        self.axes.add_artist(_Layer(layer[::-1], (round(left), round(below)), level))

    def write(
        self, xy: tuple[float, float], text: str, size: float, *, bold: bool = False,
        colour: str = INK, halo: float = 0.0,
    ) -> None:  # fmt: skip
        """Write one line of text with its top left corner at a point of the paper."""
        self.paper.text(
            *xy, text, fontproperties=font(size, bold=bold), color=colour, va="top", ha="left",
            parse_math=False, zorder=9,
            path_effects=[withStroke(linewidth=halo, foreground="white")] if halo else None,
        )  # fmt: skip

    def pixels(self) -> Pixels:
        """Return the sheet as drawn: uint8, shape (rows, columns, 3)."""
        return self.drawn()[..., :3].copy()

    def drawn(self) -> Pixels:
        """Return the sheet as drawn, with its cover: uint8, shape (rows, columns, 4)."""
        canvas = FigureCanvasAgg(self.figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        return np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]


class _Layer(Artist):
    """Pixels from the bottom up that lie on a map as they are: they are not sampled again."""

    def __init__(self, pixels: Pixels, corner: tuple[int, int], level: float) -> None:
        super().__init__()
        self.pixels, self.corner = np.ascontiguousarray(pixels), corner
        self.set_zorder(level)

    def draw(self, renderer: RendererBase) -> None:
        """Put it on the sheet."""
        renderer.draw_image(renderer.new_gc(), *self.corner, self.pixels)


def layer(grid: Grid, canvas: Canvas, draw: Callable[[Sheet], None]) -> Pixels:
    """Return what is drawn on a map as colours and their cover, to be laid on several.

    Parameters
    ----------
    grid : Grid
        What the map shows.
    canvas : Canvas
        Its pixels.
    draw : callable
        Draws on the axes of a sheet.

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 4).
    """
    size = canvas.cols, canvas.rows
    sheet = _blank(grid, size, (0, 0, *size))
    sheet.figure.patch.set_alpha(0)
    sheet.axes.axis("off")
    draw(sheet)
    return sheet.drawn().copy()


def canvas_of(grid: Grid, width_mm: float) -> Canvas:
    """Return the pixels of a map of a grid on a sheet of a width."""
    wide = round(px(width_mm)) - round(px(LEFT_MM)) - round(px(1.5))
    tall = round(wide * grid.rows / grid.cols)
    if tall > px(TALLEST_MM):
        tall = round(px(TALLEST_MM))
        wide = round(tall * grid.cols / grid.rows)
    return Canvas(tall, wide, grid.rows, grid.cols)


def open_sheet(
    captions: Captions, grid: Grid, below: Sequence[Block], width_mm: float = 180.0
) -> Sheet:
    """Lay out a sheet and write the words on it.

    Parameters
    ----------
    captions : Captions
        The words.
    grid : Grid
        What the map shows.
    below : sequence of Block
        What stands side by side under the map: the last one from the right.
    width_mm : float
        Of the sheet.

    Returns
    -------
    Sheet
    """
    wide, left = round(px(width_mm)), round(px(LEFT_MM))
    head = _head(captions, wide - px(1.5), 11.0 if width_mm > 140 else 9.0)
    canvas = canvas_of(grid, width_mm)
    map_wide, map_tall = canvas.cols, canvas.rows
    top = round(head.height)
    under = top + map_tall + px(6.0)
    foot = _foot(captions, wide - px(1.5))
    legend_tall = max((block.height for block in below), default=0.0)
    tall = round(under + legend_tall + px(2.0) + foot.height)
    frame = (left, top, left + map_wide, top + map_tall)
    sheet = _blank(grid, (wide, tall), frame)
    head.draw(sheet, 0, px(0.8))
    for number, block in enumerate(below):
        block.draw(sheet, 0 if number == 0 else float(wide), under)
    foot.draw(sheet, 0, under + legend_tall + px(2.0))
    return sheet


def _blank(grid: Grid, size: tuple[int, int], frame: tuple[int, int, int, int]) -> Sheet:
    wide, tall = size
    left, top, right, bottom = frame
    figure = Figure((wide / DPI, tall / DPI), dpi=DPI, facecolor="white")
    place = (left / wide, 1 - bottom / tall, (right - left) / wide, (bottom - top) / tall)
    axes = figure.add_axes(place, zorder=1)
    west, south, east, north = grid.bounds
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
    axes.set_autoscale_on(False)
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set(linewidth=0.8, color=INK)
    paper = figure.add_axes((0, 0, 1, 1), zorder=2)
    paper.set(xlim=(0, wide), ylim=(tall, 0))
    paper.set_autoscale_on(False)
    paper.axis("off")
    paper.patch.set_alpha(0)
    inner = px(0.8)
    room = (left + inner, top + inner, right - inner, bottom - inner)
    return Sheet(figure, paper, axes, grid, frame, Places(room))


def _head(captions: Captions, width: float, size: float) -> Block:
    title = wrap(captions.title, width, size, bold=True)
    subtitle = wrap(captions.subtitle, width, 7.6)
    notice = wrap(captions.notice, width - px(4), 7.6, bold=True) if captions.notice else []
    steps = points(size) * 1.3, points(7.6) * 1.38
    boxed = len(notice) * steps[1] + px(1.8) if notice else 0.0
    height = len(title) * steps[0] + len(subtitle) * steps[1] + boxed + px(2.6)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        y = _lines(sheet, (x, y), title, (size, steps[0]), colour=INK, bold=True)
        y = _lines(sheet, (x, y), subtitle, (7.6, steps[1]), colour=GREY) + px(0.4)
        if notice:
            box = Rectangle(
                (x + 1, y), width, boxed - px(0.2), facecolor="#f4ecd2", edgecolor=INK,
                linewidth=0.7,
            )  # fmt: skip
            sheet.paper.add_patch(box)
            inner = (x + px(1.6), y + px(1.05))
            _lines(sheet, inner, notice, (7.6, steps[1]), colour=INK, bold=True)

    return Block(height, draw)


def _foot(captions: Captions, width: float) -> Block:
    lines = wrap(captions.source, width, SMALL) + wrap(captions.imprint, width, SMALL)
    step = points(SMALL) * 1.32

    def draw(sheet: Sheet, x: float, y: float) -> None:
        _lines(sheet, (x, y), lines, (SMALL, step), colour=GREY)

    return Block(len(lines) * step + px(0.8), draw)


def _lines(
    sheet: Sheet, xy: tuple[float, float], lines: list[str], sizes: tuple[float, float], *,
    colour: str, bold: bool = False,
) -> float:  # fmt: skip
    """Write lines below each other; return where the next would begin."""
    size, step = sizes
    for number, line in enumerate(lines):
        sheet.write((xy[0], xy[1] + number * step), line, size, bold=bold, colour=colour)
    return xy[1] + len(lines) * step
