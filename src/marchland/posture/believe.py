"""What would have to be believed: break-even, what the answer hangs on, where a ranking flips.

Where nobody has declared a delay there is no verdict, but there is still a question with an
answer: how long would it have to be? And where all is declared, which input moves the answer
most, and does any of them, within its range, turn the better plan into the worse?
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isnan, nan
from typing import Generic, Literal, TypeVar

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from marchland.catalogue.read import Catalogue
from marchland.model.estimate import Estimate
from marchland.posture.belts import Belt, Reserve, Times, response, tasks
from marchland.posture.timeline import easi

Answer = Callable[[Mapping[str, float]], float]
"""An answer from the values of some inputs, by name; the others stay at best."""

Case = TypeVar("Case", bound=Hashable)
What = Literal["delay", "detection"]

WITHIN_S = 1.0
"""How closely a break-even is found, s."""

STEPS = 32
"""Pieces of a range in which a change of sign is looked for."""

TORNADO = ("input", "unit", "tag", "low", "best", "high", "at_low", "at_best", "at_high", "swing")
FLIPS = ("input", "unit", "low", "best", "high", "flips_at", "better_below", "better_above")


def believed_delay(chance: Callable[[float], float], level: float, *, most_s: float) -> float:
    """Return how long a delay must be believed to be for an answer to reach a level.

    Parameters
    ----------
    chance : callable
        From a delay in s to a probability that does not fall with it, such as
        :func:`if_held` gives; NaN is unknown.
    level : float
        Probability to reach; that of another plan, to beat it.
    most_s : float
        No delay longer than this is looked for, s.

    Returns
    -------
    float
        In s, to within :data:`WITHIN_S` and never too short; 0 where none is needed, inf
        where not even `most_s` is enough, NaN where the answer is unknown.
    """
    at_once, at_most = chance(0.0), chance(most_s)
    if isnan(level) or isnan(at_once) or isnan(at_most):
        return nan
    if at_once >= level:
        return 0.0
    if at_most < level:
        return inf
    low, high = 0.0, most_s
    while high - low > WITHIN_S:
        middle = (low + high) / 2
        low, high = (low, middle) if chance(middle) >= level else (middle, high)
    return high


def frontier(
    one: Callable[[float], float],
    other: Callable[[float], float],
    delays_s: Iterable[float],
    *,
    most_s: float,
) -> pd.DataFrame:
    """Return what one plan must hold to beat another, for each delay of that other.

    Parameters
    ----------
    one, other : callable
        From a delay in s to a probability that does not fall with it.
    delays_s : iterable of float
        Of the other plan, s.
    most_s : float
        No delay longer than this is looked for, s.

    Returns
    -------
    pandas.DataFrame
        Columns other_s, probability (of the other plan) and one_s, which is inf where no
        delay is enough and NaN where it is unknown.
    """
    rows = []
    for delay_s in delays_s:
        level = other(delay_s)
        rows.append((delay_s, level, believed_delay(one, level, most_s=most_s)))
    return pd.DataFrame(rows, columns=["other_s", "probability", "one_s"])


def if_held(
    belts: Sequence[Belt], reserve: Reserve, *, coefficients: Catalogue | None = None
) -> Callable[[float], float]:
    """Return the probability of interruption by the delay of what nobody has declared.

    Parameters
    ----------
    belts : sequence of Belt
        In the order of the path; those whose delay is None take the delay asked for.
    reserve : Reserve
        What answers.
    coefficients : Catalogue, optional
        The packaged one by default.

    Returns
    -------
    callable
        From a delay in s to the probability at best; NaN where anything else is unknown.
    """
    answer = answer_of(belts, reserve, coefficients=coefficients)
    names = {f"delay of {belt.name}" for belt in belts if belt.delay_s is None}
    return lambda delay_s: answer(dict.fromkeys(names, delay_s))


def inputs(belts: Sequence[Belt], reserve: Reserve) -> dict[str, Estimate]:
    """Return what an answer is made from and is known with a range, by name.

    Parameters
    ----------
    belts : sequence of Belt
        Belts of one name are one input, and move together: their delays are summed.
    reserve : Reserve
        What answers.

    Returns
    -------
    dict of {str: Estimate}
        Those with a finite value; delays and times in s.
    """
    found: dict[str, Estimate] = {}
    for belt in belts:
        alike = [b for b in belts if b.name == belt.name]
        delays = [b.delay_s for b in alike]
        if belt.delay_s is not None and all(delays):
            sums = [sum(getattr(d, at) for d in delays) for at in ("low", "best", "high")]
            found[f"delay of {belt.name}"] = Estimate(
                sums[0], sums[1], sums[2], "s", belt.delay_s.source, belt.delay_s.tag
            )
        if belt.detection is not None and all(b.detection for b in alike):
            found[f"detection of {belt.name}"] = belt.detection
    for name, part in _PARTS.items():
        value = getattr(reserve, part)
        if isinstance(value, Times) and np.isfinite(value).all():
            value = Estimate(*value, "s", "travel time of the reserve", "computed")
        if isinstance(value, Estimate):
            found[name] = value
    return found


_PARTS = {
    "time of the response": "time_s",
    "assessment of the response": "assessment",
    "communication of the response": "communication",
}


def answer_of(
    belts: Sequence[Belt], reserve: Reserve, *, coefficients: Catalogue | None = None
) -> Answer:
    """Return the probability of interruption as an answer from its inputs.

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
    callable
        From values by the names of :func:`inputs`, or of what is undeclared, to the
        probability; NaN where it is unknown. Belts of one name move together, each to the
        same place within its own range.
    """
    known = inputs(belts, reserve)

    def answer(values: Mapping[str, float]) -> float:
        now = [_moved(belt, values, known) for belt in belts]
        parts = {part: _point(values[name], "s" if part == "time_s" else "1")
                 for name, part in _PARTS.items() if name in values}  # fmt: skip
        told = response(replace(reserve, **parts), coefficients=coefficients)
        return easi(tasks(now, coefficients=coefficients), told).probability

    return answer


def tornado(answer: Answer, ranges: Mapping[str, Estimate]) -> pd.DataFrame:
    """Return how far each input alone moves an answer, the farthest first.

    Parameters
    ----------
    answer : callable
        From values by name to a number, such as :func:`answer_of` gives.
    ranges : mapping of {str: Estimate}
        The inputs, such as :func:`inputs` gives.

    Returns
    -------
    pandas.DataFrame
        Columns input, unit, tag, low, best, high; at_low, at_best and at_high, the answer
        with that input there and all others at best; and swing, the difference of the
        greatest and the least of the three. Inputs of equal swing by name. NaN is unknown.
    """
    at_best = answer({})
    rows = []
    for name, value in ranges.items():
        ends = [answer({name: value.low}), at_best, answer({name: value.high})]
        marks = (value.low, value.best, value.high)
        rows.append((name, value.unit, value.tag, *marks, *ends, float(np.ptp(ends))))
    table = pd.DataFrame(rows, columns=list(TORNADO))
    return table.sort_values(["swing", "input"], ascending=[False, True], ignore_index=True)


def flips(one: Answer, other: Answer, ranges: Mapping[str, Estimate]) -> pd.DataFrame:
    """Return where, within its range, each input alone turns a ranking over.

    Parameters
    ----------
    one, other : callable
        From values by name to a number, the greater the better.
    ranges : mapping of {str: Estimate}
        The inputs; one that an answer does not know leaves it as it is.

    Returns
    -------
    pandas.DataFrame
        Columns input, unit, low, best, high; flips_at, the value nearest to best at which
        the two are equal, NaN where the ranking holds over the whole range; better_below
        and better_above, ``one``, ``other``, ``equal`` or ``unknown``: which is better at the low
        and at the high end.
    """
    rows = []
    for name, value in ranges.items():

        def lead(at: float, name: str = name) -> float:
            return one({name: at}) - other({name: at})

        ends = (_better(lead(value.low)), _better(lead(value.high)))
        rows.append(
            (name, value.unit, value.low, value.best, value.high, _turn(lead, value), *ends)
        )
    return pd.DataFrame(rows, columns=list(FLIPS))


@dataclass(frozen=True)
class Headline(Generic[Case]):
    """The case that a headline has to tell: the worst, not the mean.

    Parameters
    ----------
    case : hashable or None
        Approach, mover and season, or however cases are called; None without any known.
    probability : float
        Of interruption there; NaN without any known.
    unknown : tuple
        Cases of which the answer is unknown: the worst may be among them.
    """

    case: Case | None
    probability: float
    unknown: tuple[Case, ...]


def headline(chances: Mapping[Case, float]) -> Headline[Case]:
    """Return the worst of several cases.

    Parameters
    ----------
    chances : mapping of {hashable: float}
        Probability of interruption by case, such as approach, mover and season; NaN unknown.

    Returns
    -------
    Headline
        The first of several equally bad ones.
    """
    unknown = tuple(case for case, chance in chances.items() if isnan(chance))
    known = {case: chance for case, chance in chances.items() if not isnan(chance)}
    if not known:
        return Headline(None, nan, unknown)
    worst = min(known, key=lambda case: known[case])
    return Headline(worst, known[worst], unknown)


def _moved(belt: Belt, values: Mapping[str, float], known: Mapping[str, Estimate]) -> Belt:
    """Return a belt with what is asked of it put in."""
    delay = _put(belt.delay_s, f"delay of {belt.name}", values, known)
    detection = _put(belt.detection, f"detection of {belt.name}", values, known)
    return replace(belt, delay_s=delay, detection=detection)


def _put(
    own: Estimate | None, name: str, values: Mapping[str, float], known: Mapping[str, Estimate]
) -> Estimate | None:
    """Return a value moved to where the input of that name is within its range."""
    if name not in values:
        return own
    unit = "s" if name.startswith("delay") else "1"
    if own is None or name not in known:
        return _point(values[name], unit)
    value, whole = values[name], known[name]
    below, above = ("low", "best") if value <= whole.best else ("best", "high")
    span = getattr(whole, above) - getattr(whole, below)
    if span == 0:
        return _point(own.best * value / whole.best if whole.best > 0 else value, unit)
    start, end = getattr(own, below), getattr(own, above)
    return _point(start + (value - getattr(whole, below)) / span * (end - start), unit)


def _point(value: float, unit: str) -> Estimate:
    return Estimate(value, value, value, unit, "believed", "declared")


def _better(lead: float) -> str:
    if isnan(lead):
        return "unknown"
    return "one" if lead > 0 else "other" if lead < 0 else "equal"


def _turn(lead: Callable[[float], float], value: Estimate) -> float:
    """Return the value nearest to best at which a lead is lost, or NaN."""
    at = np.unique([*np.linspace(value.low, value.high, STEPS + 1), value.best])
    leads = np.array([lead(float(x)) for x in at])
    found = [float(x) for x, y in zip(at, leads, strict=True) if y == 0]
    for k in np.flatnonzero(leads[1:] * leads[:-1] < 0):
        found.append(float(brentq(lead, at[k], at[k + 1])))
    if not found or (leads == 0).all():
        return nan
    return min(found, key=lambda x: abs(x - value.best))
