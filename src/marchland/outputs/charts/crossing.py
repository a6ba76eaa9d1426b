"""Ranges of time side by side: every case as it is and with the plan, from low to high."""

from math import isfinite, isnan

import pandas as pd
from matplotlib.lines import Line2D

from marchland.outputs.answers import times
from marchland.outputs.charts.chart import Chart, axis_name, open_chart
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.lettering import FONT
from marchland.outputs.sheet import INK, SMALL, Captions
from marchland.outputs.words import plain
from marchland.units import HOUR_S

ROW_MM, LEFT_MM = 6.4, 62.0
LOOKS = {"before": (-0.17, "#6b6b6b", "o", 1.6), "after": (0.17, "#5c1f6e", "D", 2.8)}
"""Where a range lies in its row, its colour, its mark and its thickness."""


def draw_crossing(effect: pd.DataFrame, captions: Captions) -> Pixels:
    """Draw crossing times before and with the plan.

    Parameters
    ----------
    effect : pandas.DataFrame
        As in the report; infinite times run off with an arrow, unknown ones say so.
    captions : Captions

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 3).
    """
    chart = open_chart(captions, ROW_MM * max(len(effect), 1) + 2, LEFT_MM, 15.0)
    every = [t for _, row in effect.iterrows() for when in LOOKS for t in times(row, when)]
    top = max((t for t in every if isfinite(t)), default=HOUR_S) / HOUR_S * 1.06
    for place, (_, row) in enumerate(effect.iterrows()):
        words = ", ".join(plain(str(row[name])) for name in ("approach", "mover", "season"))
        chart.axes.text(
            -0.012, place, words, transform=chart.axes.get_yaxis_transform(), ha="right",
            va="center", size=SMALL, family=FONT, color=INK, parse_math=False,
        )  # fmt: skip
        for when in LOOKS:
            _range(chart, place, when, (times(row, when), top))
    chart.axes.set_xlim(0, top * 1.03)
    chart.axes.set_ylim(len(effect) - 0.4, -0.6)
    axis_name(chart, say("chart.hours"))
    keys = [
        Line2D([], [], color=colour, marker=mark, linewidth=thick, markersize=5,
               label=say(f"chart.{when}"))
        for when, (_, colour, mark, thick) in LOOKS.items()
    ]  # fmt: skip
    deep = -9.5 / (ROW_MM * max(len(effect), 1) + 2)
    chart.axes.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.35, deep), ncols=2,
                      frameon=False, prop={"family": FONT, "size": SMALL})  # fmt: skip
    return chart.pixels()


def _range(
    chart: Chart, place: int, when: str, drawn: tuple[tuple[float, float, float], float]
) -> None:
    (low, best, high), top = drawn
    off, colour, mark, thick = LOOKS[when]
    y = place + off
    if isnan(best):
        chart.write((top * 0.01, y), say("number.unknown"), "left")
        return
    if not isfinite(low):
        chart.write((top, y), say("number.never"), "right", bold=when == "after")
        return
    end = high / HOUR_S if isfinite(high) else top
    chart.axes.plot([low / HOUR_S, end], [y, y], color=colour, linewidth=thick)
    if not isfinite(high):
        chart.axes.plot([top], [y], marker=">", color=colour, markersize=5, clip_on=False)
    if isfinite(best):
        chart.axes.plot([best / HOUR_S], [y], marker=mark, color=colour, markersize=5)
