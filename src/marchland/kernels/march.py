"""Shortest travel time over a raster by label setting.

A cell is left towards its neighbours; a step costs half the crossing time of the cell it
leaves and half of the cell it enters, times the length of the step in cells.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from marchland.kernels.any_direction import spread_any
from marchland.kernels.eight import spread_eight
from marchland.kernels.frame import extremes, finite, framed
from marchland.kernels.queue import LAST, PENDING, WARM, Queue, grown, new_queue
from marchland.kernels.relief import Relief, tilt
from marchland.kernels.sixteen import spread_sixteen
from marchland.kernels.stencil import EIGHT, KNIGHTS, padded, steps
from marchland.kernels.walls import Barriers, flat_walls

Stencil = Literal["any", "eight"]
SPREAD = {"any": spread_any, "eight": spread_eight}
LEAST_STEP: dict[Stencil, float] = {"any": float(np.sqrt(0.5)), "eight": 1.0}
"""The shortest step of a stencil, in cells: no label falls by less than its time."""

Until = np.ndarray | float | None
"""When to stop: at the nearest of some cells, at a time, or at the end."""


def march(
    cost: np.ndarray,
    start: np.ndarray,
    *,
    stencil: Stencil = "any",
    barriers: Barriers | None = None,
    reverse: bool = False,
    until: Until = None,
) -> np.ndarray:
    """Return the least travel time from the start cells to every cell.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape (rows, columns): time in s to cross each cell side to side; inf
        where nothing passes. Zero is allowed.
    start : numpy.ndarray
        Same shape: float32, time in s at which a movement sets out from a cell, inf
        elsewhere; or bool, cells from which one sets out at 0.
    stencil : {"any", "eight"}
        Any direction, or the eight neighbours only, as most tools have it.
    barriers : Barriers, optional
        Delays charged to the step that enters an area.
    reverse : bool
        If true, times are *to* the start cells: every step is taken against its direction.
    until : numpy.ndarray or float, optional
        Cells, bool of the same shape, of which the nearest is wanted, or a time in s. Times
        up to there are exact; later ones are upper bounds or inf.

    Returns
    -------
    numpy.ndarray
        float32, shape (rows, columns), s; inf where it cannot be reached.
    """
    frame = framed(cost, start, 1)
    near = steps(EIGHT, frame.width)
    walls = flat_walls(barriers, 1, reverse=reverse)
    price, time, goals = frame.cost.ravel(), frame.time.ravel(), _goals(until, 1)
    least, most = extremes(price)
    spread = SPREAD[stencil]
    run(
        lambda queue: spread(price, time, near, walls, goals, queue),
        time,
        (least * LEAST_STEP[stencil], most),
        until,
    )
    return frame.inner()


def march_relief(
    cost: np.ndarray,
    start: np.ndarray,
    relief: Relief | None = None,
    *,
    barriers: Barriers | None = None,
    reverse: bool = False,
    until: Until = None,
) -> np.ndarray:
    """Return the least travel time on sixteen neighbours, with slope along the way.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape (rows, columns): time in s to cross each cell on the flat; inf where
        nothing passes.
    start : numpy.ndarray
        Same shape: float32, time in s at which a movement sets out from a cell, inf
        elsewhere; or bool, cells from which one sets out at 0.
    relief : Relief, optional
        Heights and pace by signed slope; flat ground by default.
    barriers : Barriers, optional
        Delays charged to the step that enters an area.
    reverse : bool
        If true, times are *to* the start cells: up becomes down.
    until : numpy.ndarray or float, optional
        As for :func:`march`.

    Returns
    -------
    numpy.ndarray
        float32, shape (rows, columns), s; inf where it cannot be reached.
    """
    if relief is not None:
        cost = relief.closed(cost)
    frame = framed(cost, start, 2)
    near = steps(EIGHT + KNIGHTS, frame.width)
    slopes = (near, tilt(relief, near, 2, reverse=reverse)) if relief else (near,)
    walls = flat_walls(barriers, 2, reverse=reverse)
    price, time, goals = frame.cost.ravel(), frame.time.ravel(), _goals(until, 2)
    least, most = extremes(price)
    low, high = relief.extreme_paces() if relief else (1.0, 1.0)
    run(
        lambda queue: spread_sixteen(price, time, slopes, walls, goals, queue),
        time,
        (least * low, most * high),
        until,
    )
    return frame.inner()


def run(
    spread: Callable[[Queue], None],
    labels: np.ndarray,
    step: tuple[float, float],
    until: Until = None,
    woken: np.ndarray | None = None,
) -> None:
    """Spread from the finite labels, growing the queue's pool as it runs short.

    Where some cells are `woken`, only they spread: all others have done so before.
    """
    seeds = finite(labels) if woken is None else woken
    if seeds.size == 0:
        return
    queue = new_queue(seeds, labels[seeds], *step)
    queue.state[WARM] = woken is not None
    if until is not None and not isinstance(until, np.ndarray) and np.isfinite(until):
        queue.state[LAST] = int(np.float32(until) * queue.inverse)
    spread(queue)
    while queue.state[PENDING]:
        queue = grown(queue)
        spread(queue)


def _goals(until: Until, rim: int) -> np.ndarray | None:
    """Return the cells that are wanted as the compiled loops take them, if any."""
    return padded(until, 0, rim).ravel() if isinstance(until, np.ndarray) else None
