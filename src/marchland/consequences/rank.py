"""A ranking of a pair by the weights that somebody gives, and where it flips."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marchland.consequences.cases import TOPICS, Alternative
from marchland.errors import Fault, InputError


@dataclass(frozen=True)
class Ranking:
    """Which of a pair costs less by the weights that somebody gave, and where that flips.

    Parameters
    ----------
    first : str
        The lower total, at the best values; empty where they are equal.
    totals : dict of {str: tuple of float}
        Low, best and high total of each, in the unit of the weights.
    certain : bool
        Whether the ranges of the totals do not overlap and no cost of the first is missing.
    flips : dict of {str: float}
        For each topic the weight at which the order turns, all others as given; topics that
        cannot turn it with a weight of the same sign are left out.
    missing : tuple of str
        Costs of the first that have no source and are in no total.
    turned_by : float or None
        What the missing costs would have to be for the order to turn, where costs are weighed.
    """

    first: str
    totals: dict[str, tuple[float, float, float]]
    certain: bool
    flips: dict[str, float]
    missing: tuple[str, ...] = ()
    turned_by: float | None = None


def rank(one: Alternative, two: Alternative, weights: Mapping[str, float]) -> Ranking:
    """Rank a pair by weights that the user gives; there are none by default.

    Parameters
    ----------
    one, two : Alternative
        Each with a figure for every topic weighed.
    weights : mapping of {str: float}
        What one unit of a topic's figure is worth, such as 1 for a euro; a topic of which
        more is good counts against the total.

    Returns
    -------
    Ranking
        With the total of each and the weights that would turn the order.

    Raises
    ------
    InputError
        If no weight is given, one is below zero, a topic is not known, or a figure that would
        be weighed is unknown.
    """
    faults = list(_weight_faults((one, two), weights))
    if faults:
        raise InputError("weights", faults)
    best = {t: _signed(one, t, "best") - _signed(two, t, "best") for t in weights}
    gap = sum(weights[t] * best[t] for t in weights)
    totals = {each.name: _range(each, weights) for each in (one, two)}
    first = "" if gap == 0 else (one if gap < 0 else two).name
    flips = {}
    for topic, step in best.items():
        if step:
            turn = -(gap - weights[topic] * step) / step
            if turn >= 0:
                flips[topic] = turn
    (a, _, b), (c, _, d) = totals[one.name], totals[two.name]
    missing = next((each.missing for each in (one, two) if each.name == first), ())
    missing = missing if weights.get("cost") else ()
    turned_by = abs(gap) / weights["cost"] if missing else None
    apart = (b < c or d < a) and not missing
    return Ranking(first, totals, apart, flips, missing, turned_by)


def _weight_faults(pair: Sequence[Alternative], weights: Mapping[str, float]) -> Iterable[Fault]:
    if not weights:
        yield Fault("weights", "none is given", "There are no default weights: give your own.")
    for topic, weight in weights.items():
        if topic not in TOPICS:
            yield Fault(topic, "is no topic", f"Use {', '.join(TOPICS)}.")
            continue
        if weight < 0:
            yield Fault(topic, "has a weight below zero", "Give zero or more.")
        for each in pair:
            if each.figure(topic) is None:
                remedy = "Declare it, or leave it out of the weights."
                yield Fault(topic, f"is unknown for {each.name}", remedy)


def _signed(each: Alternative, topic: str, level: str) -> float:
    value = each.figure(topic)
    assert value is not None, "unknown figures were refused"
    if TOPICS[topic].good == "less":
        return float(getattr(value, level))
    turned = {"low": "high", "best": "best", "high": "low"}
    return -float(getattr(value, turned[level]))


def _range(each: Alternative, weights: Mapping[str, float]) -> tuple[float, float, float]:
    low, best, high = (
        sum(w * _signed(each, t, level) for t, w in weights.items())
        for level in ("low", "best", "high")
    )
    return low, best, high
