"""What one more option changes, worked out from what is known already.

The full raster is marched once for each movement; after that only what a change of what is
built reaches is worked out again, bit for bit as afresh.
"""

from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from marchland.barriers.built import Built
from marchland.barriers.evaluate import Ground
from marchland.barriers.sites import Sites
from marchland.mobility.setting import OPPOSITE
from marchland.mobility.speed import speed
from marchland.mobility.terminals import Terminals
from marchland.mobility.whatif import Timed, timed, what_if
from marchland.model.estimate import Level
from marchland.model.measure import Measure
from marchland.model.mover import Kind, Mover
from marchland.model.season import Season


@dataclass(frozen=True)
class Movement:
    """A movement on an approach through what is built, ready to be asked what if.

    Parameters
    ----------
    ground : Ground
    case : (Mover, Season)
    ends : Terminals
    level : {"low", "best", "high"}
        Of the time: low is the shortest.
    built : Built
    there : Timed
        From the origins.
    back : Timed or None
        From the objectives, where both ends move.
    """

    ground: Ground
    case: tuple[Mover, Season]
    ends: Terminals
    level: Level
    built: Built
    there: Timed
    back: Timed | None

    @property
    def time_s(self) -> float:
        """Crossing time in s, as :func:`marchland.mobility.travel.crossing` has it."""
        times = self.there.solved.time
        if self.back is not None:
            return float(np.maximum(times, self.back.solved.time).min())
        return float(times[self.ends.objectives].min(initial=np.inf))


def movement(
    ground: Ground,
    case: tuple[Mover, Season],
    ends: Terminals,
    built: Built,
    level: Level = "best",
) -> Movement:
    """Return a movement through what is built, timed over the full raster.

    Parameters
    ----------
    ground : Ground
    case : (Mover, Season)
    ends : Terminals
    built : Built
    level : {"low", "best", "high"}

    Returns
    -------
    Movement

    Raises
    ------
    ValueError
        If a delay or a share of what is built is not declared.
    """
    pace = ground.speed(*case, OPPOSITE[level], built)
    walls = built.barriers(case[0].kind, level)
    there = timed(pace, ends.origins, avoid=ends.avoid, barriers=walls)
    back = None
    if ends.approach.meet:
        back = timed(pace, ends.objectives, avoid=ends.avoid, barriers=walls)
    return Movement(ground, case, ends, level, built, there, back)


def with_built(before: Movement, built: Built) -> Movement:
    """Return the movement through other options, worked out only where they change it.

    Parameters
    ----------
    before : Movement
        Left as it is.
    built : Built
        All that stands then, on the same sites.

    Returns
    -------
    Movement
        As :func:`movement` returns it afresh.

    Raises
    ------
    ValueError
        If a delay or a share of what is built is not declared, or the sites are others.
    """
    if built.sites.owner is not before.built.sites.owner:
        raise ValueError("what is built before and after stands on different sites")
    walls = built.barriers(before.case[0].kind, before.level)
    pace = _changed_pace(before, built)
    there = what_if(before.there, walls, pace)
    back = None if before.back is None else what_if(before.back, walls, pace)
    return replace(before, built=built, there=there, back=back)


def _changed_pace(before: Movement, built: Built) -> xr.DataArray | None:
    """Return the speed, computed anew around the sites whose ground changes; None if none."""
    kind = before.case[0].kind
    was, now = (_grounds(each, kind) for each in (before.built, built))
    numbers = [number for number in {*was, *now} if was.get(number) != now.get(number)]
    owner = built.sites.owner
    rows, cols = np.nonzero(np.isin(owner, numbers))
    if not rows.size:
        return None
    part = slice(rows.min(), rows.max() + 1), slice(cols.min(), cols.max() + 1)
    mover, season = before.case
    level, table = OPPOSITE[before.level], before.ground.coefficients
    near = replace(built, sites=Sites(built.sites.table, owner[part]))
    ground = near.ground(before.ground.terrain.isel(y=part[0], x=part[1]), table)
    fresh = speed(ground, mover, season, level=level, coefficients=table).values
    share = near.share(kind, level)
    pace = before.there.speed.copy()
    pace.values[part] = fresh if share is None else fresh * share
    return pace


def _grounds(built: Built, kind: Kind) -> dict[int, tuple[object, ...]]:
    """Return what each site does to speed, by its number; sites that do nothing are left out."""
    found = {
        number: tuple((m.becomes, m.slow(kind)) for m in there if _acts(m, kind))
        for number, _, there in built.standing()
    }
    return {number: does for number, does in found.items() if does}


def _acts(measure: Measure, kind: Kind) -> bool:
    share = measure.slow(kind)
    return measure.becomes is not None or share is None or share.low < 1
