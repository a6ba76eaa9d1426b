"""Isochrones: lines of equal travel time, with the hours written on the line."""

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from marchland.outputs.canvas import Canvas
from marchland.outputs.lettering import font, measure, px
from marchland.outputs.overlays import Lines
from marchland.outputs.sheet import INK, Sheet
from marchland.units import HOUR_S

STEPS_H = (1 / 12, 1 / 6, 0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 120.0, 240.0)
"""Hours between isochrones."""

MOST_LINES = 9
MOST_PIXELS = 560
"""Columns on which isochrones are traced: finer ones would be noise at this scale."""

SHORTEST = px(9.0)
"""Of a line worth drawing."""


def steps(values: np.ndarray) -> list[float]:
    """Return the hours at which isochrones are drawn.

    Parameters
    ----------
    values : numpy.ndarray
        Travel time, s; not finite where there is none.

    Returns
    -------
    list of float
        Even steps up to the time that all but a fiftieth of the ground takes; empty where
        nothing can be reached.
    """
    finite = values[np.isfinite(values)]
    if not finite.size:
        return []
    most = float(np.percentile(finite, 98)) / HOUR_S
    step = next((s for s in STEPS_H if most / s <= MOST_LINES), STEPS_H[-1])
    return [step * n for n in range(1, MOST_LINES + 1) if step * n <= most]


def hour_label(hours: float) -> str:
    """Write hours as a reader says them.

    Examples
    --------
    >>> hour_label(2.0), hour_label(0.25), hour_label(1.5), hour_label(48.0)
    ('2 h', '15 min', '1 h 30', '2 d')
    """
    minutes = round(hours * 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes >= 48 * 60 and minutes % (24 * 60) == 0:
        return f"{minutes // (24 * 60)} d"
    return f"{minutes // 60} h" + (f" {minutes % 60:02d}" if minutes % 60 else "")


def isochrones(sheet: Sheet, values: np.ndarray, at_h: Sequence[float]) -> None:
    """Draw isochrones and write their hours on them.

    Parameters
    ----------
    sheet : Sheet
    values : numpy.ndarray
        Travel time in s, shape of the grid; what is not finite has no lines.
    at_h : sequence of float
        Hours.
    """
    if not at_h:
        return
    for hours, lines in zip(at_h, contours(sheet, values, [h * HOUR_S for h in at_h]), strict=True):
        long = [line for line in map(sheet.on_paper, lines) if _length(line) > SHORTEST]
        long.sort(key=_length, reverse=True)
        drawn: Lines = []
        for number, line in enumerate(long):
            drawn += _labelled(sheet, line, hour_label(hours)) if number < 4 else [line]
        for colour, width, alpha in (("white", 2.0, 0.6), (INK, 0.85, 1.0)):
            part = LineCollection(
                drawn, colors=colour, linewidths=width, zorder=3.0 + alpha, alpha=alpha,
                capstyle="round",
            )  # fmt: skip
            part.set_clip_path(sheet.axes.patch)
            sheet.paper.add_collection(part, autolim=False)


def contours(sheet: Sheet, values: np.ndarray, levels: Sequence[float]) -> list[Lines]:
    """Return the lines of a field at each level in m, smoothed as far as the eye needs.

    What is not finite has no lines; a level that the field never takes has none either.
    """
    canvas = sheet.canvas
    cols = max(2, min(MOST_PIXELS, canvas.cols, canvas.grid_cols))
    rows = max(2, round(cols * canvas.rows / canvas.cols))
    small = Canvas(rows, cols, canvas.grid_rows, canvas.grid_cols)
    known = small.sample(np.isfinite(values))
    field = small.sample(np.where(np.isfinite(values), values, 0.0))
    weight = small.blur(known, 1.2)
    smooth = np.ma.masked_where(weight < 0.35, small.blur(field, 1.2) / np.maximum(weight, 0.01))
    west, south, east, north = sheet.grid.bounds
    x = west + (np.arange(cols) + 0.5) / cols * (east - west)
    y = north - (np.arange(rows) + 0.5) / rows * (north - south)
    inside = [level for level in levels if smooth.count() and smooth.min() < level < smooth.max()]
    if not inside:
        return [[] for _ in levels]
    drawn = sheet.axes.contour(x, y, smooth, levels=inside)
    found: dict[float, Lines] = {
        level: [np.array(part) for part in path.to_polygons(closed_only=False)]
        for level, path in zip(inside, drawn.get_paths(), strict=True)
    }
    drawn.remove()
    return [found.get(level, []) for level in levels]


def _length(line: np.ndarray) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _labelled(sheet: Sheet, line: np.ndarray, text: str) -> Lines:
    """Write a label on a line where there is room; return the line with a gap for it."""
    wide, high = measure(text, 7.4, bold=True)
    along = np.concatenate([[0.0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    if along[-1] < 3 * wide:
        return [line]
    for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.42, 0.58, 0.27, 0.73):
        centre = along[-1] * share
        ends = [
            np.interp(centre + side * wide / 2, along, line[:, i])
            for side in (-1, 1)
            for i in (0, 1)
        ]
        dx, dy = ends[2] - ends[0], ends[3] - ends[1]
        if np.hypot(dx, dy) < 0.8 * wide:
            continue  # the line bends too much here to carry a word
        x, y = (ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2
        angle = np.arctan2(-dy, dx)
        half_x = (wide * abs(np.cos(angle)) + high * abs(np.sin(angle))) / 2 + px(0.4)
        half_y = (wide * abs(np.sin(angle)) + high * abs(np.cos(angle))) / 2 + px(0.4)
        box = (x - half_x, y - half_y, x + half_x, y + half_y)
        if not sheet.places.free(box):
            continue
        sheet.places.take(box)
        turn = (np.degrees(angle) + 90) % 180 - 90
        sheet.paper.text(
            x, y, text, fontproperties=font(7.4, bold=True), color=INK, ha="center", va="center",
            rotation=turn, rotation_mode="anchor", parse_math=False, zorder=6,
            path_effects=[withStroke(linewidth=1.6, foreground="white", alpha=0.75)],
        )  # fmt: skip
        gap = np.abs(along - centre) > wide / 2 + px(0.5)
        return _pieces(line, along, gap, centre, wide / 2 + px(0.5))
    return [line]


def _pieces(
    line: np.ndarray, along: np.ndarray, keep: np.ndarray, centre: float, half: float
) -> Lines:
    """Return the two parts of a line on either side of a gap around `centre`."""
    cut = [
        np.array([[np.interp(at, along, line[:, i]) for i in (0, 1)]])
        for at in (centre - half, centre + half)
    ]
    before = np.concatenate([line[keep & (along < centre)], cut[0]])
    after = np.concatenate([cut[1], line[keep & (along > centre)]])
    return [part for part in (before, after) if len(part) > 1]
