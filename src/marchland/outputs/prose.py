"""The answer in sentences, each of them put together from computed values."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from marchland.model.approach import Approach
from marchland.model.estimate import Estimate
from marchland.outputs import answers
from marchland.outputs.report import Report
from marchland.outputs.words import (
    HARD_SPACE,
    built,
    count,
    estimated,
    on_clock,
    percent,
    plain,
    span,
)


def answer(report: Report) -> list[tuple[str, str]]:
    """Return the answer: for each approach and for the plan, a heading and its sentences.

    Parameters
    ----------
    report : Report

    Returns
    -------
    list of (str, str)
    """
    said = [
        (_sentence(plain(a.name)), " ".join(_approach(report, a)))
        for a in report.scenario.approaches
    ]
    return [*said, ("The plan", " ".join(_plan(report)))]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _case(row: pd.Series) -> str:
    return f"{plain(row['mover'])}, {plain(row['season'])} season"


def _approach(report: Report, approach: Approach) -> Iterator[str]:
    rows = report.effect[report.effect["approach"] == approach.name]
    before = answers.worst(rows, approach.name)
    if before is None:
        yield "How long it takes is unknown in every case."
        return
    kind = "quickest case" if approach.side == "opposing" else "case that the plan delays most"
    if approach.side == "own" and before["before_best_s"] == before["after_best_s"]:
        kind = "quickest case"
    verb = "both ends meet after" if approach.meet else "the way through takes"
    if np.isinf(float(before["before_best_s"])):
        yield f"In the {kind} ({_case(before)}) there is no way through."
    else:
        yield f"In the {kind} ({_case(before)}) {verb} {span(answers.times(before, 'before'))}."
    yield from _with_plan(report, rows, before)
    yield from _spread(rows)


def _spread(rows: pd.DataFrame) -> Iterator[str]:
    """Say how far the cases lie apart."""
    times = rows["before_best_s"]
    finite = times[np.isfinite(times)]
    if len(rows) < 2 or finite.empty:
        return
    closed, unknown = int(np.isinf(times).sum()), int(times.isna().sum())
    text = (
        f"Over {count(len(rows), 'case')} of mover and season the best estimate runs from "
        f"{on_clock(float(finite.min()))} to {on_clock(float(finite.max()))}"
    )
    text += f"; {count(closed, 'case has', 'cases have')} no way through" if closed else ""
    yield text + (f"; {count(unknown, 'case is', 'cases are')} unknown." if unknown else ".")


def _with_plan(report: Report, rows: pd.DataFrame, before: pd.Series) -> Iterator[str]:
    if not report.plan.options:
        return
    after = answers.worst(rows, str(before["approach"]), "after")
    lost = int((rows["after_best_s"].isna() & rows["before_best_s"].notna()).sum())
    if after is not None and after.name == before.name:
        was, is_ = (span(answers.times(before, when)) for when in ("before", "after"))
        yield "The plan does not change that." if was == is_ else f"With the plan it is {is_}."
    elif after is not None:
        said = span(answers.times(after, "after"))
        yield f"With the plan the quickest case is {_case(after)}: {said}."
    if lost:
        yield (
            f"With the plan {count(lost, 'case is', 'cases are')} unknown, because the delay of "
            "a measure is not declared."
        )


def _plan(report: Report) -> Iterator[str]:
    plan, picked = report.plan, answers.chosen(report)
    considered = f"{count(len(report.options), 'option')} at {count(len(report.sites), 'site')}"
    if not plan.options:
        yield f"No measure is chosen; {considered} were considered."
    else:
        parts = [
            built(float(rows["amount"].sum()), str(rows["per"].iloc[0]), str(name))
            for name, rows in picked.groupby("measure", sort=True)
        ]
        yield f"It builds {' and '.join(parts)}, chosen from {considered}."
        yield f"It costs {estimated(plan.cost_eur)} and takes {estimated(plan.land_m2)} of land."
    yield certainty(report)


def certainty(report: Report) -> str:
    """Say how good the plan is known to be."""
    plan = report.plan
    runs = f"{count(plan.sweeps, 'plan')} evaluated on the full raster"
    if plan.gap is None:
        return f"Certificate: {plan.certificate}; a better plan may exist ({runs})."
    return (
        f"Certificate: {plan.certificate}; no plan within the limits is better by more than "
        f"{percent(plan.gap)} ({runs})."
    )


def hangs_on(report: Report) -> list[str]:
    """Say what the figures rest on: coefficients by tag, declared values, ground unknown.

    Returns
    -------
    list of str
        One sentence each.
    """
    counts = answers.tag_counts(answers.used_coefficients(report))
    total = sum(counts.values())
    tags = ", ".join(f"{number} {tag}" for tag, number in counts.items() if number)
    said = [f"{count(total, 'coefficient')} used: {tags}."]
    if report.scenario.coefficients:
        declared = "; ".join(
            f"{coefficient(key)} {valued(value.estimate())}"
            for key, value in sorted(report.scenario.coefficients.items())
        )
        said.append(f"Declared by the analyst: {declared}.")
    if "speed" in report.rasters:
        share = answers.closed_share(report.rasters["speed"].values)
        said.append(
            f"Ground, {plain(report.headline.mover)} in the {plain(report.headline.season)} "
            f"season: {percent(share.closed)} of the known is closed, {percent(share.unknown)} of "
            "all is unknown."
        )
    return said


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
    text = f"{estimate.best:g}{unit}"
    if estimate.low == estimate.high:
        return text
    return f"{text} ({estimate.low:g} to {estimate.high:g}{unit})"
