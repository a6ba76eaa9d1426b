"""Lines that close an approach: the least cut in cells, and the least length in metres.

Movement that steps to the eight neighbours is stopped exactly by cells that touch by their
sides, from bank to bank or around an enclosed place. The least cut between origins and
objectives is therefore a least line, where every open cell counts its weight and ground
that already denies movement counts nothing: a shortest path, and no flow has to be found.
"""

from dataclasses import dataclass

import numpy as np

from marchland.kernels.across import across
from marchland.kernels.retrace import retrace
from marchland.mobility.banks import Banks, banks, framed, parts
from marchland.mobility.loops import MOST_PARTS, Loop, Winding, least_loop, least_turn, winding
from marchland.mobility.pulling import pulled
from marchland.mobility.terminals import Terminals


@dataclass(frozen=True)
class Line:
    """A line that closes an approach.

    Parameters
    ----------
    length : float
        What it costs.
    cells : numpy.ndarray
        int64, shape (cells, 2): rows and columns, each touching the next by a side. Where
        the line runs beyond the edge of the region they are those along the edge.
    on : numpy.ndarray
        bool, shape (cells,): whether the line needs the cell; not where it runs beyond.
    corners : numpy.ndarray
        int64, shape (corners, 2): the cells between whose centres it is drawn straight.
    """

    length: float
    cells: np.ndarray
    on: np.ndarray
    corners: np.ndarray


def way(ends: Terminals) -> Banks | Winding | None:
    """Return how a line can close an approach: from bank to bank, or winding around.

    Parameters
    ----------
    ends : Terminals
        The approach on the grid.

    Returns
    -------
    Banks, Winding or None
        None where no single line is looked for; :func:`why_open` says why.
    """
    return banks(ends) or winding(ends)


def why_open(ends: Terminals) -> str | None:
    """Return why no line can be found that closes an approach, or None where one can.

    Parameters
    ----------
    ends : Terminals
        The approach on the grid.
    """
    origins, objectives = parts(ends.origins), parts(ends.objectives)
    if not origins or not objectives:
        return "it has no origin or no objective in the region"
    wide = np.pad(ends.origins, 1)
    rows, cols = np.nonzero(ends.objectives)
    if any(wide[rows + down, cols + right].any() for down in range(3) for right in range(3)):
        return "an origin and an objective touch"
    if way(ends) is None:
        count = len(origins) + len(objectives)
        return f"its origins and objectives lie in {count} parts, more than {MOST_PARTS}"
    return None


def least_cut(weight: np.ndarray, ends: Terminals, by: Banks | Winding) -> float:
    """Return the weight of the least cut between origins and objectives.

    Parameters
    ----------
    weight : numpy.ndarray
        float32, shape of the grid: weight of closing each cell; 0 where movement is
        already denied, inf where nothing may be closed. Whole numbers are summed exactly
        up to 2**23.
    ends : Terminals
        The approach on the grid; its places are never cut.
    by : Banks or Winding
        As :func:`way` returns it for the same approach.

    Returns
    -------
    float
        inf where nothing closes the approach. A line that winds around several parts is
        the least single one: see :attr:`marchland.mobility.loops.Winding.least`.
    """
    if isinstance(by, Winding):
        return least_turn(framed(_kept(weight, ends)), by, square=True)[0]
    labels = across(framed(_kept(weight, ends), ends), by.start, goals=by.goals, square=True)
    return float(labels[by.goals].min())


