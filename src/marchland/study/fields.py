"""Speed and travel time of every case, for the map in the browser."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from math import ceil, sqrt

import xarray as xr

from marchland.barriers.evaluate import Built, Ground
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import travel_time
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.outputs.report import Case, Fields
from marchland.outputs.webmap.lattice import MOST_PIXELS

MOST_CELLS = 2_000_000
"""Cells above which travel times are worked out for the headline's approach alone."""

Way = tuple[str, str, str]
Found = tuple[Way, xr.DataArray, xr.DataArray | None]


def case_fields(
    ground: Ground, built: Built, headline: Case, progress: Callable[[str], None] = lambda _: None
) -> Fields:
    """Return speed and travel time of every case, at best values.

    All are worked out on every cell; of a large ground every so manieth is kept.

    Parameters
    ----------
    ground : Ground
    built : Built
        The plan.
    headline : Case
        On ground of more than :data:`MOST_CELLS` the travel times are of its approach alone.
    progress : callable, optional
        Told the name of the step.

    Returns
    -------
    Fields
        A mover that the plan holds for a time which nobody declared has no time after.
    """
    progress("speed and travel time of every mover and season")
    few = ground.terrain["cover"].size > MOST_CELLS
    ways = [ends for ends in ground.terminals if not few or ends.approach.name == headline.approach]

    def run(case: tuple[Mover, Season]) -> tuple[xr.DataArray, list[Found]]:
        pace = ground.speed(*case)
        return thinned(pace), list(_times(pace, case, ways, built))

    with ThreadPoolExecutor(ground.workers) as pool:
        found = list(pool.map(run, ground.cases))
    rows = [row for _, times in found for row in times]
    return Fields(
        speed={
            (m.name, s.name): each for (m, s), (each, _) in zip(ground.cases, found, strict=True)
        },
        before={way: before for way, before, _ in rows},
        after={way: after for way, _, after in rows if after is not None},
    )


def thinned(data: xr.DataArray, most: int = MOST_PIXELS) -> xr.DataArray:
    """Return every so manieth cell of a raster, so that no more than `most` are left.

    Parameters
    ----------
    data : xarray.DataArray
        On a grid.
    most : int
        Cells.

    Returns
    -------
    xarray.DataArray
        On a grid of larger cells, each with the value at its centre.
    """
    every = ceil(sqrt(data.size / most)) if data.size > most else 1
    if every == 1 or min(data.shape) < 2 * every:
        return data
    middle = slice(every // 2, None, every)
    return data.isel(y=middle, x=middle).copy()


def _times(
    pace: xr.DataArray, case: tuple[Mover, Season], ways: list[Terminals], built: Built
) -> Iterator[Found]:
    """Yield the travel time of each approach before and after, where it is known."""
    mover, season = case
    unknown = built.unknown(mover.kind)
    barriers = None if unknown else built.barriers(mover.kind, "best")
    for ends in ways:
        before = travel_time(pace, ends.origins, avoid=ends.avoid)
        after = before
        if barriers is not None:
            after = travel_time(pace, ends.origins, avoid=ends.avoid, barriers=barriers)
        way = (ends.approach.name, mover.name, season.name)
        yield way, thinned(before), None if unknown else thinned(after)
