"""What makes a picture a map: scale bar, true north, and degrees on the frame."""

from functools import lru_cache
from math import floor, log10

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from pyproj import Transformer

from marchland.model.grid import Grid
from marchland.outputs.language import say
from marchland.outputs.lettering import measure, points, px
from marchland.outputs.sheet import GREY, INK, SMALL, Block, Sheet
from marchland.outputs.words import number as decimal

STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
"""Minutes of arc between degree marks on the frame."""

WIDTH_MM = 46.0
"""Of scale bar and arrow together; a third of a small map at most."""

TICK = px(1.5)


def nice(length: float) -> float:
    """Return the largest of 1, 2 or 5 times a power of ten that is not above `length`.

    Examples
    --------
    >>> nice(37.0), nice(0.3), nice(5.0)
    (20.0, 0.2, 5.0)
    """
    power = 10.0 ** floor(log10(length))
    return max(m * power for m in (1.0, 2.0, 5.0) if m * power <= length * (1 + 1e-9))


@lru_cache
def to_degrees(epsg: int) -> Transformer:
    """Return what turns metres of a projection into longitude and latitude."""
    return Transformer.from_crs(epsg, 4326, always_xy=True)


@lru_cache
def true_north(grid: Grid) -> float:
    """Return the direction of true north at the middle of a grid.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    float
        Degrees clockwise from the top of the map: the grid convergence with its sign
        turned.

    Examples
    --------
    >>> round(true_north(Grid(3035, 5046000, 3694000, 100, 2680, 2970)), 1)
    -10.9
    """
    west, south, east, north = grid.bounds
    degrees = to_degrees(grid.epsg)
    lon, lat = degrees.transform((west + east) / 2, (south + north) / 2)
    x, y = degrees.transform([lon, lon], [lat - 0.01, lat + 0.01], direction="INVERSE")
    return float(np.degrees(np.arctan2(x[1] - x[0], y[1] - y[0])))


def compass(grid: Grid, map_width: float) -> Block:
    """Return scale bar and north arrow, to stand at the right under the map.

    Parameters
    ----------
    grid : Grid
    map_width : float
        Pixels across the map.
    """
    per_metre = map_width / (grid.cols * grid.cell_m)
    length = nice(min(px(30), 0.22 * map_width) / per_metre)
    bar, unit = length * per_metre, (1000.0, "km") if length >= 1000 else (1.0, "m")
    turn = true_north(grid)

    def draw(sheet: Sheet, right: float, y: float) -> None:
        x = right - px(15) - bar
        top = y + points(SMALL) * 1.5
        for part in range(4):
            box = Rectangle(
                (x + part * bar / 4, top), bar / 4, px(1.1), linewidth=0.5, edgecolor=INK,
                facecolor=INK if part % 2 == 0 else "white",
            )  # fmt: skip
            sheet.paper.add_patch(box)
        for share in (0.0, 0.5, 1.0):
            text = decimal(length * share / unit[0])
            wide = measure(text, SMALL)[0]
            text = f"{text} {unit[1]}" if share == 1 else text
            sheet.write((x + share * bar - wide / 2, y), text, SMALL)
        _arrow(sheet, (right - px(5.0), y + px(6.0)), turn)
        side = say("legend.west" if turn < 0 else "legend.east").format(turn=f"{abs(turn):.0f}")
        below = top + px(2.4)
        for line in (say("legend.north"), *([side] if abs(turn) >= 0.5 else [])):
            wide = measure(line, SMALL)[0]
            sheet.write((right - px(9.5) - wide, below), line, SMALL, colour=GREY)
            below += points(SMALL) * 1.3

    return Block(px(13.5), draw)


