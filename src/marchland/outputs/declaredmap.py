"""The map of declared areas: hollow, hatched in grey, and never finer than 1:50 000."""

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon as Patch

from marchland.model.declaration import Declaration
from marchland.model.grid import Grid
from marchland.outputs.language import say
from marchland.outputs.legend import Key, Stroked, line_key
from marchland.outputs.lettering import measure, px
from marchland.outputs.report import Report
from marchland.outputs.sheet import Sheet

FINEST = 50_000
"""Scale denominator below which no declared area is drawn."""

COARSE_M = 25.0
"""Outlines are drawn on a lattice of half a millimetre at that scale."""

OUTLINE = Stroked("#3d3d3d", 1.3, (0, (5, 2)), ("#ffffff", 2.8))
HATCH, HATCH_MM = "#7d7d7d", 1.6


def areas_of(report: Report) -> tuple[Declaration, ...]:
    """Return the declared areas of a report."""
    return report.accounted.assessment.areas if report.accounted is not None else ()


def scale_of(grid: Grid, width_mm: float) -> float:
    """Return the scale denominator of a region drawn over a whole sheet.

    Examples
    --------
    >>> scale_of(Grid(3035, 0.0, 0.0, 100.0, 10, 90), 180.0)
    50000.0
    """
    return grid.cols * grid.cell_m / (width_mm / 1000)


def coarse(areas: tuple[Declaration, ...], grid: Grid) -> gpd.GeoDataFrame:
    """Return declared areas as they may be drawn: columns name, kind and geometry.

    Parameters
    ----------
    areas : tuple of Declaration
    grid : Grid
        Of the region; its projection is the answer's.

    Returns
    -------
    geopandas.GeoDataFrame
        Outlines on a lattice of :data:`COARSE_M`; an area that would vanish is a square of it.
    """
    shapes = gpd.GeoSeries([shapely.Polygon(area.outline) for area in areas], crs=4326)
    moved = shapes.to_crs(grid.epsg)
    drawn = []
    for shape in moved:
        rough = shapely.set_precision(shape, COARSE_M)
        middle = shape.centroid
        least = shapely.box(middle.x, middle.y, middle.x + COARSE_M, middle.y + COARSE_M)
        drawn.append(least if rough.is_empty else rough)
    rows = {"name": [area.name for area in areas], "kind": [area.kind for area in areas]}
    return gpd.GeoDataFrame(rows, geometry=drawn, crs=grid.epsg)


def keys() -> list[Key]:
    """Return the legend of declared areas."""
    return [line_key(say("declared_map.key"), OUTLINE)]


def draw(sheet: Sheet, areas: tuple[Declaration, ...]) -> None:
    """Draw declared areas: a dashed outline, a sparse hatch, and who says so.

    Parameters
    ----------
    sheet : Sheet
    areas : tuple of Declaration
    """
    for row in coarse(areas, sheet.grid).itertuples():
        for part in shapely.get_parts(row.geometry):
            ring = shapely.get_coordinates(part.exterior)
            for look, level in ((OUTLINE.casing, 2.9), ((OUTLINE.colour, OUTLINE.width), 2.95)):
                assert look is not None
                sheet.axes.add_patch(
                    Patch(
                        ring,
                        closed=True,
                        fill=False,
                        edgecolor=look[0],
                        linewidth=look[1],
                        linestyle=OUTLINE.dashes if level > 2.9 else "-",
                        zorder=level,
                    )
                )
        _hatch(sheet, row.geometry)
        _label(sheet, row.geometry, say("declared_map.label").format(name=row.name))


def _hatch(sheet: Sheet, shape: shapely.Geometry) -> None:
    """Draw sparse diagonals within an area, so that it stays hollow."""
    west, south, east, north = shape.bounds
    left, right = sheet.on_paper(np.array([[west, south], [east, south]]))[:, 0]
    step = max((east - west) / max((right - left) / px(HATCH_MM), 1.0), COARSE_M)
    tall = north - south
    lines = [
        shapely.LineString([(x, south), (x + tall, north)])
        for x in np.arange(west - tall, east, step)
    ]
    parts = shapely.get_parts(shapely.intersection(shapely.MultiLineString(lines), shape))
    found = [shapely.get_coordinates(part) for part in parts if part.geom_type == "LineString"]
    if found:
        sheet.axes.add_collection(
            LineCollection(found, colors=HATCH, linewidths=0.6, zorder=2.88), autolim=False
        )


def _label(sheet: Sheet, shape: shapely.Geometry, text: str) -> None:
    """Write beside an area, below it where there is room and above it else."""
    west, south, east, north = shape.bounds
    corners = sheet.on_paper(np.array([[(west + east) / 2, south], [(west + east) / 2, north]]))
    wide, high = measure(text, 7.4)
    for (x, y), sign in zip(corners, (1, -1), strict=True):
        top = y + sign * high * 1.2
        box = (x - wide / 2, top - high / 2, x + wide / 2, top + high / 2)
        if sheet.places.free(box, over_lines=True):
            sheet.places.take(box)
            sheet.write((box[0], box[1]), text, 7.4, halo=1.8)
            return
