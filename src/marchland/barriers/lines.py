"""Doors of every approach, and the lines on which something could be built."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b

import numpy as np
import xarray as xr

from marchland.barriers.evaluate import Ground
from marchland.mobility.bottlenecks import Door, bottlenecks, narrowest
from marchland.mobility.corridors import corridors
from marchland.mobility.terminals import Terminals
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

    A door depends on where a mover passes and not on how fast, so that cases to which the
    same ground is open share it.

    Parameters
    ----------
    ground : Ground

    Returns
    -------
    dict of {(mover, season): tuple of Door}
        Approaches that no line closes are left out.
    """
    groups: dict[bytes, list[tuple[Mover, Season]]] = {}
    for case in ground.cases:
        open_ground = np.packbits(ground.speed(*case).values != 0)
        groups.setdefault(blake2b(open_ground.tobytes()).digest(), []).append(case)
    jobs = [(cases[0], ends) for cases in groups.values() for ends in ground.terminals]

    def find(job: tuple[tuple[Mover, Season], Terminals]) -> Door | None:
        case, ends = job
        return narrowest(ground.speed(*case), ends)

    with ThreadPoolExecutor(ground.workers) as pool:
        found = iter(list(pool.map(find, jobs)))
    doors: dict[tuple[str, str], tuple[Door, ...]] = {}
    for cases in groups.values():
        some = tuple(door for door in (next(found) for _ in ground.terminals) if door is not None)
        doors |= {(mover.name, season.name): some for mover, season in cases}
    return {(m.name, s.name): doors[m.name, s.name] for m, s in ground.cases}
