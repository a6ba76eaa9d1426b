"""The maps: one finding each, its title says it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from marchland.outputs import overlays
from marchland.outputs.basemap import (
    Backdrop,
    backdrop,
    ground,
    ground_keys,
    lakes,
    lay_lines,
    shaded,
)
from marchland.outputs.countries import name_countries
from marchland.outputs.declaredmap import FINEST, areas_of, scale_of
from marchland.outputs.furniture import WIDTH_MM, compass, graticule
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.legend import legend, line_key
from marchland.outputs.lettering import px
from marchland.outputs.plates import PLATES
from marchland.outputs.report import Report
from marchland.outputs.sheet import Captions, canvas_of, open_sheet
from marchland.outputs.titles import attribution, case_words, imprint, titles

SMALL_MM = 140.0
"""Width below which a map says and explains less."""


def draw_map(report: Report, back: Backdrop, name: str, width_mm: float = 180.0) -> Pixels | None:
    """Draw one map.

    Parameters
    ----------
    report : Report
    back : Backdrop
        Of the report's terrain.
    name : str
        A key of :data:`marchland.outputs.titles.titles`.
    width_mm : float
        Of the whole sheet; lettering keeps its size.

    Returns
    -------
    numpy.ndarray or None
        uint8, shape (rows, columns, 3); None where the report lacks the raster that the
        map shows.
    """
    if not drawable(report, name):
        return None
    plate = PLATES[name](report, back)
    small = width_mm < SMALL_MM
    title, subtitle = titles[name](report)
    subtitle = case_words(report) if small else subtitle
    captions = Captions(
        title, subtitle, report.scenario.notice, attribution(report), imprint(report)
    )
    tints = name not in {"ground", "travel-time"}  # elsewhere the theme covers them
    below = ground_keys(back, tints=tints and not small)
    keys = [
        *plate.keys,
        line_key(say("legend.border"), overlays.BORDER),
        *(below[:2] if small else below),
    ]
    if report.borders.empty:
        keys.pop(len(plate.keys))
    across = px(width_mm - 6)
    blocks = (
        legend(plate.ramp, keys, px(width_mm - min(WIDTH_MM, width_mm / 3))),
        compass(back.grid, across),
    )
    sheet = open_sheet(captions, back.grid, blocks, width_mm)
    canvas = sheet.canvas
    with ThreadPoolExecutor(1) as pool:  # it is painted while lines and names find their places
        picture = pool.submit(
            lambda: shaded(back, canvas, plate.paint(canvas, ground(back, canvas)))
        )
        lay_lines(back, sheet)
        overlays.borders(sheet, report.borders)
        plate.over(sheet)
        overlays.towns(sheet, report.towns, (overlays.LARGE, np.inf))
        name_countries(sheet, report.borders)
        overlays.towns(sheet, report.towns, (0, overlays.LARGE), round(42 * (width_mm / 180) ** 2))
        graticule(sheet)
        sheet.show(picture.result())
    return sheet.pixels()


def prepare(back: Backdrop, width_mm: float) -> None:
    """Paint what all maps of a width share: the tinted ground, its lakes and its relief."""
    canvas = canvas_of(back.grid, width_mm)
    lakes(back, canvas, shaded(back, canvas, ground(back, canvas)))


def drawable(report: Report, name: str) -> bool:
    """Tell whether a report holds what a map shows."""
    rasters = {"ground": "speed", "travel-time": "travel_time", "corridors": "slack"}
    tables = {"avenues": report.avenues, "doors": report.doors}
    if name in tables:
        return tables[name] is not None
    if name == "chances":
        return report.restricted is not None and report.restricted.chances is not None
    if name == "declared":
        grid = report.scenario.region.grid
        return bool(areas_of(report)) and scale_of(grid, WIDTH_MM) >= FINEST
    return name not in rasters or rasters[name] in report.rasters


def backdrop_of(report: Report) -> Backdrop:
    """Return the ground of a report, to be shared by its maps."""
    return backdrop(report.terrain, report.catalogue.classes)
