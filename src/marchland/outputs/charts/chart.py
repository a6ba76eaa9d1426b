"""The sheet of a chart: words above and below as on a map, and axes between them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from marchland.outputs.images import Pixels
from marchland.outputs.lettering import DPI, FONT, points, px, wrap
from marchland.outputs.sheet import GREY, INK, SMALL, Captions
from marchland.outputs.words import number

WIDTH_MM = 180.0
TITLE, BELOW = 11.0, 7.6
"""Points of the title, and of what stands below it."""

BLUE, PALE, BROWN = "#2f5d7c", "#9fbdd0", "#8a5a2b"
LETTERS: dict[str, Any] = {"family": FONT, "color": INK, "parse_math": False}
PALETTE = (("#2f5d7c", ""), ("#b9a46a", "////"), ("#5c1f6e", ".."), ("#8fb08c", "xx"),
           ("#c9c9c9", ""), ("#3c3c3c", "\\\\"))  # fmt: skip
"""Face and hatch of parts of a whole: colour is never alone."""


@dataclass(frozen=True)
class Chart:
    """An open chart.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    axes : matplotlib.axes.Axes
        Without a frame but for the line below.
    """

    figure: Figure
    axes: Axes

    def write(self, xy: tuple[float, float], text: str, side: str, *, bold: bool = False) -> None:
        """Write at a point of the axes, to its ``left``, ``right`` or ``center``."""
        looks = {**LETTERS, "size": SMALL, "va": "center", "weight": "bold" if bold else "normal"}
        self.axes.text(*xy, text, ha=side, **looks)

    def pixels(self) -> Pixels:
        """Return the chart as drawn: uint8, shape (rows, columns, 3)."""
        canvas = FigureCanvasAgg(self.figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        seen = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        return seen[..., :3].copy()


def open_chart(captions: Captions, tall_mm: float, left_mm: float, foot_mm: float = 9.0) -> Chart:
    """Lay out a chart and write the words on it.

    Parameters
    ----------
    captions : Captions
        The same words as on a map.
    tall_mm : float
        Of the axes.
    left_mm : float
        Room for the names of what is drawn.
    foot_mm : float
        Room for the words of the axis below, and for a key.

    Returns
    -------
    Chart
    """
    width = px(WIDTH_MM - 1.5)
    head = [(line, TITLE, True, INK) for line in wrap(captions.title, width, TITLE, bold=True)]
    head += [(line, BELOW, False, GREY) for line in wrap(captions.subtitle, width, BELOW)]
    head += [(line, BELOW, True, INK) for line in wrap(captions.notice, width, BELOW, bold=True)]
    foot = [*wrap(captions.source, width, SMALL), *wrap(captions.imprint, width, SMALL)]
    above = sum(points(size) * 1.36 for _, size, _, _ in head) + px(4)
    below = len(foot) * points(SMALL) * 1.32 + px(foot_mm + 2)
    tall = above + px(tall_mm) + below
    figure = Figure((WIDTH_MM / 25.4, tall / DPI), dpi=DPI, facecolor="white")
    y = px(0.8)
    for line, size, bold, colour in head:
        _line(figure, (y, tall), line, size, (bold, colour))
        y += points(size) * 1.36
    y = above + px(tall_mm + foot_mm + 1.0)
    for line in foot:
        _line(figure, (y, tall), line, SMALL, (False, GREY))
        y += points(SMALL) * 1.32
    wide = 1 - (left_mm + 6) / WIDTH_MM
    axes = figure.add_axes((left_mm / WIDTH_MM, below / tall, wide, px(tall_mm) / tall))
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=SMALL, color=GREY, labelcolor=INK, labelfontfamily=FONT)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.set_yticks([])
    axes.grid(visible=True, axis="x", color="#e3e3e3", linewidth=0.6)
    axes.set_axisbelow(True)
    return Chart(figure, axes)


def _line(
    figure: Figure, place: tuple[float, float], text: str, size: float, looks: tuple[bool, str]
) -> None:
    bold, colour = looks
    figure.text(
        0.0, 1 - place[0] / place[1], text, size=size, va="top", ha="left",
        weight="bold" if bold else "normal", **{**LETTERS, "color": colour},
    )  # fmt: skip


def axis_name(chart: Chart, text: str, write: Callable[[float], str] | None = None) -> None:
    """Name the axis below, and say how its values are written."""
    chart.axes.set_xlabel(text, fontsize=SMALL, family=FONT, color=INK, labelpad=3)
    if write is not None:
        chart.axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))
