"""The legend: what each colour, line and sign on a map means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from marchland.outputs.canvas import Colour, Floats
from marchland.outputs.lettering import measure, points, px
from marchland.outputs.sheet import INK, SMALL, Block, Sheet

SWATCH = (round(px(6.0)), round(px(2.9)))
"""Width and height of a sample in the legend, pixels."""

ROW = points(SMALL) * 1.62
RAMP_WIDTH = px(66)


Dashes = Literal["-"] | tuple[float, tuple[float, ...]]
"""A solid line, or where its pattern begins and the lengths of strokes and gaps."""


@dataclass(frozen=True)
class Key:
    """One entry.

    Parameters
    ----------
    label : str
    draw : callable
        Draws the sample on a sheet, given the left and top of a :data:`SWATCH`.
    """

    label: str
    draw: Callable[[Sheet, float, float], None]


@dataclass(frozen=True)
class Ramp:
    """A continuous scale.

    Parameters
    ----------
    label : str
    colours : numpy.ndarray
        Shape (n, 3), evenly spaced.
    ticks : sequence of (float, str)
        Positions from 0 to 1 and what stands there.
    """

    label: str
    colours: np.ndarray
    ticks: Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Stroked:
    """How a line looks: widths in points, its casing's colour and width, how it ends."""

    colour: str
    width: float
    dashes: Dashes = "-"
    casing: tuple[str, float] | None = None
    cap: Literal["butt", "projecting", "round"] = "butt"


def area_key(label: str, paint: Callable[[tuple[int, int]], Floats]) -> Key:
    """Return the key of an area: `paint` makes its picture, given rows and columns."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        picture = np.clip(paint((SWATCH[1], SWATCH[0])), 0, 1)
        _picture(sheet, picture, (x, y, x + SWATCH[0], y + SWATCH[1]))

    return Key(label, draw)


def flat_key(label: str, colour: Colour) -> Key:
    """Return the key of an area of one colour."""
    return area_key(label, lambda shape: np.full((*shape, 3), colour, np.float32))


def line_key(label: str, look: Stroked, marker: str = "") -> Key:
    """Return the key of a line, with a sign in its middle if one is named."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        level = y + SWATCH[1] / 2
        ends = [x, x + SWATCH[0]]
        if look.casing:
            back = Line2D(ends, [level] * 2, color=look.casing[0], linewidth=look.casing[1])
            sheet.paper.add_line(back)
        line = Line2D(
            ends, [level] * 2, color=look.colour, linewidth=look.width, linestyle=look.dashes,
            solid_capstyle=look.cap,
        )  # fmt: skip
        sheet.paper.add_line(line)
        if marker:
            sheet.paper.plot(
                [x + SWATCH[0] / 2], [level], marker, markersize=4.2, color=look.colour,
                markeredgecolor="white", markeredgewidth=0.5,
            )  # fmt: skip

    return Key(label, draw)


def point_key(label: str, marker: str, colour: str, *, filled: bool = True) -> Key:
    """Return the key of a sign."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.paper.plot(
            [x + SWATCH[0] / 2], [y + SWATCH[1] / 2], marker, markersize=5,
            color=colour if filled else "white", markeredgecolor="white" if filled else colour,
            markeredgewidth=0.6 if filled else 1.1,
        )  # fmt: skip

    return Key(label, draw)


def legend(ramp: Ramp | None, keys: Sequence[Key], width: float) -> Block:
    """Lay out a legend: the scale above, the keys in columns below it.

    Parameters
    ----------
    ramp : Ramp or None
    keys : sequence of Key
        What the map is about first, the ground last; columns are filled downwards.
    width : float
        Pixels there are.
    """
    top = px(9.6) if ramp else 0.0
    label_at = SWATCH[0] + px(1.4)
    rows = _rows(keys, width, label_at)
    columns = [keys[start : start + rows] for start in range(0, len(keys), rows)]

    def draw(sheet: Sheet, x: float, y: float) -> None:
        if ramp:
            _draw_ramp(sheet, ramp, x, y)
        for column in columns:
            for number, key in enumerate(column):
                level = y + top + number * ROW
                key.draw(sheet, x + 1, level)
                sheet.write((x + label_at, level + px(0.2)), key.label, SMALL)
            x += label_at + max(measure(k.label, SMALL)[0] for k in column) + px(3.5)

    return Block(top + rows * ROW + px(0.4), draw)


def _rows(keys: Sequence[Key], width: float, label_at: float) -> int:
    """Return how many rows the keys need so that their columns fit side by side."""
    sizes = [label_at + measure(key.label, SMALL)[0] + px(3.5) for key in keys]
    for rows in range(1, len(keys)):
        starts = range(0, len(keys), rows)
        if sum(max(sizes[s : s + rows]) for s in starts) <= width and rows >= 3:
            return rows
    return max(1, len(keys))


def _draw_ramp(sheet: Sheet, ramp: Ramp, x: float, y: float) -> None:
    sheet.write((x, y), ramp.label, SMALL, bold=True)
    top = y + points(SMALL) * 1.35
    bar = (x + 1, top, x + RAMP_WIDTH, top + px(2.2))
    _picture(sheet, ramp.colours[None], bar)
    for place, text in ramp.ticks:
        at = bar[0] + place * (bar[2] - bar[0])
        sheet.paper.add_line(Line2D([at, at], [bar[1], bar[3]], color=INK, linewidth=0.5))
        wide = measure(text, SMALL)[0]
        left = min(max(x, at - wide / 2), max(bar[2] - wide, x))
        sheet.write((left, bar[3] + px(0.5)), text, SMALL)


def _picture(sheet: Sheet, picture: np.ndarray, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    sheet.paper.imshow(
        np.clip(picture, 0, 1), extent=(left, right, bottom, top), aspect="auto", zorder=3,
        interpolation="nearest",
    )  # fmt: skip
    frame = Rectangle(
        (left, top), right - left, bottom - top, fill=False, edgecolor="#666666", linewidth=0.4,
        zorder=4,
    )  # fmt: skip
    sheet.paper.add_patch(frame)
