"""What a solve takes besides time: memory, tiles, and the share that an edit costs.

Every figure is measured in a process of its own, on the field of the ratios.
"""

import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.peers import cost_of, start_of, tobler, warm
from benchmarks.rasters import CELL_M, Field

MIB = 1 << 20
PAGE = resource.getpagesize()
EDITS = {
    "a block of 1 % of the cells": (0.1, 0.1),
    "a wall of 10 % of the height": (0.1, 0.003),
    "a wall of 30 % of the height": (0.3, 0.003),
}
"""Height and width as shares of the side."""

PLACES = 6


def solver(stencil: str) -> Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]:
    """Return the march of a stencil as a function of cost, start and height."""
    from marchland.kernels.march import march, march_relief
    from marchland.kernels.relief import Relief

    ways = {
        "eight": lambda cost, start, _: march(cost, start, stencil="eight"),
        "any": lambda cost, start, _: march(cost, start),
        "sixteen": lambda cost, start, _: march_relief(cost, start),
        "slope": lambda cost, start, height: march_relief(
            cost, start, Relief.of(height, CELL_M, tobler)
        ),
    }
    small = warm()
    ways[stencil](cost_of(small), start_of(small), small.height)
    return ways[stencil]


def memory(ground: Field, stencil: str) -> dict[str, float]:
    """Bytes a cell that a solve needs beyond its input, at its peak."""
    solve = solver(stencil)
    cost, start = cost_of(ground), start_of(ground)
    with _peak() as most:
        solve(cost, start, ground.height)
    return {"bytes a cell": (most[1] - most[0]) / cost.size}


def whole(ground: Field, side: int) -> dict[str, float]:
    """Bytes a cell of a whole process that solves the field mirrored to a larger side."""
    solve = solver("eight")
    rows = _mirrored(ground.speed.shape[0], side)
    cost = np.empty((side, side), np.float32)
    for row, source in enumerate(rows):
        with np.errstate(divide="ignore"):
            cost[row] = np.float32(CELL_M) / ground.speed[source, rows]
    start = np.zeros((side, side), np.bool_)
    start[tuple(ground.sources.T)] = True
    del ground
    begin = time.process_time()
    times = solve(cost, start, cost[:0])
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    reached = float(np.isfinite(times[:: side // 1000]).mean())
    return {"bytes a cell": peak / side**2, "CPU seconds": seconds, "share reached": reached}


def tiled(ground: Field, side: int) -> dict[str, float]:
    """CPU seconds and memory of a solve by tiles from file to file."""
    from marchland.kernels.journal import Npy
    from marchland.kernels.tiles import Vast, march_tiled

    rows = _mirrored(ground.speed.shape[0], side)
    with tempfile.TemporaryDirectory() as home:
        cost = Npy.filled(Path(home) / "cost.npy", (side, side), np.inf)
        for row, source in enumerate(rows):
            with np.errstate(divide="ignore"):
                values = np.float32(CELL_M) / ground.speed[source, rows]
            cost.write((slice(row, row + 1), slice(0, side)), values[None])
        task = Vast(cost, ground.sources, np.zeros(len(ground.sources), np.float32))
        begin = time.process_time()
        with _peak() as most:
            march_tiled(task, Path(home) / "time.npy")
        seconds = time.process_time() - begin
    return {"CPU seconds": seconds, "MB beyond the start": (most[1] - most[0]) / MIB}


def what_if(ground: Field) -> dict[str, str]:
    """Share of a full solve that a barrier costs, half an hour to cross, at random places."""
    from marchland.kernels.repair import Task, repaired, solved
    from marchland.kernels.walls import Barriers

    cost = cost_of(ground)
    start = np.where(start_of(ground), np.float32(0), np.float32(np.inf))
    task = Task(cost, start)
    told = {}
    before = solved(task)
    full = median(_seconds(lambda: solved(task)) for _ in range(3))
    delay = np.array([0, 1800], np.float32)
    rng = np.random.default_rng(7)
    edit = replace(task, barriers=Barriers(_barrier(cost.shape, (0.01, 0.01), rng), delay))
    repaired(before, edit)
    for name, size in EDITS.items():
        shares, changed = [], []
        for _ in range(PLACES):
            owner = _barrier(cost.shape, size, rng)
            edit = replace(task, barriers=Barriers(owner, delay))
            taken = _seconds(lambda edit=edit: repaired(before, edit))
            after = repaired(before, edit)
            if not np.array_equal(after.time, solved(edit).time):
                raise SystemExit("a repaired solve differs from a fresh one")
            shares.append(taken / full)
            changed.append(float((after.time != before.time).mean()))
        pairs = sorted(zip(changed, shares, strict=True))
        told[name] = ", ".join(f"{share:.2f} ({part:.1%})" for part, share in pairs)
    return told


def _barrier(
    shape: tuple[int, ...], size: tuple[float, float], rng: np.random.Generator
) -> np.ndarray:
    """Return the owners of one barrier somewhere east of the start cells."""
    side = shape[0]
    high, wide = (max(int(share * side), 2) for share in size)
    row = rng.integers(0, side - high)
    col = rng.integers(side // 10, side - wide)
    owner = np.zeros(shape, np.uint16)
    owner[row : row + high, col : col + wide] = 1
    return owner


def _mirrored(side: int, wanted: int) -> np.ndarray:
    """Return which row or column each of a larger, mirrored raster shows."""
    turn = np.arange(wanted) % (2 * side)
    return np.where(turn < side, turn, 2 * side - 1 - turn)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


@contextmanager
def _peak() -> Iterator[list[int]]:
    """Give the memory in use before and, in the end, the most that was in use meanwhile."""
    seen = [_resident()] * 2
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.002):
            seen[1] = max(seen[1], _resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE
