"""What is left to do of a march by tiles, and its rasters, in files.

The journal is a small file beside the raster of times: the tiles that are pending, and
those that may have been half written. It is replaced as a whole before a tile is written,
so that a process that is interrupted or killed leaves either the tile as it was, or one
that is known to be doubtful and is then looked at cell by cell. A power cut may lose what
the operating system had not yet written; then begin anew.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from marchland.errors import LayerError, OutputError

Window = tuple[slice, slice]
ROWS_AT_ONCE = 512


class Windows(Protocol):
    """A raster that is read a window at a time, such as an array or :class:`Npy`."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""

    def __getitem__(self, window: Window) -> np.ndarray:
        """Return the values of a window."""


@dataclass(frozen=True)
class Npy:
    """A raster in a ``.npy`` file, read and written a row of a window at a time.

    Nothing of it stays mapped, so that memory does not grow with what was read.

    Parameters
    ----------
    path : pathlib.Path
    """

    path: Path

    @cached_property
    def _layout(self) -> tuple[tuple[int, ...], np.dtype[Any], int]:
        """Shape, type and where the values begin."""
        seen = np.lib.format.open_memmap(self.path, mode="r")
        if seen.ndim != 2 or not seen.flags.c_contiguous:
            remedy = "Save a plain raster of rows and columns."
            raise LayerError.one(str(self.path), "is not two-dimensional, row by row", remedy)
        return seen.shape, seen.dtype, int(seen.offset)

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""
        return self._layout[0]

    def __getitem__(self, window: Window) -> np.ndarray:
        """Return the values of a window, whose slices have ends."""
        down, across = window
        values = np.empty((down.stop - down.start, across.stop - across.start), self._layout[1])
        with self.path.open("rb", buffering=0) as file:
            for row, place in zip(values, self._places(window), strict=True):
                os.preadv(file.fileno(), [row.data], place)
        return values

    def write(self, window: Window, values: np.ndarray) -> None:
        """Put values into a window, whose slices have ends."""
        values = np.ascontiguousarray(values, self._layout[1])
        with self.path.open("rb+", buffering=0) as file:
            for row, place in zip(values, self._places(window), strict=True):
                os.pwritev(file.fileno(), [row.data], place)

    def _places(self, window: Window) -> range:
        """Return where each row of a window begins in the file, in bytes."""
        (_, cols), kind, offset = self._layout
        down, across = window
        begin = offset + across.start * kind.itemsize
        stride = cols * kind.itemsize
        return range(begin + down.start * stride, begin + down.stop * stride, stride)

    @classmethod
    def filled(cls, path: Path, shape: tuple[int, ...], value: float) -> "Npy":
        """Return a new float32 raster of one value."""
        partial = path.with_name(path.name + ".part")
        raster = cls(partial)
        np.lib.format.open_memmap(partial, mode="w+", dtype=np.float32, shape=shape)
        for row in range(0, shape[0], ROWS_AT_ONCE):
            rows = slice(row, min(row + ROWS_AT_ONCE, shape[0]))
            block = np.full((rows.stop - rows.start, shape[1]), value, np.float32)
            raster.write((rows, slice(0, shape[1])), block)
        partial.replace(path)
        return cls(path)


@dataclass(frozen=True)
class Journal:
    """The tiles that are left.

    Parameters
    ----------
    path : pathlib.Path
    task : str
        What is worked on; a journal of another task is refused.
    key : numpy.ndarray
        float32 s, shape (tile rows, tile columns): least label to go on from, inf where
        nothing is pending.
    whole : numpy.ndarray
        bool, same shape: whether all of the tile is in doubt, not only its edge.
    """

    path: Path
    task: str
    key: np.ndarray
    whole: np.ndarray

    @classmethod
    def beside(cls, out: Path, task: str, shape: tuple[int, int]) -> "Journal":
        """Return the journal of a raster of times: the one it has, or an empty one.

        Raises
        ------
        OutputError
            If the raster is there but has no journal, or that of another task.
        """
        path = out.with_name(out.name + ".journal.npz")
        if not path.exists() and out.exists():
            remedy = "Choose another file, or delete it."
            raise OutputError.one(str(out), "is there already", remedy)
        if not path.exists():
            return cls(path, task, np.full(shape, np.inf, np.float32), np.zeros(shape, np.bool_))
        with np.load(path) as kept:
            if str(kept["task"]) != task:
                remedy = "Go on with the task it was begun with, or delete both files."
                raise OutputError.one(str(path), "belongs to another task", remedy)
            return cls(path, task, kept["key"], kept["whole"])

    @property
    def pending(self) -> int:
        """Number of tiles left."""
        return int(np.isfinite(self.key).sum())

    def first(self) -> tuple[int, int]:
        """Return the pending tile with the least label."""
        row, col = np.unravel_index(np.argmin(self.key), self.key.shape)
        return int(row), int(col)

    def add(self, tile: tuple[int, int], label: float, *, whole: bool = False) -> None:
        """Make a tile pending from a label on."""
        self.key[tile] = min(self.key[tile], label)
        self.whole[tile] |= whole

    def remove(self, tile: tuple[int, int]) -> None:
        """Take a tile as done."""
        self.key[tile], self.whole[tile] = np.inf, False

    def save(self) -> None:
        """Replace the file."""
        partial = self.path.with_name(self.path.name + ".part")
        with partial.open("wb") as file:
            np.savez(file, task=np.array(self.task), key=self.key, whole=self.whole)
        partial.replace(self.path)
