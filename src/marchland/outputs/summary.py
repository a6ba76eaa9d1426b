"""All of it on one screen of a terminal."""

import textwrap
from collections.abc import Iterator

import pandas as pd

from marchland.model.approach import Approach
from marchland.outputs import answers
from marchland.outputs.report import Report
from marchland.outputs.words import HARD_SPACE, amount, count, estimated, percent, plain
from marchland.units import clock

WIDTH = 96
MOST_LINES = 40


def summary(report: Report) -> str:
    """Return a report as plain text, at most 40 lines of 96 characters.

    Parameters
    ----------
    report : Report

    Returns
    -------
    str
        Without a newline at its end.
    """
    head = [report.scenario.title, *_wrap(report.scenario.question), ""]
    if report.scenario.notice:
        head = [*_wrap(f"NOTICE: {report.scenario.notice}"), "", *head]
    foot = ["", *_plan(report), *_certainty(report)]
    body = [line for a in report.scenario.approaches for line in _approach(report, a)][:-1]
    room = MOST_LINES - len(head) - len(foot)
    if len(body) > room:
        body = [*body[: max(room - 1, 1)], "… the rest is in brief.html"]
    lines = (line.replace(HARD_SPACE, " ").rstrip() for line in (*head, *body, *foot))
    return "\n".join(lines)


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _approach(report: Report, approach: Approach) -> Iterator[str]:
    """Say when each mover is through in each season, then the narrowest door."""
    rows = report.effect[report.effect["approach"] == approach.name]
    seasons = [s for s in report.scenario.seasons if s in set(rows["season"])]
    verb = "until both ends meet" if approach.meet else "to get through"
    what = f"{plain(approach.name)} ({approach.side}): best time {verb}, with the plan in brackets"
    yield from _wrap(what)
    if rows.empty:
        yield "  nothing computed"
        return
    wide = max(16, min(38, (WIDTH - 16) // max(len(seasons), 1)))
    yield "  " + " " * 14 + "".join(plain(season).ljust(wide) for season in seasons)
    for mover in dict.fromkeys(rows["mover"]):
        cells = [_cell(rows[(rows["mover"] == mover) & (rows["season"] == s)]) for s in seasons]
        yield "  " + plain(mover).ljust(14) + "".join(c.ljust(wide) for c in cells)
    yield from _doors(report, approach)
    yield ""


def _cell(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    before, after = float(rows["before_best_s"].iloc[0]), float(rows["after_best_s"].iloc[0])
    same = clock(before) == clock(after)
    return clock(before) if same else f"{clock(before)} [{clock(after)}]"


def _doors(report: Report, approach: Approach) -> Iterator[str]:
    found = report.bottlenecks[report.bottlenecks["approach"] == approach.name]
    if not found.empty:
        least = found.loc[found["width_m"].idxmin()]
        yield from _wrap(
            f"  narrowest bottleneck: {amount(float(least['width_m']), 'm')} of open ground in "
            f"{count(int(least['gaps']), 'gap')} ({plain(least['mover'])}, "
            f"{plain(least['season'])}, {plain(least['band'])})"
        )


def _plan(report: Report) -> Iterator[str]:
    plan, picked = report.plan, answers.chosen(report)
    if not plan.options:
        yield f"plan: no measure, of {count(len(report.options), 'option')}"
    else:
        built = ", ".join(
            f"{plain(str(name))} at {count(len(rows), 'site')}"
            for name, rows in picked.groupby("measure", sort=True)
        )
        yield from _wrap(f"plan: {built}, of {count(len(report.options), 'option')}")
        yield f"cost: {estimated(plan.cost_eur)}"
        yield f"land: {estimated(plan.land_m2)}"
    yield from _wrap(f"certificate: {plan.certificate}; {plan.sweeps} evaluations")


def _certainty(report: Report) -> Iterator[str]:
    counts = answers.tag_counts(answers.used_coefficients(report))
    total = sum(counts.values())
    said = ", ".join(f"{number} {tag}" for tag, number in counts.items() if number)
    yield from _wrap(f"coefficients: {total} used: {said}")
    if "speed" in report.rasters:
        share = answers.closed_share(report.rasters["speed"].values)
        case = report.headline
        yield from _wrap(
            f"ground: {percent(share.closed)} closed to {plain(case.mover)} movement, "
            f"{plain(case.season)}; {percent(share.unknown)} unknown"
        )
    yield f"not known: {count(len(report.notes), 'note')} in brief.html"
    yield f"fingerprint: {report.fingerprint[:12]}"
