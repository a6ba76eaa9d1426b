"""Every picture of a run: maps, panels and charts, as files of the folder and of the brief."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from marchland.outputs.basemap import Backdrop
from marchland.outputs.budgetmaps import draw_budgets
from marchland.outputs.charts.drawn import CHARTS, draw_chart
from marchland.outputs.content import Images
from marchland.outputs.images import Pixels, encode
from marchland.outputs.ledgerfigure import ledger_figure
from marchland.outputs.maps import draw_map, prepare
from marchland.outputs.panels import LAYERS, draw_panels
from marchland.outputs.report import Report
from marchland.outputs.timeline import drawn_timeline, read_until
from marchland.outputs.titles import answer_map, titles

WIDTH_MM, ANSWER_MM = 180.0, 108.0
"""Width of a map, and of the one on the brief's first page."""

YOUNG = 1
"""Of the objects among which cycles are looked for: those made since the last picture."""

ANSWER = "answer"
BUDGETS = "budgets"
OVER_YEARS = ("accounts", "law")
"""Charts of money and of law over years."""


def illustrate(
    report: Report, back: Backdrop, folder: Path | None, progress: Callable[[str], None]
) -> Images:
    """Draw whatever the report has data for.

    Parameters
    ----------
    report : Report
    back : Backdrop
        The report's ground, traced.
    folder : pathlib.Path or None
        Takes ``map-*.png`` and ``chart-*.png``, one for each picture but the one of the brief's
        first page; None for none.
    progress : callable
        Told the name of each picture as it begins.

    Returns
    -------
    mapping of {str: bytes}
        WebP for the brief, by name.
    """
    with ThreadPoolExecutor(2) as pool:  # the next one is drawn while one is packed
        ready = [pool.submit(prepare, back, width) for width in (WIDTH_MM, ANSWER_MM)]
        waiting = {}
        for name, drawn in _drawn(report, back, progress):
            waiting[name] = pool.submit(_packed, drawn, _file(folder, name))
            gc.collect(YOUNG)  # a figure holds itself, and its pixels with it
        for each in ready:
            each.result()
    return {name: packed.result() for name, packed in waiting.items()}


def _file(folder: Path | None, name: str) -> Path | None:
    """Return where a picture goes in the folder, or None."""
    kind = "chart" if name in (*CHARTS, *OVER_YEARS) else "map"
    return None if folder is None or name == ANSWER else folder / f"{kind}-{name}.png"


def _packed(drawn: Pixels, file: Path | None) -> bytes:
    if file is not None:
        file.write_bytes(encode(drawn, "png"))
    return encode(drawn, "webp")


def _drawn(
    report: Report, back: Backdrop, progress: Callable[[str], None]
) -> Iterator[tuple[str, Pixels]]:
    """Yield charts, and then maps, whose ground is painted meanwhile."""
    for name in CHARTS:
        progress(f"drawing the chart of {name}")
        drawn = draw_chart(report, name)
        if drawn is not None:
            yield name, drawn
    found = report.accounted
    if found is not None:
        progress("drawing what falls due over years")
        notice = report.scenario.notice
        yield "accounts", ledger_figure(found.flows, found.horizon_y, found.discount, notice)
    if found is not None and found.standings:
        progress("drawing the law over time")
        years = (found.standings[0][2][0][0], found.standings[0][2][-1][1])
        on, notice = report.scenario.on, report.scenario.notice
        yield "law", drawn_timeline(found.standings, on, years, read_until(), notice)
    for name in (*titles, ANSWER):
        progress(f"drawing the map of {name}")
        of, width = (answer_map(report), ANSWER_MM) if name == ANSWER else (name, WIDTH_MM)
        drawn = draw_map(report, back, of, width)
        if drawn is not None:
            yield name, drawn
    yield from _panels(report, back, progress)


def _panels(
    report: Report, back: Backdrop, progress: Callable[[str], None]
) -> Iterator[tuple[str, Pixels]]:
    """Draw small maps side by side."""
    if report.budgets is not None:
        progress("drawing the plans of several budgets")
        sheet = draw_budgets(report, back)
        if sheet is not None:
            yield BUDGETS, sheet
    for layer in LAYERS:
        progress(f"drawing the maps of {layer.replace('_', ' ')}")
        drawn = draw_panels(report, layer)
        if drawn is not None:
            yield layer.replace("_", "-"), drawn
