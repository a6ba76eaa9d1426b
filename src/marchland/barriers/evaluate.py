"""What a set of options does to every movement, on the full raster."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.built import Built as Built
from marchland.catalogue.read import Catalogue
from marchland.mobility.setting import OPPOSITE
from marchland.mobility.speed import speed
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import crossing
from marchland.model.estimate import Level, spanning
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.scenario.form import Scenario


@dataclass(frozen=True)
class Ground:
    """The ground and everyone who moves on it: what every evaluation shares.

    Parameters
    ----------
    terrain : xarray.Dataset
    terminals : tuple of Terminals
        The approaches.
    cases : tuple of (Mover, Season)
        Who moves, and when.
    coefficients : Catalogue
    workers : int
        Threads; results do not depend on it.
    """

    terrain: xr.Dataset
    terminals: tuple[Terminals, ...]
    cases: tuple[tuple[Mover, Season], ...]
    coefficients: Catalogue
    workers: int = 2

    def ends(self, approach: str) -> Terminals:
        """Return the cells of an approach by name."""
        return next(ends for ends in self.terminals if ends.approach.name == approach)

    def case(self, mover: str, season: str) -> tuple[Mover, Season]:
        """Return a case by its names."""
        return next(c for c in self.cases if (c[0].name, c[1].name) == (mover, season))

    def speed(
        self, mover: Mover, season: Season, level: Level = "best", built: Built | None = None
    ) -> xr.DataArray:
        """Return the speed of one case at one level, m/s, on the ground as built.

        Raises
        ------
        ValueError
            If something built slows the mover by a share that nobody has declared.
        """
        if built is None or not built.changes_speed(mover.kind):
            return speed(self.terrain, mover, season, level=level, coefficients=self.coefficients)
        terrain = built.ground(self.terrain, self.coefficients)
        pace = speed(terrain, mover, season, level=level, coefficients=self.coefficients)
        share = built.share(mover.kind, level)
        return pace if share is None else pace.copy(data=pace.values * share)


def cases(scenario: Scenario, table: Catalogue) -> tuple[tuple[Mover, Season], ...]:
    """Return every mover of a scenario in every season of it."""
    seasons = [table.season(name) for name in scenario.seasons]
    return tuple((table.mover(name), season) for name in scenario.movers for season in seasons)


def fastest_cases(times: pd.DataFrame, ground: Ground) -> tuple[tuple[Mover, Season], ...]:
    """Return, for each mover, the season in which an opposing approach is shortest."""
    opposing = times[times["side"] == "opposing"].sort_values("best_s", kind="stable")
    rows = opposing.drop_duplicates("mover")
    return tuple(ground.case(row.mover, row.season) for row in rows.itertuples())


def crossing_times(
    ground: Ground, built: Built | None = None, *, tick: Callable[[], None] = lambda: None
) -> pd.DataFrame:
    """Return how long every approach takes, for every mover and season.

    Parameters
    ----------
    ground : Ground
    built : Built, optional
        What stands on it; nothing by default.
    tick : callable
        Called after each case and level.

    Returns
    -------
    pandas.DataFrame
        Columns approach, side, mover, season, low_s, best_s, high_s: low is the shortest
        time, on the fastest ground with the shortest delays. inf is no way through, NaN
        unknown, because a delay on the ground is not declared.
    """
    jobs = [(case, level) for case in ground.cases for level in OPPOSITE]

    def run(job: tuple[tuple[Mover, Season], Level]) -> list[tuple[object, ...]]:
        (mover, season), level = job
        rows = list(_times(ground, built, mover, season, level))
        tick()
        return rows

    with ThreadPoolExecutor(ground.workers) as pool:
        rows = [row for result in pool.map(run, jobs) for row in result]
    long = pd.DataFrame(rows, columns=["approach", "side", "mover", "season", "level", "time_s"])
    keys = ["approach", "side", "mover", "season"]
    wide = long.pivot_table(index=keys, columns="level", values="time_s", sort=False, dropna=False)
    wide = wide.reindex(pd.MultiIndex.from_frame(long[keys].drop_duplicates()))
    return wide[["low", "best", "high"]].add_suffix("_s").rename_axis(columns=None).reset_index()


def _times(
    ground: Ground, built: Built | None, mover: Mover, season: Season, level: Level
) -> Iterable[tuple[object, ...]]:
    unknown = built is not None and built.unknown(mover.kind)
    if not unknown:
        pace = ground.speed(mover, season, OPPOSITE[level], built)
        barriers = built.barriers(mover.kind, level) if built is not None else None
    for ends in ground.terminals:
        time = float("nan") if unknown else crossing(pace, ends, barriers=barriers).time_s
        yield (ends.approach.name, ends.approach.side, mover.name, season.name, level, time)


def time_added(rows: pd.DataFrame) -> tuple[float, float, float]:
    """Return by how much a plan delays whom it delays most: least, best and greatest, s.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of :func:`effect`, such as those of one approach.

    Returns
    -------
    tuple of float
        The most that any of them is delayed, at best values; and the least and the greatest
        that it is at any level: ground on which everything is slow can make up for long delays.
        A movement that had no way before loses nothing; inf is no way through with the plan,
        NaN unknown.
    """
    found = []
    for level in ("low", "best", "high"):
        was, now = (rows[f"{when}_{level}_s"] for when in ("before", "after"))
        more = (now - was)[np.isfinite(was)]
        found.append(float(more.max(skipna=False)) if len(more) else 0.0)
    return (float("nan"),) * 3 if np.isnan(found).any() else spanning(*found)


def effect(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the crossing times before and after, side by side, worst case first.

    Parameters
    ----------
    before, after : pandas.DataFrame
        As :func:`crossing_times` returns them for the same ground.

    Returns
    -------
    pandas.DataFrame
        Columns approach, side, mover, season, before_low_s … before_high_s,
        after_low_s … after_high_s; opposing approaches first, each by the time after.
    """
    keys: list[Literal["approach", "side", "mover", "season"]] = [
        "approach",
        "side",
        "mover",
        "season",
    ]
    both = before.merge(after, on=keys, suffixes=("_before", "_after"), validate="1:1")
    named = {
        f"{level}_s_{when}": f"{when}_{level}_s"
        for when in ("before", "after")
        for level in ("low", "best", "high")
    }
    order = ["side", "approach", "after_best_s", "before_best_s", "mover", "season"]
    table = both.rename(columns=named).sort_values(order, ignore_index=True)
    return table[[*keys, *named.values()]]
