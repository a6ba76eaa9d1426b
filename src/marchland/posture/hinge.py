"""What a comparison of postures hangs on: what must be believed, what moves it, what turns it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
import pandas as pd

from marchland.catalogue.read import Catalogue
from marchland.model.estimate import Estimate
from marchland.posture.answer import LONGEST_S, PASS
from marchland.posture.believe import (
    Answer,
    answer_of,
    believed_delay,
    flips,
    if_held,
    inputs,
    tornado,
)
from marchland.posture.compare import Encounter

HELD = ("posture", "approach", "mover", "season", "chance", "even_s", "rival", "rival_chance",
        "match_s", "must_hold_s")  # fmt: skip
"""Columns of what must be believed."""

Met = Mapping[str, Sequence[Encounter]]
"""Encounters by the name of the posture."""


@dataclass(frozen=True)
class Hinge:
    """What a comparison of postures hangs on.

    Parameters
    ----------
    held : pandas.DataFrame
        Columns :data:`HELD`, a row for each posture and opposing approach with a way through:
        `chance` of an answer in time at best; for the delay of each obstacle that nobody has
        declared, `even_s` for an even chance and `match_s` for that of `rival`, the best
        answered posture whose chance `rival_chance` is known; NaN where none is undeclared, or
        where anything else is; inf where no delay would do. `must_hold_s` is what every
        obstacle would have to hold for an even chance, if each notice is certain and each
        decision at once that nobody has declared; NaN where no delay would do.
    leader, runner : str
        The posture best answered and the next one, by the worst of their approaches; empty
        where there is none of which anything is known.
    worst : Encounter or None
        The leader's, on the approach where it is answered worst.
    moved : str
        What `tornado` is of: ``chance``, ``time`` (to get through, s) or empty.
    tornado : pandas.DataFrame
        As :func:`marchland.posture.believe.tornado` returns it, for `worst`.
    flips : pandas.DataFrame
        As :func:`marchland.posture.believe.flips` returns it, of leader (one) against runner
        (other) on that approach; an input of both is at the same place within its range.
    """

    held: pd.DataFrame
    leader: str
    runner: str
    worst: Encounter | None
    moved: str
    tornado: pd.DataFrame
    flips: pd.DataFrame


def hinge(met: Met, coefficients: Catalogue) -> Hinge:
    """Return what a comparison of postures hangs on.

    Parameters
    ----------
    met : mapping of {str: sequence of Encounter}
        By posture, as :func:`marchland.posture.compare.compared` returns them.
    coefficients : Catalogue

    Returns
    -------
    Hinge
        Tables without a row where nothing is known.
    """
    chances = {name: [_chance(e, coefficients) for e in found] for name, found in met.items()}
    order = sorted(
        (name for name, found in met.items() if found),
        key=lambda name: _strength(chances[name], met[name]),
    )
    ranked = [n for n in order if _strength(chances[n], met[n])[0] < UNKNOWN]
    leader, runner = [*ranked, "", ""][:2]
    worst = _worst(met[leader], chances[leader]) if leader else None
    moved, table = _moved(worst, coefficients)
    other = None if worst is None else _on(met.get(runner, ()), worst.approach)
    return Hinge(
        held=_held(met, chances, coefficients),
        leader=leader,
        runner=runner,
        worst=worst,
        moved=moved,
        tornado=table,
        flips=_turned(worst, other, coefficients),
    )


UNKNOWN = 2
"""Class of a posture of which neither a chance nor a break-even is known."""


def _chance(one: Encounter, coefficients: Catalogue) -> float:
    return answer_of(one.belts, one.reserve, coefficients=coefficients)({})


def _strength(chances: Sequence[float], found: Sequence[Encounter]) -> tuple[int, float]:
    """Return what orders postures: a known chance first, then how little must be believed."""
    least = float(np.min(chances))
    if least > 0:
        return 0, -least
    holds = [e.must_hold_s for e in found]
    if isnan(least) and np.isfinite(holds).all():
        return 1, max(holds)
    return UNKNOWN, 0.0


def _worst(found: Sequence[Encounter], chances: Sequence[float]) -> Encounter:
    """Return the encounter that is answered worst; one of an unknown chance before any known."""
    place = min(range(len(found)), key=lambda n: -1.0 if isnan(chances[n]) else chances[n])
    return found[place]


def _on(found: Sequence[Encounter], approach: str) -> Encounter | None:
    return next((e for e in found if e.approach == approach), None)


def _held(
    met: Met, chances: Mapping[str, Sequence[float]], coefficients: Catalogue
) -> pd.DataFrame:
    known: dict[str, tuple[float, str]] = {}
    for name, found in met.items():
        for e, chance in zip(found, chances[name], strict=True):
            if chance > known.get(e.approach, (0.0, ""))[0]:
                known[e.approach] = chance, name
    rows = []
    for name, found in met.items():
        for e, chance in zip(found, chances[name], strict=True):
            level, rival = known.get(e.approach, (nan, ""))
            even, match = (_needed(e, at, coefficients) for at in (PASS, level))
            rows.append((name, e.approach, e.mover, e.season, chance, even, rival, level, match,
                         e.must_hold_s))  # fmt: skip
    return pd.DataFrame(rows, columns=list(HELD))


def _needed(one: Encounter, level: float, coefficients: Catalogue) -> float:
    """Return how long each undeclared delay must be to reach a level, s; NaN where none is."""
    if all(belt.delay_s is not None for belt in one.belts):
        return nan
    chance = if_held(one.belts, one.reserve, coefficients=coefficients)
    return believed_delay(chance, level, most_s=LONGEST_S)


def _moved(worst: Encounter | None, coefficients: Catalogue) -> tuple[str, pd.DataFrame]:
    """Return which answer inputs move, and by how much: the chance where known, else the time."""
    nothing = tornado(lambda _: nan, {})
    if worst is None:
        return "", nothing
    ranges = _open_ranges(inputs(worst.belts, worst.reserve))
    if not isnan(_chance(worst, coefficients)):
        answer = answer_of(worst.belts, worst.reserve, coefficients=coefficients)
        return "chance", tornado(answer, ranges)
    if any(belt.delay_s is None for belt in worst.belts):
        return "", nothing
    delays = {n: value for n, value in ranges.items() if n.startswith("delay of ")}
    whole = sum(belt.delay_s.best for belt in worst.belts if belt.delay_s is not None)
    return "time", tornado(
        lambda at: whole + sum(value - ranges[name].best for name, value in at.items()), delays
    )


def _open_ranges(ranges: Mapping[str, Estimate]) -> dict[str, Estimate]:
    return {name: value for name, value in ranges.items() if value.low < value.high}


def _turned(
    one: Encounter | None, other: Encounter | None, coefficients: Catalogue
) -> pd.DataFrame:
    """Return where an input turns the order of two encounters over."""
    if one is None or other is None:
        return flips(lambda _: nan, lambda _: nan, {})
    own, others = (_open_ranges(inputs(e.belts, e.reserve)) for e in (one, other))
    first, second = (answer_of(e.belts, e.reserve, coefficients=coefficients) for e in (one, other))
    if isnan(first({})) or isnan(second({})):
        return flips(first, second, {})
    return flips(_aligned(first, own, own), _aligned(second, own, others), {**others, **own})


def _aligned(answer: Answer, own: Mapping[str, Estimate], to: Mapping[str, Estimate]) -> Answer:
    """Return an answer whose inputs are moved to the same place within ranges of its own."""

    def moved(values: Mapping[str, float]) -> float:
        return answer(
            {n: _place(v, own.get(n, to[n]), to[n]) for n, v in values.items() if n in to}
        )

    return moved


def _place(value: float, here: Estimate, there: Estimate) -> float:
    """Return where within one range a value is that lies within another."""
    if here == there:
        return value
    marks, into = ([e.low, e.best, e.high] for e in (here, there))
    return float(np.interp(value, marks, into))
