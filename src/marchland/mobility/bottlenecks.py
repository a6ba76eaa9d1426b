"""Bottlenecks: how wide is the door.

The narrowest door of an approach is the line of least passable length that parts its
origins from its objectives: from bank to bank, or around an enclosed place. Ground that
already denies movement costs a line nothing. Its width is told twice: in metres in any
direction, nearly whatever the grid's axes, and as the least number of cells that closes the
approach, which is exact for movement on the eight neighbours.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import xarray as xr

from marchland.mobility.banks import Banks
from marchland.mobility.closing import Line, least_cut, least_line, way
from marchland.mobility.loops import Winding
from marchland.mobility.separation import separates
from marchland.mobility.terminals import Terminals
from marchland.schema import grid_of

Band = Literal["whole", "border", "middle", "deep"]
BANDS: dict[Band, tuple[float, float]] = {
    "border": (0.02, 0.33),
    "middle": (0.33, 0.67),
    "deep": (0.67, 0.98),
}
"""Shares of the way, in time, between which a door is looked for."""


@dataclass(frozen=True)
class Door:
    """A line that closes an approach.

    Parameters
    ----------
    approach : str
    band : {"whole", "border", "middle", "deep"}
        Part of the way in which it is the narrowest.
    width_m : float
        Passable front along the line, m, measured in any direction.
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns from bank to bank or around, 4-connected.
    open_cells : numpy.ndarray
        bool, shape (cells,): whether each is passable and needed.
    cut_cells : int, optional
        Least number of cells that closes the approach there; other cells than these, as a
        rule. Unknown by default.
    corners : numpy.ndarray, optional
        int64, shape (corners, 2): the cells between whose centres the line is drawn
        straight; `cells` by default.
    checked : bool
        Whether closing its open cells was seen to part origins from objectives, by
        labelling at full resolution.
    overlap : float
        Share of its open cells that lie close to doors found before it.
    """

    approach: str
    band: Band
    width_m: float
    cells: np.ndarray
    open_cells: np.ndarray
    cut_cells: int | None = None
    corners: np.ndarray | None = None
    checked: bool = False
    overlap: float = 0.0

    @property
    def gaps(self) -> int:
        """Number of separate passable stretches along the line."""
        starts = np.diff(self.open_cells.astype(np.int8), prepend=0) == 1
        return int(starts.sum())


def narrowest(speed: xr.DataArray, ends: Terminals) -> Door | None:
    """Return the narrowest door of an approach over the whole of its way.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s of the mover the door is for; unknown ground counts as open.
    ends : Terminals
        The approach on this grid.

    Returns
    -------
    Door or None
        None where no line closes the approach:
        :func:`marchland.mobility.closing.why_open` says why.
    """
    by = way(ends)
    if by is None:
        return None
    return find_door("whole", passable_ground(speed, ends), grid_of(speed).cell_m, ends, by)


def bottlenecks(
    speed: xr.DataArray,
    ends: Terminals,
    slack: xr.Dataset,
    *,
    passable: np.ndarray | None = None,
) -> tuple[Door, ...]:
    """Return the narrowest door of an approach in each band of depth.

    Parameters
    ----------
    speed : xarray.DataArray
        float32 m/s of the mover the doors are for; unknown ground counts as open.
    ends : Terminals
        The approach on this grid.
    slack : xarray.Dataset
        As :func:`marchland.mobility.corridors.corridors` returns it for the same speed.
    passable : numpy.ndarray, optional
        bool: ground that the doors are measured over, where it is not just that on which
        `speed` is above zero; for a line that closes the approach to several movers.

    Returns
    -------
    tuple of Door
        At most one for each of :data:`BANDS`; empty where no line closes the approach, or
        where ground already denies it.
    """
    by = way(ends)
    if by is None or not np.isfinite(slack["slack"].values).any():
        return ()
    passable = passable_ground(speed, ends) if passable is None else passable & ~ends.avoid
    there, back = slack["travel_time"].values, slack["to_objective"].values
    with np.errstate(invalid="ignore"):
        share = there / (there + back)
    doors = []
    for band, (start, stop) in BANDS.items():
        outside = np.isfinite(share) & ((share < start) | (share > stop))
        weight = np.where(outside, np.float32(np.inf), np.float32(1))
        found = find_door(band, passable, grid_of(speed).cell_m, ends, by, weight)
        doors.append(found)
    return tuple(door for door in doors if door is not None)


def passable_ground(speed: xr.DataArray, ends: Terminals) -> np.ndarray:
    """Return where a movement may pass, bool; unknown ground counts as open."""
    closed: np.ndarray = (speed.values == 0) | ends.avoid
    return ~closed


def find_door(
    band: Band,
    passable: np.ndarray,
    cell_m: float,
    ends: Terminals,
    by: Banks | Winding,
    weight: np.ndarray | None = None,
) -> Door | None:
    """Return the least door over some ground, checked.

    Parameters
    ----------
    band : {"whole", "border", "middle", "deep"}
    passable : numpy.ndarray
        bool, shape of the grid.
    cell_m : float
        Side of a cell, m.
    ends : Terminals
    by : Banks or Winding
        As :func:`marchland.mobility.closing.way` returns it for these ends.
    weight : numpy.ndarray, optional
        float32, shape of the grid: 1, or inf where passable ground may not be closed.

    Returns
    -------
    Door or None
        None where no line closes the approach.

    Raises
    ------
    RuntimeError
        If the line found does not close it: a fault in Marchland.
    """
    count = np.zeros(passable.shape, np.float32)
    count[passable] = 1 if weight is None else weight[passable]
    least = least_cut(count, ends, by)
    cost = count * np.float32(cell_m)
    line = least_line(cost, ends, by, at_most=least * cell_m) if np.isfinite(least) else None
    if line is None:
        return None
    open_cells = passable[tuple(line.cells.T)] & line.on
    if not _closes(line, passable, ends):
        raise RuntimeError(f"a door of {ends.approach.name} does not close it")
    return Door(
        ends.approach.name, band, line.length, line.cells, open_cells, round(least),
        line.corners, checked=True,
    )  # fmt: skip


def _closes(line: Line, passable: np.ndarray, ends: Terminals) -> bool:
    ground = passable | ends.origins | ends.objectives
    return separates(line.cells[line.on], ends.origins, ends.objectives, ground)
