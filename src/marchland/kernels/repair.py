"""Travel time after an edit, by repairing only what the edit changes.

The labels whose support an edit may take away are looked at, taken back where they no
longer hold, and with them those that rested on them; then times spread again from the rim
of what is left, and from where the edit lowers them. The result is that of a march afresh,
bit for bit: see :mod:`marchland.kernels.settle` for why, and for when it is not.
"""

from dataclasses import dataclass, replace

import numpy as np

from marchland.kernels.doubt import Field
from marchland.kernels.frame import extremes, framed
from marchland.kernels.march import LEAST_STEP, SPREAD, Stencil, run
from marchland.kernels.settle import settle
from marchland.kernels.stencil import EIGHT, steps
from marchland.kernels.walls import Barriers, flat_walls

MOST_EDITED = 0.2
MOST_WITHDRAWN = 0.25
"""Shares of the cells beyond which a march afresh is quicker than a repair."""


@dataclass(frozen=True)
class Task:
    """What a march is asked.

    Parameters
    ----------
    cost, start : numpy.ndarray
        float32, shape (rows, columns), as for :func:`marchland.kernels.march.march`.
    stencil : {"any", "eight"}
    barriers : Barriers, optional
    reverse : bool
    """

    cost: np.ndarray
    start: np.ndarray
    stencil: Stencil = "any"
    barriers: Barriers | None = None
    reverse: bool = False


@dataclass(frozen=True)
class Solved:
    """A task and its times.

    Parameters
    ----------
    task : Task
    field : Field
        The same as the compiled loops take it, and the times; not to be changed.
    cell_s : tuple of float
        A least and a most time of a step in s, delays left out.
    """

    task: Task
    field: Field
    cell_s: tuple[float, float]

    @property
    def time(self) -> np.ndarray:
        """float32, shape (rows, columns), s; inf where it cannot be reached."""
        return self.field.time.reshape(-1, self.task.cost.shape[1] + 2)[1:-1, 1:-1]

    @property
    def step_s(self) -> tuple[float, float]:
        """The cheapest and the dearest step in s."""
        least, most = self.cell_s
        return least * LEAST_STEP[self.task.stencil], most


def solved(task: Task) -> Solved:
    """Return a task with its times, by a march."""
    frame = framed(task.cost, task.start, 1)
    cost, start = frame.cost.ravel(), frame.time.ravel()
    near = steps(EIGHT, frame.width)
    walls = flat_walls(task.barriers, 1, reverse=task.reverse)
    field = Field(cost, start, start.copy(), near, walls, task.stencil == "any")
    after = Solved(task, field, extremes(cost))
    spread = SPREAD[task.stencil]
    run(
        lambda queue: spread(cost, field.time, near, walls, None, queue),
        field.time,
        after.step_s,
    )
    return after


def repaired(before: Solved, task: Task) -> Solved:
    """Return a task with its times, by repairing those of a task that is nearly the same.

    Parameters
    ----------
    before : Solved
        The task before the edit; it is left as it is. Arrays that both tasks share are
        not compared, so share those that the edit leaves alone and never change one in
        place: ``repaired(before, replace(before.task, cost=edited))``.
    task : Task
        The task after it: dearer or cheaper cells, barriers put up or taken down, other
        starts. With another shape, stencil or direction it is solved afresh.

    Returns
    -------
    Solved
        Times equal, bit for bit, to those of :func:`solved`.
    """
    if not _comparable(before.task, task):
        return solved(task)
    edited = _edited(before.task, task)
    if edited.size == 0:
        return replace(before, task=task)
    if edited.size > MOST_EDITED * task.cost.size:
        return solved(task)
    after = _edit(before, task, edited)
    field, offsets = after.field, after.field.steps.offset
    cells = _framed(edited, task.cost.shape[1])
    field.time[cells] = np.minimum(field.time[cells], field.start[cells])
    around = np.concatenate([cells, *(cells + offset for offset in offsets)])
    most = int(MOST_WITHDRAWN * field.time.size) + 1
    if settle(field, before.field.time, after.step_s, (around, cells), most):
        return after
    return solved(task)


def _edit(before: Solved, task: Task, edited: np.ndarray) -> Solved:
    """Return the task with the times from before, sharing what the edit leaves alone."""
    cost, start, walls = before.field.cost, before.field.start, before.field.walls
    cells = _framed(edited, task.cost.shape[1])
    least, most = before.cell_s
    if task.cost is not before.task.cost:
        cost = cost.copy()
        cost[cells] = task.cost.ravel()[edited]
        low, high = extremes(cost[cells])
        least, most = min(least, low), max(most, high)
    if task.start is not before.task.start or cost is not before.field.cost:
        start = start.copy()
        start[cells] = np.where(np.isinf(cost[cells]), np.inf, task.start.ravel()[edited])
    if task.barriers is not before.task.barriers:
        walls = flat_walls(task.barriers, 1, reverse=task.reverse)
    field = before.field._replace(cost=cost, start=start, walls=walls)
    return Solved(task, field._replace(time=field.time.copy()), (least, most))


def _framed(cells: np.ndarray, cols: int) -> np.ndarray:
    """Return flat indices in a frame with a rim of one cell."""
    row, col = np.divmod(cells, cols)
    return ((row + 1) * (cols + 2) + col + 1).astype(np.uint64)


def _comparable(one: Task, other: Task) -> bool:
    same = one.stencil == other.stencil and one.reverse == other.reverse
    return same and one.cost.shape == other.cost.shape


def _edited(before: Task, after: Task) -> np.ndarray:
    """Return the flat indices of cells whose cost, start or barrier is another."""
    edited = np.zeros(after.cost.shape, np.bool_)
    for old, new in ((before.cost, after.cost), (before.start, after.start)):
        if old is not new:
            edited |= old != new
    if before.barriers is not after.barriers:
        edited |= _rebuilt(before.barriers, after.barriers)
    return np.flatnonzero(edited)


def _rebuilt(before: Barriers | None, after: Barriers | None) -> np.ndarray:
    """Return where a barrier was put up, taken down or made to delay otherwise."""
    if before is None or after is None:
        known = before or after
        return known.owner != 0 if known is not None else np.zeros((), np.bool_)
    rebuilt: np.ndarray = before.owner != after.owner
    size = max(before.delay_s.size, after.delay_s.size)
    old, new = np.zeros(size, np.float32), np.zeros(size, np.float32)
    old[: before.delay_s.size], new[: after.delay_s.size] = before.delay_s, after.delay_s
    if (old != new).any():
        rebuilt |= (old != new)[after.owner]
    return rebuilt
