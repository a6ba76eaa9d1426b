"""An offer: the options that may be chosen, and the movements that judge them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from marchland.optimise.candidates import Candidates
from marchland.optimise.clauses import Maximise
from marchland.optimise.follower import Answer, Follower, Member

Own = Callable[[frozenset[str]], dict[str, float]]
Measured = Callable[[frozenset[str]], tuple[float, ...]]


def _none(chosen: frozenset[str]) -> dict[str, float]:  # noqa: ARG001
    return {}


@dataclass(frozen=True)
class Offer:
    """What a problem chooses from.

    Parameters
    ----------
    table : pandas.DataFrame
        The options that can be chosen, one row each, in the order of `candidates`: as
        :func:`marchland.consequences.burden.burden` returns them, with kind, approach and
        band of the site.
    candidates : Candidates
        The same, as arrays.
    sites : tuple of str
        Names of the sites by their numbers.
    follower : Follower
        Opposing movement on the full raster.
    base_s : tuple of float
        Crossing time of each of its members without measures, s; finite.
    measured : callable
        From a set of options to the crossing time of each member on the study's ground, s,
        where only what is built is in the way. Never more than the follower says.
    spread_s : (numpy.ndarray, numpy.ndarray) or None
        float64, shape (members, options): the delays at the low and the high end of what is
        declared; None where there is only one.
    kept : bool
        Whether the members already count as they should, whatever the aim.
    own : callable
        From a set of options to the longest crossing time of every approach of one's own, s.
    left_out : tuple of str
        What is not part of it, and why, in words.
    """

    table: pd.DataFrame
    candidates: Candidates
    sites: tuple[str, ...]
    follower: Follower
    base_s: tuple[float, ...]
    measured: Measured
    own: Own = field(default=_none)
    spread_s: tuple[np.ndarray, np.ndarray] | None = None
    kept: bool = False
    left_out: tuple[str, ...] = ()

    def aimed(self, aim: Maximise) -> Follower:
        """Return the follower with what its times count for an aim."""
        if self.kept:
            return self.follower
        scale = self.base_s if aim.of == "ratio" else (1.0,) * len(self.base_s)
        offset = aim.response_s if aim.of == "margin" else 0.0
        members = tuple(
            replace(member, scale_s=s, offset_s=offset)
            for member, s in zip(self.follower.members, scale, strict=True)
        )
        return _Aimed(self.follower, members)

    def delays(self, at: Mapping[str, float]) -> np.ndarray:
        """Return delays somewhere in their declared ranges, float64 s, (members, options).

        Parameters
        ----------
        at : mapping of {str: float}
            By measure: 0 for the low end, 1 for the high end. Others are at their best value.
        """
        best = self.candidates.delay_s
        low, high = self.spread_s or (best, best)
        place = self.table["measure"].map(dict(at)).to_numpy(float)
        return np.where(np.isnan(place), best, low + place * (high - low))

    def total(self, chosen: frozenset[str], column: str) -> float:
        """Return the sum of a column of the table over some options."""
        return float(self.table.loc[self.table["option"].isin(chosen), column].sum(skipna=False))


@dataclass(frozen=True)
class _Aimed:
    """A follower whose members count differently."""

    inner: Follower
    members: tuple[Member, ...]

    @property
    def sites(self) -> int:
        return self.inner.sites

    def sweep(self, delay_s: np.ndarray, *, via: bool = True) -> Answer:
        return self.inner.sweep(delay_s, via=via)
