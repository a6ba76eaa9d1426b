"""Small maps side by side: every mover in every season, for the classes of its ground."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from marchland.catalogue.read import Catalogue
from marchland.model.grid import Grid
from marchland.outputs.basemap import unknown, unknown_key
from marchland.outputs.canvas import Canvas, Floats, hatch, lay
from marchland.outputs.furniture import WIDTH_MM as COMPASS_MM
from marchland.outputs.furniture import compass
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.legend import Key, Stroked, area_key, legend, line_key
from marchland.outputs.lettering import measure, px
from marchland.outputs.overlays import draw_lines, lines_of, on_grid
from marchland.outputs.rasterstyles import CLASSES
from marchland.outputs.report import Report, Restricted
from marchland.outputs.sheet import INK, SMALL, Captions, Sheet, open_sheet
from marchland.outputs.tally import CODES, present, tally
from marchland.outputs.titles import attribution, imprint
from marchland.outputs.words import percent, plain
from marchland.schema import UNKNOWN

Layer = str
"""``restriction`` or ``limiting_factor``."""

Box = tuple[int, int, int, int]
Frame = tuple[float, float, float, float]
"""Left, top, width and height on a sheet, in pixels."""

LAYERS = {"restriction": "restriction", "limiting_factor": "factor"}
"""Layers of a case, and the class layer whose codes they hold."""

HATCHED = {"restricted": False, "severe": True}
"""Classes that are hatched, and whether both ways."""

LABEL_MM, GAP_MM, WIDTH_MM = 9.8, 1.6, 180.0
ABOVE_MM = 2.6
"""Between a panel and the title of the one under it."""

BORDER = Stroked("#5b5b5b", 0.8, (0, (6, 2, 1.5, 2)), ("#ffffff", 1.9))
MOST_TOWNS = 3
"""Named on a panel, the largest."""

TALL = 1000
"""Cells that stand for the height of one panel on the grid of the sheet."""


def draw_panels(report: Report, layer: Layer) -> Pixels | None:
    """Draw one layer of every case: movers from top to bottom, seasons from left to right.

    Parameters
    ----------
    report : Report
    layer : str
        A key of :data:`LAYERS`.

    Returns
    -------
    numpy.ndarray or None
        uint8, shape (rows, columns, 3); None where the report has no such layers.
    """
    if report.restricted is None:
        return None
    found = report.restricted.going
    movers = list(dict.fromkeys(mover for mover, _ in found))
    seasons = list(dict.fromkeys(season for _, season in found))
    size = len(movers), len(seasons)
    keys = _keys(report.catalogue, report.restricted, layer)
    keys += [] if report.borders.empty else [line_key(say("legend.border"), BORDER)]
    sheet = panel_sheet(report, panel_title(report, layer), keys, size)
    canvas, grid = sheet.canvas, report.scenario.region.grid
    picture = np.ones((canvas.rows, canvas.cols, 3), np.float32)
    for (mover, season), going in found.items():
        place = movers.index(mover), seasons.index(season)
        top, left, bottom, edge = panel_box(place, size, canvas)
        small = Canvas(bottom - top, edge - left, grid.rows, grid.cols)
        codes = small.sample(getattr(going, layer).values)
        picture[top:bottom, left:edge] = paint_classes(codes, LAYERS[layer], report.catalogue)
        panel = (sheet.frame[0] + left, sheet.frame[1] + top, edge - left, bottom - top)
        towns_on(sheet, report, panel)
        name = f"{plain(mover).capitalize()}, {plain(season)}"
        below = _shares(report.restricted.inventory, mover, season, layer)
        panel_label(sheet, panel, name, below)
    sheet.show(picture)
    return sheet.pixels()


def panel_sheet(
    report: Report, words: tuple[str, str], keys: Sequence[Key], size: tuple[int, int]
) -> Sheet:
    """Lay out a sheet with room for so many rows and columns of panels."""
    grid, wide = report.scenario.region.grid, px(WIDTH_MM - 6)
    across = (wide - px(GAP_MM) * (size[1] - 1)) / size[1]
    tall = (across * grid.rows / grid.cols + px(LABEL_MM)) * size[0]
    captions = Captions(*words, report.scenario.notice, attribution(report), imprint(report))
    frame = Grid(grid.epsg, 0.0, 0.0, 1.0, TALL, round(TALL * wide / tall))
    blocks = (legend(None, keys, px(WIDTH_MM - COMPASS_MM)), compass(grid, across))
    sheet = open_sheet(captions, frame, blocks)
    for spine in sheet.axes.spines.values():
        spine.set_visible(False)
    return sheet


def panel_box(place: tuple[int, int], size: tuple[int, int], canvas: Canvas) -> Box:
    """Return top, left, bottom and right of a panel within the map, in pixels."""
    down, along = canvas.rows / size[0], (canvas.cols + px(GAP_MM)) / size[1]
    top, left = round(place[0] * down + px(LABEL_MM)), round(place[1] * along)
    right = min(round((place[1] + 1) * along - px(GAP_MM)), canvas.cols)
    return top, left, round((place[0] + 1) * down), right


def panel_label(sheet: Sheet, panel: Frame, head: str, below: str) -> None:
    """Write two lines above a panel: left, top, width and height."""
    x, y = panel[0], panel[1] - px(LABEL_MM - ABOVE_MM)
    sheet.write((x, y), head, 7.6, bold=True)
    sheet.write((x, y + px(3.3)), below, SMALL)


def towns_on(sheet: Sheet, report: Report, panel: Frame) -> None:
    """Draw the borders and the largest towns over a panel: left, top, width and height."""
    grid = report.scenario.region.grid
    left, top, wide, high = panel
    step = np.array([wide / (grid.cols * grid.cell_m), -high / (grid.rows * grid.cell_m)])
    corner = np.array([grid.x_min_m, grid.y_max_m])
    shapes = list(on_grid(report.borders, grid).geometry)
    lines = [(line - corner) * step + (left, top) for line in lines_of(shapes, grid)]
    draw_lines(sheet.paper, lines, BORDER, 8.0)
    towns = on_grid(report.towns, grid)
    if "population" in towns:
        towns = towns.sort_values(["population", "name"], ascending=[False, True])
    named: list[tuple[float, float]] = []
    for town in towns.itertuples():
        point = town.geometry.centroid
        x, y = (np.array([point.x, point.y]) - corner) * step + (left, top)
        size = measure(str(town.name), SMALL)
        inside = left < x < left + wide - size[0] - px(2) and top + px(2) < y < top + high - px(2)
        near = any(abs(x - u) < px(16) and abs(y - v) < px(4) for u, v in named)
        if inside and not near and len(named) < MOST_TOWNS:
            named.append((x, y))
            sheet.paper.plot([x], [y], "o", ms=2.6, mfc="white", mec=INK, mew=0.8, zorder=9)
            sheet.write((x + px(1), y - size[1] / 2), str(town.name), SMALL, halo=1.6)


def paint_classes(codes: np.ndarray, layer: str, table: Catalogue) -> Floats:
    """Return a picture of class codes: tints, hatching where restricted, unknown ground grey.

    Parameters
    ----------
    codes : numpy.ndarray
        uint8, one for each pixel.
    layer : str
        The class layer.
    table : Catalogue
    """
    shape = (codes.shape[0], codes.shape[1])
    colours = np.ones((256, 3), np.float32)
    for name, code in table.classes[layer].items():
        colours[code] = _rgb(CLASSES[layer][name])
    picture = np.asarray(colours[codes], np.float32)
    for name, cross in HATCHED.items() if layer == "restriction" else ():
        lines = hatch(shape, px(0.95 if cross else 1.5), 1.2, cross=cross)
        where = codes == table.classes[layer][name]
        lay(picture, (0.16, 0.16, 0.18), lines * where * np.float32(0.7))
    return unknown(picture, codes == UNKNOWN)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _keys(table: Catalogue, found: Restricted, layer: Layer) -> list[Key]:
    of = LAYERS[layer]
    seen = {c for going in found.going.values() for c in present(getattr(going, layer).values)}
    keys = [
        _key(say(f"panel.{of}.{name}"), code, of, table)
        for name, code in table.classes[of].items()
        if code in seen
    ]
    return [*keys, unknown_key(say("number.unknown"))] if UNKNOWN in seen else keys


def _key(label: str, code: int, layer: str, table: Catalogue) -> Key:
    return area_key(
        label, lambda shape: paint_classes(np.full(shape, code, np.uint8), layer, table)
    )


FACTORS = (
    "mover", "slope", "cover", "soil", "roughness", "water", "snow", "road", "surface", "bridge",
)  # fmt: skip
"""What may limit movement; each is said in a legend by a word of its own."""


def _shares(rows: pd.DataFrame, mover: str, season: str, layer: Layer) -> str:
    """Say how much of the ground a panel shows of what matters most."""
    row = rows[(rows["mover"] == mover) & (rows["season"] == season)].iloc[0]
    if layer == "restriction":
        names = ("unrestricted", "restricted", "severe")
        shares = {say(f"panel.short.{name}"): float(row[name]) for name in names}
    else:
        found = {name: float(row[f"limit_{name}"]) for name in FACTORS}
        first = sorted(found, key=lambda name: -found[name])[:3]
        shares = {plain(name): found[name] for name in first if found[name] > 0}
    return ", ".join(f"{word} {percent(share)}" for word, share in shares.items())


def panel_title(report: Report, layer: Layer) -> tuple[str, str]:
    """Return title and subtitle of a sheet of panels."""
    if report.restricted is None:
        return say("restricted.heading"), ""
    rows = report.restricted.inventory
    if layer == "restriction":
        most, least = rows.loc[rows["severe"].idxmax()], rows.loc[rows["severe"].idxmin()]
        title = say("panel.restriction_title").format(
            least=percent(float(least["severe"])), least_case=_case(least),
            most=percent(float(most["severe"])), most_case=_case(most),
        )  # fmt: skip
        return title, say("panel.restriction_below")
    shares = limit_shares(report.restricted, report.catalogue)
    first = max(shares, key=lambda name: shares[name])
    title = say("panel.factor_title").format(
        factor=say(f"panel.factor.{first}"), share=percent(shares[first])
    )
    return title if any(shares.values()) else say("panel.factor_none"), say("panel.factor_below")


def _case(row: pd.Series) -> str:
    return f"{plain(row['mover'])}, {plain(row['season'])}"


def limit_shares(found: Restricted, table: Catalogue) -> dict[str, float]:
    """Return the share of restricted ground, of all cases, that each factor limits."""
    names, codes = table.classes["restriction"], table.classes["factor"]
    counts = np.zeros(CODES, np.int64)
    for going in found.going.values():
        codes_of = going.restriction.values
        held = (codes_of == names["restricted"]) | (codes_of == names["severe"])
        counts += tally(going.limiting_factor.values, held)
    whole = max(int(counts.sum()), 1)
    return {name: float(counts[codes[name]]) / whole for name in FACTORS}
