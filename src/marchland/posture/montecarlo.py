r"""Many passages drawn: delays that share a weather, and other shapes than the normal.

EASI takes every delay for normal and independent. Here one passage is drawn after another.
The delays, and the response if asked, follow one common factor, the weather and season of the
day: with standard normals :math:`Z` for the day and :math:`e_i` for each task,

.. math:: z_i = \sqrt{\rho}\, Z + \sqrt{1 - \rho}\, e_i

and each delay is the value of its own distribution that a share :math:`\Phi(z_i)` stays
below. Detection needs no drawing: every passage counts with the probabilities of being noticed
in each task first, so that only times are left to chance.

Trials are drawn in blocks of :data:`BLOCK` from streams of their own and counted in their
order: the same seed gives the same answer, bit for bit, on any number of threads.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from scipy.special import ndtr, ndtri

from marchland.errors import Fault, InputError
from marchland.kernels.passages import passages
from marchland.mobility.draw import quantile
from marchland.model.estimate import Estimate
from marchland.posture.timeline import WEIGHT, Response, Task, check, easi

Shape = Literal["normal", "truncated", "lognormal", "pert"]
SHAPES: tuple[Shape, ...] = ("normal", "truncated", "lognormal", "pert")
BLOCK = 1 << 15
"""Trials drawn from one stream."""

SHARES = (0.05, 0.5, 0.95)
"""Shares of the trials that the quantiles stay at or below."""

REACH, KNOTS = 6.0, 2401
"""Distributions are tabulated at so many even normal scores between plus and minus this."""

Tasks = tuple[np.ndarray, np.ndarray]
"""Probability to be noticed in each task first, and the weight of its own delay then."""


@dataclass(frozen=True)
class Spread:
    """How times vary from one passage to another.

    Parameters
    ----------
    shape : {"normal", "truncated", "lognormal", "pert"}
        Normal may fall below zero, as in EASI; truncated is a normal that cannot. Both, and
        lognormal, go by mean and standard deviation; PERT by the mean and the declared span.
    common : float
        Correlation of the scores of any two delays, 0 to 1: one weather, one season.
    response_common : float
        Share, 0 to 1, of the variance of the response's score that the same weather makes:
        what slows the movement then slows the response.
    """

    shape: Shape = "lognormal"
    common: float = 0.0
    response_common: float = 0.0


@dataclass(frozen=True)
class Simulated:
    """What many drawn passages say.

    Parameters
    ----------
    probability : float
        Of interruption; NaN is unknown.
    error : float
        Its standard error.
    margin_s : tuple of float
        Time in s by which the response is early at detection, for those noticed: the
        quantiles at :data:`SHARES`; below zero is late. NaN where nobody is noticed.
    passage_s : tuple of float
        Time in s that the whole path takes: the quantiles at :data:`SHARES`.
    trials : int
        How many were drawn.
    """

    probability: float
    error: float
    margin_s: tuple[float, ...]
    passage_s: tuple[float, ...]
    trials: int


def simulate(
    tasks: Sequence[Task],
    response: Response,
    *,
    seed: int,
    spread: Spread | None = None,
    trials: int = 100_000,
    threads: int = 1,
) -> Simulated:
    """Return the probability of interruption from many drawn passages.

    Parameters
    ----------
    tasks : sequence of Task
        In the order of the path; for PERT each with its span, as
        :func:`marchland.posture.belts.drawn_tasks` returns them.
    response : Response
        Drawn in the same shape.
    seed : int
        Of the streams; the same seed gives the same answer.
    spread : Spread, optional
        By default lognormal and independent.
    trials : int
        How many to draw, at least 2.
    threads : int
        Blocks worked on at once; the answer is the same, bit for bit.

    Returns
    -------
    Simulated
        NaN where the answer rests on a value that is not known.

    Raises
    ------
    InputError
        With everything that makes no sense: probabilities, times, correlations, a PERT
        without a span.
    """
    spread = spread or Spread()
    check(tasks, response)
    _check(tasks, response, spread, (trials, threads))
    formula = easi(tasks, response)
    if np.isnan(formula.probability):
        unknown = (float("nan"),) * len(SHARES)
        return Simulated(float("nan"), float("nan"), unknown, unknown, trials)
    sizes = [min(BLOCK, trials - start) for start in range(0, trials, BLOCK)]
    streams = np.random.SeedSequence(seed).spawn(len(sizes))
    drawn: list[Task | Response] = [response, *tasks]
    tables = np.array([_table(timed, spread.shape) for timed in drawn])
    ahead = np.array([WEIGHT[task.when] for task in tasks])
    draw = partial(_block, tables, spread, (formula.first, ahead))
    with ThreadPoolExecutor(threads) as pool:
        blocks = list(pool.map(draw, streams, sizes))
    weight, margin, passage = np.concatenate(blocks, axis=1)
    heard = response.assessment * response.communication
    noticed = margin if formula.first.sum() > 0 else np.array([np.nan])
    return Simulated(
        float(heard * weight.mean()),
        float(heard * weight.std(ddof=1) / np.sqrt(trials)),
        _quantiles(noticed),
        _quantiles(passage),
        trials,
    )


def _block(
    tables: np.ndarray, spread: Spread, task: Tasks, stream: np.random.SeedSequence, size: int
) -> np.ndarray:
    """Draw one block: the chance of interruption, margin and passage of each trial."""
    rng = np.random.default_rng(stream)
    scores = rng.standard_normal((size, len(tables) + 1), np.float32)
    chosen = rng.random(size, np.float32)
    common = (spread.common, spread.response_common)
    return np.asarray(passages(scores, chosen, tables, REACH, common, task))


def _table(timed: Task | Response, shape: Shape) -> np.ndarray:
    """Return the times in s at the knots of a distribution."""
    mean = timed.delay_s if isinstance(timed, Task) else timed.time_s
    spread, span = timed.spread_s, timed.span_s
    if spread == 0 or mean == 0 or not np.isfinite(mean):
        return np.full(KNOTS, mean)
    knots = np.linspace(-REACH, REACH, KNOTS)
    if shape == "normal":
        return np.asarray(mean + spread * knots)
    if shape == "lognormal":
        width = np.sqrt(np.log1p((spread / mean) ** 2))
        return np.asarray(np.exp(np.log(mean) - width**2 / 2 + width * knots))
    if shape == "truncated":
        below = ndtr(-mean / spread)
        return np.asarray(mean + spread * ndtri(below + (1 - below) * ndtr(knots)))
    assert span is not None  # checked before
    best = float(np.clip((6 * mean - span[0] - span[1]) / 4, *span))
    declared = Estimate(span[0], best, span[1], "s", "span", "declared")
    return quantile(declared, np.asarray(ndtr(knots)))


def _quantiles(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(v) for v in np.quantile(values, SHARES, method="inverted_cdf"))


def _check(
    tasks: Sequence[Task], response: Response, spread: Spread, counts: tuple[int, int]
) -> None:
    """Refuse what cannot be drawn, everything at once."""
    faults = []
    if spread.shape not in SHAPES:
        remedy = f"Use one of {', '.join(SHAPES)}."
        faults.append(Fault("spread", f"unknown shape {spread.shape!r}", remedy))
    for name in ("common", "response_common"):
        if not 0 <= getattr(spread, name) <= 1:
            what = f"{name} is {getattr(spread, name):g}"
            faults.append(Fault("spread", what, "Give a correlation from 0 to 1."))
    if not (counts[0] >= 2 and counts[1] >= 1):
        what = f"{counts[0]} trials on {counts[1]} threads"
        faults.append(Fault("simulate", what, "At least 2 trials and 1 thread."))
    if spread.shape == "pert":
        parts = [(f"task {task.name}", task.spread_s, task.span_s) for task in tasks]
        for where, width, span in (*parts, ("response", response.spread_s, response.span_s)):
            if width > 0 and span is None:
                faults.append(Fault(where, "has no span", "PERT needs a least and greatest time."))
    if faults:
        raise InputError("simulate", faults)
