"""A picture of a passage in time: belts, where it may be noticed, and when the response comes.

Ranges are drawn as low, best and high: a bar to the best value, a thin line from low to high.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from marchland.outputs.believed import belt_words, input_words
from marchland.outputs.images import Pixels, encode
from marchland.outputs.language import say
from marchland.outputs.lettering import DPI, FONT, wrap
from marchland.outputs.sheet import GREY, INK, SMALL
from marchland.outputs.words import percent, rounded, span
from marchland.posture.belts import LEVELS, Belt, Interruption, Reserve, Times
from marchland.posture.timeline import WEIGHT
from marchland.units import HOUR_S

HOLDS, IN_TIME, LATE, OPEN = "#c9b48a", "#2f5d7c", "#8a6d8f", "#ececec"
"""Colours: a belt, a response in time, one that is late, what nobody declared."""

ANSWERS = {
    "in_time": (IN_TIME, "D"),
    "late": (LATE, "X"),
    "open": (GREY, "s"),
}
"""Colour and mark of a response by what is known of it."""

WIDE_IN, ROW_IN, HEAD_IN, FOOT_IN = 9.6, 0.36, 0.62, 1.0
LETTERS: dict[str, Any] = {"va": "center", "family": FONT, "color": INK}
Span = tuple[float, float, float]
"""Low, best and high."""


@dataclass(frozen=True)
class Stage:
    """A belt on the axis of time.

    Parameters
    ----------
    belt : Belt
    start, end : tuple of float
        When the movement comes to it and is through, in s since the start, low, best and
        high: all the short times together, and all the long ones. A delay that nobody
        declared counts as nothing.
    noticed : tuple of float
        When it may be noticed in it, s.
    """

    belt: Belt
    start: Span
    end: Span
    noticed: Span


def stages(belts: Sequence[Belt]) -> tuple[Stage, ...]:
    """Return the belts of a path on the axis of time.

    Parameters
    ----------
    belts : sequence of Belt
        In the order of the path.

    Returns
    -------
    tuple of Stage
    """
    found, now = [], np.zeros(3)
    for belt in belts:
        delay = np.array([0.0 if belt.delay_s is None else belt.delay_s.at(v) for v in LEVELS])
        at = now + (1 - WEIGHT[belt.when]) * delay
        found.append(Stage(belt, _span(now), _span(now + delay), _span(at)))
        now = now + delay
    return tuple(found)


def draw_passage(
    belts: Sequence[Belt], reserve: Reserve, found: Interruption, title: str = ""
) -> bytes:
    """Draw a passage in time.

    Parameters
    ----------
    belts : sequence of Belt
        In the order of the path, at least one.
    reserve : Reserve
        What answers; a response is drawn from every belt that may notice.
    found : Interruption
        As :func:`marchland.posture.belts.interruption` returns it for them.
    title : str
        Which approach, mover and season.

    Returns
    -------
    bytes
        A PNG, the same every time.
    """
    return encode(passage_pixels(belts, reserve, found, (title, "")), "png")


def passage_pixels(
    belts: Sequence[Belt], reserve: Reserve, found: Interruption, words: tuple[str, str]
) -> Pixels:
    """Draw a passage in time as :func:`draw_passage` does, with words of its own below.

    Parameters
    ----------
    belts : sequence of Belt
    reserve : Reserve
    found : Interruption
    words : tuple of str
        Which approach, mover and season; and what stands below, such as sources.

    Returns
    -------
    numpy.ndarray
        uint8, shape (rows, columns, 3).
    """
    rows, soon = stages(belts), _times(reserve.time_s)
    told = wrap(passage_headline(found), (WIDE_IN - 0.4) * DPI, 10, bold=True)
    note = _note(found.missing, words[1])
    head, foot = HEAD_IN + 0.2 * len(told), FOOT_IN + 0.12 * max(len(note) - 2, 0)
    tall = head + foot + ROW_IN * len(rows)
    figure = Figure((WIDE_IN, tall), DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.19, foot / tall, 0.73, 1 - (head + foot) / tall))
    _frame(axes, rows, soon)
    for place, stage in enumerate(rows):
        _belt(axes, place, stage)
        if stage.belt.detection is None or stage.belt.detection.high > 0:
            _notice(axes, place, stage, _says(rows[place:], soon))
    _last_useful(axes, rows, soon)
    _words(figure, [*told, words[0]], tall)
    _keys(figure, bool(found.missing), foot - 0.6)
    _foot(figure, note, tall)
    canvas.draw()  # type: ignore[no-untyped-call]
    seen = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return seen[..., :3].copy()


def _span(values: np.ndarray) -> Span:
    return float(values[0]), float(values[1]), float(values[2])


def _times(value: object) -> Span | None:
    """Return the response's times, or None where they are unknown or never."""
    if value is None:
        return None
    low, best, high = (float(getattr(value, level)) for level in Times._fields)
    return (low, best, high) if isfinite(best) and isfinite(low) else None


