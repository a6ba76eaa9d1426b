"""A front: what more money buys, with what no plan can exceed."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from marchland.outputs.charts.chart import BLUE, PALE, axis_name, open_chart
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.lettering import FONT
from marchland.outputs.sheet import INK, SMALL, Captions
from marchland.outputs.words import amount, number

TALL_MM, LEFT_MM = 62.0, 24.0
BAR, HEADROOM = 0.025, 1.1
"""Width of a bar, as a share of the axis; and its top, as a multiple of what is drawn."""


def draw_front(
    table: pd.DataFrame, captions: Captions, axis: str, write: Callable[[float], str] = number
) -> Pixels:
    """Draw a front.

    Between two limits the plan of the lower one can still be built, so the value goes on in
    steps; what no plan exceeds is proved at the limits only, and drawn there only.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns cost_eur (the limit), value (of the plan found) and upper_bound (what no plan
        within that limit exceeds; NaN where nothing is proved), in any order.
    captions : Captions
    axis : str
        What the value is, with its unit.
    write : callable
        How a value is written.

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 3).
    """
    chart = open_chart(captions, TALL_MM, LEFT_MM, 10.0)
    rows = table.astype(float).sort_values("cost_eur", kind="stable")
    cost = rows["cost_eur"].to_numpy()
    value, bound = rows["value"].to_numpy(), rows["upper_bound"].to_numpy()
    proved = np.isfinite(bound) & np.isfinite(value)
    wide = max(float(np.ptp(cost)), 1.0) * BAR
    chart.axes.bar(
        cost[proved], (bound - value)[proved], wide, value[proved], color=PALE, edgecolor=BLUE,
        linewidth=0.6, label=say("chart.room"),
    )  # fmt: skip
    chart.axes.step(cost, value, where="post", color=INK, linewidth=1.0)
    chart.axes.plot(
        cost, value, "o", color=INK, markerfacecolor="white", markersize=5, label=say("chart.found")
    )
    top = max([*bound[proved], *value[np.isfinite(value)]], default=1.0)
    chart.axes.set_ylim(0.0, (top if top > 0 else 1.0) * HEADROOM)
    chart.axes.margins(x=0.04)
    chart.axes.spines["left"].set_visible(True)
    chart.axes.xaxis.set_major_locator(MaxNLocator(6))
    chart.axes.yaxis.set_major_locator(MaxNLocator(6))
    chart.axes.yaxis.set_major_formatter(lambda at, _: write(at))
    chart.axes.set_ylabel(axis, fontsize=SMALL, family=FONT, color=INK)
    chart.axes.grid(visible=True, color="#e3e3e3", linewidth=0.6)
    axis_name(chart, say("chart.cost"), lambda at: amount(at, "EUR"))
    chart.axes.legend(loc="lower right", frameon=False, prop={"family": FONT, "size": SMALL})
    return chart.pixels()