def _arrow(sheet: Sheet, centre: tuple[float, float], turn: float) -> None:
    angle = np.radians(turn)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    tall, wide = px(5.0), px(1.7)
    left = np.array([(0, -tall), (-wide, tall * 0.7), (0, tall * 0.35)])
    for half, fill in ((left, INK), (left * (-1, 1), "white")):
        corners = half @ spin.T + centre
        sheet.paper.add_patch(Polygon(corners, facecolor=fill, edgecolor=INK, linewidth=0.6))
    tip = np.array([(0, -tall - px(1.9))]) @ spin.T + centre
    wide, high = measure("N", 7.5, bold=True)
    sheet.write((tip[0, 0] - wide / 2, tip[0, 1] - high / 2), "N", 7.5, bold=True)


def graticule(sheet: Sheet) -> None:
    """Mark degrees on the frame: longitude below and above, latitude left and right."""
    west, south, east, north = sheet.grid.bounds
    turned = to_degrees(sheet.grid.epsg)
    along = np.linspace(0, 1, 257)
    sides = (
        (0, west + along * (east - west), np.full(257, south), "bottom"),
        (0, west + along * (east - west), np.full(257, north), "top"),
        (1, np.full(257, west), south + along * (north - south), "left"),
        (1, np.full(257, east), south + along * (north - south), "right"),
    )
    for axis, x, y, side in sides:
        degrees = turned.transform(x, y)[axis]
        for mark, minutes in _marks(degrees, 4 if axis == 0 else 3):
            at = np.interp(mark, degrees, along)
            point = (np.interp(at, along, x), np.interp(at, along, y))
            direction = _direction(turned, point, axis)
            _tick(sheet, point, direction, side)
            if side in {"bottom", "left"}:
                _degree(sheet, point, minutes, axis)


def _marks(degrees: np.ndarray, least: int) -> list[tuple[float, int]]:
    """Return degree marks along an edge, with the minutes that they stand for."""
    low, high = float(degrees.min()) * 60, float(degrees.max()) * 60
    if degrees[0] > degrees[-1]:
        return []  # an edge on which degrees run backwards lies around a pole
    fitting = [step for step in STEPS_MIN if (high - low) / step >= least]
    step = fitting[-1] if fitting else STEPS_MIN[0]
    first = int(np.ceil(low / step)) * step
    return [(minutes / 60, minutes) for minutes in range(first, int(high) + 1, step)][:24]


def _direction(turned: Transformer, point: tuple[float, float], axis: int) -> tuple[float, float]:
    """Return the direction, in pixels, in which a meridian or parallel leaves a point."""
    lon, lat = turned.transform(*point)
    step = (0.0, 0.001) if axis == 0 else (0.001, 0.0)
    x, y = turned.transform(lon + step[0], lat + step[1], direction="INVERSE")
    dx, dy = x - point[0], -(y - point[1])
    size = float(np.hypot(dx, dy)) or 1.0
    return float(dx / size), float(dy / size)


def _tick(
    sheet: Sheet, point: tuple[float, float], direction: tuple[float, float], side: str
) -> None:
    inward = -1 if side in {"top", "right"} else 1
    x, y = sheet.on_paper(np.array([point]))[0]
    ends = [x, x + inward * direction[0] * TICK], [y, y + inward * direction[1] * TICK]
    sheet.paper.add_line(Line2D(*ends, color=INK, linewidth=0.7))


def _degree(sheet: Sheet, point: tuple[float, float], minutes: int, axis: int) -> None:
    whole, rest = divmod(abs(minutes), 60)
    half = ("E" if minutes >= 0 else "W") if axis == 0 else ("N" if minutes >= 0 else "S")
    text = f"{whole}°{rest:02d}\N{PRIME}{half}" if rest else f"{whole}°{half}"
    wide, high = measure(text, SMALL)
    x, y = sheet.on_paper(np.array([point]))[0]
    left, top, right, bottom = sheet.frame
    if axis == 0 and left + wide / 2 <= x <= right - wide / 2:
        sheet.write((x - wide / 2, bottom + px(0.7)), text, SMALL, colour=GREY)
    elif axis == 1 and top + wide / 2 <= y <= bottom - wide / 2:
        sheet.paper.text(
            left - px(0.7) - high, y, text, fontsize=SMALL, rotation=90, ha="left", va="center",
            color=GREY, family="DejaVu Sans", parse_math=False,
        )  # fmt: skip