def passage_headline(found: Interruption) -> str:
    """Say what comes of a passage, and where noticing it last helps."""
    if isnan(found.best):
        missing = "; ".join(input_words(name) for name in found.missing)
        return say("passing.unknown").format(missing=missing)
    low, best, high = (percent(chance) for chance in (found.low, found.best, found.high))
    said = say("passing.met").format(low=low, best=best, high=high)
    if found.critical.task is None:
        return say("passing.too_late").format(said=said)
    return say("passing.critical").format(said=said, belt=belt_words(found.critical.name or ""))


def _belt(axes: Axes, place: int, stage: Stage) -> None:
    """Draw when the movement is in a belt."""
    start, end, unknown = stage.start[1], stage.end[1], stage.belt.delay_s is None
    wide = axes.get_xlim()[1] / 60 if unknown else end - start
    look: dict[str, Any] = {"facecolor": OPEN, "hatch": "////"} if unknown else {"facecolor": HOLDS}
    axes.add_patch(
        Rectangle((start, place - 0.22), wide, 0.44, edgecolor=INK, linewidth=0.6, **look)
    )
    if stage.end[0] < stage.end[2]:
        axes.plot(stage.end[::2], (place, place), color=INK, linewidth=0.9, zorder=3)
        axes.plot(stage.end[::2], (place, place), "|", color=INK, markersize=5, zorder=3)
    says = say("passing.undeclared") if unknown else _held(stage.belt)
    beside = {**LETTERS, "transform": axes.get_yaxis_transform()}
    name = wrap(belt_words(stage.belt.name), 0.18 * WIDE_IN * DPI, SMALL)
    up = place - 0.13 * len(name)
    axes.text(-0.01, up, "\n".join(name), ha="right", size=SMALL, linespacing=1.0, **beside)
    axes.text(-0.01, place + 0.2, says, ha="right", size=SMALL - 1, **{**beside, "color": GREY})


def _held(belt: Belt) -> str:
    assert belt.delay_s is not None
    if belt.delay_s.high == 0:
        return say("passing.no_delay")
    return span((belt.delay_s.low, belt.delay_s.best, belt.delay_s.high))


def _says(rows: Sequence[Stage], soon: Span | None) -> tuple[str, Span | None]:
    """Return whether a response to the first of some belts is in time, and its times."""
    if any(stage.belt.delay_s is None for stage in rows):
        return "open", soon
    late = soon is not None and rows[0].noticed[1] + soon[1] >= rows[-1].end[1]
    return ("late" if late else "in_time"), soon


def _notice(axes: Axes, place: int, stage: Stage, answer: tuple[str, Span | None]) -> None:
    """Draw where a belt may notice the movement, and when the response is there."""
    chance, at, far = stage.belt.detection, stage.noticed[1], axes.get_xlim()[1]
    says = "?" if chance is None else rounded(chance.best, 2)
    if chance is not None and chance.low < chance.high:
        says += f" ({rounded(chance.low, 2)}–{rounded(chance.high, 2)})"
    side: dict[str, Any] = {
        "ha": "left" if at < far / 15 else "center",
        "textcoords": "offset points",
    }
    axes.plot(at, place, "o", color="white", markeredgecolor=INK, markersize=6, zorder=5)
    axes.annotate(says, (at, place), (0, 8), size=SMALL, family=FONT, color=INK, **side)
    if answer[1] is None:
        return
    low, best, high = (at + time for time in answer[1])
    color, marker = ANSWERS[answer[0]]
    level = place + 0.32
    axes.plot((at, best), (level, level), color=color, linewidth=1.6, linestyle="--", zorder=4)
    axes.plot((low, min(high, far)), (level, level), color=color, linewidth=0.9, zorder=4)
    axes.plot(best, level, marker, color=color, markersize=5, zorder=5)


