"""What a plan with a proof takes: ``python -m benchmarks.plans [PART ...]``.

Parts: ``cases``, ``panel``, ``half``, ``ensembles``, ``duals``; all of them by default, about
half an hour on a quiet machine. Questions to the raster, CPU seconds and the gap, on
ground drawn in :mod:`benchmarks.ground`.
"""

import sys
import time
from functools import partial

from benchmarks.dual import best_of, dual
from benchmarks.ground import drawn, task_parts
from benchmarks.page import put, table
from marchland.optimise.cover import cover
from marchland.optimise.solution import Objective, Stop
from marchland.optimise.state import Task

LONG_S = 600.0
"""What a dual programme may take."""

STOP = Stop(gap=0.01, time_s=150.0)
PATIENT = Stop(gap=0.01, time_s=900.0)

CASES = {
    "1000 x 1000, gaps on 8 lines, budget 30 %": (1000, 1, 8, 0, 0.3, "min"),
    "1000 x 1000, gaps on 8 lines, budget 15 %": (1000, 1, 8, 0, 0.15, "min"),
}
"""Side, seed, lines, pieces (0: cut at lakes), share of the budget, objective."""

SHARES = {"panel": 0.3, "half": 0.15}
"""Budgets of the panel: 200 sites that tile four lines, on five terrains."""

DUALS = (
    *((side, sites, seed) for side, sites in ((50, 12), (50, 24), (100, 24)) for seed in (1, 2)),
    (100, 48, 1),
)
"""Sides, sites and seeds of the comparison with the dual programme."""

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
    told: dict[str, float | str] = {
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
    print(told, flush=True)
    return told


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


def cases() -> list[str]:
    """Return the table of single searches."""
    return _listed("case", {name: solved(task(case), PATIENT) for name, case in CASES.items()})


def panel(share: float) -> list[str]:
    """Return the table of tiled lines on five terrains, and for how many the gap was reached."""
    found = {
        f"terrain {seed}": solved(task((1000, seed, 4, 200, share, "min")), STOP)
        for seed in range(1, 6)
    }
    within = sum(row["stopped by"] == "gap" for row in found.values())
    head = f"1000 x 1000, 200 tiled, budget {share:.0%}"
    return [*_listed(head, found), "", f"Within 1 %: {within} of {len(found)}."]


def ensembles() -> list[str]:
    """Return the table of six members, and how long they take for each and the single search."""
    one = solved(task((500, 2, 4, 60, 0.3, "min")), STOP)
    found = {"one member": one}
    for kind in ("min", "cvar", "expected"):
        found[f"3 movers x 2 seasons, {kind}"] = solved(task((500, 2, 4, 60, 0.3, kind), SIX), STOP)
    each = len(SIX) * float(one["CPU seconds"])
    for row in found.values():
        row["times members and single"] = round(float(row["CPU seconds"]) / each, 2)
    return _listed("500 x 500, 60 tiled, budget 30 %", found)


def duals() -> list[str]:
    """Return the table of dual programmes."""
    found = {f"{n} x {n}, {k} sites, terrain {seed}": against_dual(n, k, seed, LONG_S)
             for n, k, seed in DUALS}  # fmt: skip
    return _listed("dual programme, HiGHS, one thread", found)


def _listed(head: str, found: dict[str, dict[str, float | str]]) -> list[str]:
    rows = [[name, *(str(value) for value in row.values())] for name, row in found.items()]
    return table([head, *next(iter(found.values()))], rows)


PARTS = {
    "cases": cases,
    **{name: partial(panel, share) for name, share in SHARES.items()},
    "ensembles": ensembles,
    "duals": duals,
}


def main(words: list[str]) -> None:
    """Write what plans with a proof take."""
    cover(task((60, 1, 4, 12, 0.3, "min")), Stop())
    for name in words or PARTS:
        put(f"plans, {name}", PARTS[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