def least_line(
    cost: np.ndarray,
    ends: Terminals,
    by: Banks | Winding,
    *,
    square: bool = False,
    at_most: float = float("inf"),
) -> Line | None:
    """Return the least line that closes an approach.

    Parameters
    ----------
    cost : numpy.ndarray
        float32, shape of the grid: what a line pays to cross each cell; 0 where movement
        is already denied, inf where no line may run.
    ends : Terminals
        The approach on the grid; no line runs over its places.
    by : Banks or Winding
        As :func:`way` returns it for the same approach.
    square : bool
        If true the line pays the weight of its cells, and its length is the least cut;
        otherwise it runs in any direction and pays the cost over its length.
    at_most : float
        A length known to be enough: it only saves time.

    Returns
    -------
    Line or None
        None where no line closes the approach.
    """
    if isinstance(by, Winding):
        loop = least_loop(framed(_kept(cost, ends)), by, square=square, at_most=at_most)
        return None if loop is None else _around(framed(_kept(cost, ends)), loop, by, square=square)
    frame = framed(_kept(cost, ends), ends)
    labels = across(frame, by.start, goals=by.goals, square=square)
    reached = np.where(by.goals, labels, np.float32(np.inf))
    row, col = np.unravel_index(np.argmin(reached), reached.shape)
    if not np.isfinite(reached[row, col]):
        return None
    chain = retrace(frame, labels, by.start, (int(row), int(col)), square=square)
    chain = _landed(frame, by.goals, chain)
    return _line(float(reached[row, col]), frame, chain, square=square)


def _kept(cost: np.ndarray, ends: Terminals) -> np.ndarray:
    """Return what a line pays, and may not at either end."""
    return np.where(ends.origins | ends.objectives, np.float32(np.inf), cost)


def _landed(frame: np.ndarray, goals: np.ndarray, chain: np.ndarray) -> np.ndarray:
    """Return a chain that leaves its last open cell by the shortest free way to a goal."""
    paid = np.flatnonzero(frame[tuple(chain.T)] > 0)
    last = int(paid[-1]) + 1 if paid.size else 0
    free = np.where(frame == 0, np.float32(0), np.float32(np.inf))
    rest = retrace(frame, free, goals, (int(chain[last, 0]), int(chain[last, 1])), square=True)
    return np.concatenate([chain[:last], rest[::-1]])


def _around(frame: np.ndarray, loop: Loop, by: Winding, *, square: bool) -> Line:
    """Return a line from a loop, begun beyond the edge or on closed ground if it is there."""
    chain = loop.cells[:-1]
    last = np.array(frame.shape) - 1
    outside = ((chain == 0) | (chain == last)).any(axis=1)
    first = int(np.argmax(outside if outside.any() else frame[tuple(chain.T)] == 0))
    chain = np.concatenate([chain[first:], chain[: first + 1]])
    line = _line(loop.length, frame, chain, square=square, flip=by.sheets.flip)
    if len(line.cells) > 1 and (line.cells[0] == line.cells[-1]).all():
        return Line(line.length, line.cells[:-1], line.on[:-1], line.corners)
    return line


def _line(
    length: float,
    frame: np.ndarray,
    chain: np.ndarray,
    *,
    square: bool,
    flip: np.ndarray | None = None,
) -> Line:
    """Return a line on the grid from a chain of cells on the grid with a rim."""
    corners, cells = chain, chain
    if not square:
        straightened = pulled(frame, chain, flip)
        corners, cells = straightened.corners, straightened.cells
    last = np.array(frame.shape) - 1
    on = ~((cells == 0) | (cells == last)).any(axis=1)
    if on.any():
        needed = np.flatnonzero(on)
        cells, on = cells[needed[0] : needed[-1] + 1], on[needed[0] : needed[-1] + 1]
    cells = np.clip(cells, 1, last - 1) - 1
    moved = np.concatenate([[True], (np.diff(cells, axis=0) != 0).any(axis=1)])
    group = np.cumsum(moved) - 1
    held = np.zeros(group[-1] + 1, np.bool_)
    held[group[on]] = True
    return Line(length, cells[moved], held, _drawn(corners, last))


def _drawn(corners: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return the corners of a line on the grid, without what runs beyond its edge at the ends."""
    before, after = corners[:-1], corners[1:]
    beyond = ((before == after) & ((after == 0) | (after == last))).any(axis=1)
    pieces = np.flatnonzero(~beyond)
    if pieces.size:
        corners = corners[pieces[0] : pieces[-1] + 2]
    drawn: np.ndarray = np.clip(corners, 1, last - 1) - 1
    return drawn
