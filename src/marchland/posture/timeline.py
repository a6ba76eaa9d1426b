r"""Is a movement noticed while there is still time to answer? The EASI formula.

A movement goes through tasks one after the other. Each takes a time and may give it away;
what counts is the time still before it at that moment, against the time of the response.

For tasks :math:`i = 1 … n` with detection :math:`d_i`, delay :math:`t_i` of spread
:math:`s_i`, and :math:`w_i` = 1, ½ or 0 for detection at the beginning, in the middle or at
the end of the task:

.. math::

    T_i = w_i t_i + \sum_{j>i} t_j, \quad V_i = w_i^2 s_i^2 + \sum_{j>i} s_j^2

    P = a c \sum_i d_i \prod_{j<i} (1 - d_j) \, \Phi((T_i - R) / \sqrt{V_i + s_R^2})

Assessment :math:`a` and communication :math:`c` stand in every term once: a report that is
misjudged or lost is not made up for by a later one.

The formula is that of EASI (estimate of adversary sequence interruption). It holds for one
path, sensors and times that are independent, normal times, one response and a movement that
does not adapt; see :mod:`marchland.posture.montecarlo` and
:mod:`marchland.posture.adversary` for what it leaves out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Literal

import numpy as np
from scipy.special import ndtr

from marchland.errors import Fault, InputError

When = Literal["beginning", "middle", "end"]
WEIGHT: dict[When, float] = {"beginning": 1.0, "middle": 0.5, "end": 0.0}
"""Share of a task's own delay that is still ahead when it gives the movement away."""


@dataclass(frozen=True)
class Task:
    """A stretch of a path: how long it takes, and how likely it gives the movement away.

    Parameters
    ----------
    name : str
    delay_s : float
        Mean time in s, 0 or more; NaN is unknown.
    detection : float
        Probability from 0 to 1 that the movement is noticed; NaN is unknown.
    spread_s : float
        Standard deviation of the time in s from one passage to another; NaN is unknown.
    when : {"beginning", "middle", "end"}
        When within the task it is noticed.
    span_s : tuple of float, optional
        Least and greatest time in s, where they are declared.
    """

    name: str
    delay_s: float
    detection: float = 0.0
    spread_s: float = 0.0
    when: When = "beginning"
    span_s: tuple[float, float] | None = None


@dataclass(frozen=True)
class Response:
    """What answers a report, and how soon.

    Parameters
    ----------
    time_s : float
        Mean time in s from the report until the movement is met; NaN is unknown, inf never.
    spread_s : float
        Standard deviation of that time in s.
    assessment, communication : float
        Probabilities from 0 to 1 that a report is judged right, and that it gets through.
    span_s : tuple of float, optional
        Least and greatest time in s, where they are declared.
    """

    time_s: float
    spread_s: float = 0.0
    assessment: float = 1.0
    communication: float = 1.0
    span_s: tuple[float, float] | None = None


@dataclass(frozen=True)
class Easi:
    """The probability of interruption, and what it is the sum of.

    Parameters
    ----------
    probability : float
        That the movement is noticed, reported and met in time; NaN is unknown.
    first : numpy.ndarray
        float64, shape (tasks,): probability that it is noticed in this task first.
    in_time : numpy.ndarray
        float64, shape (tasks,): probability that the response is in time if so.
    remaining_s : numpy.ndarray
        float64, shape (tasks,): mean time in s still ahead at that moment.
    """

    probability: float
    first: np.ndarray
    in_time: np.ndarray
    remaining_s: np.ndarray


@dataclass(frozen=True)
class CriticalPoint:
    """The last task in which noticing the movement still helps.

    Parameters
    ----------
    task : int or None
        Its place in the sequence; None where every response comes too late, or where
        unknown delays leave it open.
    name : str
        Its name; empty where there is none.
    probability : float
        That the movement is noticed up to there; NaN is unknown.
    """

    task: int | None
    name: str
    probability: float


