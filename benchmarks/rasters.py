"""Benchmark rasters: rough ground with forest, plains, lakes and roads one cell wide."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import fft
from scipy.spatial import cKDTree

CELL_M = 30.0


@dataclass(frozen=True)
class Field:
    """One raster to march over.

    Parameters
    ----------
    speed : numpy.ndarray
        float32 m/s, shape (n, n); 0 is impassable.
    height : numpy.ndarray
        float32 m, shape (n, n).
    sources : numpy.ndarray
        int64, shape (20, 2): rows and columns of the start cells, near the west edge.
    """

    speed: np.ndarray
    height: np.ndarray
    sources: np.ndarray


def field(n: int, folder: Path, seed: int = 7) -> Field:
    """Return the raster of side `n`, made once and kept in `folder`."""
    kept = folder / f"field-{n}.npz"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = make(n, seed)
        part = kept.with_suffix(".partial.npz")
        np.savez(part, speed=made.speed, height=made.height, sources=made.sources)
        part.replace(kept)
    with np.load(kept) as data:
        return Field(data["speed"], data["height"], data["sources"])


def make(n: int, seed: int) -> Field:
    """Draw a raster: Tobler walking speed on spectral relief, with cover, noise and roads."""
    rng = np.random.default_rng(seed)
    height = _spectral(n, 3.2, rng)
    down = np.diff(height, axis=0, append=height[-1:])
    right = np.diff(height, axis=1, append=height[:, -1:])
    slope = np.hypot(right, down) / CELL_M
    scale = 0.18 / float(np.sqrt((slope * slope).mean()))
    speed = 6 / 3.6 * np.exp(-3.5 * np.abs(slope * scale + 0.05))
    cover = _spectral(n, 2.0, rng)
    speed[cover < -0.8] *= 2.5
    speed[cover > 0.3] *= 0.45
    speed *= np.exp(0.35 * rng.standard_normal((n, n), dtype=np.float32))
    np.clip(speed, 0.2, 6.0, out=speed)
    wet = _spectral(n, 3.0, rng) - 0.5 * height / height.std()
    thinned = wet[:: max(1, n // 1000), :: max(1, n // 1000)]
    speed[wet > np.quantile(thinned, 0.92)] = 0.0
    _draw_roads(speed, rng)
    rows = np.linspace(0.03 * n, 0.97 * n, 20).astype(int)
    sources = np.array([(row, np.flatnonzero(speed[row])[0]) for row in rows])
    return Field(speed.astype(np.float32), (height * scale).astype(np.float32), sources)


def _spectral(n: int, beta: float, rng: np.random.Generator) -> np.ndarray:
    """Return a random surface whose power falls with frequency to the power `beta`."""
    spectrum = fft.rfft2(rng.standard_normal((n, n), dtype=np.float32))
    north = np.fft.fftfreq(n).astype(np.float32)[:, None]
    east = np.fft.rfftfreq(n).astype(np.float32)[None, :]
    power = north * north + east * east
    power[0, 0] = 1.0
    spectrum *= power ** np.float32(-beta / 4.0)
    spectrum[0, 0] = 0
    surface = fft.irfft2(spectrum, s=(n, n)).astype(np.float32)
    return surface / surface.std()


def _draw_roads(speed: np.ndarray, rng: np.random.Generator) -> None:
    """Join towns to near neighbours by winding roads one cell wide, with bridges."""
    n = len(speed)
    count = max(12, (n // 80) ** 2 // 2)
    towns = rng.uniform(0, n - 1, (count, 2))
    _, near = cKDTree(towns).query(towns, k=4)
    for town in range(count):
        for other in near[town, 1:]:
            if other < town and town in near[other]:
                continue
            along = towns[other] - towns[town]
            length = float(np.hypot(*along))
            share = np.linspace(0, 1, int(2 * length) + 2)
            waves = max(1, round(length / 40))
            aside = 0.06 * length * np.sin(2 * np.pi * share * waves) * np.sin(np.pi * share)
            across = np.array([-along[1], along[0]]) / max(length, 1e-9)
            points = towns[town] + share[:, None] * along + aside[:, None] * across
            rows, cols = np.clip(np.rint(points).astype(int), 0, n - 1).T
            speed[rows, cols] = rng.choice([8.0, 14.0, 20.0], p=[0.6, 0.3, 0.1])
