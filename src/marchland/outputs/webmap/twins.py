"""The rasters of the browser's map as tables: how much ground there is of each value."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from marchland.outputs.furniture import nice
from marchland.outputs.tally import tally
from marchland.schema import UNKNOWN

Row = dict[str, Any]

INTERVALS = 8
"""About as many rows as a table of a field has."""


def class_rows(codes: np.ndarray, cell_m: float, names: Mapping[str, int]) -> list[Row]:
    """Return the area of each class that occurs, and of unknown ground.

    Parameters
    ----------
    codes : numpy.ndarray
        uint8; 255 unknown.
    cell_m : float
        Side of a cell, m.
    names : mapping of {str: int}
        Codes by class.

    Returns
    -------
    list of dict
        ``code`` (None for unknown), ``km2`` and ``share`` of all ground.
    """
    counts = tally(codes)
    found: list[tuple[int | None, int]] = [(code, int(counts[code])) for code in names.values()]
    found.append((None, int(counts[UNKNOWN])))
    return [{"code": code, **_area(n, codes.size, cell_m)} for code, n in found if n]


def interval_rows(values: np.ndarray, cell_m: float, ends: tuple[float, float]) -> list[Row]:
    """Return the area of each interval of a field, in the field's unit.

    Parameters
    ----------
    values : numpy.ndarray
        NaN unknown, inf never, -inf neither before nor after a change.
    cell_m : float
        Side of a cell, m.
    ends : tuple of float
        Between which the intervals lie; more and less are the first and the last row.

    Returns
    -------
    list of dict
        ``from`` and ``to`` (None without end), ``what`` (``between``, ``never``,
        ``neither``, ``unknown``), ``km2`` and ``share`` of all ground.
    """
    low, high = ends
    step = nice((high - low) / INTERVALS)
    edges = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    finite = values[np.isfinite(values)]
    places = np.bincount(np.digitize(finite, edges), minlength=len(edges) + 1)
    bounds = [None, *(round(float(edge), 6) for edge in edges), None]
    rows = [
        {"what": "between", "from": bounds[n], "to": bounds[n + 1],
         **_area(int(places[n]), values.size, cell_m)}
        for n in range(len(edges) + 1) if places[n]
    ]  # fmt: skip
    for what, mask in (
        ("never", np.isposinf(values)),
        ("neither", np.isneginf(values)),
        ("unknown", np.isnan(values)),
    ):
        if mask.any():
            rows.append(
                {"what": what, "from": None, "to": None,
                 **_area(int(mask.sum()), values.size, cell_m)}
            )  # fmt: skip
    return rows


def _area(cells: int, total: int, cell_m: float) -> Row:
    return {"km2": cells * cell_m**2 / 1e6, "share": cells / total}
