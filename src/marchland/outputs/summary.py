"""All of it on one screen of a terminal."""

import textwrap
from collections.abc import Iterator

import pandas as pd

from marchland.model.approach import Approach
from marchland.outputs import answers
from marchland.outputs.language import say, speaking
from marchland.outputs.postures import posture_lines
from marchland.outputs.prose import certificate_words, taken
from marchland.outputs.report import Report
from marchland.outputs.words import HARD_SPACE, amount, count, estimated, on_clock, percent, plain

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
    with speaking(report.scenario.language):
        return _said(report)


def _said(report: Report) -> str:
    head = [report.scenario.title, *_wrap(report.scenario.question), ""]
    if report.scenario.notice:
        notice = say("summary.notice").format(notice=report.scenario.notice)
        head = [*_wrap(notice), "", *head]
    foot = ["", *_plan(report), *_postures(report), *_certainty(report)]
    body = [line for a in report.scenario.approaches for line in _approach(report, a)][:-1]
    room = MOST_LINES - len(head) - len(foot)
    if len(body) > room:
        body = [*body[: max(room - 1, 1)], say("summary.rest")]
    lines = (line.replace(HARD_SPACE, " ").rstrip() for line in (*head, *body, *foot))
    return "\n".join(lines)


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _approach(report: Report, approach: Approach) -> Iterator[str]:
    """Say when each mover is through in each season, then the narrowest door."""
    rows = report.effect[report.effect["approach"] == approach.name]
    seasons = [s for s in report.scenario.seasons if s in set(rows["season"])]
    key = "summary.meet" if approach.meet else "summary.through"
    key += "" if report.plan.options else "_bare"
    yield from _wrap(say(key).format(approach=plain(approach.name), side=plain(approach.side)))
    if rows.empty:
        yield f"  {say('summary.nothing')}"
        return
    movers = dict.fromkeys(rows["mover"])
    name = max(14, *(len(plain(mover)) + 1 for mover in movers))
    wide = max(16, min(38, (WIDTH - 2 - name) // max(len(seasons), 1)))
    yield "  " + " " * name + "".join(plain(season).ljust(wide) for season in seasons)
    for mover in movers:
        cells = [_cell(rows[(rows["mover"] == mover) & (rows["season"] == s)]) for s in seasons]
        yield "  " + plain(mover).ljust(name) + "".join(c.ljust(wide) for c in cells)
    yield from _doors(report, approach)
    yield ""


def _cell(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    before = on_clock(float(rows["before_best_s"].iloc[0]))
    after = on_clock(float(rows["after_best_s"].iloc[0]))
    return before if before == after else f"{before} [{after}]"


def _doors(report: Report, approach: Approach) -> Iterator[str]:
    found = report.bottlenecks[report.bottlenecks["approach"] == approach.name]
    if not found.empty:
        least = found.loc[found["width_m"].idxmin()]
        said = say("summary.bottleneck").format(
            width=amount(float(least["width_m"]), "m"), gaps=count(int(least["gaps"]), "gap"),
            mover=plain(least["mover"]), season=plain(least["season"]), part=plain(least["band"]),
        )  # fmt: skip
        yield from _wrap(f"  {said}")


def _plan(report: Report) -> Iterator[str]:
    plan, picked = report.plan, answers.chosen(report)
    options = count(len(report.options), "option")
    if not plan.options:
        yield say("summary.no_plan").format(options=options)
    else:
        built = ", ".join(
            say("summary.at").format(measure=plain(str(name)), sites=count(len(rows), "site"))
            for name, rows in picked.groupby("measure", sort=True)
        )
        yield from _wrap(say("summary.plan").format(built=built, options=options))
        yield say("summary.cost").format(cost=estimated(plan.cost_eur))
        yield say("summary.land").format(land=estimated(plan.land_m2))
    certificate = say("summary.certificate").format(
        certificate=certificate_words(plan), runs=plan.sweeps
    )
    yield from _wrap(certificate)


def _postures(report: Report) -> Iterator[str]:
    if report.postures is not None:
        for line in posture_lines(report.postures):
            yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ")


def _certainty(report: Report) -> Iterator[str]:
    counts = answers.tag_counts(answers.used_coefficients(report))
    total = sum(counts.values())
    tags = ", ".join(f"{number} {plain(tag)}" for tag, number in counts.items() if number)
    yield from _wrap(say("summary.coefficients").format(total=total, tags=tags))
    if "speed" in report.rasters:
        share, case = answers.closed_share(report.rasters["speed"].values), report.headline
        said = say("summary.ground").format(
            closed=percent(share.closed), mover=plain(case.mover), season=plain(case.season),
            unknown=percent(share.unknown), taken=taken(report),
        )  # fmt: skip
        yield from _wrap(said)
    yield say("summary.known").format(notes=count(len(report.notes), "note"))
    yield say("summary.fingerprint").format(fingerprint=report.fingerprint[:12])
