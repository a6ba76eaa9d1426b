"""The offer of a ground: which options can be chosen there, and the raster that judges them."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.built import Built
from marchland.barriers.evaluate import Ground
from marchland.consequences.price import priced
from marchland.errors import ScopeError
from marchland.kernels.walls import Barriers
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import crossing, step_cost, travel_time
from marchland.model.declaration import Declaration
from marchland.model.estimate import Level
from marchland.model.measure import Measure
from marchland.model.mover import Kind, Mover
from marchland.model.season import Season
from marchland.optimise.candidates import Candidates
from marchland.optimise.choices import Choices
from marchland.optimise.follower import Member
from marchland.optimise.offer import Offer
from marchland.optimise.patches import ROUNDING, Movement, least_times
from marchland.optimise.raster import RasterFollower

SHORTEST = float(np.sqrt(0.5))
Case = tuple[Mover, Season]


def offered(
    ground: Ground,
    choices: Choices,
    cases: tuple[Case, ...],
    *,
    level: Level = "best",
) -> Offer:
    """Return what can be chosen on a ground.

    Parameters
    ----------
    ground : Ground
    choices : Choices
    cases : tuple of (Mover, Season)
        Whose opposing movement judges a plan. Those that no option holds for a declared time
        are left out, and so are movements with no way through as it is.
    level : {"low", "best", "high"}
        End of the ranges of delays.

    Returns
    -------
    Offer
        Its options are those that hold every case that is left, for a declared time and at
        a known cost. What slows or changes ground is left out: only delays are searched.

    Raises
    ------
    ScopeError
        If something that is not a measure, such as a declaration, is offered.
    """
    refuse(choices.measures)
    held = [(m, s) for m, s in cases if any(_holds(x, m, level) for x in choices.measures)]
    known = {x.name for x in choices.measures if held and all(_usable(x, m) for m, _ in held)}
    usable = choices.options[choices.options["measure"].isin(known)].sort_values("option")
    usable = priced(usable, ("cost_eur", "land_m2"))
    table = _described(usable.reset_index(drop=True), choices)
    here = _Here(ground, choices, table, tuple(held), level)
    words = [f"{m.name}, {s.name}: nothing holds it for a declared time"
             for m, s in cases if (m, s) not in held]  # fmt: skip
    words += [f"{name}: no way through without measures" for name in here.closed]
    words += [
        f"{len(rows)} options of {name}: it does not hold, or nobody has declared for how long"
        for name, rows in choices.options.groupby("measure", sort=True)
        if name not in known and held
    ]
    dear = choices.options["measure"].isin(known).sum() - len(usable)
    words += [f"{dear} options: what they cost is unknown"] if dear else []
    return Offer(
        table=table,
        candidates=here.candidates(),
        sites=tuple(choices.sites.table["site"]),
        follower=here.follower(),
        base_s=here.base_s,
        measured=here.measured,
        own=here.own,
        spread_s=(here.delays("low"), here.delays("high")),
        left_out=tuple(words),
    )


def refuse(measures: Iterable[object]) -> None:
    """Refuse what is no measure, above all a declared area.

    Raises
    ------
    ScopeError
    """
    for measure in measures:
        if isinstance(measure, Declaration):
            what = f"{measure.name} is declared by the analyst, to assess what it means"
            remedy = "Use marchland.assess; a declared area is never an option of a plan."
            raise ScopeError.one("measures", what, remedy)
        if not isinstance(measure, Measure):
            what = f"a {type(measure).__name__} cannot be an option"
            raise ScopeError.one("measures", what, "Offer measures.")


def _holds(measure: Measure, mover: Mover, level: Level) -> bool:
    delay = measure.delay_s(mover.kind)
    return delay is not None and delay.at(level) > 0


def _usable(measure: Measure, mover: Mover) -> bool:
    """Tell what the search can weigh: measures that hold, for declared times, and no others."""
    slow = measure.slow(mover.kind)
    changes = measure.becomes is not None or slow is None or slow.low < 1
    return bool(measure.holds) and not changes and measure.known(mover.kind)


def _described(options: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """Return options with what their sites are."""
    sites = choices.sites.table.set_index("site")
    new = {c: options["site"].map(sites[c]) for c in ("kind", "approach", "band")}
    return options.assign(**new)


@dataclass(frozen=True)
class _Here:
    """A ground on which some options stand to choice."""

    ground: Ground
    choices: Choices
    table: pd.DataFrame
    held: tuple[Case, ...]
    level: Level

    @cached_property
    def jobs(self) -> tuple[tuple[Case, Terminals, xr.DataArray, float], ...]:
        """Opposing movements with a way through: who, where, at what speed and in what time."""
        opposing = [e for e in self.ground.terminals if e.approach.side == "opposing"]
        every = self._timed([(c, ends) for c in self.held for ends in opposing])
        return tuple(job for job in every if np.isfinite(job[3]))

    @cached_property
    def closed(self) -> tuple[str, ...]:
        """Movements with no way through."""
        opposing = [e for e in self.ground.terminals if e.approach.side == "opposing"]
        names = [_name(c, ends) for c in self.held for ends in opposing]
        left = {_name(case, ends) for case, ends, _, _ in self.jobs}
        return tuple(name for name in names if name not in left)

    @cached_property
    def own_jobs(self) -> tuple[tuple[Case, Terminals, xr.DataArray, float], ...]:
        """One's own movements, those without a way through left out."""
        own = [ends for ends in self.ground.terminals if ends.approach.side == "own"]
        every = self._timed([(c, ends) for c in self.ground.cases for ends in own])
        return tuple(job for job in every if np.isfinite(job[3]))

    @property
    def base_s(self) -> tuple[float, ...]:
        return tuple(time for *_, time in self.jobs)

    def candidates(self) -> Candidates:
        number = {site: n for n, site in enumerate(self.choices.sites.table["site"])}
        where = np.array([number[site] for site in self.table["site"]], np.int64)
        return Candidates(tuple(self.table["option"]), where, self.delays(self.level))

    def delays(self, level: Level) -> np.ndarray:
        """Return the delay of each movement at each option, float64 s."""
        known = {measure.name: measure for measure in self.choices.measures}
        delays = [
            [self._delay(known[name], case[0].kind, level) for name in self.table["measure"]]
            for case, *_ in self.jobs
        ]
        return np.array(delays, float).reshape(len(self.jobs), len(self.table))

    def follower(self) -> RasterFollower:
        """Return the raster, on ground pruned to where it can matter under any plan."""
        with ThreadPoolExecutor(self.ground.workers) as pool:
            movements = list(pool.map(self._movement, self.jobs))
        every = self.choices.sites
        held = every.table["site"].isin(self.table["site"]).to_numpy()
        number = np.where(np.concatenate([[False], held]), np.arange(held.size + 1), 0)
        owner = number.astype(every.owner.dtype)[every.owner]
        return RasterFollower(movements, owner, workers=self.ground.workers)

    def measured(self, chosen: frozenset[str]) -> tuple[float, ...]:
        built = self.choices.standing(chosen)

        def run(job: tuple[Case, Terminals, xr.DataArray, float]) -> float:
            case, ends, pace, _ = job
            return crossing(pace, ends, barriers=built.barriers(case[0].kind, self.level)).time_s

        with ThreadPoolExecutor(self.ground.workers) as pool:
            return tuple(pool.map(run, self.jobs))

    def own(self, chosen: frozenset[str]) -> dict[str, float]:
        """Return the longest time of every approach of one's own; NaN where it is unknown."""
        built = self.choices.standing(chosen)
        longest: dict[str, float] = {}
        for case, ends, pace, _ in self.own_jobs:
            name = ends.approach.name
            time = float(np.maximum(longest.get(name, 0.0), self._own(case, ends, pace, built)))
            longest[name] = time
        return longest

    def _own(self, case: Case, ends: Terminals, pace: xr.DataArray, built: Built) -> float:
        if built.unknown(case[0].kind):
            return float("nan")
        if built.changes_speed(case[0].kind):
            pace = self.ground.speed(*case, built=built)
        return crossing(pace, ends, barriers=built.barriers(case[0].kind, self.level)).time_s

    def _delay(self, measure: Measure, kind: Kind, level: Level) -> float:
        delay = measure.delay_s(kind)
        if delay is None:
            raise ValueError(f"the delay of {measure.name} for {kind} is not declared")
        return delay.at(level)

    def _timed(
        self, pairs: list[tuple[Case, Terminals]]
    ) -> list[tuple[Case, Terminals, xr.DataArray, float]]:
        found: dict[tuple[str, str], xr.DataArray] = {}
        for mover, season in (case for case, _ in pairs):
            if (mover.name, season.name) not in found:
                found[mover.name, season.name] = self.ground.speed(mover, season)
        paces = [found[m.name, s.name] for (m, s), _ in pairs]
        with ThreadPoolExecutor(self.ground.workers) as pool:
            times = list(pool.map(lambda n: crossing(paces[n], pairs[n][1]).time_s,
                                  range(len(pairs))))  # fmt: skip
        return [(*pair, pace, t) for pair, pace, t in zip(pairs, paces, times, strict=True)]

    def _movement(self, job: tuple[Case, Terminals, xr.DataArray, float]) -> Movement:
        """Return a movement on pruned ground.

        With everything built the time is the longest it can be; ground that has to do with
        quicker crossings only is kept, and how quick: see
        :func:`marchland.optimise.patches.least_times`. Through a triangle a label rises by at
        least ``sqrt(1/2)`` of what the step along its edge takes.
        """
        case, ends, pace, _ = job
        most = crossing(pace, ends, barriers=self._all(case[0].kind)).time_s
        there = travel_time(pace, ends.origins, avoid=ends.avoid).values
        back = travel_time(pace, ends.objectives, avoid=ends.avoid, reverse=True).values
        meet = ends.approach.meet
        least = least_times(there, back, meet=meet, shortest=SHORTEST)
        cost = step_cost(pace, ends.avoid)
        least[~(least <= most * (1 + ROUNDING)) | ~np.isfinite(cost)] = np.inf
        cost[~np.isfinite(least)] = np.inf
        member = Member(_name(case, ends))
        return Movement(member, cost, ends.origins, ends.objectives, meet=meet, least=least)

    def _all(self, kind: Kind) -> Barriers:
        """Return what stands where every site holds a mover as long as any option can."""
        known = {measure.name: measure for measure in self.choices.measures}
        delays = self.table["measure"].map(lambda name: self._delay(known[name], kind, self.level))
        longest = delays.astype(float).groupby(self.table["site"]).max()
        sites = self.choices.sites
        held = sites.table["site"].map(longest).fillna(0.0).to_numpy(float)
        return Barriers(sites.owner, np.concatenate([[0.0], held]).astype(np.float32))


def _name(case: Case, ends: Terminals) -> str:
    return f"{ends.approach.name}: {case[0].name}, {case[1].name}"
