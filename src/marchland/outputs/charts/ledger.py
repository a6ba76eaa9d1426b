"""A ledger over years: what has fallen due, stacked by item, with the band of the total."""

from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from marchland.outputs.charts.chart import PALETTE, axis_name, open_chart
from marchland.outputs.images import Pixels
from marchland.outputs.language import said, say
from marchland.outputs.lettering import FONT
from marchland.outputs.sheet import INK, SMALL, Captions
from marchland.outputs.words import amount, plain

TALL_MM, LEFT_MM = 62.0, 26.0
TOTAL = "total"
DASHES: dict[str, Literal[":", "--"]] = {"low": ":", "high": "--"}


def draw_ledger(table: pd.DataFrame, captions: Captions, unit: str = "EUR") -> Pixels:
    """Draw a ledger.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`marchland.consequences.ledger.ledger` returns it, with one horizon a year.
        Items without a source are named in the key and not drawn.
    captions : Captions
    unit : str
        Whose rows are drawn.

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 3).
    """
    chart = open_chart(captions, TALL_MM, LEFT_MM, 10.0)
    rows = table[table["unit"] == unit]
    years = np.unique(rows["horizon_y"])
    items = rows[rows["item"] != TOTAL]
    below = np.zeros(len(years))
    keys: list[Artist] = []
    for (name, of), look in zip(items.groupby("item", sort=False), PALETTE, strict=False):
        best = of.sort_values("horizon_y")["best"].astype(float).to_numpy()
        known = bool(np.isfinite(best).all())
        word = said(f"ledger.{name}", plain(str(name)))
        label = word if known else say("chart.no_source").format(item=word)
        face, hatch = look if known else ("white", "")
        keys.append(Patch(facecolor=face, hatch=hatch, edgecolor=INK, linewidth=0.5, label=label))
        if known:
            above = below + best
            chart.axes.fill_between(
                years, below, above, facecolor=face, hatch=hatch, edgecolor=INK, linewidth=0.4
            )
            below = above
    total = rows[rows["item"] == TOTAL].sort_values("horizon_y")
    for level, dashes in DASHES.items():
        line = total[level].astype(float).to_numpy()
        halo = [withStroke(linewidth=3.0, foreground="white")]
        chart.axes.plot(years, line, dashes, color=INK, linewidth=1.2, path_effects=halo)
        label = say(f"chart.total_{level}")
        keys.append(Line2D([], [], color=INK, linestyle=dashes, linewidth=1.2, label=label))
    chart.axes.set_xlim(years.min(), years.max())
    chart.axes.set_ylim(bottom=0.0)
    chart.axes.spines["left"].set_visible(True)
    chart.axes.yaxis.set_major_locator(MaxNLocator(6))
    chart.axes.yaxis.set_major_formatter(lambda at, _: amount(at, unit))
    axis_name(chart, say("chart.years"))
    chart.axes.legend(handles=keys, loc="upper left", frameon=True, framealpha=0.9,
                      edgecolor="none", prop={"family": FONT, "size": SMALL})  # fmt: skip
    return chart.pixels()
