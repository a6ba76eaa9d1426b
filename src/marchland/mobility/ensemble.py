"""Travel time where the ground is not known for certain: many members, told as shares.

Every member is drawn from its own random stream, spawned from one seed, and members are
counted in their order: the answer does not depend on the number of threads. No member is
kept; see :mod:`marchland.mobility.tally` for how they are counted.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import xarray as xr

from marchland.errors import GridError, InputError
from marchland.kernels.frame import extremes
from marchland.kernels.march import LEAST_STEP, SPREAD, run
from marchland.kernels.stencil import EIGHT, steps
from marchland.mobility.tally import Tally, Telling
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import step_cost
from marchland.schema import same_grid

Member = Callable[[np.random.Generator], xr.DataArray]
"""Draws the speed of one member, m/s; called from several threads at once."""


def ensemble(
    member: Member,
    ends: Terminals,
    *,
    members: int,
    seed: int,
    threads: int = 1,
    telling: Telling | None = None,
) -> xr.Dataset:
    """Return what many members say about an approach.

    Parameters
    ----------
    member : callable
        Takes a :class:`numpy.random.Generator` and returns a speed, float32 m/s, all on
        one grid; 0 cannot pass, NaN unknown.
    ends : Terminals
        The approach on this grid.
    members : int
        At least 1, at most 65535.
    seed : int
        Of the streams that members are drawn from; the same seed gives the same answer.
    threads : int
        Members worked on at once; the answer is the same, bit for bit.
    telling : Telling, optional
        Which quantiles and which corridor; by default 10, 50 and 90 %, and ways at most 10 %
        longer than the best.

    Returns
    -------
    xarray.Dataset
        ``reachable``, the share of members in which a cell is reached; ``mean``, s, over
        those members, inf where there is none; ``travel_time``, s, by ``quantile`` of all
        members, inf where fewer reach the cell: within :attr:`Telling.error` of the exact
        quantile and never outside the members' range; and
        ``corridor``, the share of members in whose corridor a cell is. NaN wherever a
        member's ground is unknown.

    Raises
    ------
    InputError
        If the number of members or threads makes no sense.
    GridError
        If members do not all lie on the grid of the approach.

    Notes
    -----
    Memory: what the tally takes, ``2 · bins + 25`` bytes for each cell, and 16 bytes for
    each cell and thread, and once more, beside what `member` itself takes.
    """
    if not (1 <= members <= np.iinfo(np.uint16).max and threads >= 1):
        what, remedy = f"{members} members on {threads} threads", "1 to 65535 members, 1 thread."
        raise InputError.one("ensemble", what, remedy)
    telling = telling or Telling()
    streams = np.random.SeedSequence(seed).spawn(members)
    found = _found(member, ends, streams, threads, backward=telling.corridor is not None)
    tally = None
    for sheet in found:
        tally = tally or Tally(telling, sheet.speed)
        same_grid(tally.place, sheet.speed)
        tally.add(sheet.time, sheet.back, np.isnan(sheet.speed.values))
    assert tally is not None  # there is at least one member
    return tally.told(members)


class _Sheet:
    """Room for one member: its cost and its times there and back, used again and again."""

    def __init__(self) -> None:
        self.frames = np.empty((3, 0, 0), np.float32)
        self.speed = xr.DataArray()

    @property
    def time(self) -> np.ndarray:
        """float32 s from the origins."""
        return self.frames[1, 1:-1, 1:-1]

    @property
    def back(self) -> np.ndarray:
        """float32 s to the objectives, all inf where not worked out."""
        return self.frames[2, 1:-1, 1:-1]

    def fill(self, speed: xr.DataArray, ends: Terminals, *, backward: bool) -> "_Sheet":
        """Work a member out."""
        rows, cols = speed.shape
        if speed.shape != ends.origins.shape:
            what = f"shape {speed.shape} for an approach on {ends.origins.shape}"
            raise GridError.one("member", what, "Draw every member on the approach's grid.")
        self.speed = speed
        if self.frames.shape[1:] != (rows + 2, cols + 2):
            self.frames = np.empty((3, rows + 2, cols + 2), np.float32)
        self.frames[:] = np.inf
        self.frames[0, 1:-1, 1:-1] = step_cost(speed, ends.avoid)
        self._march(1, ends.origins)
        if backward:
            self._march(2, ends.objectives)
        return self

    def _march(self, at: int, cells: np.ndarray) -> None:
        """Work out times, which are the same there and back where nothing delays."""
        cost, time = self.frames[0].ravel(), self.frames[at].ravel()
        self.frames[at, 1:-1, 1:-1][cells] = 0
        time[np.isinf(cost)] = np.inf
        near = steps(EIGHT, self.frames.shape[2])
        least, most = extremes(cost)
        spread = SPREAD["any"]
        run(
            lambda queue: spread(cost, time, near, None, None, queue),
            time,
            (least * LEAST_STEP["any"], most),
        )


def _found(
    member: Member,
    ends: Terminals,
    streams: list[np.random.SeedSequence],
    threads: int,
    *,
    backward: bool,
) -> Iterator[_Sheet]:
    """Yield the members in their order; each is good until the next is asked for."""

    def work(sheet: _Sheet, stream: np.random.SeedSequence) -> _Sheet:
        return sheet.fill(member(np.random.default_rng(stream)), ends, backward=backward)

    waiting: deque[Future[_Sheet]] = deque()
    sheets = [_Sheet() for _ in range(min(threads, len(streams)) + 1)]
    with ThreadPoolExecutor(threads) as pool:
        for stream in streams:
            if not sheets:
                sheet = waiting.popleft().result()
                yield sheet
                sheets.append(sheet)
            waiting.append(pool.submit(work, sheets.pop(), stream))
        while waiting:
            yield waiting.popleft().result()
