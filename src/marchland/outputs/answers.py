"""What the report says, as numbers that maps, pages and the terminal all quote."""

from dataclasses import dataclass
from typing import get_args

import geopandas as gpd
import numpy as np
import pandas as pd

from marchland.catalogue.postures import postures
from marchland.errors import InputError
from marchland.mobility.foot import FUNCTIONS
from marchland.mobility.widths import needs
from marchland.model.approach import Approach
from marchland.model.estimate import TAGS, Estimate
from marchland.model.mover import Kind
from marchland.model.season import Moisture
from marchland.outputs.report import Case, Report

CORRIDORS = (0.10, 0.25)
"""Shares of the least time that a route may lose and still be counted in a corridor."""


NEXT_TO_NOTHING = 2e-3
"""Share of the longest time within which slack is rounding: a way there is a fastest one."""


@dataclass(frozen=True)
class Share:
    """Parts of the ground, each from 0 to 1.

    Parameters
    ----------
    closed : float
        Of the known ground, what cannot be passed; NaN where nothing is known.
    unknown : float
        Of all ground, what nobody knows.
    """

    closed: float
    unknown: float


def closed_share(speed: np.ndarray) -> Share:
    """Return how much of the ground is closed and how much is unknown."""
    known = ~np.isnan(speed)
    total = int(known.sum())
    closed = float((speed[known] == 0).sum() / total) if total else float("nan")
    return Share(closed, 1 - total / speed.size)


def chances_told(report: Report) -> dict[str, float]:
    """Return the shares of known ground that are likely severely restricted, and in doubt.

    Returns
    -------
    dict of {str: float}
        ``likely`` in more than half of the members, ``doubtful`` in 10 to 90 % of them; NaN
        where nothing is known, and nothing without an ensemble.
    """
    if report.restricted is None or report.restricted.chances is None:
        return {}
    severe = report.restricted.chances["severe"].values
    known = severe[~np.isnan(severe)]
    parts = {"likely": known > 0.5, "doubtful": (known > 0.1) & (known < 0.9)}
    return {
        name: float(part.mean()) if known.size else float("nan") for name, part in parts.items()
    }


def approach(report: Report, name: str) -> Approach:
    """Return an approach of the scenario by name.

    Raises
    ------
    InputError
        If the scenario has none of that name.
    """
    for found in report.scenario.approaches:
        if found.name == name:
            return found
    known = ", ".join(a.name for a in report.scenario.approaches)
    raise InputError.one(name, "no such approach", f"Known: {known}.")


