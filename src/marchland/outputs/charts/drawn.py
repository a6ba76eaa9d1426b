"""Which charts a report has data for, and what their titles say."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from marchland.optimise.front import next_step
from marchland.outputs.believed import answer_words, input_words, tornado_rows
from marchland.outputs.charts.crossing import draw_crossing
from marchland.outputs.charts.front import draw_front
from marchland.outputs.charts.tornado import draw_tornado
from marchland.outputs.explained import timed, worth
from marchland.outputs.images import Pixels
from marchland.outputs.language import say
from marchland.outputs.passing import passage_headline, passage_pixels
from marchland.outputs.report import Report
from marchland.outputs.sheet import Captions
from marchland.outputs.titles import attribution, imprint
from marchland.outputs.words import amount, count, number, on_clock, percent, plain
from marchland.posture.belts import Interruption, interruption
from marchland.units import HOUR_S

NOTICED_S = 60.0
"""Less is not called longer: times are told in minutes."""

LEAST_POINTS = 2
"""Fewer points are no front."""


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


def _front(report: Report) -> pd.DataFrame:
    """Return the limits at which a plan of a finite value was found, by limit."""
    told = report.explained or report.budgets
    if told is None:
        return pd.DataFrame()
    table = told.front
    return table[np.isfinite(table["value"])].assign(cost_eur=table["bound"])


def _front_title(report: Report) -> tuple[str, str] | None:
    table = _front(report)
    if len(table) < LEAST_POINTS:
        return None
    title = say("chart.front_flat")
    told = report.explained
    step = next_step(table, float(table["bound"].iloc[0])) if told is None else told.step
    if step is not None:
        more, gain = amount(step.more, "EUR"), worth(report.plan, step.gain)
        title = say("chart.front_title").format(more=more, gain=gain)
    gap = percent(float(table["gap"].max()))
    return title, say("chart.front_below").format(gap=gap)


def _draw_front(report: Report, captions: Captions) -> Pixels:
    table, clock = _front(report), timed(report.plan)
    scale = HOUR_S if clock else 1.0
    drawn = table.assign(value=table["value"] / scale, upper_bound=table["upper_bound"] / scale)
    return draw_front(
        drawn[["cost_eur", "value", "upper_bound"]], captions,
        say("chart.front_hours" if clock else "chart.front_value"),
    )  # fmt: skip


def _tornado_title(report: Report) -> tuple[str, str] | None:
    told = report.hinge
    if told is None or not told.moved or told.tornado.empty or told.worst is None:
        return None
    first = told.tornado.iloc[0]
    ends = [float(first[v]) for v in ("at_low", "at_best", "at_high")]
    title = say("chart.tornado_still")
    if float(first["swing"]) > 0:
        title = say(f"chart.tornado_{told.moved}").format(
            input=input_words(str(first["input"])),
            least=answer_words(told, min(ends)), most=answer_words(told, max(ends)),
        )  # fmt: skip
    case = ", ".join(plain(w) for w in (told.worst.approach, told.worst.mover, told.worst.season))
    return title, say("chart.tornado_below").format(posture=plain(told.leader), case=case)


def _tornado(report: Report, captions: Captions) -> Pixels:
    told = report.hinge
    assert told is not None
    chance = told.moved == "chance"
    axis = say("chart.tornado_chance_axis" if chance else "chart.tornado_time_axis")
    return draw_tornado(tornado_rows(told), captions, axis, percent if chance else number)


def _passed(report: Report) -> Interruption | None:
    """Return what comes of the worst case of the best answered posture."""
    worst = None if report.hinge is None else report.hinge.worst
    if worst is None or not worst.belts:
        return None
    return interruption(worst.belts, worst.reserve, coefficients=report.catalogue)


def _passage_title(report: Report) -> tuple[str, str] | None:
    told, found = report.hinge, _passed(report)
    if told is None or told.worst is None or found is None:
        return None
    case = ", ".join(plain(w) for w in (told.worst.approach, told.worst.mover, told.worst.season))
    below = say("passing.title").format(posture=plain(told.leader), case=case)
    return passage_headline(found), below


def _passage(report: Report, captions: Captions) -> Pixels:
    told, found = report.hinge, _passed(report)
    assert told is not None
    assert told.worst is not None
    assert found is not None
    below = " ".join(w for w in (captions.notice, captions.source, captions.imprint) if w)
    words = (captions.subtitle, below)
    return passage_pixels(told.worst.belts, told.worst.reserve, found, words)


Words = Callable[[Report], tuple[str, str] | None]
Draw = Callable[[Report, Captions], Pixels]
CHARTS: Mapping[str, tuple[Words, Draw]] = {
    "crossing": (_crossing_title, _crossing),
    "front": (_front_title, _draw_front),
    "tornado": (_tornado_title, _tornado),
    "passage": (_passage_title, _passage),
}
"""Charts by name: what says their finding, and what draws them."""
