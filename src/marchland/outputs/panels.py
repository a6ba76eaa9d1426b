"""Small maps side by side: every mover in every season, for the classes of its ground."""

import numpy as np
import pandas as pd

from marchland.catalogue.read import Catalogue
from marchland.model.grid import Grid
from marchland.outputs.basemap import unknown, unknown_key
from marchland.outputs.canvas import Canvas, Floats, blend, hatch
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.legend import Key, area_key, legend
from marchland.outputs.lettering import px
from marchland.outputs.rasterstyles import CLASSES
from marchland.outputs.report import Report, Restricted
from marchland.outputs.sheet import SMALL, Captions, Sheet, open_sheet
from marchland.outputs.titles import attribution, imprint
from marchland.outputs.words import percent, plain
from marchland.schema import UNKNOWN

Layer = str
"""``restriction`` or ``limiting_factor``."""

LAYERS = {"restriction": "restriction", "limiting_factor": "factor"}
"""Layers of a case, and the class layer whose codes they hold."""

HATCHED = {"restricted": False, "severe": True}
"""Classes that are hatched, and whether both ways."""

LABEL_MM, GAP_MM, WIDTH_MM = 7.4, 1.6, 180.0
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
    sheet = _sheet(report, report.restricted, layer, (len(movers), len(seasons)))
    canvas, grid = sheet.canvas, report.scenario.region.grid
    picture = np.ones((canvas.rows, canvas.cols, 3), np.float32)
    down, right = canvas.rows / len(movers), (canvas.cols + px(GAP_MM)) / len(seasons)
    for (mover, season), going in found.items():
        row, col = movers.index(mover), seasons.index(season)
        top, left = round(row * down + px(LABEL_MM)), round(col * right)
        bottom = round((row + 1) * down)
        edge = min(round((col + 1) * right - px(GAP_MM)), canvas.cols)
        small = Canvas(bottom - top, edge - left, grid.rows, grid.cols)
        codes = small.sample(getattr(going, layer).values)
        picture[top:bottom, left:edge] = paint_classes(codes, LAYERS[layer], report.catalogue)
        x, y = sheet.frame[0] + left, sheet.frame[1] + top - px(LABEL_MM)
        name = f"{plain(mover).capitalize()}, {plain(season)}"
        sheet.write((x, y + px(0.6)), name, 7.6, bold=True)
        sheet.write(
            (x, y + px(3.9)), _shares(report.restricted.inventory, mover, season, layer), SMALL
        )
    sheet.show(picture)
    return sheet.pixels()


def _sheet(report: Report, found: Restricted, layer: Layer, size: tuple[int, int]) -> Sheet:
    """Lay out a sheet with room for so many rows and columns of panels."""
    grid, wide = report.scenario.region.grid, px(WIDTH_MM - 6)
    across = (wide - px(GAP_MM) * (size[1] - 1)) / size[1]
    tall = (across * grid.rows / grid.cols + px(LABEL_MM)) * size[0]
    words = panel_title(report, layer)
    captions = Captions(*words, report.scenario.notice, attribution(report), imprint(report))
    frame = Grid(grid.epsg, 0.0, 0.0, 1.0, TALL, round(TALL * wide / tall))
    sheet = open_sheet(
        captions, frame, (legend(None, _keys(report.catalogue, found, layer), px(WIDTH_MM)),)
    )
    for spine in sheet.axes.spines.values():
        spine.set_visible(False)
    return sheet


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
        picture = blend(picture, (0.16, 0.16, 0.18), lines * where * np.float32(0.7))
    return unknown(picture, codes == UNKNOWN)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _keys(table: Catalogue, found: Restricted, layer: Layer) -> list[Key]:
    of = LAYERS[layer]
    seen = {int(c) for going in found.going.values() for c in np.unique(getattr(going, layer))}
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
    shares = {name: float(rows[f"limit_{name}"].mean()) for name in FACTORS}
    first = max(shares, key=lambda name: shares[name])
    title = say("panel.factor_title").format(
        factor=say(f"panel.factor.{first}"), share=percent(shares[first])
    )
    return title, say("panel.factor_below")


def _case(row: pd.Series) -> str:
    return f"{plain(row['mover'])}, {plain(row['season'])}"