def case_rows(table: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return the rows of a table that speak of one case."""
    same = [table[c] == getattr(case, c) for c in ("approach", "mover", "season")]
    return table[np.logical_and.reduce(same)]


def headline_row(report: Report) -> pd.Series | None:
    """Return the effect of the headline case, or None where it was not computed."""
    rows = case_rows(report.effect, report.headline)
    return None if rows.empty else rows.iloc[0]


def times(row: pd.Series, when: str) -> tuple[float, float, float]:
    """Return low, best and high time ``before`` or ``after`` the plan, s."""
    low, best, high = (float(row[f"{when}_{level}_s"]) for level in ("low", "best", "high"))
    return low, best, high


def worst(effect: pd.DataFrame, name: str, when: str = "before") -> pd.Series | None:
    """Return the worst case of an approach.

    Parameters
    ----------
    effect : pandas.DataFrame
        As in the report.
    name : str
        The approach.
    when : {"before", "after"}
        An opposing approach's worst case is the quickest one, as the ground is or with
        the plan, and of those alike the one that may be quickest. An own approach's is the
        one that the plan delays most and, of those that it delays alike, the quickest.

    Returns
    -------
    pandas.Series or None
        Cases whose best time is unknown are left out; None where nothing is left.
    """
    rows = effect[(effect["approach"] == name) & effect[f"{when}_best_s"].notna()]
    if rows.empty:
        return None
    if rows["side"].iloc[0] == "opposing":
        by = [f"{when}_best_s", f"{when}_low_s"]
        return rows.sort_values(by, kind="stable").iloc[0]
    with np.errstate(invalid="ignore"):
        added = (rows["after_best_s"] - rows["before_best_s"]).fillna(0)
    order = pd.DataFrame({"added": -added, "before": rows["before_best_s"]})
    return rows.loc[order.sort_values(["added", "before"], kind="stable").index[0]]


def least_time(report: Report) -> float:
    """Return the time of the fastest way over the ground of the headline case, s.

    It is read where the slack is next to nothing; infinite where no way leads through, NaN where
    the report holds no such rasters.
    """
    slack, time = report.rasters.get("slack"), report.rasters.get("travel_time")
    if slack is None or time is None:
        return float("nan")
    known = np.isfinite(time.values) & np.isfinite(slack.values)
    if not known.any():
        return float("inf")
    least = NEXT_TO_NOTHING * float(time.values[known].max())
    return float(time.values[known & (slack.values <= least)].max())


def doors(report: Report) -> gpd.GeoDataFrame:
    """Return the headline's bottlenecks: that of the whole way first, then the narrowest."""
    found = case_rows(report.bottlenecks, report.headline)
    part = (found["band"] != "whole").rename("part")
    order = found.assign(part=part).sort_values(["part", "width_m"], kind="stable")
    return order.drop(columns="part")


def differing_doors(report: Report) -> gpd.GeoDataFrame:
    """Return the doors that differ of the headline's approach, by rank; none if not computed."""
    every = report.bottlenecks[:0].assign(rank=0) if report.doors is None else report.doors
    return case_rows(every, report.headline)


def ways(report: Report) -> pd.DataFrame:
    """Return each avenue as one row: its pieces summed, and what share suits each echelon.

    Returns
    -------
    pandas.DataFrame
        Columns approach, way, low_s, best_s, high_s, overlap, length_m, width_m (the least)
        and, by name, the share of the length wide enough for each echelon, smallest first.
    """
    sizes = [name for name, _ in needs(report.catalogue)]
    columns = ["approach", "way", "low_s", "best_s", "high_s", "overlap", "length_m", "width_m"]
    rows = []
    pieces = pd.DataFrame(columns=columns) if report.avenues is None else report.avenues
    for (_, _), of in pieces.groupby(["approach", "way"], sort=False):
        total = float(of["length_m"].sum())
        suits = [of["echelon"].isin(sizes[number:]) for number in range(len(sizes))]
        shares = [float(of["length_m"][s].sum()) / total if total else 1.0 for s in suits]
        head = of.iloc[0]
        rows.append([*head[columns[:6]], total, float(of["width_m"].min()), *shares])
    return pd.DataFrame(rows, columns=[*columns, *sizes])


def chosen(report: Report) -> pd.DataFrame:
    """Return the rows of the options table that the plan chose."""
    return report.options[report.options["option"].isin(report.plan.options)]


def placed(report: Report, options: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return options with the geometry and the columns of their sites."""
    kept = [c for c in report.sites.columns if c == "site" or c not in options.columns]
    joined = options.merge(pd.DataFrame(report.sites)[kept], on="site", how="left")
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=report.sites.crs)


IDLE = ("vehicles", "cone_index", "procedure", "ice")
"""Subjects that no step of a study asks for."""

WALK = ("irmischer_clarke_off_path", "walker")
"""Rows of what a walker's speed is computed with."""

WALKS = (*WALK, *FUNCTIONS, "campbell_p5", "off_path")
"""Rows of what it is computed with where members take different functions."""


def considered(report: Report) -> tuple[str, ...]:
    """Return the measures that bear on the study: those that may be used, and its postures'."""
    scenario, names = report.scenario, list(report.scenario.measures)
    known = {name: one.measures() for name, one in postures().items()}
    for name, own in scenario.posture.items():
        known[name] = (*own.border, *own.middle, *own.deep, *own.area)
    for name in scenario.postures:
        names += known[name]
    return tuple(dict.fromkeys(names))


def used_coefficients(report: Report) -> dict[str, Estimate]:
    """Return the coefficients that bear on the study, by key.

    Those of other movers, seasons and measures, and of other kinds of mover and states of
    the ground, are left out; so are those of layers that the terrain does not have.
    """
    scenario, catalogue = report.scenario, report.catalogue
    measures = considered(report)
    rows = {"movers": scenario.movers, "seasons": scenario.seasons, "measures": measures}
    rows["consequences"] = (*measures, "concrete", "reach")
    kinds = {catalogue.mover(name).kind for name in scenario.movers}
    states = {catalogue.season(name).moisture for name in scenario.seasons}
    others = set(catalogue.names("mover")) - set(scenario.movers) - kinds
    idle = ({*get_args(Kind), *get_args(Moisture)} - kinds - states) | others
    drawn = scenario.ensemble.members > 0 and scenario.ensemble.rules
    soils = {*catalogue.soils.values()}
    if "soil" in report.terrain:
        soils |= set(catalogue.classes["soil"])
    used = {}
    for key, estimate in sorted(catalogue.estimates.items()):
        subject, row, quantity = key.split(".", 2)
        asked = {
            "foot": "dismounted" in kinds and row in (WALKS if drawn else WALK),
            "moisture": "moisture" in report.terrain,
            "cold": "snow" in scenario.seasons if row == "snow" else "thaw" in scenario.seasons,
            "soils": row in soils,
        }.get(subject, subject not in IDLE and row in rows.get(subject, (row,)))
        if asked and not {row, quantity.removeprefix("delay_")} & idle:
            used[key] = estimate
    return used


def tag_counts(coefficients: dict[str, Estimate]) -> dict[str, int]:
    """Return how many coefficients carry each tag, in the order of trust."""
    tags = [estimate.tag for estimate in coefficients.values()]
    return {tag: tags.count(tag) for tag in TAGS}  # type: ignore[arg-type]
