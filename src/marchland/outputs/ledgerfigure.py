"""A picture of what falls due over years: stacked by item, with the band of the total."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from marchland.consequences.ledger import Flow
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.lettering import DPI, FONT, wrap
from marchland.outputs.sheet import GREY, INK, SMALL
from marchland.outputs.words import plain

UNIT = "EUR"
WIDE_IN, TALL_IN = 7.1, 3.5
LOOKS = (
    ("#2f5d7c", ""), ("#9fbdd0", ""), ("#dfe8ee", "////"), ("#7d7d7d", ""), ("#c9c9c9", "...."),
)  # fmt: skip
"""Face and hatch of each item in turn: colour is never alone."""


def ledger_figure(
    flows: Mapping[str, Sequence[Flow]], horizon_y: int, discount: float, notice: str = ""
) -> Pixels:
    """Draw accounts side by side on one scale of money.

    Parameters
    ----------
    flows : mapping of {str: sequence of Flow}
        By what they are of; only those in euros are drawn.
    horizon_y : int
        Years.
    discount : float
        Rate of a year.
    notice : str
        What every picture must carry; empty for nothing.

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 3).
    """
    figure = Figure((WIDE_IN, TALL_IN), DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    known = {of: [f for f in each if f.unit == UNIT and f.amount] for of, each in flows.items()}
    top = max((sums(each, horizon_y, discount, "high")[-1] for each in known.values()), default=0)
    share = 0.90 / len(flows)
    for number, (of, each) in enumerate(known.items()):
        axes = figure.add_axes((0.09 + number * share, 0.27, share - 0.05, 0.50))
        _panel(axes, each, horizon_y, discount)
        axes.set_ylim(0, 1.05 * max(top, 1.0) / 1e6)
        axes.set_title(plain(of), loc="left", size=9, family=FONT, color=INK)
        if number == 0:
            axes.set_ylabel(say("ledger.axis"), size=SMALL, family=FONT, color=GREY)
        figure.legend(
            handles=_keys(each),
            loc="upper left",
            bbox_to_anchor=(0.07 + number * share, 0.175),
            ncols=2,
            frameon=False,
            prop={"family": FONT, "size": SMALL},
        )
    looks: dict[str, Any] = {"family": FONT, "color": INK, "weight": "bold", "va": "center"}
    for number, line in enumerate(wrap(headline(flows, horizon_y, discount),
                                       (WIDE_IN - 0.3) * DPI, 9.5, bold=True)):  # fmt: skip
        figure.text(0.02, 0.955 - 0.055 * number, line, size=9.5, **looks)
    for number, line in enumerate(wrap(notice, (WIDE_IN - 0.3) * DPI, SMALL, bold=True)[::-1]):
        figure.text(0.02, 0.025 + 0.04 * number, line, size=SMALL, **looks)
    canvas.draw()  # type: ignore[no-untyped-call]
    seen = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return seen[..., :3].copy()


def headline(flows: Mapping[str, Sequence[Flow]], horizon_y: int, discount: float) -> str:
    """Return the finding: what each account comes to, and what is missing in it."""
    said = []
    for of, each in flows.items():
        low, best, high = (
            sums([f for f in each if f.unit == UNIT and f.amount], horizon_y, discount, level)[-1]
            / 1e6
            for level in ("low", "best", "high")
        )
        missing = ", ".join(plain(flow.name) for flow in each if flow.amount is None)
        much = [f"{value:.3g}".replace(".", say("number.decimal")) for value in (best, low, high)]
        said.append(
            say("ledger.least" if missing else "ledger.sum").format(
                of=plain(of), best=much[0], low=much[1], high=much[2], missing=missing
            )
        )
    rate = f"{100 * discount:.1f}".replace(".", say("number.decimal"))
    key = "ledger.discounted" if discount else "ledger.title"
    return say(key).format(years=horizon_y, rate=rate, sums="; ".join(said))


def sums(flows: Sequence[Flow], horizon_y: int, discount: float, level: str) -> np.ndarray:
    """Return what has fallen due by the end of each year, shape (horizon_y,), in the unit.

    Parameters
    ----------
    flows : sequence of Flow
        Each with an amount.
    horizon_y : int
    discount : float
    level : {"low", "best", "high"}
    """
    year = np.arange(horizon_y)
    total = np.zeros(horizon_y)
    for flow in flows:
        assert flow.amount is not None, "only flows with an amount are drawn"
        due = (year >= flow.first) & (year <= flow.last)
        total += np.cumsum(due * flow.amount.at(level) * (1 + discount) ** -year.astype(float))  # type: ignore[arg-type]
    return total


def _panel(axes: Axes, flows: Sequence[Flow], horizon_y: int, discount: float) -> None:
    years = np.arange(1, horizon_y + 1)
    under = np.zeros(horizon_y)
    for number, flow in enumerate(flows):
        over = under + sums([flow], horizon_y, discount, "best") / 1e6
        face, hatch = LOOKS[number % len(LOOKS)]
        axes.fill_between(years, under, over, facecolor=face, edgecolor="#5b5b5b", hatch=hatch,
                          linewidth=0.4)  # fmt: skip
        under = over
    for level in ("low", "high"):
        axes.plot(years, sums(flows, horizon_y, discount, level) / 1e6, color=INK, linewidth=0.9,
                  linestyle=(0, (4, 2)))  # fmt: skip
    axes.set_xlim(1, max(horizon_y, 2))
    axes.set_xlabel(say("ledger.year"), size=SMALL, family=FONT, color=GREY)
    axes.tick_params(labelsize=SMALL, color=GREY, labelcolor=GREY)
    for side in ("right", "top"):
        axes.spines[side].set_visible(False)


def _keys(flows: Sequence[Flow]) -> list[Patch | Line2D]:
    """Return the legend: each item, and that the dashed lines are low and high of the total."""
    found: list[Patch | Line2D] = [
        Patch(facecolor=LOOKS[n % len(LOOKS)][0], hatch=LOOKS[n % len(LOOKS)][1],
              edgecolor="#5b5b5b", label=plain(flow.name))
        for n, flow in enumerate(flows)
    ]  # fmt: skip
    ends = Line2D([], [], color=INK, linewidth=0.9, linestyle=(0, (4, 2)), label=say("ledger.ends"))
    return [*found, ends]
