"""A tornado: how far each input alone moves an answer, the farthest on top."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from marchland.outputs.charts.chart import BLUE, BROWN, Chart, axis_name, open_chart
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.lettering import FONT, px, wrap
from marchland.outputs.sheet import INK, SMALL, Captions
from marchland.outputs.words import number, plain

ROW_MM, LEFT_MM = 7.0, 66.0
MOST = 12
"""Inputs drawn: those that move the answer most."""


def draw_tornado(
    table: pd.DataFrame, captions: Captions, axis: str, write: Callable[[float], str] = number
) -> Pixels:
    """Draw a tornado.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns input, unit, low, best, high; at_low, at_best and at_high, the answer with that
        input there and all others at best. NaN and inf are told in words, not drawn.
    captions : Captions
    axis : str
        What the answer is, with its unit.
    write : callable
        How a value of the answer is written.

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 3).
    """
    ends = table[["at_low", "at_best", "at_high"]].astype(float)
    finite = ends.where(np.isfinite(ends))
    swing = (finite.max(axis=1) - finite.min(axis=1)).fillna(-1.0)
    order = swing.sort_values(ascending=False, kind="stable").index[:MOST]
    shown = table.loc[order]
    chart = open_chart(captions, ROW_MM * max(len(shown), 1) + 3, LEFT_MM, 15.0)
    for place, (_, row) in enumerate(shown.iterrows()):
        _bar(chart, place, row)
    best = float(ends["at_best"].iloc[0]) if len(ends) else float("nan")
    if np.isfinite(best):
        chart.axes.axvline(best, color=INK, linewidth=1.1)
    chart.axes.set_ylim(len(shown) - 0.4, -0.6)
    chart.axes.margins(x=0.08)
    axis_name(chart, axis, write)
    keys = [
        Patch(facecolor=BROWN, edgecolor=INK, hatch="////", label=say("chart.at_low")),
        Patch(facecolor=BLUE, edgecolor=INK, label=say("chart.at_high")),
    ]
    chart.axes.legend(
        handles=keys, loc="upper center", bbox_to_anchor=(0.35, -9.0 / (ROW_MM * len(shown) + 3)),
        ncols=2, frameon=False, prop={"family": FONT, "size": SMALL},
    )  # fmt: skip
    return chart.pixels()


def _bar(chart: Chart, place: int, row: pd.Series) -> None:
    """Draw one input: hatched to its low end, plain to its high end."""
    low, best, high = (float(row[f"at_{end}"]) for end in ("low", "best", "high"))
    low_end, high_end = (number(float(row[end])) for end in ("low", "high"))
    name = f"{plain(str(row['input']))}: {low_end}\u00a0…\u00a0{high_end}"
    unit = "" if row["unit"] == "1" else f"\u00a0{row['unit']}"
    lines = wrap(name + unit, px(LEFT_MM - 4), SMALL)
    chart.axes.text(
        -0.012, place, "\n".join(lines), transform=chart.axes.get_yaxis_transform(), ha="right",
        va="center", size=SMALL, family=FONT, color=INK, parse_math=False,
    )  # fmt: skip
    looks: dict[str, Any] = {"height": 0.62, "edgecolor": INK, "linewidth": 0.5}
    lost = [end for end in (low, high) if not np.isfinite(end)]
    if np.isfinite(low) and np.isfinite(best):
        chart.axes.barh(place, low - best, left=best, color=BROWN, hatch="////", **looks)
    if np.isfinite(high) and np.isfinite(best):
        chart.axes.barh(place, high - best, left=best, color=BLUE, **looks)
    if lost and np.isfinite(best):
        word = say("number.unknown") if np.isnan(lost[0]) else say("number.never")
        chart.write((best, place), f"  {word}", "left", bold=True)
