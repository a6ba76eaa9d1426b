"""Names of the countries on a map, worked out from the names of their borders."""

import geopandas as gpd
import shapely
from matplotlib.patheffects import withStroke

from marchland.model.grid import Grid
from marchland.outputs.lettering import font, measure, points, px
from marchland.outputs.overlays import on_grid
from marchland.outputs.sheet import Sheet

DASH = "–"
"""Parts the two countries in the name of a border."""

SMALLEST = 0.02
"""Share of the map below which a country is not named."""

SIZE = 9.5


def countries(frame: gpd.GeoDataFrame, grid: Grid) -> list[tuple[str, shapely.Polygon]]:
    """Return the countries that borders named ``A–B`` part the map into.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Borders, column name.
    grid : Grid
        The map.

    Returns
    -------
    list of (str, shapely.Polygon)
        Only those whose name follows: a part of the map that borders on one neighbour
        only could be either of the two.
    """
    frame = on_grid(frame, grid)
    region = shapely.box(*grid.bounds)
    lines = shapely.node(shapely.union_all([*frame.geometry, region.boundary]))
    found = []
    for part in shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))):
        if part.area < SMALLEST * region.area:
            continue
        rim = part.boundary.buffer(grid.cell_m * 0.1)
        sides = [
            set(str(border.name).split(DASH))
            for border in frame.itertuples()
            if DASH in str(border.name)
            and rim.intersection(border.geometry).length > 5 * grid.cell_m
        ]
        names = set.intersection(*sides) if len(sides) > 1 else set()
        if len(names) == 1:
            found.append((names.pop(), part))
    return found


def name_countries(sheet: Sheet, frame: gpd.GeoDataFrame) -> None:
    """Write the names of countries, spaced and grey, where there is room."""
    for name, part in countries(frame, sheet.grid):
        lines = ["\u2009".join(line) for line in name.upper().replace(" (", "\n(").split("\n")]
        text = "\n".join(lines)
        wide = max(measure(line, SIZE)[0] for line in lines)
        high = points(SIZE) * 1.25 * len(lines)
        metres = sheet.grid.cols * sheet.grid.cell_m / (sheet.frame[2] - sheet.frame[0])
        inner = part.buffer(-high * metres * 1.2)
        spots = [shapely.maximum_inscribed_circle(part).coords[0], *_grid_points(inner)]
        for x, y in sheet.on_paper(shapely.get_coordinates(shapely.points(spots))):
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            left, right = (shapely.Point(_metres(sheet, at, y)) for at in (box[0], box[2]))
            if not (inner.contains(left) and inner.contains(right)):
                continue
            if sheet.places.first_free([box], margin=px(0.8)):
                sheet.paper.text(
                    x, y, text, fontproperties=font(SIZE), color="#555555", ha="center",
                    va="center", parse_math=False, zorder=7.5,
                    path_effects=[withStroke(linewidth=2.0, foreground="white", alpha=0.7)],
                )  # fmt: skip
                break


def _grid_points(shape: shapely.Geometry, steps: int = 9) -> list[tuple[float, float]]:
    """Return points spread over a shape, nearest its middle first."""
    if shape.is_empty:
        return []
    west, south, east, north = shape.bounds
    middle = shape.centroid
    points = [
        (west + (east - west) * col / steps, south + (north - south) * row / steps)
        for row in range(1, steps)
        for col in range(1, steps)
    ]
    return sorted(points, key=lambda p: (middle.distance(shapely.Point(p)), p))


def _metres(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    """Return a point of the paper in metres."""
    west, south, east, north = sheet.grid.bounds
    left, top, right, bottom = sheet.frame
    return (
        west + (x - left) / (right - left) * (east - west),
        north - (y - top) / (bottom - top) * (north - south),
    )
