"""Doors of every approach, and the lines on which something could be built."""

from concurrent.futures import ThreadPoolExecutor

import xarray as xr

from marchland.barriers.evaluate import Ground
from marchland.mobility.bottlenecks import Door, bottlenecks, narrowest
from marchland.mobility.corridors import corridors
from marchland.model.mover import Kind, Mover
from marchland.model.season import Season


def closing_lines(speed: xr.DataArray, ground: Ground, kinds: set[Kind]) -> tuple[Door, ...]:
    """Return lines that close each opposing approach, the shortest in each band of depth.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s of the mover whose times set the bands.
    ground : Ground
    kinds : set of {"dismounted", "wheeled", "tracked"}
        The movers to close it to, in every season of the study.

    Returns
    -------
    tuple of Door
    """
    passable = ~(speed.values == 0)
    for mover, season in ground.cases:
        if mover.kind in kinds:
            passable |= ~(ground.speed(mover, season).values == 0)
    opposing = [ends for ends in ground.terminals if ends.approach.side == "opposing"]
    found = (bottlenecks(speed, e, corridors(speed, e), passable=passable) for e in opposing)
    return tuple(door for doors in found for door in doors)


def narrowest_doors(ground: Ground) -> dict[tuple[str, str], tuple[Door, ...]]:
    """Return the narrowest door of each approach, by mover and season.

    Parameters
    ----------
    ground : Ground

    Returns
    -------
    dict of {(mover, season): tuple of Door}
        Approaches that no line closes are left out.
    """

    def find(case: tuple[Mover, Season]) -> tuple[Door, ...]:
        pace = ground.speed(*case)
        found = (narrowest(pace, ends) for ends in ground.terminals)
        return tuple(door for door in found if door is not None)

    with ThreadPoolExecutor(ground.workers) as pool:
        doors = list(pool.map(find, ground.cases))
    return {(m.name, s.name): found for (m, s), found in zip(ground.cases, doors, strict=True)}
