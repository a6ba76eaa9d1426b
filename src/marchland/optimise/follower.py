"""Who moves through: what the search may ask of the ground, and what it is told.

The search knows neither rasters nor movers. It hands over a delay for every site and is
told, for every member, the least time and ways that bound it under any plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np


@dataclass(frozen=True)
class Member:
    """One movement that the plan is judged by: a mover in a season on an approach.

    Its time D enters the objective as ``(D - offset_s) / scale_s``.

    Parameters
    ----------
    name : str
    weight : float
        Its share in a mean, above 0; weights need not add up to 1.
    scale_s : float
        What its time is divided by, above 0: the time without any measure, so that movers
        of different speed can be compared; 1 for plain seconds.
    offset_s : float
        What is taken off first, such as the time that a response needs.
    """

    name: str
    weight: float = 1.0
    scale_s: float = 1.0
    offset_s: float = 0.0

    def score(self, time_s: float) -> float:
        """Return what a time counts in the objective."""
        return (time_s - self.offset_s) / self.scale_s

    def time_s(self, score: float) -> float:
        """Return the time that counts so much in the objective."""
        return score * self.scale_s + self.offset_s


@dataclass(frozen=True)
class Way:
    """A way that a member can take whatever is built, and how often it crosses each site.

    Under delays d it takes ``base_s + sum(count * d[site])``. Counts are whole for a path;
    for a mean over paths, which travel time in any direction is, they are shares.

    Parameters
    ----------
    base_s : float
        Its time without delays, s.
    sites : tuple of int
        Numbers of the sites it crosses, sorted.
    counts : tuple of float
        How often it crosses each, above 0.
    """

    base_s: float
    sites: tuple[int, ...] = ()
    counts: tuple[float, ...] = ()

    def time_s(self, delay_s: np.ndarray) -> float:
        """Return its time when crossing each site takes ``delay_s``, shape (sites,)."""
        pairs = zip(self.sites, self.counts, strict=True)
        return self.base_s + float(sum(count * delay_s[site] for site, count in pairs))


@dataclass(frozen=True)
class Cut:
    """What bounds a member's time under any plan: it is never more than the latest of some ways.

    One way is a path right through. Two ways are the halves of a meeting: both ends set out
    at time 0 and meet when the later has arrived.

    Parameters
    ----------
    member : int
        Place among the follower's members.
    ways : tuple of Way
        One or two.
    """

    member: int
    ways: tuple[Way, ...]

    def time_s(self, delay_s: np.ndarray) -> float:
        """Return the bound under the member's delays, shape (sites,)."""
        return max(way.time_s(delay_s) for way in self.ways)


@dataclass(frozen=True)
class Answer:
    """What the follower says of some delays.

    Parameters
    ----------
    time_s : tuple of float
        The least time of every member, s; inf where there is no way through.
    cuts : tuple of Cut
        Bounds found on the way, among them, for every member with a way through, one that
        takes exactly the member's time under these delays.
    """

    time_s: tuple[float, ...]
    cuts: tuple[Cut, ...]


class Follower(Protocol):
    """The ground as the search sees it."""

    @property
    def members(self) -> Sequence[Member]:
        """Who moves, in a fixed order."""

    @property
    def sites(self) -> int:
        """How many sites there are."""

    def sweep(self, delay_s: np.ndarray, *, via: bool = True) -> Answer:
        """Return the least time of every member, and ways that bound it.

        Parameters
        ----------
        delay_s : numpy.ndarray
            float64 s, shape (members, sites): finite, at least 0.
        via : bool
            Whether to look for the best way through every site as well; else only for the
            best way.
        """
