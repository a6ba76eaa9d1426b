"""Travel time over rasters larger than memory, tile by tile.

A tile is taken with a rim of one cell of its neighbours, which holds all that the labels of
its cells are worked out from. It is brought to rest from where its edge has changed, and
written back; neighbours whose cells or rim it changed become pending. The tile with the
least pending label goes first. When none is pending every tile is at rest, and so is the
whole: see :mod:`marchland.kernels.settle` for why there is one such state, that of a plain
march, whatever the order and wherever the work was broken off.

Memory does not grow with the raster: about 40 bytes for each cell of one tile, 5 bytes for
each tile, and a queue of a few megabytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path

import numpy as np

from marchland.errors import InputError
from marchland.kernels.doubt import Field
from marchland.kernels.frame import extremes
from marchland.kernels.journal import Journal, Npy, Window, Windows
from marchland.kernels.march import LEAST_STEP, Stencil
from marchland.kernels.settle import settle, spread
from marchland.kernels.stencil import EIGHT, padded, steps
from marchland.kernels.walls import Barriers, flat_walls

EDGE = 3
"""Cells from the rim inwards that a change of the rim, or of the cells beside it, may touch."""


@dataclass(frozen=True)
class Vast:
    """What a march by tiles is asked; the rasters are read a window at a time.

    Parameters
    ----------
    cost : Windows
        float32, shape (rows, columns), as for :func:`marchland.kernels.march.march`.
    cells : numpy.ndarray
        int64, shape (starts, 2): rows and columns of the start cells.
    start_s : numpy.ndarray
        float32, shape (starts,): when a movement sets out from each, s.
    stencil : {"any", "eight"}
    owner : Windows, optional
        uint16, same shape as `cost`: the number of the barrier on a cell.
    delay_s : numpy.ndarray, optional
        float32, shape (barriers + 1,), given with `owner`.
    reverse : bool
    """

    cost: Windows
    cells: np.ndarray
    start_s: np.ndarray
    stencil: Stencil = "any"
    owner: Windows | None = None
    delay_s: np.ndarray | None = None
    reverse: bool = False


def march_tiled(
    task: Vast,
    out: Path,
    *,
    tile: int = 2000,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the least travel time from the start cells to every cell, tile by tile.

    A run that was interrupted or killed goes on where it was when called again with the
    same arguments, and ends with the same bytes; one that has ended is left as it is. The
    cost must not change in between.

    Parameters
    ----------
    task : Vast
    out : pathlib.Path
        A ``.npy`` file for float32 s, shape (rows, columns); inf where it cannot be
        reached. A small journal is kept beside it.
    tile : int
        Rows and columns of a tile, at least 2; fewer and larger tiles are quicker.
    progress : callable, optional
        Called after each visit of a tile with the visits so far and the tiles pending.

    Raises
    ------
    InputError
        If a tile has fewer than 2 rows and columns.
    OutputError
        If `out` is there already and was not begun by this task.
    """
    if tile < 2:  # a change beside a tile would then be seen beyond its neighbours
        raise InputError.one("tile", f"{tile} cells wide", "Take at least 2.")
    rows, cols = task.cost.shape
    journal = Journal.beside(out, _name(task, tile), (-(-rows // tile), -(-cols // tile)))
    if not out.exists():
        for (row, col), label in zip(task.cells.tolist(), task.start_s.tolist(), strict=True):
            journal.add((row // tile, col // tile), label, whole=True)
        journal.save()
        Npy.filled(out, (rows, cols), np.inf)
    tiles = _Tiles(task, Npy(out), tile, journal, {})
    visits = 0
    while journal.pending:
        tiles.visit(journal.first())
        visits += 1
        if progress is not None:
            progress(visits, journal.pending)
    journal.save()


@dataclass(frozen=True)
class _Tiles:
    """The work of a march by tiles; `step_s` holds what is known of tiles seen before."""

    task: Vast
    time: Npy
    side: int
    journal: Journal
    step_s: dict[tuple[int, int], tuple[float, float]]

    def visit(self, tile: tuple[int, int]) -> None:
        """Bring a tile to rest."""
        window = self._window(tile)
        before = self.time[window]
        field, inner = self._field(tile, window, before)
        if tile not in self.step_s:
            least, most = extremes(field.cost)
            self.step_s[tile] = least * LEAST_STEP[self.task.stencil], most
        known = np.isfinite(field.time)
        if not self.journal.whole[tile]:
            known.reshape(-1, field.width)[tuple(_shrunk(cut, EDGE) for cut in inner)] = False
        woken = np.flatnonzero(known).astype(np.uint64)
        doubted = woken if field.turning else woken[:0]
        labels, size = padded(before, np.inf).ravel(), field.time.size
        if not settle(field, labels, self.step_s[tile], (doubted, woken), size):
            field.time[:] = field.start
            afresh = np.flatnonzero(np.isfinite(field.time)).astype(np.uint64)
            spread(field, afresh, self.step_s[tile])
        after = field.time.reshape(-1, field.width)[1:-1, 1:-1]
        if (after != before).any():
            self._hand_on(tile, window, before, after)
            self.journal.add(tile, 0.0, whole=True)
            self.journal.save()
            self.time.write(window, after)
            self.journal.remove(tile)
            return
        self.journal.remove(tile)
        self.journal.save()

    def _window(self, tile: tuple[int, int]) -> Window:
        """Return the rows and columns of a tile and its rim."""
        row, col = (
            slice(max(i * self.side - 1, 0), min((i + 1) * self.side + 1, most))
            for i, most in zip(tile, self.task.cost.shape, strict=True)
        )
        return row, col

    def _field(
        self, tile: tuple[int, int], window: Window, before: np.ndarray
    ) -> tuple[Field, Window]:
        """Return a tile with its rim, and where the tile is in it.

        A label in the rim is for the neighbours to doubt, and a start here.
        """
        task, inner = self.task, self._inner(tile, window)
        cost = padded(task.cost[window], np.inf)
        start = np.full(cost.shape, np.inf, np.float32)
        row, col = (task.cells[:, axis] - window[axis].start for axis in (0, 1))
        here = (row >= 0) & (row < before.shape[0]) & (col >= 0) & (col < before.shape[1])
        np.minimum.at(start, (row[here] + 1, col[here] + 1), task.start_s[here])
        start[np.isinf(cost)] = np.inf
        time = np.minimum(padded(before, np.inf), start)
        own = start[inner].copy()
        start[:] = time
        start[inner] = own
        barriers = None
        if task.owner is not None and task.delay_s is not None:
            barriers = Barriers(task.owner[window], task.delay_s)
        walls = flat_walls(barriers, 1, reverse=task.reverse)
        near = steps(EIGHT, cost.shape[1])
        turning = task.stencil == "any"
        return Field(cost.ravel(), start.ravel(), time.ravel(), near, walls, turning), inner

    def _inner(self, tile: tuple[int, int], window: Window) -> Window:
        """Return where a tile is in its padded window."""
        row, col = (
            slice(i * self.side - cut.start + 1, min((i + 1) * self.side, most) - cut.start + 1)
            for i, cut, most in zip(tile, window, self.task.cost.shape, strict=True)
        )
        return row, col

    def _hand_on(
        self, tile: tuple[int, int], window: Window, before: np.ndarray, after: np.ndarray
    ) -> None:
        """Make pending the neighbours that see a change."""
        for down, right in product((-1, 0, 1), repeat=2):
            beside = tile[0] + down, tile[1] + right
            inside = all(0 <= i < n for i, n in zip(beside, self.journal.key.shape, strict=True))
            if beside == tile or not inside:
                continue
            seen = tuple(
                slice(
                    max(cut.start, other.start) - cut.start, min(cut.stop, other.stop) - cut.start
                )
                for cut, other in zip(window, self._window(beside), strict=True)
            )
            changed = before[seen] != after[seen]
            if changed.any():
                low = np.minimum(before[seen], after[seen])[changed].min()
                self.journal.add(beside, float(low))


def _shrunk(cut: slice, by: int) -> slice:
    return slice(cut.start + by, max(cut.stop - by, cut.start + by))


def _name(task: Vast, tile: int) -> str:
    """Return a name that tells one task from another, but for the values of its rasters."""
    said = sha256(repr((task.cost.shape, tile, task.stencil, task.reverse)).encode())
    for values in (task.cells, task.start_s, task.delay_s):
        said.update(b"" if values is None else np.ascontiguousarray(values).tobytes())
    return said.hexdigest()
