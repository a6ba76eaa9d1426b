"""Habitat lost and cut: how much, and the largest piece that stays connected."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import label

Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Habitat:
    """A habitat before and after something is built in it.

    Parameters
    ----------
    area_m2, lost_m2 : float
        Before, and what is built over.
    largest_before_m2, largest_after_m2 : float
        The largest piece that hangs together over the sides of cells.
    pieces_before, pieces_after : int
    """

    area_m2: float
    lost_m2: float
    largest_before_m2: float
    largest_after_m2: float
    pieces_before: int
    pieces_after: int

    @property
    def cut(self) -> float:
        """Share of the largest piece that is no longer connected with the rest of it."""
        if not self.largest_before_m2:
            return 0.0
        return 1.0 - self.largest_after_m2 / self.largest_before_m2


def habitat(kind: Mask, built: Mask, cell_m: float, *, taken: float = 1.0) -> Habitat:
    """Return what building does to a habitat.

    Parameters
    ----------
    kind : numpy.ndarray
        bool, where the habitat is.
    built : numpy.ndarray
        bool, where something is built that animals do not cross.
    cell_m : float
        Side of a cell, m.
    taken : float
        Share of a built cell that is taken; a line thinner than a cell still cuts.

    Returns
    -------
    Habitat
    """
    whole = cell_m * cell_m
    before, after = _pieces(kind), _pieces(kind & ~built)
    return Habitat(
        area_m2=float(kind.sum()) * whole,
        lost_m2=float((kind & built).sum()) * whole * taken,
        largest_before_m2=float(before.max(initial=0)) * whole,
        largest_after_m2=float(after.max(initial=0)) * whole,
        pieces_before=before.size,
        pieces_after=after.size,
    )


def _pieces(mask: Mask) -> np.ndarray:
    numbered, _ = label(mask)
    return np.asarray(np.bincount(numbered.ravel())[1:])
