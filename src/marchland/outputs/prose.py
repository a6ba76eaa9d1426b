"""The answer in sentences, each of them put together from computed values."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from marchland.ground.assume import assumed_cover
from marchland.model.approach import Approach
from marchland.model.estimate import Estimate
from marchland.model.plan import Plan
from marchland.outputs import answers
from marchland.outputs.explained import worth
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.words import (
    HARD_SPACE,
    built,
    count,
    estimated,
    number,
    on_clock,
    percent,
    percent_up,
    plain,
    rounded,
    span,
)
from marchland.posture.own_side import BETWEEN, CUT_OFF

MOST_TOWNS = 3
"""Named of those who are cut off."""


def answer(report: Report) -> list[tuple[str, str]]:
    """Return the answer: for each approach, the plan and people, a heading and its sentences.

    Parameters
    ----------
    report : Report

    Returns
    -------
    list of (str, str)
    """
    found = [
        (_sentence(plain(a.name)), " ".join(_approach(report, a)))
        for a in report.scenario.approaches
    ]
    cut = " ".join(_cut_off(report))
    people = [(say("prose.people"), cut)] if cut else []
    return [*found, (say("prose.plan"), " ".join(_plan(report))), *people]


def _cut_off(report: Report) -> Iterator[str]:
    """Say how many people the plan leaves without any way by car, to town and out."""
    if report.own_side is None or not report.plan.options:
        return
    rows = report.own_side[report.own_side["what"].str.endswith(CUT_OFF)]
    for row in rows.itertuples():
        to, _, by = str(row.what).removesuffix(CUT_OFF).partition(" by ")
        key = "prose.cut_out" if by else "prose.cut_town"
        yield say(key).format(people=rounded(float(row.best)), approach=plain(by or to))
        yield from _in_towns(str(getattr(row, "towns", "")))
    if not rows.empty:
        yield say("prose.cut_roads")


def _in_towns(named: str) -> Iterator[str]:
    """Name the largest towns of those who are cut off."""
    towns = named.split(BETWEEN) if named else []
    if towns:
        more = len(towns) - MOST_TOWNS
        key = "prose.cut_more" if more > 0 else "prose.cut_towns"
        yield say(key).format(towns=", ".join(towns[:MOST_TOWNS]), more=more)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _case(row: pd.Series) -> str:
    return say("prose.case").format(mover=plain(row["mover"]), season=plain(row["season"]))


def _approach(report: Report, approach: Approach) -> Iterator[str]:
    rows = report.effect[report.effect["approach"] == approach.name]
    before = answers.worst(rows, approach.name)
    if before is None:
        yield say("prose.unknown")
        return
    kind = "quickest" if approach.side == "opposing" else "delayed"
    if approach.side == "own" and before["before_best_s"] == before["after_best_s"]:
        kind = "quickest"
    verb = "none" if np.isinf(float(before["before_best_s"])) else _verb(approach)
    yield say(f"prose.{kind}.{verb}").format(
        case=_case(before), time=span(answers.times(before, "before"))
    )
    yield from _with_plan(report, rows, before)
    yield from _spread(rows)


def _verb(approach: Approach) -> str:
    return "meet" if approach.meet else "through"


def _spread(rows: pd.DataFrame) -> Iterator[str]:
    """Say how far the cases lie apart."""
    times = rows["before_best_s"]
    finite = times[np.isfinite(times)]
    if len(rows) < 2 or finite.empty:
        return
    closed, unknown = int(np.isinf(times).sum()), int(times.isna().sum())
    text = say("prose.spread").format(
        cases=count(len(rows), "case"),
        least=on_clock(float(finite.min())),
        most=on_clock(float(finite.max())),
    )
    parts = [text]
    if closed:
        parts.append(say("prose.spread_none").format(cases=count(closed, "case has")))
    if unknown:
        parts.append(say("prose.spread_unknown").format(cases=count(unknown, "case is")))
    yield "; ".join(parts) + "."


def _with_plan(report: Report, rows: pd.DataFrame, before: pd.Series) -> Iterator[str]:
    if not report.plan.options:
        return
    after = answers.worst(rows, str(before["approach"]), "after")
    lost = int((rows["after_best_s"].isna() & rows["before_best_s"].notna()).sum())
    if after is not None and after.name == before.name:
        was, is_ = (span(answers.times(before, when)) for when in ("before", "after"))
        yield say("prose.same") if was == is_ else say("prose.with_plan").format(time=is_)
    elif after is not None:
        time = span(answers.times(after, "after"))
        yield say("prose.other_case").format(case=_case(after), time=time)
    if lost:
        yield say("prose.undeclared").format(cases=count(lost, "case is"))


def _plan(report: Report) -> Iterator[str]:
    plan, picked = report.plan, answers.chosen(report)
    options, sites = count(len(report.options), "option"), count(len(report.sites), "site")
    if not plan.options:
        yield say("prose.no_plan").format(options=options, sites=sites)
    else:
        parts = [
            built(float(rows["amount"].sum()), str(rows["per"].iloc[0]), str(name))
            for name, rows in picked.groupby("measure", sort=True)
        ]
        parts_said = say("prose.and").join(parts)
        yield say("prose.builds").format(parts=parts_said, options=options, sites=sites)
        yield say("prose.costs").format(cost=estimated(plan.cost_eur), land=estimated(plan.land_m2))
    yield certainty(report)


def certainty(report: Report) -> str:
    """Say how good the plan is known to be."""
    plan = report.plan
    runs, certificate = count(plan.sweeps, "plan"), certificate_words(plan)
    if plan.gap is None:
        return say("prose.unproved").format(certificate=certificate, runs=runs)
    value, bound = (worth(plan, number) for number in (plan.value, plan.upper_bound or 0.0))
    return say("prose.proved").format(
        certificate=certificate, gap=percent_up(plan.gap), runs=runs, value=value, bound=bound
    )


def certificate_words(plan: Plan) -> str:
    """Say how a plan was found, and how far from the bound it is."""
    method = plain(plan.method)
    if plan.gap is None:
        return say("prose.no_bound").format(method=method)
    return say("prose.gap").format(method=method, gap=percent_up(plan.gap))


def hangs_on(report: Report) -> list[str]:
    """Say what the figures rest on: coefficients by tag, declared values, ground unknown.

    Returns
    -------
    list of str
        One sentence each.
    """
    counts = answers.tag_counts(answers.used_coefficients(report))
    total = sum(counts.values())
    tags = ", ".join(f"{much} {plain(tag)}" for tag, much in counts.items() if much)
    lines = [say("hangs.coefficients").format(count=count(total, "coefficient"), tags=tags)]
    if report.scenario.coefficients:
        declared = "; ".join(
            f"{coefficient(key)} {valued(value.estimate())}"
            for key, value in sorted(report.scenario.coefficients.items())
        )
        lines.append(say("hangs.declared").format(values=declared))
    if "speed" in report.rasters:
        share = answers.closed_share(report.rasters["speed"].values)
        lines.append(
            say("hangs.ground").format(
                mover=plain(report.headline.mover),
                season=plain(report.headline.season),
                closed=percent(share.closed),
                unknown=percent(share.unknown),
                taken=taken(report),
            )
        )
    return lines


def taken(report: Report) -> str:
    """Say how much unmapped ground is taken for one cover, to go on after what is unknown.

    Returns
    -------
    str
        Empty where nothing is.
    """
    found = assumed_cover(report.provenance)
    if found is None:
        return ""
    share = f"{number(found[0])}{HARD_SPACE}%"
    return say("hangs.taken").format(share=share, cover=plain(found[1]))


def coefficient(key: str) -> str:
    """Write the key of a coefficient as words."""
    _, row, quantity = key.split(".", 2)
    return f"{plain(row)}, {plain(quantity)}"


def valued(estimate: Estimate) -> str:
    """Write a coefficient in its own unit.

    Examples
    --------
    >>> valued(Estimate(0.5, 2, 6, "h", "the analyst", "declared")).replace(HARD_SPACE, " ")
    '2 h (0.5 to 6 h)'
    """
    unit = "" if estimate.unit == "1" else f"{HARD_SPACE}{estimate.unit}"
    text = f"{number(estimate.best)}{unit}"
    if estimate.low == estimate.high:
        return text
    high = f"{number(estimate.high)}{unit}"
    return say("number.range").format(best=text, low=number(estimate.low), high=high)
