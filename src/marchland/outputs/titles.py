"""What each map says in its title: the finding with its number, then mover, season, unit."""

from collections.abc import Iterable

import numpy as np

import marchland
from marchland.model.provenance import Provenance
from marchland.outputs import answers
from marchland.outputs.declaredmap import FINEST, areas_of
from marchland.outputs.language import said, say
from marchland.outputs.report import Report
from marchland.outputs.ways import door_width
from marchland.outputs.words import (
    HARD_SPACE,
    amount,
    count,
    day,
    estimated,
    number,
    on_clock,
    percent,
    plain,
    span,
)


def case_words(report: Report) -> str:
    """Say who moves and when in the headline case."""
    case = report.headline
    mover = report.catalogue.mover(case.mover)
    return say("title.case").format(
        mover=_upper(plain(mover.name)),
        reference=said(f"reference.{mover.name}", mover.reference),
        season=plain(case.season),
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _approach(report: Report) -> str:
    return plain(report.headline.approach)


def ground_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of speed."""
    case = report.headline
    share = answers.closed_share(report.rasters["speed"].values)
    words = {"mover": plain(case.mover), "season": plain(case.season)}
    title = say("title.ground").format(share=percent(share.closed), **words)
    if np.isnan(share.closed):
        title = say("title.ground_unknown").format(mover=plain(case.mover))
    lacking = say("title.ground_lacking").format(share=percent(share.unknown))
    subtitle = say("title.ground_below").format(case=case_words(report))
    subtitle += f" {say('title.ground_bog')}" if _quick_bog(report) else ""
    return title, f"{subtitle} {lacking}" if share.unknown else subtitle


def _quick_bog(report: Report) -> bool:
    """Tell whether marsh and bog, where they bear, are quicker than farmland."""
    speed, cover = report.rasters["speed"].values, report.terrain["cover"].values
    codes = report.catalogue.classes["cover"]
    wet = speed[((cover == codes["wetland"]) | (cover == codes["peat"])) & (speed > 0)]
    dry = speed[(cover == codes["farmland"]) & (speed > 0)]
    return bool(wet.size and dry.size and wet.mean() > dry.mean())


def time_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of travel time."""
    row = answers.headline_row(report)
    case = report.headline
    approach = answers.approach(report, case.approach)
    title = say("title.time")
    if row is not None:
        verb = "meet" if approach.meet else "through"
        best = float(row["before_best_s"])
        title = say(f"title.time_{verb}").format(time=span(answers.times(row, "before")))
        title = say("title.time_none") if np.isinf(best) else title
        title = say("title.time_unknown") if np.isnan(best) else title
    start = ", ".join(plain(name) for name in approach.origins)
    return title, say("title.time_below").format(
        approach=plain(case.approach), case=case_words(report), start=_upper(start)
    )


def corridor_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of corridors and bottlenecks."""
    found = answers.doors(report)
    narrow, wide = (percent(share) for share in answers.CORRIDORS)
    title = say("title.corridor_none").format(approach=_approach(report))
    if not found.empty:
        least = found.iloc[0]
        title = say("title.corridor").format(
            width=amount(float(least["width_m"]), "m"), gaps=count(int(least["gaps"]), "gap")
        )
    return title, say("title.corridor_below").format(
        approach=_approach(report), case=case_words(report), narrow=narrow, wide=wide
    )


def avenue_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of avenues."""
    ways = answers.ways(report)
    ways = ways[(ways["approach"] == report.headline.approach) & (ways["way"] != "widest")]
    times = [on_clock(float(time)) for time in ways["best_s"]]
    title = say("title.avenues").format(n=len(times), times=", ".join(times))
    if len(times) < 2:
        title = say("title.avenues_one").format(time=times[0]) if times else say("title.avenues_0")
    meet = answers.approach(report, report.headline.approach).meet
    below = say("title.avenues_meet" if meet else "title.avenues_below")
    return title, below.format(approach=_approach(report), case=case_words(report))


def door_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of doors that differ."""
    found = answers.differing_doors(report)
    widths = [door_width(row) for _, row in found.iterrows()]
    title = say("title.doors_0").format(approach=_approach(report))
    if widths:
        others = say("prose.and").join(widths[1:])
        several = say("title.doors").format(width=widths[0], others=others)
        title = several if others else say("title.doors_one").format(width=widths[0])
    return title, say("title.doors_below").format(
        approach=_approach(report), case=case_words(report)
    )


def plan_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of the plan."""
    plan, row, ranges = report.plan, answers.headline_row(report), ""
    if not plan.options:
        title = say("title.plan_none").format(sites=count(len(report.sites), "site"))
    elif row is None:
        measures = count(len(plan.options), "measure")
        title = say("title.plan_cost").format(measures=measures, cost=estimated(plan.cost_eur))
    else:
        before, after = float(row["before_best_s"]), float(row["after_best_s"])
        meet = answers.approach(report, report.headline.approach).meet
        key = "title.plan_meet" if meet else "title.plan_through"
        key = "title.plan_unknown" if np.isnan(after) else key
        key = "title.plan_closed" if np.isinf(after) and not np.isinf(before) else key
        title = say(key).format(before=on_clock(before), after=on_clock(after))
        ranges = " " + say("title.plan_ranges").format(
            after=span(answers.times(row, "after")), before=span(answers.times(row, "before"))
        )
    cost = " " + say("title.plan_price").format(cost=estimated(plan.cost_eur))
    return title, say("title.plan_below").format(
        approach=_approach(report), case=case_words(report), ranges=ranges,
        cost=cost if plan.options else "",
    )  # fmt: skip


def chance_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of how likely ground is severely restricted."""
    told = answers.chances_told(report)
    if not told:
        return say("title.chances_none"), ""
    likely, doubtful = (percent(told[name]) for name in ("likely", "doubtful"))
    title = say("title.chances").format(likely=likely, doubtful=doubtful)
    members = report.scenario.ensemble.members
    return title, say("title.chances_below").format(case=case_words(report), members=members)


def declared_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of declared areas."""
    found = areas_of(report)
    named = ", ".join(area.name for area in found)
    scale = f"{FINEST:,}".replace(",", HARD_SPACE)
    title = say("declared_map.title").format(areas=count(len(found), "area"), named=named)
    return title, say("declared_map.subtitle").format(scale=scale)


titles = {
    "ground": ground_title,
    "travel-time": time_title,
    "avenues": avenue_title,
    "corridors": corridor_title,
    "doors": door_title,
    "plan": plan_title,
    "chances": chance_title,
    "declared": declared_title,
}
"""The maps by name, in the order of the argument."""


def answer_map(report: Report) -> str:
    """Return the name of the map that goes on the first page."""
    return "plan" if report.plan.options else "corridors" if "slack" in report.rasters else "plan"


def attribution(report: Report) -> str:
    """Return the credits of every source, each said once."""
    return credited(report.provenance)


def credited(provenance: Iterable[Provenance]) -> str:
    """Return the credits that licences ask for, each said once, in one sentence.

    Parameters
    ----------
    provenance : iterable of Provenance

    Returns
    -------
    str
        It says so where there is none.
    """
    found: dict[str, None] = {}
    for source in provenance:
        if source.credit == "not stated":
            found.setdefault(say("source.unstated").format(file=source.file))
        elif source.licence != "none needed":
            found.setdefault(f"{source.credit.rstrip('. ')} ({source.licence})")
    return say("source.given").format(sources="; ".join(found)) if found else say("source.none")


def imprint(report: Report) -> str:
    """Return date, projection, cell and fingerprint on one line."""
    region = report.scenario.region
    return say("imprint").format(
        region=region.name,
        on=day(report.scenario.on),
        epsg=region.epsg,
        cell=f"{number(region.cell_m)}{HARD_SPACE}m",
        version=marchland.__version__,
        fingerprint=report.fingerprint[:12],
    )
