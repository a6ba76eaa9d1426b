"""Signs of a plan: sites considered, measures chosen, and where a movement starts and ends."""

import geopandas as gpd
import numpy as np
import shapely

from marchland.model.grid import Grid
from marchland.outputs.legend import Dashes, Stroked
from marchland.outputs.lettering import px
from marchland.outputs.overlays import Lines, draw_lines, keep_clear, lines_of, on_grid
from marchland.outputs.sheet import INK, Sheet

MEASURE = "#5c1f6e"
DASHES: dict[str, Dashes] = {
    "warn": (0, (1, 1.2)), "slow": (0, (4, 1.6)), "stop": "-",
}  # fmt: skip
"""How a measure's line is broken, by its layer."""

SITE = Stroked("#7a6a80", 0.9)
END = "#8a4b08"
ORIGIN = Stroked(END, 2.2, (0, (1, 0.9)), ("#ffffff", 3.4))
OBJECTIVE = Stroked(END, 2.2, (0, (3.4, 0.9)), ("#ffffff", 3.4))


def measure_look(layer: str) -> Stroked:
    """Return the line of a measure of a layer: warn, slow or stop."""
    return Stroked(MEASURE, 3.0, DASHES[layer], ("#ffffff", 4.4), "projecting")


def sites(sheet: Sheet, frame: gpd.GeoDataFrame) -> None:
    """Draw the sites that were considered: gaps as thin lines, roads as open squares."""
    if frame.empty:
        return
    here = on_grid(frame, sheet.grid)
    draw_lines(sheet.axes, gap_lines(here, sheet.grid), SITE, 4.0)
    _squares(sheet, here, 3.4, ("white", SITE.colour))


def measures(sheet: Sheet, frame: gpd.GeoDataFrame, layer: str) -> None:
    """Draw the chosen options of one measure: on gaps as lines, on roads as squares."""
    here = on_grid(frame, sheet.grid)
    lines = gap_lines(here, sheet.grid)
    draw_lines(sheet.axes, lines, measure_look(layer), 4.4)
    keep_clear(sheet, lines)
    _squares(sheet, here, 5.0, (MEASURE, "white"))


def ends(sheet: Sheet, frame: gpd.GeoDataFrame) -> None:
    """Draw where the movement starts (dotted) and ends (solid)."""
    here = on_grid(frame, sheet.grid)
    for role, look, sign in (("origin", ORIGIN, "o"), ("objective", OBJECTIVE, "D")):
        shapes = list(here.loc[here["role"] == role, "geometry"])
        draw_lines(sheet.axes, lines_of(shapes, sheet.grid), look, 3.4)
        dots = [s for s in shapes if s.geom_type == "Point"]
        if dots:
            xy = sheet.on_paper(shapely.get_coordinates(dots))
            sheet.paper.plot(
                xy[:, 0], xy[:, 1], sign, markersize=6, color=INK, markeredgecolor="white",
                linestyle="none", zorder=7,
            )  # fmt: skip


def gap_lines(frame: gpd.GeoDataFrame, grid: Grid) -> Lines:
    """Return the lines of gaps, and areas as outlines; a gap of one cell is as wide as the cell."""
    shapes = [
        shape.boundary if shape.geom_type.endswith("Polygon") else shape
        for shape in frame.loc[frame["kind"] != "crossing", "geometry"]
    ]
    lines = lines_of([s for s in shapes if s.geom_type != "Point"], grid)
    half = np.array([grid.cell_m / 2, 0.0])
    dots = [np.array(s.coords[0]) for s in shapes if s.geom_type == "Point"]
    return lines + [np.stack([dot - half, dot + half]) for dot in dots]


def _squares(sheet: Sheet, frame: gpd.GeoDataFrame, size: float, colours: tuple[str, str]) -> None:
    roads = frame.loc[frame["kind"] == "crossing", "geometry"]
    if roads.empty:
        return
    xy = sheet.on_paper(shapely.get_coordinates(roads.centroid))
    for x, y in xy:
        sheet.places.lines.append((x - px(0.7), y - px(0.7), x + px(0.7), y + px(0.7)))
    sheet.paper.plot(
        xy[:, 0], xy[:, 1], "s", markersize=size, color=colours[0], markeredgecolor=colours[1],
        markeredgewidth=0.8, linestyle="none", zorder=5,
    )  # fmt: skip
