"""Ground and sites to plan on: lakes, forest, marsh, roads and a river, and lines across it.

Deterministic from a seed. Times are in minutes: cells take as long as a slow vehicle takes
for 30 m. Lines run from north to south and wander; each is cut into sites either where
lakes interrupt it (*gaps*) or into equal pieces (*tiled*).
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from marchland.optimise.candidates import Candidates
from marchland.optimise.follower import Member
from marchland.optimise.raster import Movement, RasterFollower

MOVERS = {
    "wheeled": (1.0, 2.5, 6.0, 0.35),
    "tracked": (0.8, 1.4, 3.0, 0.4),
    "foot": (1.6, 1.9, 2.6, 1.4),
}
"""Time in seconds for 3 m of open ground, forest, marsh and road."""

SEASONS = {"dry": (1.0, 1.0, 1.0, 1.0), "wet": (1.3, 1.2, 2.0, 1.05)}
"""What multiplies them."""

DELAY_S = (900.0, 2700.0)
FOOT = 0.3
"""What part of a delay holds a walker."""

GAP_CELLS = 120


@dataclass(frozen=True)
class Drawn:
    """Ground and sites.

    Parameters
    ----------
    cover : numpy.ndarray
        uint8, shape (n, n): 0 open, 1 forest, 2 marsh, 3 road, 4 water.
    owner : numpy.ndarray
        uint16, same shape: site number plus one.
    cells : numpy.ndarray
        int64, shape (sites,): how many cells each site has.
    """

    cover: np.ndarray
    owner: np.ndarray
    cells: np.ndarray


def drawn(n: int, seed: int, lines: int, pieces: int = 0) -> Drawn:
    """Return ground of side `n` with lines cut at lakes, or into `pieces` in all."""
    rng = np.random.default_rng(seed)
    cover = _cover(rng, n)
    owner = np.zeros((n, n), np.uint16)
    number = 0
    for line in range(lines):
        path = _line(rng, n, (line + 0.5) / lines)
        land = (cover[tuple(path.T)] != 4) & (owner[tuple(path.T)] == 0)
        if pieces:
            parts = np.array_split(np.flatnonzero(land), pieces // lines)
        else:
            runs = np.split(np.arange(len(path)), np.flatnonzero(np.diff(land)) + 1)
            whole = [run for run in runs if land[run[0]]]
            parts = [p for r in whole for p in np.array_split(r, -(-len(r) // GAP_CELLS))]
        for part in parts:
            number += 1
            owner[tuple(path[part].T)] = number
    return Drawn(cover, owner, np.bincount(owner.ravel(), minlength=number + 1)[1:])


def _cover(rng: np.random.Generator, n: int) -> np.ndarray:
    def smooth(scale: float) -> np.ndarray:
        return ndimage.gaussian_filter(rng.standard_normal((n, n)), scale * n, mode="reflect")

    cover = np.zeros((n, n), np.uint8)
    forest, marsh, lake = smooth(0.02), smooth(0.03), smooth(0.012)
    cover[forest > np.quantile(forest, 0.6)] = 1
    cover[marsh > np.quantile(marsh, 0.88)] = 2
    cover[lake > np.quantile(lake, 0.8)] = 4
    river = _line(rng, n, 0.55)
    cover[tuple(river.T)] = 4
    for place in np.linspace(0.08, 0.92, 7):
        road = _line(rng, n, place)[:, ::-1]
        cover[tuple(road.T)] = 3
    return cover


def _line(rng: np.random.Generator, n: int, place: float) -> np.ndarray:
    """Return the cells of a line from north to south, each beside the last."""
    wander = ndimage.gaussian_filter1d(rng.standard_normal(n), n / 25, mode="nearest")
    wander *= 0.02 * n / max(float(wander.std()), 1e-9)
    cols = np.clip(np.rint(place * n + wander), 1, n - 2).astype(int)
    cells = []
    for row in range(n):
        first = cols[max(row - 1, 0)]
        step = 1 if cols[row] >= first else -1
        cells += [(row, col) for col in range(first, cols[row] + step, step)]
    return np.array(cells)


def task_parts(
    ground: Drawn, seed: int, cases: tuple[tuple[str, str], ...], workers: int = 1
) -> tuple[Candidates, RasterFollower]:
    """Return the options and the follower of some movers in some seasons."""
    rng = np.random.default_rng(seed + 1000)
    sites = ground.cells.size
    delay = rng.uniform(*DELAY_S, sites).round()
    cost = (ground.cells * rng.uniform(0.7, 1.3, sites)).round(2)
    movements = [_movement(ground, mover, season) for mover, season in cases]
    owner = ground.owner
    bare = RasterFollower(movements, owner, stencil="eight", workers=workers)
    base = bare.sweep(np.zeros((len(cases), sites)), via=False).time_s
    movements = [
        Movement(Member(f"{mover}, {season}", 1.0, time), m.cost, m.origins, m.objectives)
        for (mover, season), time, m in zip(cases, base, movements, strict=True)
    ]
    held = np.array([delay * (FOOT if mover == "foot" else 1.0) for mover, _ in cases])
    candidates = Candidates(
        tuple(f"site {number:03d}" for number in range(sites)),
        np.arange(sites),
        held,
        {"cost": cost},
    )
    return candidates, RasterFollower(movements, owner, stencil="eight", workers=workers)


def _movement(ground: Drawn, mover: str, season: str) -> Movement:
    n = len(ground.cover)
    pace = np.array([*np.multiply(MOVERS[mover], SEASONS[season]), np.inf]) * 10
    cost = pace[ground.cover].astype(np.float32)
    ends = np.zeros((2, n, n), np.bool_)
    ends[0, :, 0] = True
    for place in (0.2, 0.5, 0.8):
        row = int(place * n)
        ends[1, row - n // 40 : row + n // 40 + 1, -1] = True
    return Movement(Member(mover), cost, *ends)
