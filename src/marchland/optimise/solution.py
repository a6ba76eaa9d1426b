"""What is asked of the search beside the ground, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from marchland.optimise.candidates import Row
from marchland.optimise.follower import Cut, Member


@dataclass(frozen=True)
class Objective:
    """How the scores of the members make one number, which is maximised.

    With scores z, sorted upwards, and weights p that add up to 1:

    - ``min``: ``min z``, the worst member;
    - ``cvar``: the mean of the worst members that make up `share` of the weight,
      ``max over e of  e - sum(p * max(e - z, 0)) / share``;
    - ``expected``: ``sum(p * z)``.

    Parameters
    ----------
    kind : {"min", "cvar", "expected"}
    share : float
        For ``cvar``, above 0 and at most 1.
    """

    kind: Literal["min", "cvar", "expected"] = "min"
    share: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a share that is none.

        Raises
        ------
        ValueError
            If the share is not above 0 and at most 1.
        """
        if not 0 < self.share <= 1:
            raise ValueError("a share lies above 0 and is at most 1")

    def value(self, time_s: np.ndarray, members: tuple[Member, ...]) -> float:
        """Return the objective of the members' times."""
        pairs = zip(members, time_s, strict=True)
        score = np.array([member.score(float(time)) for member, time in pairs])
        if self.kind == "min":
            return float(score.min())
        weight = np.array([member.weight for member in members])
        weight = weight / weight.sum()
        if self.kind == "expected":
            return float(weight @ score)
        order = np.argsort(score, kind="stable")
        before = np.concatenate([[0.0], np.cumsum(weight[order])[:-1]])
        part = np.clip(self.share - before, 0.0, weight[order])
        used = part > 0
        return float(part[used] @ score[order][used]) / float(part.sum())


@dataclass(frozen=True)
class Stop:
    """When to stop searching; the best plan so far and its true gap are returned.

    Parameters
    ----------
    gap : float
        Stop when the bound is within this share of the value.
    sweeps : int or None
        Most questions to the follower; with it a search gives the same result every time.
    time_s : float or None
        Most seconds. Results then depend on the machine.
    effort : int
        Most that the solver may try on one target before the search ends undecided, in the
        units of :class:`marchland.optimise.master.Limits`; the same on every machine.
    cancelled : callable
        Asked now and then; True stops, as a key press may.
    """

    gap: float = 0.01
    sweeps: int | None = None
    time_s: float | None = None
    effort: int = 16
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Progress:
    """How far the search is.

    Parameters
    ----------
    lower, upper : float
        Value of the best plan, and what no plan exceeds.
    sweeps : int
        Questions to the follower so far.
    step : str
        What was done last, in words.
    """

    lower: float
    upper: float
    sweeps: int
    step: str

    @property
    def gap(self) -> float:
        """Distance of the bound from the value, as a share of the value."""
        return gap(self.lower, self.upper)


@dataclass(frozen=True)
class Solution:
    """A plan, what it is worth and what no plan exceeds.

    Parameters
    ----------
    chosen : frozenset of str
        Names of the options.
    lower : float
        The objective of the plan on the follower.
    upper : float
        Proven: no plan within the rows has more.
    time_s : tuple of float
        The least time of every member under the plan.
    pool : tuple of Cut
        Every bound that the proof of `upper` may rest on.
    rows : tuple of Row
        The conditions it may rest on: those asked for, one option on a site, and what was
        learnt where a condition is not linear. Options are sorted by name.
    targets : tuple of float
        Values proven to be out of reach, the last the least; each is a claim that can be
        proved again from the pool.
    sweeps, solves : int
        Questions to the follower and to the solver.
    stopped : str
        Why it stopped: ``gap``, ``sweeps``, ``time``, ``effort`` or ``cancelled``.
    log : tuple of Progress
        Each change of a bound.
    engine : str
        What proved `upper`: ``scip``, ``cp_sat`` or ``glop``; empty where no solver was asked.
    """

    chosen: frozenset[str]
    lower: float
    upper: float
    time_s: tuple[float, ...]
    pool: tuple[Cut, ...]
    rows: tuple[Row, ...]
    targets: tuple[float, ...]
    sweeps: int
    solves: int
    stopped: str
    log: tuple[Progress, ...]
    engine: str = ""

    def __post_init__(self) -> None:
        """Refuse a bound below the value.

        Raises
        ------
        ValueError
            If it is: something is wrong with the follower or the solver.
        """
        if not self.lower <= self.upper:
            raise ValueError(f"the bound {self.upper} is below the value {self.lower}")

    @property
    def gap(self) -> float:
        """Distance of the bound from the value, as a share of the value."""
        return gap(self.lower, self.upper)


def gap(lower: float, upper: float) -> float:
    """Return how far a bound is from a value, as a share of the value; 0 where both are inf."""
    if lower == upper:
        return 0.0
    return (upper - lower) / abs(lower) if lower else float("inf")