def _last_useful(axes: Axes, rows: Sequence[Stage], soon: Span | None) -> None:
    """Draw the end of the way, and the last moment at which a report still helps."""
    end = rows[-1].end
    low = len(rows) - 0.4
    axes.add_patch(
        Rectangle((end[0], -0.6), end[2] - end[0], low + 0.6, facecolor="#f0ece2", zorder=0)
    )
    axes.plot((end[1], end[1]), (-0.6, low), color=INK, linewidth=1.2, zorder=1)
    known = all(stage.belt.delay_s is not None for stage in rows)
    marks = [(end[1], say("passing.through" if known else "passing.earliest"))]
    if known and soon is not None and end[1] - soon[1] > 0:
        last = end[1] - soon[1]
        axes.plot((last, last), (-0.6, low), color=IN_TIME, linewidth=1.2, linestyle=":", zorder=1)
        marks.append((last, say("passing.last")))
    for at, says in marks:
        axes.text(at, -0.66, says, size=SMALL, ha="center", **{**LETTERS, "va": "bottom"})


def _frame(axes: Axes, rows: Sequence[Stage], soon: Span | None) -> None:
    """Set the axis of time, in hours."""
    watched = [s.noticed[1] for s in rows if s.belt.detection is None or s.belt.detection.high > 0]
    latest = [rows[-1].end[2], *(at + (soon[1] if soon else 0.0) for at in watched)]
    far = max(max(latest) * 1.06, 60.0)
    axes.set_xlim(0, far)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks([])
    step = next(s for s in (60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400, 1e9)
                if far / s <= 12)  # fmt: skip
    marks = np.arange(0, far, step)
    axes.set_xticks(marks)
    axes.set_xticklabels(
        [f"{at / HOUR_S:g} h" if step >= 900 else f"{at / 60:g} min" for at in marks]
    )
    axes.tick_params(labelsize=SMALL, color=GREY, labelcolor=GREY)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.5, zorder=-1)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)


def _words(figure: Figure, told: Sequence[str], tall: float) -> None:
    """Write finding and title."""
    for number, line in enumerate(told):
        bold = number < len(told) - 1
        weight = "bold" if bold else "normal"
        place = 1 - (0.2 + 0.2 * number) / tall
        figure.text(0.02, place, line, size=10 if bold else SMALL + 1, weight=weight, **LETTERS)


def _keys(figure: Figure, missing: bool, above_in: float) -> None:
    """Write what the marks mean, so high above the lower edge."""
    held: dict[str, Any] = {"edgecolor": INK, "linewidth": 0.6}
    keys: list[Any] = [
        Patch(facecolor=HOLDS, label=say("passing.belt"), **held),
        Line2D([], [], color="white", marker="o", markeredgecolor=INK,
               label=say("passing.noticed")),
        *(Line2D([], [], color=color, marker=marker, linestyle="--",
                 label=say(f"passing.{key}"))
          for key, (color, marker) in ANSWERS.items()),
    ]  # fmt: skip
    if missing:
        label = say("passing.open_belt")
        keys.insert(1, Patch(facecolor=OPEN, hatch="////", label=label, **held))
    at = above_in / (figure.get_figheight())
    figure.legend(
        handles=keys, loc="lower left", bbox_to_anchor=(0.015, at), ncols=len(keys),
        frameon=False, prop={"family": FONT, "size": SMALL}, handlelength=2.2, columnspacing=1.2,
    )  # fmt: skip


def _note(missing: Sequence[str], below: str) -> list[str]:
    """Return the lines below: what is shown, what nobody declared, and words of one's own."""
    note = say("passing.note")
    if missing:
        note += " " + say("passing.missing").format(
            missing=", ".join(input_words(name) for name in missing)
        )
    wide = (WIDE_IN - 0.4) * DPI
    return [*wrap(note, wide, SMALL), *(wrap(below, wide, SMALL) if below else [])]


def _foot(figure: Figure, note: Sequence[str], tall: float) -> None:
    """Write the lines below, the last just above the lower edge."""
    start = 0.09 + 0.12 * (max(len(note), 3) - 1)
    for number, words in enumerate(note):
        place = (start - 0.12 * number) / tall
        figure.text(0.02, place, words, size=SMALL, **{**LETTERS, "color": GREY})
