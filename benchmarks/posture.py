"""What a defence in time takes: drawn passages, views, and an adversary that adapts."""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np

from benchmarks.rasters import CELL_M, Field
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach
from marchland.model.estimate import Estimate
from marchland.model.grid import Grid
from marchland.posture.adversary import Search, Watch, vulnerable
from marchland.posture.montecarlo import Spread, simulate
from marchland.posture.sensing import Sensor, coverage
from marchland.posture.timeline import Response, Task, easi
from marchland.schema import raster

TRIALS = 10**6
PATH = ((0, 10, 3), (0, 12, 3.6), (0.9, 90, 27), (0, 10, 3), (0.9, 90, 27), (0, 120, 36))
"""The textbook's path: detection, mean s, standard deviation s."""

Found = TypeVar("Found")
SENSORS, RANGE_M, THIN, LONGEST = 8, 2400.0, 0.05, 1.3


def drawn() -> dict[str, str]:
    """Draw the textbook's path a million times on two threads, in two shapes."""
    path = [Task(str(n), mean, chance, spread) for n, (chance, mean, spread) in enumerate(PATH)]
    answer = Response(300, 90, communication=0.95)
    simulate(path, answer, seed=1, trials=1000)
    told = {}
    for spread in (Spread("normal"), Spread("lognormal", 0.5, 0.5)):
        draw = partial(simulate, path, answer, seed=1, spread=spread, trials=TRIALS, threads=2)
        found, (wall, cpu) = _seconds(draw)
        told[f"{TRIALS:,} passages, {spread.shape}"] = f"{wall:.2f} s, {cpu:.2f} s CPU"
        if spread.shape == "normal":
            off = abs(found.probability - easi(path, answer).probability) / found.error
            told["distance from the formula"] = f"{off:.1f} standard errors"
    return told


def adapting(ground: Field) -> dict[str, str]:
    """Find the most vulnerable path past some towers on the benchmark's ground."""
    side = len(ground.speed)
    grid = Grid(3035, 0.0, side * CELL_M, CELL_M, side, side)
    speed = raster(ground.speed, grid, "speed", "m/s")
    surface = raster(ground.height.astype(np.float32), grid, "surface", "m")
    sensors = _towers(grid)
    coverage(surface, sensors[:1], 2.0)
    seen, (_, cpu) = _seconds(lambda: coverage(surface, sensors, 2.0))
    told = {f"{side} x {side}: {SENSORS} views of {RANGE_M:g} m": f"{cpu:.2f} s CPU"}
    ends, watch = _across(ground), Watch(seen.rate.values, np.zeros(1))
    vulnerable(speed, ends, None, watch, search=Search(1.0))
    for thin in (0.0, THIN):
        search = partial(vulnerable, speed, ends, None, watch, search=Search(LONGEST, thin))
        found, (_, cpu) = _seconds(search)
        assert found is not None
        what = f"{side} x {side}: most vulnerable path, thin {thin:g}"
        told[what] = f"{cpu:.1f} s CPU, noticed with {found.worst.probability:.4f}"
        told[what] += f" (not below {found.bound:.4f}), fastest {found.fastest.probability:.4f}"
    return told


def _towers(grid: Grid) -> list[Sensor]:
    rng = np.random.default_rng(3)
    chance = Estimate(0.1, 0.1, 0.1, "1", "a benchmark", "declared")
    wide = grid.cols * grid.cell_m
    return [
        Sensor(str(n), wide * rng.uniform(0.2, 0.8), wide * rng.random(), 20, RANGE_M, chance, 60)
        for n in range(SENSORS)
    ]


def _across(ground: Field) -> Terminals:
    """From the sources near the western edge to the eastern edge."""
    origins, objectives = np.zeros((2, *ground.speed.shape), np.bool_)
    origins[tuple(ground.sources.T)] = True
    objectives[:, -1] = ground.speed[:, -1] > 0
    return Terminals(Approach("east", ("west",), ("east",)), origins, objectives, origins & False)


def _seconds(work: Callable[[], Found]) -> tuple[Found, tuple[float, float]]:
    """Return what some work gives, and its seconds by the clock and of the processor."""
    clock, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, (time.perf_counter() - clock, time.process_time() - cpu)
