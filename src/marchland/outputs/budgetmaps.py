"""Plans for several budgets as small maps side by side: where each would build."""

from collections.abc import Sequence
from math import ceil

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from marchland.model.grid import Grid
from marchland.outputs import answers, signs
from marchland.outputs.basemap import Backdrop, ground, lakes, shaded
from marchland.outputs.canvas import Canvas
from marchland.outputs.explained import worth
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.legend import Key, Stroked, line_key, point_key
from marchland.outputs.overlays import draw_lines, lines_of, on_grid
from marchland.outputs.panels import (
    BORDER,
    Frame,
    panel_box,
    panel_label,
    panel_sheet,
    towns_on,
)
from marchland.outputs.report import Report
from marchland.outputs.sheet import Sheet
from marchland.outputs.words import amount, count, percent, plain

ACROSS = 2
"""Maps side by side."""

KEPT, ONLY = "#5c1f6e", "#c2571a"
"""Built whatever the budget, and by some of the plans only."""

WIDE, SQUARE = 2.0, 3.4
"""Points."""


def budget_title(report: Report) -> tuple[str, str] | None:
    """Return title and subtitle of the maps; None where the report has no budgets."""
    told = report.budgets
    if told is None:
        return None
    best = told.best()
    values = [worth(report.plan, float(value)) for value in best["value"]]
    budgets = [amount(float(budget), "EUR") for budget in best["budget"]]
    pairs = [say("budgets.buys").format(budget=b, value=v)
             for b, v in zip(budgets, values, strict=True)]  # fmt: skip
    below = say("budgets.map_below").format(
        gap=percent(float(best["gap"].max())), always=count(len(told.always), "option")
    )
    return ", ".join(pairs), below


def draw_budgets(report: Report, back: Backdrop) -> Pixels | None:
    """Draw the best plan of each budget.

    Parameters
    ----------
    report : Report
    back : Backdrop
        Of the report's terrain.

    Returns
    -------
    numpy.ndarray or None
        uint8, shape (rows, columns, 3); None where the report has no budgets.
    """
    words = budget_title(report)
    if report.budgets is None or words is None:
        return None
    best = report.budgets.best()
    size = ceil(len(best) / ACROSS), min(ACROSS, len(best))
    sheet = panel_sheet(report, words, _keys(), size)
    canvas, grid = sheet.canvas, report.scenario.region.grid
    picture = np.ones((canvas.rows, canvas.cols, 3), np.float32)
    small, placed = None, answers.placed(report, report.options)
    for number, (_, row) in enumerate(best.iterrows()):
        top, left, bottom, right = panel_box(divmod(number, size[1]), size, canvas)
        if small is None or small.shape[:2] != (bottom - top, right - left):
            under = Canvas(bottom - top, right - left, grid.rows, grid.cols)
            small = shaded(back, under, lakes(back, under, ground(back, under)))
        picture[top:bottom, left:right] = small
        panel = (sheet.frame[0] + left, sheet.frame[1] + top, right - left, bottom - top)
        towns_on(sheet, report, panel)
        chosen = placed[placed["option"].isin(row["options"])]
        _built(sheet, chosen, set(report.budgets.always), panel, grid)
        _label(sheet, report, row, panel)
    sheet.show(picture)
    return sheet.pixels()


def _keys() -> list[Key]:
    return [
        line_key(say("budgets.gap_always"), Stroked(KEPT, WIDE)),
        line_key(say("budgets.gap_only"), Stroked(ONLY, WIDE)),
        point_key(say("budgets.road_always"), "s", KEPT),
        point_key(say("budgets.road_only"), "s", ONLY),
        line_key(say("legend.border"), BORDER),
    ]


def _built(
    sheet: Sheet,
    chosen: gpd.GeoDataFrame,
    always: set[str],
    panel: Frame,
    grid: Grid,
) -> None:
    """Draw what a plan builds: gaps as lines, roads as squares, what every plan builds on top."""
    left, top, wide, high = panel
    step = np.array([wide / (grid.cols * grid.cell_m), -high / (grid.rows * grid.cell_m)])
    origin = np.array([grid.x_min_m, grid.y_max_m])
    kept = chosen["option"].isin(always)
    for rows, colour, level in ((chosen[~kept], ONLY, 9.0), (chosen[kept], KEPT, 9.2)):
        here = on_grid(rows, grid)
        roads = here["kind"] == "crossing"
        lines = [(line - origin) * step + (left, top) for line in _lines(here[~roads], grid)]
        draw_lines(sheet.paper, lines, Stroked(colour, WIDE, "-", ("#ffffff", WIDE + 1)), level)
        if roads.any():
            at = shapely.get_coordinates(here[roads].geometry.centroid)
            xy = (at - origin) * step + (left, top)
            sheet.paper.plot(
                xy[:, 0], xy[:, 1], "s", markersize=SQUARE, color=colour, markeredgecolor="white",
                markeredgewidth=0.5, linestyle="none", zorder=level + 0.1,
            )  # fmt: skip


def _lines(frame: gpd.GeoDataFrame, grid: Grid) -> Sequence[np.ndarray]:
    """Return gaps as lines on the grid; one of a single cell is as wide as the cell."""
    return signs.gap_lines(frame, grid) if len(frame) else lines_of([], grid)


def _label(sheet: Sheet, report: Report, row: pd.Series, panel: Frame) -> None:
    value, bound = (worth(report.plan, float(row[c])) for c in ("value", "upper_bound"))
    head = say("budgets.buys").format(budget=amount(float(row["budget"]), "EUR"), value=value)
    below = say("budgets.panel").format(
        options=count(len(row["options"]), "option"), bound=bound, gap=percent(float(row["gap"]))
    )
    panel_label(sheet, panel, head, plain(below))
