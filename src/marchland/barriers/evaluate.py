"""What a set of options does to every movement, on the full raster."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.sites import Sites
from marchland.catalogue.read import Catalogue
from marchland.kernels.walls import Barriers
from marchland.mobility.setting import OPPOSITE
from marchland.mobility.speed import speed
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import crossing
from marchland.model.estimate import Level
from marchland.model.measure import Measure
from marchland.model.mover import Kind, Mover
from marchland.model.season import Season
from marchland.scenario.form import Scenario


@dataclass(frozen=True)
class Built:
    """A set of options standing on the ground.

    Parameters
    ----------
    sites : Sites
    measures : dict of {str: Measure}
        By site name: what stands there. Sites left out are as they were.
    """

    sites: Sites
    measures: dict[str, Measure]

    def unknown(self, kind: Kind) -> bool:
        """Tell whether any of it holds this kind of mover for a time nobody has declared."""
        return any(m.delay_s(kind) is None for m in self.measures.values())

    def barriers(self, kind: Kind, level: Level) -> Barriers | None:
        """Return the delays for one kind of mover, or None where nothing holds it.

        Raises
        ------
        ValueError
            If a delay is unknown.
        """
        if not self.measures:
            return None
        delays = np.zeros(len(self.sites.table) + 1, np.float32)
        for number, name in enumerate(self.sites.table["site"], start=1):
            measure = self.measures.get(name)
            if measure is not None:
                delay = measure.delay_s(kind)
                if delay is None:
                    raise ValueError(f"the delay of {measure.name} for {kind} is not declared")
                delays[number] = delay.at(level)
        held = np.where(delays > 0, np.arange(delays.size), 0).astype(np.uint16)
        return Barriers(held[self.sites.owner], delays) if held.any() else None


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

    def speed(self, mover: Mover, season: Season, level: Level = "best") -> xr.DataArray:
        """Return the speed of one case at one level."""
        return speed(self.terrain, mover, season, level=level, coefficients=self.coefficients)


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
    pace = ground.speed(mover, season, OPPOSITE[level])
    for ends in ground.terminals:
        if built is not None and built.unknown(mover.kind):
            time = float("nan")
        else:
            barriers = built.barriers(mover.kind, level) if built is not None else None
            time = crossing(pace, ends, barriers=barriers).time_s
        yield (ends.approach.name, ends.approach.side, mover.name, season.name, level, time)


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
