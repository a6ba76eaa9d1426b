"""Lines, signs and names over the ground: borders, towns, doors, routes, isochrones, sites."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyArrowPatch

from marchland.model.grid import Grid
from marchland.outputs.legend import Stroked
from marchland.outputs.lettering import around, font, measure, px
from marchland.outputs.sheet import INK, Sheet
from marchland.units import clock

BORDER = Stroked("#5b5b5b", 1.1, (0, (7, 2, 1.5, 2)), ("#ffffff", 2.6))
DOOR = Stroked("#101010", 3.0, "-", ("#ffffff", 4.8))
LESSER_DOOR = Stroked("#101010", 1.9, "-", ("#ffffff", 3.0))
SHUT = Stroked("#101010", 0.7, "-", ("#ffffff", 1.7))
ROUTE = Stroked("#ffffff", 1.3, "-", (INK, 2.9))
WAY, WIDEST = "#1d4e89", Stroked("#1f6f43", 1.6, (0, (3, 1.2)), ("#ffffff", 3.2))
WAY_WIDTHS = (1.1, 5.6)
"""Points: of a way too narrow for the smallest echelon, and wide enough for the largest."""

TOWN_SIZES = ((100_000, 9.0, True), (20_000, 8.0, False), (5_000, 7.4, False), (0, 7.0, False))
"""From what population a name takes a size in points, and whether it is bold."""

NAMED_AT = sorted((share / 40 for share in range(8, 33)), key=lambda share: abs(share - 0.5))
"""Shares of its length at which an avenue may be named, the middle first."""

NAMES_APART = 0.3
"""What a metre between two names is worth, against one between a name and another avenue."""

LARGE = 20_000
"""Population from which a town is named before anything else."""

Lines = list[np.ndarray]


def on_grid(frame: gpd.GeoDataFrame, grid: Grid) -> gpd.GeoDataFrame:
    """Return a table of features in the projection of the grid."""
    if frame.crs is None:
        return frame.set_crs(grid.epsg)
    return frame if frame.crs.to_epsg() == grid.epsg else frame.to_crs(grid.epsg)


def lines_of(shapes: Sequence[shapely.Geometry], grid: Grid) -> Lines:
    """Return the lines of geometries, outlines for areas, cut to the grid."""
    found: Lines = []
    for shape in shapes:
        if shape is None or shape.is_empty:
            continue
        line = shape.boundary if shape.geom_type.endswith("Polygon") else shape
        cut = shapely.clip_by_rect(line, *grid.bounds)
        parts = shapely.get_parts(cut)
        found += [shapely.get_coordinates(p) for p in parts if p.geom_type.endswith("String")]
    return [line for line in found if len(line) > 1]


def draw_lines(axes: Axes, lines: Lines, look: Stroked, level: float) -> None:
    """Draw lines with their casing."""
    if not lines:
        return
    if look.casing:
        back = LineCollection(
            lines, colors=look.casing[0], linewidths=look.casing[1], zorder=level - 0.02,
            capstyle="round", joinstyle="round",
        )  # fmt: skip
        axes.add_collection(back, autolim=False)
    front = LineCollection(
        lines, colors=look.colour, linewidths=look.width, linestyles=[look.dashes], zorder=level,
        capstyle=look.cap, joinstyle="round",
    )  # fmt: skip
    axes.add_collection(front, autolim=False)


def borders(sheet: Sheet, frame: gpd.GeoDataFrame) -> bool:
    """Draw borders; tell whether there was one in the frame."""
    lines = lines_of(list(on_grid(frame, sheet.grid).geometry), sheet.grid)
    draw_lines(sheet.axes, lines, BORDER, 2.6)
    return bool(lines)


def towns(
    sheet: Sheet, frame: gpd.GeoDataFrame, between: tuple[float, float], most: int = 48
) -> None:
    """Name towns, largest first, wherever there is room; large ones also over lines.

    Parameters
    ----------
    sheet : Sheet
    frame : geopandas.GeoDataFrame
        Columns name, geometry and maybe population.
    between : tuple of float
        Population from which and below which; unknown counts as 0.
    most : int
        Names.
    """
    if frame.empty:
        return
    inside = on_grid(frame, sheet.grid)
    if "population" not in inside:
        inside = inside.assign(population=float("nan"))
    people = inside["population"].fillna(0)
    order = inside[(people >= between[0]) & (people < between[1])].sort_values(
        ["population", "name"], ascending=[False, True], na_position="last", kind="stable"
    )
    left = most
    for town in order.itertuples():
        point = town.geometry.centroid
        x, y = sheet.on_paper(np.array([[point.x, point.y]]))[0]
        left -= _town(sheet, (x, y), str(town.name), float(town.population))
        if not left:
            break


def _town(sheet: Sheet, at: tuple[float, float], name: str, population: float) -> bool:
    people = 0.0 if np.isnan(population) else population
    _, size, bold = next(rule for rule in TOWN_SIZES if people >= rule[0])
    x, y = at
    dot = px(0.5 + 0.07 * size / 2)
    if not sheet.places.free((x - dot, y - dot, x + dot, y + dot), over_lines=people >= LARGE):
        return False
    wide, high = measure(name, size, bold=bold)
    boxes = around(x, y, (wide, high), px(1.1))
    box = sheet.places.first_free(boxes, margin=px(1.1 if people >= 5_000 else 2.2))
    if box is None and people >= LARGE:
        box = sheet.places.first_free(boxes, over_lines=True)
    if box is None:
        return False
    sheet.places.take((x - dot, y - dot, x + dot, y + dot))
    sheet.paper.plot(
        [x], [y], "o", markersize=size * 0.38, color=INK, markeredgecolor="white",
        markeredgewidth=0.6, zorder=8,
    )  # fmt: skip
    sheet.write((box[0], box[1]), name, size, bold=bold, halo=1.8)
    return True


def door(sheet: Sheet, line: np.ndarray, open_: np.ndarray, *, main: bool) -> tuple[float, float]:
    """Draw a bottleneck: thick where it is open, with end ticks.

    Parameters
    ----------
    sheet : Sheet
    line : numpy.ndarray
        Coordinates in m from bank to bank, shape (n, 2).
    open_ : numpy.ndarray
        bool, shape (n,): where movement can pass.
    main : bool
        Whether it is the one that the map is about.

    Returns
    -------
    tuple of float
        The middle of its longest open stretch, m.
    """
    draw_lines(sheet.axes, [line], SHUT, 4.0)
    stretches = runs(line, open_)
    look = DOOR if main else LESSER_DOOR
    slits = [s for s in stretches if _length(sheet.on_paper(s)) < px(1.5)]
    broad = [s for s in stretches if _length(sheet.on_paper(s)) >= px(1.5)]
    draw_lines(sheet.axes, slits, replace(look, casing=None), 4.2)
    draw_lines(sheet.axes, broad, look, 4.2)
    long = [s for s in broad if _length(sheet.on_paper(s)) > px(2.5)] if main else []
    ends = [line[:3], line[-3:][::-1], *long, *(s[::-1] for s in long)]
    ticks = [_across(end, sheet) for end in ends if len(end) > 1]
    draw_lines(sheet.axes, ticks, Stroked(DOOR.colour, 1.6 if main else 1.0), 4.3)
    keep_clear(sheet, [line])
    longest = max(stretches, key=lambda s: _length(sheet.on_paper(s)), default=line)
    middle = longest[len(longest) // 2]
    return float(middle[0]), float(middle[1])


def keep_clear(sheet: Sheet, lines: Lines) -> None:
    """Keep lettering off lines in m."""
    for line in lines:
        on_paper = sheet.on_paper(line)
        steps = max(1, round(_length(on_paper) / px(1.0)))
        along = np.linspace(0, len(line) - 1, steps + 1)
        for at in along:
            x, y = (np.interp(at, np.arange(len(line)), on_paper[:, i]) for i in (0, 1))
            sheet.places.lines.append((x - 4, y - 4, x + 4, y + 4))


def callout(sheet: Sheet, at_m: tuple[float, float], text: str, size: float) -> None:
    """Write a label in a white box near a point, where nothing else stands."""
    x, y = sheet.on_paper(np.array([at_m]))[0]
    bold = size > 8
    wide, high = measure(text, size, bold=bold)
    pad = px(0.5)
    boxes = [
        box for gap in (1.6, 3.2, 5.5, 9.0)
        for box in around(x, y, (wide + 2 * pad, high + 2 * pad), px(gap))
    ]  # fmt: skip
    free = sheet.places.first_free
    box = free(boxes, margin=px(0.3)) or free(boxes, over_lines=True) or boxes[0]
    sheet.paper.text(
        box[0] + pad, box[1] + pad, text, fontproperties=font(size, bold=bold), color=INK,
        va="top", ha="left", parse_math=False, zorder=10,
        bbox={"boxstyle": "square,pad=0.18", "facecolor": "white", "edgecolor": INK,
              "linewidth": 0.5, "alpha": 0.93},
    )  # fmt: skip


def runs(line: np.ndarray, keep: np.ndarray) -> Lines:
    """Return the stretches of a line whose points are kept, single points as short lines."""
    cuts = np.flatnonzero(np.diff(keep.astype(int))) + 1
    found: Lines = []
    for part in np.split(np.arange(len(line)), cuts):
        if keep[part[0]] and len(line) > 1:
            first, last = max(part[0] - (len(part) == 1), 0), part[-1] + 1
            found.append(line[first : max(last, first + 2)])
    return found


def _length(line: np.ndarray) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _across(line: np.ndarray, sheet: Sheet) -> np.ndarray:
    """Return a short tick across the beginning of a line."""
    along = line[min(len(line) - 1, 2)] - line[0]
    size = float(np.hypot(*along)) or 1.0
    left, _, right, _ = sheet.frame
    reach = px(1.1) * sheet.grid.cols * sheet.grid.cell_m / (right - left)
    side = np.array([-along[1], along[0]]) / size * reach
    return np.stack([line[0] - side, line[0] + side])


def way_looks(count: int) -> list[Stroked]:
    """Return how ways are drawn, from too narrow for any echelon to wide enough for all."""
    return [Stroked(WAY, w, "-", ("#ffffff", w + 1.5)) for w in np.linspace(*WAY_WIDTHS, count)]


def way(
    sheet: Sheet, pieces: gpd.GeoDataFrame, looks: Mapping[str, Stroked], *, widest: bool
) -> shapely.LineString:
    """Draw an avenue as wide as the echelon that it lets through, or the widest way dashed.

    Returns
    -------
    shapely.LineString
        The whole of it, m.
    """
    shapes = on_grid(pieces, sheet.grid)
    lines = lines_of(list(shapes.geometry), sheet.grid)
    if widest:
        draw_lines(sheet.axes, [np.concatenate(lines)], WIDEST, 3.4)
    else:
        casing = Stroked("#ffffff", WAY_WIDTHS[0] + 1.5)
        draw_lines(sheet.axes, [np.concatenate(lines)], casing, 3.5)
        for name, look in looks.items():
            same = lines_of(list(shapes.geometry[shapes["echelon"] == name]), sheet.grid)
            draw_lines(sheet.axes, same, look, 3.6)
    keep_clear(sheet, [np.concatenate(lines)])
    return shapely.LineString(np.concatenate(lines))


def apart(lines: Sequence[shapely.LineString]) -> list[tuple[float, float]]:
    """Return a point on each line, far from the others and from their names, to name it there.

    Parameters
    ----------
    lines : sequence of shapely.LineString
        In m.

    Returns
    -------
    list of (float, float)
        The middle of a line that is alone.
    """
    found: list[shapely.Point] = []
    for number, line in enumerate(lines):
        others = shapely.union_all([each for n, each in enumerate(lines) if n != number])
        named = shapely.MultiPoint(found)
        points = np.array([line.interpolate(share, normalized=True) for share in NAMED_AT])
        far, clear = (np.nan_to_num(shapely.distance(points, of)) for of in (others, named))
        found.append(points[int(np.argmax(far + NAMES_APART * clear))])
    return [(point.x, point.y) for point in found]


def routes(sheet: Sheet, frame: gpd.GeoDataFrame) -> bool:
    """Draw fastest routes with an arrow at the end and the time at the arrow."""
    for route in on_grid(frame, sheet.grid).itertuples():
        for line in lines_of([route.geometry], sheet.grid)[-1:]:
            draw_lines(sheet.axes, [line], ROUTE, 3.5)
            tip = sheet.on_paper(line[[-max(2, len(line) // 60), -1]])
            arrow = FancyArrowPatch(
                (tip[0, 0], tip[0, 1]), (tip[1, 0], tip[1, 1]), arrowstyle="-|>",
                mutation_scale=11, facecolor="white", edgecolor=INK, linewidth=0.8,
                shrinkA=0, shrinkB=0, zorder=7,
            )  # fmt: skip
            sheet.paper.add_patch(arrow)
            callout(sheet, (line[-1, 0], line[-1, 1]), clock(float(route.time_s)), 8.5)
    return not frame.empty
