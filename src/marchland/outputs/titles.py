"""What each map says in its title: the finding with its number, then mover, season, unit."""

import numpy as np

import marchland
from marchland.outputs import answers
from marchland.outputs.report import Report
from marchland.outputs.ways import door_width
from marchland.outputs.words import amount, count, estimated, on_clock, percent, plain, span


def case_words(report: Report) -> str:
    """Say who moves and when in the headline case."""
    case = report.headline
    mover = report.catalogue.mover(case.mover)
    return f"{plain(mover.name).capitalize()}: {mover.reference}. Season: {plain(case.season)}."


def ground_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of speed."""
    case = report.headline
    share = answers.closed_share(report.rasters["speed"].values)
    title = (
        f"{percent(share.closed)} of the known ground is closed to {plain(case.mover)} movement "
        f"in the {plain(case.season)} season"
    )
    if np.isnan(share.closed):
        title = f"No ground is known for {plain(case.mover)} movement"
    lacking = f" {percent(share.unknown)} of all ground is unknown." if share.unknown else ""
    return title, f"{case_words(report)} Best estimate of speed in km/h.{lacking}"


def time_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of travel time."""
    row = answers.headline_row(report)
    case = report.headline
    approach = answers.approach(report, case.approach)
    title = "Travel time from the origin"
    if row is not None:
        verb = "The two ends meet" if approach.meet else "The fastest way through takes"
        title = f"{verb} {'after ' if approach.meet else ''}{span(answers.times(row, 'before'))}"
        best = float(row["before_best_s"])
        title = {True: "No way through was found", False: title}[np.isinf(best)]
        title = "How long the way takes is unknown" if np.isnan(best) else title
    start = ", ".join(plain(name) for name in approach.origins)
    start = start[:1].upper() + start[1:]
    return title, (
        f"Approach {plain(case.approach)}. {case_words(report)} Least time from {start}, best "
        "estimate; in brackets above, low and high."
    )


def corridor_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of corridors and bottlenecks."""
    found = answers.doors(report)
    narrow, wide = (f"{share:.0%}".replace("%", "\u00a0%") for share in answers.CORRIDORS)
    if found.empty:
        title = f"No bottleneck on approach {plain(report.headline.approach)}"
    else:
        least = found.iloc[0]
        title = (
            f"The narrowest bottleneck leaves "
            f"{amount(float(least['width_m']), 'm')} of open ground in "
            f"{count(int(least['gaps']), 'gap')}"
        )
    return title, (
        f"Approach {plain(report.headline.approach)}. {case_words(report)} Corridors: ground that "
        f"costs at most {narrow} and {wide} more than the least time."
    )


def avenue_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of avenues."""
    ways = answers.ways(report)
    ways = ways[(ways["approach"] == report.headline.approach) & (ways["way"] != "widest")]
    times = [on_clock(float(time)) for time in ways["best_s"]]
    title = f"{len(times)} ways that differ: {', '.join(times)}"
    if len(times) < 2:
        title = f"One way, {times[0]}, and none that differs" if times else "0 ways through"
    verb = "until both ends meet" if answers.approach(report, report.headline.approach).meet else ""
    return title, (
        f"Approach {plain(report.headline.approach)}. {case_words(report)} Best estimate of the "
        f"time along each {verb}".rstrip()
        + "; width drawn as the echelon that open ground lets through, assumed "
        "widths."
    )


def door_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of doors that differ."""
    found = answers.differing_doors(report)
    widths = [door_width(row) for _, row in found.iterrows()]
    title = f"0 doors: no line closes approach {plain(report.headline.approach)}"
    if widths:
        title = f"The narrowest door is {widths[0]} wide"
        title += f", others {' and '.join(widths[1:])}" if widths[1:] else " and no other differs"
    return title, (
        f"Approach {plain(report.headline.approach)}. {case_words(report)} Open ground along lines "
        "that each close the approach; water and other ground that is closed to this mover costs a "
        "line nothing."
    )


def plan_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of the plan."""
    plan, row, ranges = report.plan, answers.headline_row(report), ""
    if not plan.options:
        title = f"No measure is chosen: {count(len(report.sites), 'site')} considered"
    elif row is None:
        title = f"{count(len(plan.options), 'measure')} at {estimated(plan.cost_eur)}"
    else:
        before, after = float(row["before_best_s"]), float(row["after_best_s"])
        meet = answers.approach(report, report.headline.approach).meet
        verb = "the two ends meet after" if meet else "the fastest way through takes"
        title = f"With the plan {verb} {on_clock(after)} instead of {on_clock(before)}"
        if np.isnan(after):
            title = f"With the plan: unknown instead of {on_clock(before)}; a delay is not declared"
        elif np.isinf(after) and not np.isinf(before):
            title = f"With the plan: no way through, instead of {on_clock(before)}"
        ranges = (
            f" With it {span(answers.times(row, 'after'))}, without "
            f"{span(answers.times(row, 'before'))}."
        )
    cost = f" Cost: {estimated(plan.cost_eur)}." if plan.options else ""
    return title, (
        f"Approach {plain(report.headline.approach)}. {case_words(report)}{ranges}{cost} "
        "Change of the least travel time from the origin, best estimate."
    )


def chance_title(report: Report) -> tuple[str, str]:
    """Return title and subtitle of the map of how likely ground is severely restricted."""
    if report.restricted is None or report.restricted.chances is None:
        return "No ensemble was drawn", ""
    severe = report.restricted.chances["severe"].values
    known = severe[~np.isnan(severe)]
    likely, doubtful = (
        (float(part.mean()) if known.size else float("nan"))
        for part in (known > 0.5, (known > 0.1) & (known < 0.9))
    )
    title = (
        f"{percent(likely)} of the known ground is severely restricted in most members, and on "
        f"{percent(doubtful)} nobody can tell"
    )
    ensemble = report.scenario.ensemble
    return title, (
        f"{case_words(report)} Share of {ensemble.members} members in which ground is severely "
        "restricted; nobody can tell where it lies between 10 % and 90 %. Coefficients are drawn "
        "within their ranges."
    )


titles = {
    "ground": ground_title,
    "travel-time": time_title,
    "avenues": avenue_title,
    "corridors": corridor_title,
    "doors": door_title,
    "plan": plan_title,
    "chances": chance_title,
}
"""The maps by name, in the order of the argument."""


def answer_map(report: Report) -> str:
    """Return the name of the map that goes on the first page."""
    return "plan" if report.plan.options else "corridors" if "slack" in report.rasters else "plan"


def attribution(report: Report) -> str:
    """Return the credits of every source, each said once."""
    said: dict[str, None] = {}
    for source in report.provenance:
        if source.credit == "not stated":
            said.setdefault(f"{source.file} (source and licence not stated)")
        elif source.licence != "none needed":
            said.setdefault(f"{source.credit.rstrip('. ')} ({source.licence})")
    return f"Sources: {'; '.join(said)}." if said else "Sources: none given."


def imprint(report: Report) -> str:
    """Return date, projection, cell and fingerprint on one line."""
    region = report.scenario.region
    on = report.scenario.on
    return (
        f"{region.name} · as of {on.day} {on:%B %Y} · EPSG:{region.epsg}, cells of "
        f"{region.cell_m:g}\u00a0m · Marchland {marchland.__version__} · fingerprint "
        f"{report.fingerprint[:12]}"
    )
