"""Run the benchmarks: ``python -m benchmarks [SIDE ...]``, or one of its sections.

Sections: ``scale``, ``posture`` and ``vast``.

Every tool runs in a process of its own, the tools of a round one after another, and a
ratio is taken inside a round; the table gives the median and the spread over rounds. The
results are written into docs/benchmarks.md.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import posture, scale
from benchmarks.page import put, table
from benchmarks.peers import AGREE, PAIRS, PEERS, available
from benchmarks.rasters import field

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "benchmarks" / "data"
ROUNDS = 3
SIDES = [1000, 4000]
POSTURE = 300
VAST = {"whole": 14143, "tiled": 20000}
"""Sides of 2 and 4 times 100 million cells."""


def one(tool: str, side: int, answer: Path) -> None:
    """Run one tool in this process, print its seconds and keep its answer."""
    seconds, times = PEERS[tool](field(side, KEPT))
    np.save(answer, times.astype(np.float32))
    print(json.dumps({"seconds": seconds}))


def apart(*words: str) -> dict[str, float]:
    """Run this module on some words in a process of its own and return what it told."""
    command = [sys.executable, "-m", "benchmarks", *words]
    single = {**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=single)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(" ".join(words[:3]), told, file=sys.stderr)
    return told


def measure(side: int) -> dict[str, list[float]]:
    """Return the CPU seconds of every tool in every round, checking that answers agree."""
    field(side, KEPT)
    tools = available()
    seconds: dict[str, list[float]] = {tool: [] for tool in tools}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(ROUNDS):
            for tool in tools:
                told = apart("one", tool, str(side), str(Path(home) / f"{tool}.npy"))
                seconds[tool].append(told["seconds"])
        for theirs, ours in AGREE:
            if theirs in tools:
                agree(np.load(Path(home) / f"{theirs}.npy"), np.load(Path(home) / f"{ours}.npy"))
    return seconds


def agree(theirs: np.ndarray, ours: np.ndarray) -> None:
    """Refuse to publish ratios of tools that do not give the same answer."""
    reached = np.isfinite(theirs)
    if not (reached == np.isfinite(ours)).all():
        raise SystemExit("the tools do not reach the same cells")
    one, other = theirs[reached], ours[reached]
    worst = np.max(np.abs(one - other) / np.maximum(one, 1.0))
    if worst > 1e-4:
        raise SystemExit(f"the tools differ by {worst:.1e}")


def ratios(sides: list[int]) -> None:
    """Write how long others take for each second of ours."""
    results = {side: measure(side) for side in sides}
    heads = [f"{side} x {side}" for side in sides]
    rows = [
        [f"{theirs} / {ours}", *(ratio(seconds, theirs, ours) for seconds in results.values())]
        for theirs, ours in PAIRS
    ]
    lines = [*table(["theirs / ours", *heads], rows), ""]
    rows = [
        [
            f"{tool}: {(peer.__doc__ or '').rstrip('.')}",
            *(typical(s, tool) for s in results.values()),
        ]
        for tool, peer in PEERS.items()
    ]
    put("ratios", lines + table(["CPU seconds, median", *heads], rows))


def ratio(seconds: dict[str, list[float]], theirs: str, ours: str) -> str:
    """Return the median ratio and its spread."""
    if theirs not in seconds:
        return "not installed"
    found = [a / b for a, b in zip(seconds[theirs], seconds[ours], strict=True)]
    return f"{median(found):.1f} ({min(found):.1f} to {max(found):.1f})"


def typical(seconds: dict[str, list[float]], tool: str) -> str:
    """Return the median of a tool's seconds."""
    return f"{median(seconds[tool]):.3f}" if tool in seconds else "not installed"


def told_scale() -> None:
    """Write what a solve takes besides time, and what an edit costs."""
    side = str(SIDES[-1])
    stencils = ("eight", "any", "sixteen", "slope")
    rows = [[name, f"{apart('memory', name, side)['bytes a cell']:.1f}"] for name in stencils]
    lines = [*table([f"{side} x {side}", "bytes a cell beyond the input"], rows), ""]
    edits = [apart("what_if", str(size)) for size in SIDES]
    rows = [[name, *(str(told[name]) for told in edits)] for name in scale.EDITS]
    heads = [f"{size} x {size}" for size in SIDES]
    put("scale", lines + table(["share of a full solve (share of times changed)", *heads], rows))


def told_vast() -> None:
    """Write what the largest rasters take."""
    field(SIDES[-1], KEPT)
    rows = []
    for name, side in VAST.items():
        told = apart(name, str(side))
        rows += [[f"{name}, {side} x {side}: {what}", f"{told[what]:.2f}"] for what in told]
    put("vast", table(["what", "measured"], rows))


def told_posture() -> None:
    """Write what a defence in time takes."""
    told = {**apart("drawn"), **apart("adapting", str(POSTURE))}
    put("posture", table(["what", "measured"], [[what, str(told[what])] for what in told]))


def main(words: list[str]) -> None:
    """Run one tool, one measurement, or a whole benchmark."""
    match words:
        case ["one", tool, side, answer]:
            one(tool, int(side), Path(answer))
        case ["memory", stencil, side]:
            print(json.dumps(scale.memory(field(int(side), KEPT), stencil)))
        case ["what_if", side]:
            print(json.dumps(scale.what_if(field(int(side), KEPT))))
        case ["whole" | "tiled" as name, side]:
            print(json.dumps(getattr(scale, name)(field(SIDES[-1], KEPT), int(side))))
        case ["drawn"]:
            print(json.dumps(posture.drawn()))
        case ["adapting", side]:
            print(json.dumps(posture.adapting(field(int(side), KEPT))))
        case ["posture"]:
            told_posture()
        case ["vast"]:
            told_vast()
        case ["scale"]:
            told_scale()
        case _:
            ratios([int(word) for word in words] or SIDES)
            told_scale()
            told_posture()


if __name__ == "__main__":
    main(sys.argv[1:])
