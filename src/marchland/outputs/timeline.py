"""A picture of law over time: one bar for each state and instrument, by standing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from marchland.catalogue.factbook import factbook
from marchland.model.law import Standing
from marchland.outputs.images import Pixels, encode
from marchland.outputs.language import say, translated
from marchland.outputs.lettering import DPI, FONT, wrap
from marchland.outputs.sheet import GREY, INK, SMALL
from marchland.outputs.words import plain

LOOKS: dict[str, tuple[str, str, str]] = {
    "bound": ("#2f5d7c", "#2f5d7c", ""),
    "leaving": ("#9fbdd0", "#2f5d7c", "////"),
    "contested": ("#ffffff", "#2f5d7c", "xxxx"),
    "joining": ("#ffffff", "#2f5d7c", "...."),
    "signed": ("#dfe8ee", "#7d97a8", ""),
    "left": ("#ffffff", INK, ""),
    "not bound": ("#ffffff", "#b8b8b8", ""),
    "unknown": ("#ececec", "#9a9a9a", "oo"),
}
"""Face, edge and hatch of each standing: colour is never alone."""

LETTERS: dict[str, Any] = {"va": "center", "family": FONT, "color": INK}
"""What every text on the picture shares."""

Bar = tuple[date, date, Standing]
Rows = Sequence[tuple[str, str, Sequence[Bar]]]
"""Party, instrument and the spans of its standing."""

WIDE_IN, ROW_IN, HEAD_IN, FOOT_IN = 9.6, 0.25, 0.5, 0.95
WIDTH = (WIDE_IN - 0.4) * DPI
"""Pixels for words above and below."""


def timeline(rows: Rows, on: date, years: tuple[date, date], read_until: date) -> bytes:
    """Draw standings over time.

    Parameters
    ----------
    rows : sequence of (str, str, sequence of spans)
        Party, instrument, spans as :func:`marchland.consequences.dossier.spans` returns them.
    on : datetime.date
        The day that is marked.
    years : tuple of datetime.date
        First day, and the day after the last.
    read_until : datetime.date
        Where the facts end.

    Returns
    -------
    bytes
        A PNG, the same every time.
    """
    return encode(drawn_timeline(rows, on, years, read_until), "png")


def read_until() -> date:
    """Return where the facts about the instruments end."""
    return max(rules.read_until for rules in factbook().instruments.values())


def drawn_timeline(
    rows: Rows, on: date, years: tuple[date, date], read_until: date, notice: str = ""
) -> Pixels:
    """Draw standings over time as pixels; see :func:`timeline`.

    `notice` is what every picture must carry; empty for nothing.
    """
    parties = list(dict.fromkeys(party for party, _, _ in rows))
    noticed = wrap(notice, WIDTH, SMALL, bold=True)
    head = HEAD_IN + 0.18 * len(parties) + 0.14 * len(noticed)
    tall = head + FOOT_IN + ROW_IN * (len(rows) + 0.5 * len(parties))
    figure = Figure((WIDE_IN, tall), DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    box = (0.09, FOOT_IN / tall, 0.89, 1 - (head + FOOT_IN) / tall)
    axes = figure.add_axes(box)
    places = _places(rows)
    for place, (_, instrument, spans) in zip(places, rows, strict=True):
        for first, last, where in spans:
            _bar(axes, place, (first, last), where)
        beside = {**LETTERS, "transform": axes.get_yaxis_transform()}
        axes.text(-0.006, place, instrument, ha="right", size=SMALL + 0.5, **beside)
    for party in parties:
        top = min(p for p, row in zip(places, rows, strict=True) if row[0] == party)
        axes.text(-0.085, top, party, ha="left", size=10, weight="bold", **beside)
    _frame(axes, (on, read_until), years, max(places))
    _words(figure, rows, on, tall)
    for number, line in enumerate(noticed):
        place = 1 - (0.2 + 0.18 * len(wrap(headline(rows, on), WIDTH, 9.5, bold=True))
                     + 0.14 * number) / tall  # fmt: skip
        figure.text(0.02, place, line, size=SMALL, weight="bold", **LETTERS)
    canvas.draw()  # type: ignore[no-untyped-call]
    seen = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return seen[..., :3].copy()


def headline(rows: Rows, on: date) -> str:
    """Return the finding of a timeline: where each state stands on the day."""
    said = []
    for party in dict.fromkeys(party for party, _, _ in rows):
        of = {
            instrument: where.status
            for name, instrument, spans in rows
            if name == party
            for first, last, where in spans
            if first <= on < last
        }
        groups: dict[str, list[str]] = {}
        for instrument, status in of.items():
            groups.setdefault(status, []).append(instrument)
        stands = "; ".join(f"{plain(s)}: {', '.join(g)}" for s, g in groups.items())
        said.append(say("timeline.stands").format(party=party, on=on, stands=stands))
    return "\n".join(said)


def _places(rows: Rows) -> list[float]:
    places, place, before = [], 0.0, None
    for party, _, _ in rows:
        place += 1.5 if before not in (None, party) else 1.0
        before = party
        places.append(place)
    return places


def _bar(axes: Axes, place: float, span: tuple[date, date], where: Standing) -> None:
    first, last = (float(date2num(day)) for day in span)  # type: ignore[no-untyped-call]
    face, edge, hatch = LOOKS[where.status]
    tall = 0.14 if where.status == "not bound" else 0.66
    axes.add_patch(
        Rectangle(
            (first, place - tall / 2),
            last - first,
            tall,
            facecolor=face,
            edgecolor=edge,
            hatch=hatch,
            linewidth=0.7,
        )
    )
    if where.status == "bound" and last - first > 1500:
        text = translated(where.reason).partition(",")[0]
        if where.since:
            text = say("timeline.since").format(since=where.since)
        text += f" ({plain(where.confidence)})" * (where.confidence in ("weak", "unverified"))
        axes.text(first + 60, place, text, va="center", size=SMALL, color="white", family=FONT)


def _frame(axes: Axes, marks: tuple[date, date], years: tuple[date, date], lowest: float) -> None:
    edges = [float(date2num(day)) for day in (*years, *marks)]  # type: ignore[no-untyped-call]
    axes.set_xlim(edges[0], edges[1])
    axes.set_ylim(lowest + 0.6, 0.4)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(YearLocator(5))  # type: ignore[no-untyped-call]
    axes.xaxis.set_minor_locator(YearLocator(1))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))  # type: ignore[no-untyped-call]
    axes.tick_params(labelsize=SMALL, color=GREY, labelcolor=GREY)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.axvline(edges[2], color=INK, linewidth=1.2)
    axes.text(
        edges[2], 0.35, str(marks[0]), ha="right", va="bottom", size=SMALL, family=FONT, color=INK
    )
    if marks[1] < years[1]:
        axes.axvline(edges[3], color=INK, linewidth=0.8, linestyle=":")


def _words(figure: Figure, rows: Rows, on: date, tall: float) -> None:
    for number, line in enumerate(wrap(headline(rows, on), WIDTH, 9.5, bold=True)):
        place = 1 - (0.2 + 0.18 * number) / tall
        figure.text(0.02, place, line, size=9.5, weight="bold", **LETTERS)
    used = [s for s in LOOKS if any(w.status == s for _, _, spans in rows for _, _, w in spans)]
    keys = [
        Patch(facecolor=LOOKS[s][0], edgecolor=LOOKS[s][1], hatch=LOOKS[s][2], label=plain(s))
        for s in used
    ]
    figure.legend(
        handles=keys,
        loc="lower left",
        bbox_to_anchor=(0.015, 0.30 / tall),
        ncols=len(keys),
        frameon=False,
        prop={"family": FONT, "size": SMALL},
        handlelength=2.2,
        columnspacing=1.4,
    )
    for number, line in enumerate(wrap(say("timeline.told"), WIDTH, SMALL)):
        place = (0.26 - 0.13 * number) / tall
        figure.text(0.02, place, line, size=SMALL, **{**LETTERS, "color": GREY})
