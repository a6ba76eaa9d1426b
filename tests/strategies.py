"""Random ground for properties: small, and drawn from a seed, so that it can be drawn again."""

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from marchland.kernels.walls import Barriers
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach
from marchland.model.grid import Grid
from marchland.schema import raster
from marchland.testing import LEGEND, world

EVERYTHING = "".join(LEGEND)
seeds = st.integers(0, 2**32 - 1).map(np.random.default_rng)


class Ground(NamedTuple):
    """Ground to march over: time to cross each cell, where to start, what stands in the way."""

    cost: np.ndarray
    start: np.ndarray
    barriers: Barriers


@st.composite
def grounds(draw, most=30, spread=100, closed=0.2):
    """Costs in s over a factor of `spread`, some cells closed, up to three starts and barriers."""
    rng = draw(seeds)
    shape = draw(st.tuples(st.integers(1, most), st.integers(1, most)))
    cost = np.exp(rng.uniform(0, np.log(spread), shape)).astype(np.float32)
    cost[rng.random(shape) < closed] = np.inf
    start = np.full(shape, np.inf, np.float32)
    for _ in range(rng.integers(1, 4)):
        cell = tuple(rng.integers(shape))
        start[cell], cost[cell] = 0, min(cost[cell], spread)
    return Ground(cost, start, _barriers(rng, shape, spread))


def _barriers(rng, shape, spread):
    """Blocks and diagonal belts of any thickness; one in five is closed."""
    owner = np.zeros(shape, np.uint16)
    rows, cols = np.indices(shape)
    for number in range(1, rng.integers(2, 5)):
        top, left = rng.integers(shape)
        if rng.random() < 0.5:
            owner[top : top + rng.integers(1, 9), left : left + rng.integers(1, 9)] = number
        else:
            across = rows - top + rng.choice([-1, 1]) * (cols - left)
            owner[(across >= 0) & (across < rng.integers(1, 4))] = number
    delay = rng.uniform(0, 3 * spread, 5).astype(np.float32)
    delay[rng.random(5) < 0.2] = np.inf
    delay[0] = 0
    return Barriers(owner, delay)


@st.composite
def worlds(draw, most=12, characters=EVERYTHING):
    """A terrain of random characters on random slopes."""
    rng = draw(seeds)
    rows, cols = draw(st.tuples(st.integers(2, most), st.integers(2, most)))
    drawing = "\n".join("".join(rng.choice(list(characters), cols)) for _ in range(rows))
    return world(drawing, elevation_m=rng.uniform(0, 60, (rows, cols)).astype(np.float32))


@st.composite
def crossings(draw, most=20, closed=0.3):
    """Speeds, some of them 0, and an approach from some of the west edge to some of the east."""
    rng = draw(seeds)
    rows, cols = draw(st.tuples(st.integers(2, most), st.integers(4, most)))
    values = rng.uniform(0.5, 5, (rows, cols)).astype(np.float32)
    values[rng.random(values.shape) < closed] = 0
    ends = np.zeros((2, rows, cols), np.bool_)
    for edge, col in ((0, 0), (1, cols - 1)):
        first, last = np.sort(rng.integers(rows, size=2))
        ends[edge, first : last + 1, col] = True
    nowhere = np.zeros_like(ends[0])
    terminals = Terminals(Approach("west to east", ("a",), ("b",)), *ends, nowhere)
    return raster(values, Grid(3035, 0.0, 0.0, 100.0, rows, cols), "speed", "m/s"), terminals
