"""What a plan with a proof takes: ``python -m benchmarks.plans [SECONDS]``.

Questions to the raster, CPU seconds and the gap, on ground drawn in
:mod:`benchmarks.ground`; each search and each dual programme is given so many seconds.
"""

import sys
import time

from benchmarks.dual import best_of, dual
from benchmarks.ground import drawn, task_parts
from benchmarks.page import put, table
from marchland.optimise.cover import cover
from marchland.optimise.solution import Objective, Stop
from marchland.optimise.state import Task

CASES = {
    "gaps": (1000, 1, 8, 0, 0.3, "min"),
    "gaps, half the budget": (1000, 1, 8, 0, 0.15, "min"),
    "tiled": (1000, 1, 4, 200, 0.3, "min"),
}
"""Side, seed, lines, pieces (0: cut at lakes), share of the budget, objective."""

DUALS = ((50, 12), (50, 24), (100, 24), (100, 48))
"""Sides and sites of the comparison with the dual programme."""

SIX = tuple((mover, season) for mover in ("wheeled", "tracked", "foot") for season in
            ("dry", "wet"))  # fmt: skip


def task(
    case: tuple[int, int, int, int, float, str], cases: tuple[tuple[str, str], ...] = SIX[:1]
) -> Task:
    """Return a task on drawn ground."""
    side, seed, lines, pieces, share, kind = case
    candidates, follower = task_parts(drawn(side, seed, lines, pieces), seed, cases)
    row = candidates.limit("cost", share * float(candidates.columns["cost"].sum()))
    objective = Objective("cvar", 1 / 3) if kind == "cvar" else Objective(kind)  # type: ignore[arg-type]
    return Task(candidates, (row,), follower, objective)


def solved(asked: Task, stop: Stop) -> dict[str, float | str]:
    """Return what a search takes and comes to."""
    inside = [0.0]
    sweep = asked.follower.sweep

    def timed(*words: object, **keys: object) -> object:
        begin = time.process_time()
        answer = sweep(*words, **keys)  # type: ignore[arg-type]
        inside[0] += time.process_time() - begin
        return answer

    asked.follower.sweep = timed  # type: ignore[method-assign, assignment]
    begin = time.process_time()
    found = cover(asked, stop)
    seconds = time.process_time() - begin
    return {
        "sites": len(asked.candidates.names),
        "value": round(found.lower, 4),
        "bound": round(found.upper, 4),
        "gap %": round(100 * found.gap, 2),
        "stopped by": found.stopped,
        "questions": found.sweeps,
        "ways": len(found.pool),
        "CPU seconds": round(seconds, 1),
        "of them raster": round(inside[0], 1),
    }


def against_dual(side: int, sites: int, seed: int, most_s: float) -> dict[str, float | str]:
    """Return how long the dual programme takes for each second of ours, and both values."""
    ground = drawn(side, seed, 4, sites)
    candidates, follower = task_parts(ground, seed, SIX[:1])
    row = candidates.limit("cost", 0.3 * float(candidates.columns["cost"].sum()))
    asked = Task(candidates, (row,), follower)
    cover(asked, Stop(sweeps=3))
    begin = time.process_time()
    found = cover(asked, Stop(gap=0.005))
    ours = time.process_time() - begin
    programme = dual(follower.movements[0], ground.owner, candidates, (row,))
    begin = time.process_time()
    told = best_of(programme, most_s)
    theirs = time.process_time() - begin
    best = float("nan") if told.y is None else float(told.y[-1])
    if told.status == "optimal" and not (
        found.time_s[0] <= best * (1 + 1e-5)
        and best <= found.upper * follower.members[0].scale_s * (1 + 1e-5)
    ):
        raise SystemExit("the dual programme and the plan differ")
    return {
        "value s": round(found.time_s[0], 2),
        "dual s": round(best, 2),
        "dual": told.status,
        "ours CPU s": round(ours, 2),
        "dual CPU s": round(theirs, 1),
        "ratio": round(theirs / ours, 1),
    }


def main(words: list[str]) -> None:
    """Write what plans with a proof take."""
    seconds = float(words[0]) if words else 600.0
    cover(task((60, 1, 4, 12, 0.3, "min")), Stop())
    stop = Stop(gap=0.01, time_s=seconds)
    found = {name: solved(task(case), stop) for name, case in CASES.items()}
    for kind in ("min", "cvar", "expected"):
        found[f"3 movers x 2 seasons, {kind}"] = solved(task((500, 2, 4, 60, 0.3, kind), SIX), stop)
    duals = {f"{n} x {n}, {k} sites": against_dual(n, k, 1, seconds) for n, k in DUALS}
    lines = []
    for head, told in (("case", found), ("dual programme", duals)):
        rows = [[name, *(str(value) for value in row.values())] for name, row in told.items()]
        lines += [*table([head, *next(iter(told.values()))], rows), ""]
    put("plans", lines[:-1])


if __name__ == "__main__":
    main(sys.argv[1:])
