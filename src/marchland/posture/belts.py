"""Belts as declared, with ranges and unknowns, turned into an answer with a range.

A belt is a stretch that a movement has to get through: ground, an obstacle, watched land. No
public source gives the delay of an obstacle: it is declared or it is unknown, and then so is
every answer that rests on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf, isnan
from typing import NamedTuple

from marchland.catalogue.read import Catalogue, catalogue
from marchland.model.estimate import Estimate, Level
from marchland.posture.timeline import (
    CriticalPoint,
    Response,
    Task,
    When,
    critical_point,
    easi,
)

LEVELS: tuple[Level, ...] = ("low", "best", "high")
OTHER: dict[Level, Level] = {"low": "high", "best": "best", "high": "low"}


@dataclass(frozen=True)
class Belt:
    """A belt on the way of a movement.

    Parameters
    ----------
    name : str
    delay_s : Estimate or None
        Time to get through in s, whether of ground or of an obstacle; None is unknown.
    detection : Estimate or None
        Probability that the movement is noticed in it; None is unknown.
    when : {"beginning", "middle", "end"}
        When within the belt it is noticed.
    """

    name: str
    delay_s: Estimate | None
    detection: Estimate | None
    when: When = "beginning"


class Times(NamedTuple):
    """Computed times in s: NaN is unknown, inf is never.

    Parameters
    ----------
    low, best, high : float
        The soonest, the likely and the latest.
    """

    low: float
    best: float
    high: float


@dataclass(frozen=True)
class Reserve:
    """What answers a report, with ranges.

    Parameters
    ----------
    time_s : Estimate, Times or None
        From the report until the movement is met, in s: declared, or as
        :func:`marchland.posture.response.response_time` returns it; None is unknown.
    assessment, communication : Estimate or None
        Probabilities that a report is judged right, and that it gets through; None is
        unknown.
    """

    time_s: Estimate | Times | None
    assessment: Estimate | None
    communication: Estimate | None


@dataclass(frozen=True)
class Interruption:
    """The probability that a movement is interrupted, as a range.

    Parameters
    ----------
    low, best, high : float
        Low takes every range at the end that favours the movement. NaN is unknown.
    critical : CriticalPoint
        The critical detection point at best.
    missing : tuple of str
        What nobody has declared.
    """

    low: float
    best: float
    high: float
    critical: CriticalPoint
    missing: tuple[str, ...]


def tasks(
    belts: Sequence[Belt], level: Level = "best", *, coefficients: Catalogue | None = None
) -> tuple[Task, ...]:
    """Return the tasks of a path at one level of what is declared of its belts.

    Parameters
    ----------
    belts : sequence of Belt
        In the order of the path.
    level : {"low", "best", "high"}
        Low is short delays and poor detection.
    coefficients : Catalogue, optional
        Its row ``posture.crossing.variation`` says how much a delay varies from one passage
        to another, as a share of its mean; the packaged one by default.

    Returns
    -------
    tuple of Task
        NaN where a belt declares nothing.
    """
    share = (coefficients or catalogue()).get("posture.crossing.variation").best
    return tuple(
        Task(
            belt.name,
            delay := _at(belt.delay_s, level),
            _at(belt.detection, level),
            share * delay,
            belt.when,
            _span(belt.delay_s),
        )
        for belt in belts
    )


def drawn_tasks(belts: Sequence[Belt]) -> tuple[Task, ...]:
    """Return the tasks of a path whose delays are spread as PERT over their ranges.

    Parameters
    ----------
    belts : sequence of Belt
        In the order of the path.

    Returns
    -------
    tuple of Task
        Means and standard deviations of the PERT distributions, and detection at best; for
        :func:`marchland.posture.montecarlo.simulate` with any shape.
    """
    return tuple(_drawn(belt) for belt in belts)


def _drawn(belt: Belt) -> Task:
    mean, spread = pert_moments(belt.delay_s)
    chance = _at(belt.detection, "best")
    return Task(belt.name, mean, chance, spread, belt.when, _span(belt.delay_s))


def pert_moments(estimate: Estimate | None) -> tuple[float, float]:
    """Return mean and standard deviation of the PERT distribution of a range.

    Parameters
    ----------
    estimate : Estimate or None
        Low and high are its ends, best its mode.

    Returns
    -------
    tuple of float
        In the estimate's unit; NaN where it is unknown.

    Examples
    --------
    >>> pert_moments(Estimate(0, 6, 12, "s", "here", "declared"))[0]
    6.0
    """
    if estimate is None:
        return float("nan"), float("nan")
    mean = (estimate.low + 4 * estimate.best + estimate.high) / 6
    return mean, max((mean - estimate.low) * (estimate.high - mean) / 7, 0.0) ** 0.5


def response(
    reserve: Reserve, level: Level = "best", *, coefficients: Catalogue | None = None
) -> Response:
    """Return the response at one level of what is declared of a reserve.

    Parameters
    ----------
    reserve : Reserve
    level : {"low", "best", "high"}
        Low is the answer that favours the movement: a late response, poorly told.
    coefficients : Catalogue, optional
        Its row ``posture.response.variation``; the packaged one by default.

    Returns
    -------
    Response
        NaN where nothing is declared.
    """
    share = (coefficients or catalogue()).get("posture.response.variation").best
    time = _at(reserve.time_s, OTHER[level])
    spread = 0.0 if isinf(time) else share * time
    heard = (_at(reserve.assessment, level), _at(reserve.communication, level))
    return Response(time, spread, *heard, _span(reserve.time_s))


def interruption(
    belts: Sequence[Belt], reserve: Reserve, *, coefficients: Catalogue | None = None
) -> Interruption:
    """Return how likely a movement through belts is interrupted, as a range.

    Parameters
    ----------
    belts : sequence of Belt
        In the order of the path.
    reserve : Reserve
        What answers.
    coefficients : Catalogue, optional
        The packaged one by default.

    Returns
    -------
    Interruption
        EASI at the three levels: ends of what was declared, not probabilities.

    Raises
    ------
    InputError
        With every probability that is not one and every time below zero.
    """
    paths = [tasks(belts, level, coefficients=coefficients) for level in LEVELS]
    answers = [response(reserve, level, coefficients=coefficients) for level in LEVELS]
    low, best, high = (
        easi(path, answer).probability for path, answer in zip(paths, answers, strict=True)
    )
    at_best = critical_point(paths[1], answers[1])
    return Interruption(low, best, high, at_best, undeclared(belts, reserve))


def undeclared(belts: Sequence[Belt], reserve: Reserve) -> tuple[str, ...]:
    """Return what nobody has declared, by name."""
    open_layers = [
        f"{what} of {belt.name}"
        for belt in belts
        for what, value in (("delay", belt.delay_s), ("detection", belt.detection))
        if value is None
    ]
    open_reserve = [
        f"{what} of the response"
        for what, value in (
            ("time", None if _unknown(reserve.time_s) else reserve.time_s),
            ("assessment", reserve.assessment),
            ("communication", reserve.communication),
        )
        if value is None
    ]
    return (*open_layers, *open_reserve)


def _unknown(value: Estimate | Times | None) -> bool:
    """Tell whether any of the three values is unknown."""
    return value is None or any(isnan(_at(value, level)) for level in LEVELS)


def _at(value: Estimate | Times | None, level: Level) -> float:
    return float("nan") if value is None else float(getattr(value, level))


def _span(estimate: Estimate | Times | None) -> tuple[float, float] | None:
    return None if estimate is None else (estimate.low, estimate.high)
