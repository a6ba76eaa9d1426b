"""What may be chosen, as bare arrays: options on sites, their delays and their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

Sense = Literal["<=", ">=", "=="]


@dataclass(frozen=True)
class Row:
    """A linear condition on the chosen options: a limit, a precedence, a quota.

    With x the vector of the options, 1 where chosen:
    ``coefficients · x  (<=, >=, ==)  bound``.

    Parameters
    ----------
    name : str
        What it is called when it is in the way.
    coefficients : numpy.ndarray
        float64, shape (options,), in the order of :class:`Candidates`; finite.
    sense : {"<=", ">=", "=="}
    bound : float
    """

    name: str
    coefficients: np.ndarray
    sense: Sense
    bound: float

    def holds(self, x: np.ndarray, slack: float = 1e-6) -> bool:
        """Tell whether a plan satisfies it, within `slack` of the size of its terms."""
        total = float(self.coefficients @ x)
        room = slack * max(1.0, abs(self.bound))
        over = self.sense != ">=" and total > self.bound + room
        under = self.sense != "<=" and total < self.bound - room
        return not (over or under)


@dataclass(frozen=True)
class Candidates:
    """Options that may be built, at most one on each site.

    Parameters
    ----------
    names : tuple of str
        Of the options, all different.
    site : numpy.ndarray
        int64, shape (options,): number of the site of each, from 0.
    delay_s : numpy.ndarray
        float64, shape (members, options): how long each holds each member of the follower
        at one crossing, s; at least 0, inf closes the site.
    columns : mapping of {str: numpy.ndarray}
        float64, shape (options,) each: what adds up over options, such as ``cost_eur``.
    """

    names: tuple[str, ...]
    site: np.ndarray
    delay_s: np.ndarray
    columns: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together.

        Raises
        ------
        ValueError
            If a shape, a name or a delay cannot be.
        """
        options = len(self.names)
        if len(set(self.names)) != options:
            raise ValueError("two options have one name")
        shapes = {array.shape for array in (self.site, *self.columns.values())}
        if shapes != {(options,)} or self.delay_s.shape[1:] != (options,):
            raise ValueError(f"sites, columns and delays must be given for {options} options")
        if not (self.delay_s >= 0).all():
            raise ValueError("a delay is negative or unknown; only declared delays can be planned")

    @property
    def sites(self) -> int:
        """How many sites there are."""
        return int(self.site.max(initial=-1)) + 1

    def delays(self, x: np.ndarray) -> np.ndarray:
        """Return the delay at every site when a plan stands.

        Parameters
        ----------
        x : numpy.ndarray
            float64, shape (options,): 1 where chosen; between 0 and 1 for a mixture.

        Returns
        -------
        numpy.ndarray
            float64 s, shape (members, sites).
        """
        held = np.where(x > 0, self.delay_s, 0.0) * x
        found = np.zeros((len(self.delay_s), self.sites))
        for member, row in enumerate(held):
            found[member] = np.bincount(self.site, row, self.sites)
        return found

    def vector(self, chosen: frozenset[str]) -> np.ndarray:
        """Return the plan of some option names as a vector, float64 of 0 and 1."""
        return np.array([float(name in chosen) for name in self.names])

    def chosen(self, x: np.ndarray) -> frozenset[str]:
        """Return the names of the options of a plan."""
        return frozenset(name for name, value in zip(self.names, x, strict=True) if value > 0.5)

    def limit(self, column: str, most: float) -> Row:
        """Return the row that keeps the sum of a column at or below a limit."""
        return Row(f"{column} at most {most:g}", self.columns[column], "<=", most)

    def single(self) -> tuple[Row, ...]:
        """Return a row for each site with several options: at most one of them."""
        several = np.flatnonzero(np.bincount(self.site, minlength=self.sites) > 1)
        return tuple(
            Row(f"one option on site {number}", (self.site == number).astype(float), "<=", 1.0)
            for number in several
        )
