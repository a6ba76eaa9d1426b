"""Which charts a report has data for, and what their titles say."""

from collections.abc import Callable, Mapping

import numpy as np

from marchland.outputs.charts.crossing import draw_crossing
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sheet import Captions
from marchland.outputs.titles import attribution, imprint
from marchland.outputs.words import count, on_clock

NOTICED_S = 60.0
"""Less is not called longer: times are told in minutes."""


def draw_chart(report: Report, name: str) -> Pixels | None:
    """Draw one chart.

    Parameters
    ----------
    report : Report
    name : str
        A key of :data:`CHARTS`.

    Returns
    -------
    numpy.ndarray or None
        uint8, shape (rows, columns, 3); None where the report has no data for it.
    """
    words = chart_title(report, name)
    if words is None:
        return None
    captions = Captions(*words, report.scenario.notice, attribution(report), imprint(report))
    return CHARTS[name][1](report, captions)


def chart_title(report: Report, name: str) -> tuple[str, str] | None:
    """Return title and subtitle of a chart; None where the report has no data for it."""
    return CHARTS[name][0](report)


def _crossing_title(report: Report) -> tuple[str, str] | None:
    if report.effect.empty:
        return None
    with np.errstate(invalid="ignore"):
        added = report.effect["after_best_s"] - report.effect["before_best_s"]
    longer, cases = added[added >= NOTICED_S], count(len(report.effect), "case")
    if longer.empty:
        return say("chart.crossing_same").format(cases=cases), say("chart.crossing_below")
    closed, most = int(np.isinf(longer).sum()), on_clock(float(longer.max()))
    key = "chart.crossing_closed" if closed else "chart.crossing_title"
    title = say(key).format(longer=len(longer), cases=cases, most=most, closed=closed)
    return title, say("chart.crossing_below")


def _crossing(report: Report, captions: Captions) -> Pixels:
    return draw_crossing(report.effect, captions)


Words = Callable[[Report], tuple[str, str] | None]
Draw = Callable[[Report, Captions], Pixels]
CHARTS: Mapping[str, tuple[Words, Draw]] = {
    "crossing": (_crossing_title, _crossing),
}
"""Charts by name: what says their finding, and what draws them."""
