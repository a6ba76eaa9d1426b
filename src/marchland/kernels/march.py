"""Shortest travel time over a raster by label setting.

A cell is left towards its neighbours; a step costs half the crossing time of the cell it
leaves and half of the cell it enters, times the length of the step in cells.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from marchland.kernels.any_direction import spread_any
from marchland.kernels.eight import spread_eight
from marchland.kernels.queue import LAST, PENDING, Queue, grown, new_queue
from marchland.kernels.relief import Relief, tilt
from marchland.kernels.sixteen import spread_sixteen
from marchland.kernels.stencil import EIGHT, KNIGHTS, padded, steps
from marchland.kernels.walls import Barriers, flat_walls

Stencil = Literal["any", "eight"]
SPREAD = {"any": spread_any, "eight": spread_eight}
LEAST_STEP: dict[Stencil, float] = {"any": float(np.sqrt(0.5)), "eight": 1.0}
"""The shortest step of a stencil, in cells: no label falls by less than its time."""


def march(
    cost: np.ndarray,
    start: np.ndarray,
    *,
    stencil: Stencil = "any",
    barriers: Barriers | None = None,
    reverse: bool = False,
    goals: np.ndarray | None = None,
) -> np.ndarray:
    """Return the least travel time from the start cells to every cell.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape (rows, columns): time in s to cross each cell side to side; inf
        where nothing passes. Zero is allowed.
    start : numpy.ndarray
        float32, same shape: time at which a movement sets out from a cell, inf elsewhere.
    stencil : {"any", "eight"}
        Any direction, or the eight neighbours only, as most tools have it.
    barriers : Barriers, optional
        Delays charged to the step that enters an area.
    reverse : bool
        If true, times are *to* the start cells: every step is taken against its direction.
    goals : numpy.ndarray, optional
        bool, same shape: stop once the nearest of these is settled. Times up to the
        nearest goal are then exact; later ones are upper bounds or inf.

    Returns
    -------
    numpy.ndarray
        float32, shape (rows, columns), s; inf where it cannot be reached.
    """
    frame, time = _frame(cost, start, 1)
    near = steps(EIGHT, frame.shape[1])
    walls = flat_walls(barriers, 1, reverse=reverse)
    targets = np.zeros(1, np.bool_) if goals is None else padded(goals, 0).ravel()
    least, most = extremes(frame, walls.delay)
    spread = SPREAD[stencil]
    run(
        lambda queue: spread(frame.ravel(), time.ravel(), near, walls, targets, queue),
        time.ravel(),
        (least * LEAST_STEP[stencil], most),
    )
    return time[1:-1, 1:-1]


def march_within(
    cost: np.ndarray,
    start: np.ndarray,
    until_s: float,
    *,
    barriers: Barriers | None = None,
    reverse: bool = False,
) -> np.ndarray:
    """Return least travel times in any direction, but only those up to a limit.

    Parameters
    ----------
    cost, start, barriers, reverse
        As for :func:`march`.
    until_s : float
        Times up to this are exact; later ones are upper bounds or inf.

    Returns
    -------
    numpy.ndarray
        float32, shape (rows, columns), s.
    """
    frame, time = _frame(cost, start, 1)
    near = steps(EIGHT, frame.shape[1])
    walls = flat_walls(barriers, 1, reverse=reverse)
    nowhere = np.zeros(1, np.bool_)
    least, most = extremes(frame, walls.delay)
    run(
        lambda queue: spread_any(frame.ravel(), time.ravel(), near, walls, nowhere, queue),
        time.ravel(),
        (least * LEAST_STEP["any"], most),
        until_s=until_s,
    )
    return time[1:-1, 1:-1]


def march_relief(
    cost: np.ndarray,
    start: np.ndarray,
    relief: Relief | None = None,
    *,
    barriers: Barriers | None = None,
    reverse: bool = False,
) -> np.ndarray:
    """Return the least travel time on sixteen neighbours, with slope along the way.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape (rows, columns): time in s to cross each cell on the flat; inf where
        nothing passes.
    start : numpy.ndarray
        float32, same shape: time at which a movement sets out from a cell, inf elsewhere.
    relief : Relief, optional
        Heights and pace by signed slope; flat ground by default.
    barriers : Barriers, optional
        Delays charged to the step that enters an area.
    reverse : bool
        If true, times are *to* the start cells: up becomes down.

    Returns
    -------
    numpy.ndarray
        float32, shape (rows, columns), s; inf where it cannot be reached.
    """
    if relief is not None:
        cost = np.where(np.isnan(relief.height), np.float32(np.inf), cost)
    frame, time = _frame(cost, start, 2)
    near = steps(EIGHT + KNIGHTS, frame.shape[1])
    walls = flat_walls(barriers, 2, reverse=reverse)
    tilted = tilt(relief, 2, reverse=reverse)
    least, most = extremes(frame, walls.delay)
    steepest = relief.steepest_pace() if relief else 1.0
    run(
        lambda queue: spread_sixteen(frame.ravel(), time.ravel(), near, tilted, walls, queue),
        time.ravel(),
        (least * float(tilted.pace.min()), most * steepest),
    )
    return time[2:-2, 2:-2]


def run(
    spread: Callable[[Queue], None],
    labels: np.ndarray,
    step: tuple[float, float],
    *,
    until_s: float = float("inf"),
) -> None:
    """Spread from the finite labels, growing the queue's pool as it runs short."""
    seeds = np.flatnonzero(np.isfinite(labels))
    if seeds.size == 0:
        return
    queue = new_queue(seeds, labels[seeds], *step)
    if np.isfinite(until_s):
        queue.state[LAST] = int(np.float32(until_s) * queue.inverse)
    spread(queue)
    while queue.state[PENDING]:
        queue = grown(queue)
        spread(queue)


def _frame(cost: np.ndarray, start: np.ndarray, rim: int) -> tuple[np.ndarray, np.ndarray]:
    """Return padded cost and labels, nobody setting out where nothing passes."""
    frame, time = padded(cost, np.inf, rim), padded(start, np.inf, rim)
    time[np.isinf(frame)] = np.inf
    return frame, time


def extremes(cost: np.ndarray, delay: np.ndarray) -> tuple[float, float]:
    """Return the cheapest cell that takes time, and the dearest step of any stencil, in s."""
    finite = np.isfinite(cost)
    dearest = float(np.max(cost, where=finite, initial=0.0)) * float(np.sqrt(5.0))
    held = float(np.max(delay, where=np.isfinite(delay), initial=0.0))
    least = float(np.min(cost, where=finite & (cost > 0), initial=np.inf))
    return (least if np.isfinite(least) else 1.0), dearest + 3 * held
