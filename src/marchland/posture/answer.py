"""Whether a posture answers a movement in time, and what must be believed where nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from marchland.barriers.evaluate import Ground
from marchland.model.estimate import Estimate
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.posture.belts import (
    LEVELS,
    Belt,
    Reserve,
    Times,
    interruption,
)
from marchland.posture.passage import Passage
from marchland.posture.response import arrival

NAN, INF = float("nan"), float("inf")
PASS = 0.5
"""The chance of an answer in time that break-even asks for."""

LONGEST_S = 30 * 86_400.0
"""Delays beyond this are not looked for."""

CERTAIN = Estimate(1, 1, 1, "1", "taken as certain", "assumed")
AT_ONCE = Estimate(0, 0, 0, "s", "taken as at once", "assumed")
NOBODY = Reserve(None, None, None)


@dataclass(frozen=True)
class Asked:
    """What answers when a movement is noticed.

    Parameters
    ----------
    bases : numpy.ndarray
        bool, shape of the grid: where it sets out.
    mover : Mover
    season : Season
    decision_s, assessment, communication : Estimate or None
        None is unknown.
    """

    bases: np.ndarray
    mover: Mover
    season: Season
    decision_s: Estimate | None
    assessment: Estimate | None
    communication: Estimate | None


@dataclass(frozen=True)
class Answered:
    """What comes of a passage.

    Parameters
    ----------
    noticed, interrupted : tuple of float
        Probabilities at low, best and high; NaN unknown.
    response_s : tuple of float
        From the report until the movement is met, s; NaN unknown.
    must_hold_s : float
        What each obstacle on the way must hold for an even chance, s; NaN where nothing
        holds there or where no answer is declared; inf where no delay would do.
    missing : tuple of str
        What nobody has declared.
    belts : tuple of Belt
        What it passes until it is met; to the end of the way where nothing answers.
    reserve : Reserve
        What answers there; all of it unknown where no answer is declared, and its time where no
        decision is.
    """

    noticed: tuple[float, float, float]
    interrupted: tuple[float, float, float]
    response_s: tuple[float, float, float]
    must_hold_s: float
    missing: tuple[str, ...]
    belts: tuple[Belt, ...] = ()
    reserve: Reserve = NOBODY


def answered(passage: Passage, ground: Ground, asked: Asked | None) -> Answered:
    """Return whether a passage is answered in time.

    The reserve goes where it gains most on the movement; belts beyond that place play no
    part. One's own measures hold it as they hold anybody.

    Parameters
    ----------
    passage : Passage
    ground : Ground
    asked : Asked or None

    Returns
    -------
    Answered
    """
    passed = passage.belts()
    noticed = _noticed(passed)
    if asked is None or not passed:
        whole = ("response",) if asked is None else ()
        missing = (*whole, *_open(passed))
        return Answered(noticed, (NAN,) * 3, (NAN,) * 3, NAN, missing, tuple(passed))
    times, place = _met(passage, ground, asked)
    ahead = passed_until(passed, float(passage.ground_s()[place]))
    reserve = Reserve(times, asked.assessment, asked.communication)
    found = interruption(ahead, reserve, coefficients=ground.coefficients)
    shown = tuple(NAN if asked.decision_s is None else t for t in times)
    values = (found.low, found.best, found.high)
    if asked.decision_s is None:
        values = (NAN,) * 3
    undecided = ("decision of the response",) if asked.decision_s is None else ()
    return Answered(
        noticed,
        values,
        (shown[0], shown[1], shown[2]),
        must_hold(ahead, reserve, ground),
        (*found.missing, *undecided),
        tuple(ahead),
        replace(reserve, time_s=None) if undecided else reserve,
    )


def must_hold(passed: Sequence[Belt], reserve: Reserve, ground: Ground) -> float:
    """Return how long each obstacle must hold for an even chance of an answer in time, s.

    Parameters
    ----------
    passed : sequence of Belt
    reserve : Reserve
    ground : Ground

    Returns
    -------
    float
        0 where the ground alone is enough, inf where no delay would do, NaN where nothing on
        the way holds. Whatever else is not declared counts as certain and at once, so that
        this is the least that has to be believed.
    """
    told = [replace(belt, detection=belt.detection or CERTAIN) for belt in passed]
    sure = Reserve(reserve.time_s, reserve.assessment or CERTAIN, reserve.communication or CERTAIN)

    def chance(delay_s: float) -> float:
        held = Estimate(delay_s, delay_s, delay_s, "s", "believed", "declared")
        belts = [b if b.name == "ground" or _idle(b) else replace(b, delay_s=held) for b in told]
        return interruption(belts, sure, coefficients=ground.coefficients).best

    if all(belt.name == "ground" for belt in told):
        return NAN
    if chance(0.0) >= PASS:
        return 0.0
    if all(belt.name == "ground" or _idle(belt) for belt in told):
        return NAN
    if not chance(LONGEST_S) >= PASS:
        return INF
    low, high = 0.0, LONGEST_S
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (low, middle) if chance(middle) >= PASS else (middle, high)
    return high


def passed_until(passed: Sequence[Belt], ground_s: float) -> list[Belt]:
    """Return the belts up to a place, so many seconds of ground from the start at best."""
    kept: list[Belt] = []
    left = ground_s
    for belt in passed:
        time = belt.delay_s
        if belt.name == "ground" and time is not None:
            if left <= 0:
                break
            share = min(1.0, left / time.best) if time.best > 0 else 1.0
            left -= time.best
            kept.append(replace(belt, delay_s=time.times(share)))
        elif left > 0 or not kept:
            kept.append(belt)
    return kept or list(passed[:1])


def _idle(belt: Belt) -> bool:
    """Tell whether a belt only reports."""
    return belt.delay_s is not None and belt.delay_s.high == 0


def _met(passage: Passage, ground: Ground, asked: Asked) -> tuple[Times, int]:
    """Return how soon the reserve is where it gains most on the movement, and where that is."""
    own = replace(passage.built, floor=True)
    paces = {level: ground.speed(asked.mover, asked.season, level, own) for level in LEVELS}
    walls = {level: own.barriers(asked.mover.kind, level) for level in LEVELS}
    held = {level: wall for level, wall in walls.items() if wall is not None}
    there = arrival(
        paces,
        asked.bases,
        decision_s=asked.decision_s or AT_ONCE,
        barriers=held if len(held) == len(LEVELS) else None,
    )
    rows, cols = passage.path.T
    margin = passage.when_s() - there["best"].values[rows, cols]
    place = int(np.argmax(np.where(np.isnan(margin), -np.inf, margin))) or len(rows) - 1
    return Times(*(float(there[level].values[rows[place], cols[place]]) for level in LEVELS)), place


def _noticed(passed: Sequence[Belt]) -> tuple[float, float, float]:
    """Return how likely any belt reports the passage, at low, best and high."""
    found = []
    for level in LEVELS:
        chances = [NAN if b.detection is None else b.detection.at(level) for b in passed]
        found.append(1 - float(np.prod([1 - chance for chance in chances])))
    return found[0], found[1], found[2]


def _open(passed: Sequence[Belt]) -> tuple[str, ...]:
    return tuple(
        f"{what} of {belt.name}"
        for belt in passed
        for what, value in (("delay", belt.delay_s), ("detection", belt.detection))
        if value is None
    )
