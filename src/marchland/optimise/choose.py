"""Choosing a plan on the ground: the search's questions answered by the full raster."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from marchland.barriers.evaluate import Built, Ground
from marchland.barriers.sites import Sites
from marchland.consequences.price import priced, total
from marchland.kernels.walls import Barriers
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import crossing, travel_time
from marchland.model.measure import Measure
from marchland.model.mover import Mover
from marchland.model.plan import Plan
from marchland.model.season import Season
from marchland.optimise.search import Outcome, search

_SHORTEST = np.float32(np.sqrt(0.5))


@dataclass(frozen=True)
class Choices:
    """What may be built.

    Parameters
    ----------
    sites : Sites
    measures : tuple of Measure
    options : pandas.DataFrame
        Priced.
    """

    sites: Sites
    measures: tuple[Measure, ...]
    options: pd.DataFrame

    def standing(self, chosen: Iterable[str]) -> Built:
        """Return what stands on the ground when these options, ``site:measure``, are built."""
        known = {measure.name: measure for measure in self.measures}
        there: dict[str, list[Measure]] = {}
        for site, _, measure in (name.rpartition(":") for name in sorted(chosen)):
            there.setdefault(site, []).append(known[measure])
        each = {site: m[0] if len(m) == 1 else tuple(m) for site, m in there.items()}
        return Built(self.sites, each)


@dataclass(frozen=True)
class Movement:
    """One opposing movement, on the ground that can matter to it under any plan.

    Parameters
    ----------
    mover : Mover
    season : Season
    ends : Terminals
    speed : xarray.DataArray
        m/s; 0 where no fastest way can run, whatever is built.
    """

    mover: Mover
    season: Season
    ends: Terminals
    speed: xr.DataArray


def choose(
    ground: Ground,
    choices: Choices,
    limits: dict[str, float],
    *,
    cases: tuple[tuple[Mover, Season], ...],
    tick: Callable[[], None] = lambda: None,
) -> Plan:
    """Return a plan that delays the fastest opposing movement, within limits.

    Parameters
    ----------
    ground : Ground
    choices : Choices
    limits : dict of {str: float}
        Most of ``cost_eur`` and ``land_m2``, at their best estimates.
    cases : tuple of (Mover, Season)
        The least crossing time over these and the opposing approaches is maximised.
        Those that no option holds for a declared time are left out.
    tick : callable
        Called after each full-raster evaluation.

    Returns
    -------
    Plan
        Empty where no option has a declared delay for any mover: there is then nothing to
        choose on.
    """
    held = [(m, s) for m, s in cases if any(_holds(x, m) for x in choices.measures)]
    usable = choices.options[
        choices.options["measure"].isin(
            [x.name for x in choices.measures if held and all(_usable(x, m) for m, _ in held)]
        )
    ]
    usable = priced(usable, ("cost_eur", "land_m2"))
    opposing = [ends for ends in ground.terminals if ends.approach.side == "opposing"]
    words = " or ".join(f"{mover.name}, {season.name}" for mover, season in held)
    objective = f"least crossing time in s of opposing approaches: {words}"
    if usable.empty or not opposing:
        none = choices.options.iloc[:0]
        return Plan((), total(none, "cost_eur"), total(none, "land_m2"), objective,
                    float("nan"), None, "no option has a declared delay", 0)  # fmt: skip
    held_longest = {mover.kind: _longest(choices, usable, mover) for mover, _ in held}
    jobs = [(case, ends) for case in held for ends in opposing]
    with ThreadPoolExecutor(ground.workers) as pool:
        movements = list(
            pool.map(lambda job: _movement(ground, held_longest[job[0][0].kind], *job), jobs)
        )

        def evaluate(chosen: frozenset[str]) -> Outcome:
            built = choices.standing(chosen)
            found = pool.map(lambda movement: _fastest(movement, built), movements)
            tick()
            return min(found, key=lambda outcome: outcome.value_s)

        return search(usable, limits, evaluate, objective=objective)


def _holds(measure: Measure, mover: Mover) -> bool:
    delay = measure.delay_s(mover.kind)
    return delay is not None and delay.high > 0


def _usable(measure: Measure, mover: Mover) -> bool:
    """Tell what the search can weigh: measures that hold, for declared times, and no others."""
    slow = measure.slow(mover.kind)
    changes = measure.becomes is not None or slow is None or slow.low < 1
    return bool(measure.holds) and not changes and measure.known(mover.kind)


def _longest(choices: Choices, usable: pd.DataFrame, mover: Mover) -> Built:
    """Return what stands where every site holds a mover for as long as any measure can."""
    delays = {
        measure.name: delay.best
        for measure in choices.measures
        if (delay := measure.delay_s(mover.kind)) is not None
    }
    ordered = usable.loc[usable["measure"].map(delays).sort_values(kind="stable").index]
    return choices.standing(ordered.drop_duplicates("site", keep="last")["option"])


def _movement(
    ground: Ground, whole: Built, case: tuple[Mover, Season], ends: Terminals
) -> Movement:
    """Return a movement on pruned ground.

    With everything built the time is the longest it can be. A cell matters only if it is
    reached by then and what is left of that time suffices for the way on. Through a
    triangle a label rises by at least ``sqrt(1/2)`` of what the step along its edge takes,
    so that share of the unhindered way on is a bound in any direction. Of a meeting, a
    cell matters only if one of the two ends reaches it in time.
    """
    speed = ground.speed(*case)
    most = crossing(speed, ends, barriers=whole.barriers(case[0].kind, "best")).time_s
    there = travel_time(speed, ends.origins, avoid=ends.avoid).values
    back = travel_time(speed, ends.objectives, avoid=ends.avoid, reverse=True).values
    least = np.fmin(there, back) if ends.approach.meet else there + _SHORTEST * back
    far = least > most * (1 + 1e-4)
    return Movement(*case, ends, speed.where(~far, np.float32(0)))


def _fastest(movement: Movement, built: Built) -> Outcome:
    barriers: Barriers | None = built.barriers(movement.mover.kind, "best")
    way = crossing(movement.speed, movement.ends, barriers=barriers, route=True)
    if not way.path.size:
        return Outcome(way.time_s, ())
    rows, cols = way.path.T
    numbers = np.unique(built.sites.owner[rows, cols])
    names = built.sites.table["site"].to_numpy()[numbers[numbers > 0] - 1]
    return Outcome(way.time_s, tuple(str(name) for name in names))
