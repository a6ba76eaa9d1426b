"""The tools that are timed, ours and others', on one field in one process.

Times are CPU seconds of the solve, from the cost raster and the start cells in the form a
tool takes them: imports, reading and compilation are left out for everyone.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.rasters import CELL_M, Field

Answer = tuple[float, np.ndarray]
"""CPU seconds, and travel time in s (inf where it cannot be reached)."""


def _timed(solve: Callable[[], np.ndarray]) -> Answer:
    start = time.process_time()
    answer = solve()
    return time.process_time() - start, answer


def cost_of(field: Field) -> np.ndarray:
    """Return the time in s to cross each cell, inf where nothing passes."""
    with np.errstate(divide="ignore"):
        return np.float32(CELL_M) / field.speed


def start_of(field: Field) -> np.ndarray:
    """Return the start cells, bool."""
    start = np.zeros(field.speed.shape, np.bool_)
    start[tuple(field.sources.T)] = True
    return start


def warm() -> Field:
    """Return a small field on which compiled code is loaded before timing."""
    return Field(np.ones((20, 20), np.float32), np.zeros((20, 20), np.float32), np.array([[5, 5]]))


def tobler(slope: np.ndarray) -> np.ndarray:
    """Return Tobler's walking speed in m/s by signed slope."""
    return 6 / 3.6 * np.exp(-3.5 * np.abs(slope + 0.05))


def ours_eight(field: Field) -> Answer:
    """Marchland, eight neighbours."""
    from marchland.kernels.march import march

    march(cost_of(warm()), start_of(warm()), stencil="eight")
    cost, start = cost_of(field), start_of(field)
    return _timed(lambda: march(cost, start, stencil="eight"))


def ours_any(field: Field) -> Answer:
    """Marchland, any direction."""
    from marchland.kernels.march import march

    march(cost_of(warm()), start_of(warm()))
    cost, start = cost_of(field), start_of(field)
    return _timed(lambda: march(cost, start))


def ours_sixteen(field: Field) -> Answer:
    """Marchland, sixteen neighbours."""
    from marchland.kernels.march import march_relief

    march_relief(cost_of(warm()), start_of(warm()))
    cost, start = cost_of(field), start_of(field)
    return _timed(lambda: march_relief(cost, start))


def ours_slope(field: Field) -> Answer:
    """Marchland, sixteen neighbours with signed slope."""
    from marchland.kernels.march import march_relief
    from marchland.kernels.relief import Relief

    def relief(ground: Field) -> Relief:
        return Relief.of(ground.height, CELL_M, tobler)

    march_relief(cost_of(warm()), start_of(warm()), relief(warm()))
    cost, start = cost_of(field), start_of(field)
    return _timed(lambda: march_relief(cost, start, relief(field)))


def scikit_image(field: Field) -> Answer:
    """scikit-image MCP_Geometric, eight neighbours."""
    from skimage.graph import MCP_Geometric

    cost = np.where(np.isfinite(cost_of(field)), cost_of(field), -1.0)
    starts = [tuple(cell) for cell in field.sources]
    return _timed(lambda: MCP_Geometric(cost).find_costs(starts)[0])


def _grass(field: Field, command: str) -> Answer:
    rows, cols = field.speed.shape
    where = ",".join(f"{(c + 0.5) * CELL_M},{(rows - r - 0.5) * CELL_M}" for r, c in field.sources)
    frame = f"n={rows * CELL_M} s=0 e={cols * CELL_M} w=0 rows={rows} cols={cols}"
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        cost = cost_of(field)
        np.where(np.isfinite(cost), cost, np.nan).astype(np.float32).tofile(folder / "cost.bin")
        field.height.tofile(folder / "height.bin")
        script = folder / "run.sh"
        script.write_text(f"""set -e
g.region {frame}
r.in.bin -f input={folder}/cost.bin output=raw {frame} bytes=4 --q
r.in.bin -f input={folder}/height.bin output=height {frame} bytes=4 --q
r.mapcalc expression='cost=if(isnull(raw),null(),raw)' --q
r.mapcalc expression='friction=cost/{CELL_M}' --q
bash -c "time -p {command} output=out start_coordinates={where} --q" 2> {folder}/time.txt
r.out.bin -f input=out output={folder}/out.bin null=-1 bytes=4 --q
""")
        done = ["grass", "--tmp-location", "XY", "--exec", "bash", str(script)]
        subprocess.run(done, check=True, capture_output=True)
        lines = (folder / "time.txt").read_text().split()
        seconds = sum(float(lines[lines.index(key) + 1]) for key in ("user", "sys"))
        answer = np.fromfile(folder / "out.bin", np.float32).reshape(rows, cols)
    return seconds, np.where(answer < 0, np.inf, answer)


def r_cost(field: Field) -> Answer:
    """GRASS r.cost, eight neighbours."""
    return _grass(field, "r.cost input=cost memory=16000")


def r_cost_k(field: Field) -> Answer:
    """GRASS r.cost -k, sixteen neighbours."""
    return _grass(field, "r.cost -k input=cost memory=16000")


def r_walk_k(field: Field) -> Answer:
    """GRASS r.walk -k, sixteen neighbours with slope."""
    return _grass(field, "r.walk -k elevation=height friction=friction memory=16000")


PEERS = {
    peer.__name__: peer
    for peer in (
        ours_eight,
        ours_any,
        ours_sixteen,
        ours_slope,
        scikit_image,
        r_cost,
        r_cost_k,
        r_walk_k,
    )
}

PAIRS = (
    ("scikit_image", "ours_eight"),
    ("scikit_image", "ours_any"),
    ("r_cost", "ours_eight"),
    ("r_cost_k", "ours_sixteen"),
    ("r_walk_k", "ours_slope"),
)
"""Whose time is divided by whose."""

AGREE = (("scikit_image", "ours_eight"), ("r_cost", "ours_eight"), ("r_cost_k", "ours_sixteen"))
"""Who must give the same answer."""


def available() -> list[str]:
    """Return the names of the tools that are installed."""
    grass = shutil.which("grass") is not None
    return [name for name in PEERS if grass or not name.startswith("r_")]
