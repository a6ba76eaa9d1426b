"""Run the benchmark: ``python -m benchmarks [SIDE ...]``; writes docs/benchmarks.md.

Every tool runs in a process of its own, the tools of a round one after another, and a
ratio is taken inside a round; the table gives the median and the spread over rounds.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.peers import AGREE, PAIRS, PEERS, available
from benchmarks.rasters import field

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "benchmarks" / "data"
ROUNDS = 3


def one(tool: str, side: int, answer: Path) -> None:
    """Run one tool in this process, print its seconds and keep its answer."""
    seconds, times = PEERS[tool](field(side, KEPT))
    np.save(answer, times.astype(np.float32))
    print(json.dumps({"seconds": seconds}))


def call(tool: str, side: int, answer: Path) -> float:
    """Run one tool in a process of its own and return its CPU seconds."""
    command = [sys.executable, "-m", "benchmarks", "one", tool, str(side), str(answer)]
    single = {**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=single)
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def measure(side: int) -> dict[str, list[float]]:
    """Return the CPU seconds of every tool in every round, checking that answers agree."""
    field(side, KEPT)
    tools = available()
    seconds: dict[str, list[float]] = {tool: [] for tool in tools}
    with tempfile.TemporaryDirectory() as home:
        for number in range(ROUNDS):
            for tool in tools:
                taken = call(tool, side, Path(home) / f"{tool}.npy")
                seconds[tool].append(taken)
                print(f"{side} round {number + 1} {tool}: {taken:.3f} s", file=sys.stderr)
        for theirs, ours in AGREE:
            if theirs in tools:
                agree(np.load(Path(home) / f"{theirs}.npy"), np.load(Path(home) / f"{ours}.npy"))
    return seconds


def agree(theirs: np.ndarray, ours: np.ndarray) -> None:
    """Refuse to publish ratios of tools that do not give the same answer."""
    reached = np.isfinite(theirs)
    if not (reached == np.isfinite(ours)).all():
        raise SystemExit("the tools do not reach the same cells")
    worst = np.max(np.abs(theirs - ours)[reached] / np.maximum(theirs[reached], 1.0))
    if worst > 1e-4:
        raise SystemExit(f"the tools differ by {worst:.1e}")


def table(results: dict[int, dict[str, list[float]]]) -> str:
    """Return the page."""
    rows = [
        "# Benchmarks",
        "",
        "Side by side on the same raster: rough ground with forest, plains, lakes and winding",
        "roads one cell wide. CPU seconds of the solve, one thread, each tool in a process of its",
        f"own, {ROUNDS} interleaved rounds; ratios inside a round, median and (least to most).",
        "Regenerate with `make bench`. The answers of tools on the same neighbours agree within",
        "1e-4, with the same cells reached, or no table is written.",
        "",
        f"{time.strftime('%Y-%m-%d')}, {platform.processor() or platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, numba {version('numba')}, "
        f"scikit-image {version('scikit-image')}.",
        "",
        "| theirs / ours | " + " | ".join(f"{side} x {side}" for side in results) + " |",
        "|---|" + "--:|" * len(results),
    ]
    for theirs, ours in PAIRS:
        cells = [ratio(seconds, theirs, ours) for seconds in results.values()]
        rows.append(f"| {theirs} / {ours} | " + " | ".join(cells) + " |")
    rows += ["", "| CPU seconds, median | " + " | ".join(f"{s} x {s}" for s in results) + " |"]
    rows.append("|---|" + "--:|" * len(results))
    for tool, peer in PEERS.items():
        taken = (seconds.get(tool) for seconds in results.values())
        cells = [f"{median(seconds):.3f}" if seconds else "not installed" for seconds in taken]
        rows.append(f"| {tool}: {(peer.__doc__ or '').rstrip('.')} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def ratio(seconds: dict[str, list[float]], theirs: str, ours: str) -> str:
    """Return the median ratio and its spread."""
    if theirs not in seconds:
        return "not installed"
    ratios = [a / b for a, b in zip(seconds[theirs], seconds[ours], strict=True)]
    return f"{median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"


def main(words: list[str]) -> None:
    """Run one tool, or the whole benchmark."""
    if words[:1] == ["one"]:
        one(words[1], int(words[2]), Path(words[3]))
        return
    sides = [int(word) for word in words] or [1000, 4000]
    page = table({side: measure(side) for side in sides})
    (ROOT / "docs" / "benchmarks.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main(sys.argv[1:])