def easi(tasks: Sequence[Task], response: Response) -> Easi:
    """Return the probability that a movement is interrupted, by the EASI formula.

    Parameters
    ----------
    tasks : sequence of Task
        In the order of the path.
    response : Response
        What answers.

    Returns
    -------
    Easi
        Unknown (NaN) where a term rests on a value that is not known. A delay before the
        first task that may notice anything plays no part, known or not.

    Raises
    ------
    InputError
        With every probability that is not one and every time below zero.

    Examples
    --------
    >>> belts = [Task("fence", 600, 0.5, 180), Task("wood", 3600, 0.0, 1080)]
    >>> round(easi(belts, Response(3600, 900)).probability, 3)
    0.332
    """
    check(tasks, response)
    detection = np.array([task.detection for task in tasks])
    first = detection * np.cumprod(np.concatenate([[1.0], 1 - detection]))[:-1]
    mean, variance = remaining(tasks)
    in_time = _in_time(mean - response.time_s, np.sqrt(variance + response.spread_s**2))
    terms = np.where(first == 0, 0.0, first * in_time)
    heard = response.assessment * response.communication
    return Easi(float(heard * terms.sum()), first, in_time, mean)


def critical_point(tasks: Sequence[Task], response: Response) -> CriticalPoint:
    """Return the critical detection point, and the chance of noticing a movement before it.

    Without any spread: the last task that leaves more time than the response takes.

    Parameters
    ----------
    tasks : sequence of Task
        In the order of the path.
    response : Response
        Its assessment and communication count once; its spread is not used.

    Returns
    -------
    CriticalPoint
        Unknown (NaN, no task) where a delay or the response is.

    Raises
    ------
    InputError
        With every probability that is not one and every time below zero.
    """
    check(tasks, response)
    ahead, _ = remaining(tasks)
    if isnan(response.time_s) or np.isnan(ahead).any():
        return CriticalPoint(None, "", float("nan"))
    timely = np.flatnonzero(ahead > response.time_s)
    if not timely.size:
        return CriticalPoint(None, "", 0.0)
    last = int(timely[-1])
    missed = np.prod([1 - task.detection for task in tasks[: last + 1]])
    heard = response.assessment * response.communication
    return CriticalPoint(last, tasks[last].name, float(heard * (1 - missed)))


def remaining(tasks: Sequence[Task]) -> tuple[np.ndarray, np.ndarray]:
    """Return the time still ahead at detection in each task.

    Parameters
    ----------
    tasks : sequence of Task

    Returns
    -------
    tuple of numpy.ndarray
        float64, shape (tasks,): mean in s and variance in s²; NaN from an unknown delay
        backwards.
    """
    delay = np.array([task.delay_s for task in tasks], float)
    spread = np.array([task.spread_s for task in tasks], float)
    weight = np.array([WEIGHT[task.when] for task in tasks])
    return weight * delay + after(delay), weight**2 * spread**2 + after(spread**2)


def after(values: np.ndarray) -> np.ndarray:
    """Return the sum of all later entries along the first axis, 0 for the last."""
    later = np.zeros_like(values)
    later[:-1] = np.cumsum(values[:0:-1], axis=0)[::-1]
    return later


def _in_time(margin_s: np.ndarray, spread_s: np.ndarray) -> np.ndarray:
    """Return the probability of a margin above zero; without spread it is there or not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = np.where(spread_s > 0, ndtr(margin_s / spread_s), margin_s > 0)
    return np.where(np.isnan(margin_s), np.nan, chance)


def check(tasks: Sequence[Task], response: Response) -> None:
    """Refuse tasks and a response that make no sense.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    faults = [fault for task in tasks for fault in _task_faults(task)]
    late = 0.0 if response.time_s == float("inf") else response.time_s
    faults += _faults("response", {"time_s": late, "spread_s": response.spread_s},
                      {"assessment": response.assessment,
                       "communication": response.communication})  # fmt: skip
    if not tasks:
        faults.append(Fault("tasks", "there are none", "Give at least one."))
    if faults:
        raise InputError("timeline", faults)


def _task_faults(task: Task) -> Iterator[Fault]:
    where = f"task {task.name}"
    times = {"delay_s": task.delay_s, "spread_s": task.spread_s}
    yield from _faults(where, times, {"detection": task.detection})
    if task.when not in WEIGHT:
        what = f"is noticed at {task.when!r}"
        yield Fault(where, what, f"Use one of {', '.join(WEIGHT)}.")


def _faults(where: str, times: dict[str, float], chances: dict[str, float]) -> list[Fault]:
    said = []
    for name, value in times.items():
        if not isnan(value) and not (isfinite(value) and value >= 0):
            said.append(Fault(where, f"{name} is {value:g}", "Give s, 0 or more and finite."))
    for name, value in chances.items():
        if not isnan(value) and not 0 <= value <= 1:
            said.append(Fault(where, f"{name} is {value:g}", "Give a probability, 0 to 1."))
    return said
