"""Rows of a programme, written over named groups of variables."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from marchland.optimise.candidates import Row
from marchland.optimise.master import Programme
from marchland.optimise.pool import Table

SLACK = 1e-6
"""Of the 1 that a row must reach: a solver's rounding never makes a target out of reach."""


class Builder:
    """A programme in the making; its first group of variables is ``x``, the options.

    Parameters
    ----------
    options : int
    """

    def __init__(self, options: int) -> None:
        self._first: dict[str, tuple[int, int]] = {}
        self._bounds: list[tuple[float, float, bool, int]] = []
        self._rows: list[tuple[list[tuple[str, sparse.csr_array]], np.ndarray, np.ndarray]] = []
        self.options = options
        self.size = 0
        self.group("x", options)

    def group(
        self, name: str, count: int, lower: float = 0.0, upper: float = 1.0, *, whole: bool = True
    ) -> str:
        """Add a group of variables and return its name."""
        self._first[name] = (self.size, count)
        self._bounds.append((lower, upper, whole, count))
        self.size += count
        return name

    def rows(
        self,
        least: np.ndarray,
        blocks: dict[str, sparse.sparray | np.ndarray],
        most: np.ndarray | None = None,
    ) -> None:
        """Add rows ``least <= sum of block times its group <= most``."""
        if least.size:
            parts = [(name, sparse.csr_array(block)) for name, block in blocks.items()]
            self._rows.append((parts, least, np.full(least.size, np.inf) if most is None else most))

    def linear(self, rows: Sequence[Row]) -> None:
        """Add linear conditions on the options."""
        matrix, least, most = linear_rows(rows, self.options)
        self.rows(least, {"x": matrix}, most)

    def hold(self, needed: Table) -> None:
        """Add clipped rows that a plan has to satisfy.

        Parameters
        ----------
        needed : Table
            As :func:`marchland.optimise.target.needs` returns it.
        """
        if not needed.cut.size:
            return
        halves = np.bincount(needed.cut)[needed.cut] > 1
        single, double = np.flatnonzero(~halves), np.flatnonzero(halves)
        self.rows(np.full(single.size, 1.0 - SLACK), {"x": needed.delay_s[single]})
        if not double.size:
            return
        half = self.group(f"half {self.size}", double.size)
        choice = sparse.eye_array(double.size, format="csr")
        self.rows(np.full(double.size, -SLACK), {"x": needed.delay_s[double], half: -choice})
        pairs, place = np.unique(needed.cut[double], return_inverse=True)
        either = sparse.csr_array((np.ones(double.size), (place, np.arange(double.size))))
        self.rows(np.ones(pairs.size), {half: either})

    def programme(self, objective: np.ndarray) -> Programme:
        """Return the programme that maximises an objective over the options."""
        lines = []
        for parts, least, _ in self._rows:
            blocks = dict(parts)
            line = [
                blocks.get(name, sparse.csr_array((least.size, count)))
                for name, (_, count) in self._first.items()
            ]
            lines.append(sparse.hstack(line, format="csr"))
        empty = sparse.csr_array((0, self.size))
        lower, upper, whole = (
            np.concatenate([np.full(bound[3], bound[part]) for bound in self._bounds])
            for part in range(3)
        )
        return Programme(
            objective=np.append(objective, np.zeros(self.size - self.options)),
            matrix=sparse.vstack([empty, *lines], format="csr"),
            row_lower=np.concatenate([np.empty(0), *(least for _, least, _ in self._rows)]),
            row_upper=np.concatenate([np.empty(0), *(most for _, _, most in self._rows)]),
            lower=lower,
            upper=upper,
            whole=whole.astype(np.bool_),
        )


def linear_rows(rows: Sequence[Row], options: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the coefficients of some rows, shape (rows, options), and their bounds."""
    matrix = np.array([row.coefficients for row in rows]).reshape(len(rows), options)
    least = np.array([-np.inf if row.sense == "<=" else row.bound for row in rows])
    most = np.array([np.inf if row.sense == ">=" else row.bound for row in rows])
    return matrix, least, most
