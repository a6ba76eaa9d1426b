"""A simple search for a plan within limits. It proves no bound, and says so.

Obstacles are complements: closing one of two equal ways adds nothing, closing both adds
the delay. So the search first tries whole closing lines, then fills what is left of the
budget along whatever is the fastest way at that moment, and at last drops what does not
help. Every value is the full raster's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from marchland.consequences.price import total
from marchland.errors import Fault, InputError
from marchland.model.plan import Plan


@dataclass(frozen=True)
class Outcome:
    """What the raster says of a set of options.

    Parameters
    ----------
    value_s : float
        The objective, s.
    crossed : tuple of str
        Sites on the fastest way.
    """

    value_s: float
    crossed: tuple[str, ...]


@dataclass
class _Search:
    """The search's memory: everything evaluated so far."""

    options: pd.DataFrame
    limits: Mapping[str, float]
    evaluate: Callable[[frozenset[str]], Outcome]
    most_sweeps: int
    seen: dict[frozenset[str], Outcome] = field(default_factory=dict)

    def outcome(self, chosen: frozenset[str]) -> Outcome | None:
        """Return the raster's word, or None where the sweeps are used up."""
        if chosen not in self.seen:
            if len(self.seen) >= self.most_sweeps:
                return None
            self.seen[chosen] = self.evaluate(chosen)
        return self.seen[chosen]

    def fits(self, chosen: frozenset[str]) -> bool:
        rows = self.options[self.options["option"].isin(chosen)]
        return all(rows[f"{c}_best"].sum() <= most for c, most in self.limits.items())

    def cost(self, chosen: frozenset[str]) -> float:
        return float(self.options.loc[self.options["option"].isin(chosen), "cost_eur_best"].sum())


def search(
    options: pd.DataFrame,
    limits: Mapping[str, float],
    evaluate: Callable[[frozenset[str]], Outcome],
    *,
    objective: str,
    most_sweeps: int = 60,
) -> Plan:
    """Return a plan within limits that delays the worst case.

    Parameters
    ----------
    options : pandas.DataFrame
        Priced; an option's site up to its last dash names its closing line.
    limits : mapping of {str: float}
        Most of each priced column, at its best estimate.
    evaluate : callable
        From a set of option names to what the full raster says of it.
    objective : str
        What is maximised, in words.
    most_sweeps : int
        Evaluations after which the search stops with the best plan it has.

    Returns
    -------
    Plan
        Without an upper bound.

    Raises
    ------
    InputError
        If a limit is set on what is unknown of an option.
    """
    unknown = [c for c in limits if options[f"{c}_best"].isna().any()]
    if unknown:
        remedy = "Give the layer that says it, or take the limit out."
        what = "limits what is unknown of some options"
        raise InputError("limits", [Fault(f"limits.{c}", what, remedy) for c in unknown])
    memory = _Search(options, limits, evaluate, most_sweeps)
    starts = [start for start in [frozenset[str](), *_lines(memory)] if memory.outcome(start)]
    best = max(starts, key=lambda c: _merit(memory, c))
    for start in (best, frozenset[str]()):
        best = max(best, _fill(memory, start), key=lambda c: _merit(memory, c))
    best = _thin(memory, best)
    chosen = options[options["option"].isin(best)]
    outcome = memory.seen[best]
    return Plan(
        options=tuple(sorted(best)),
        cost_eur=total(chosen, "cost_eur"),
        land_m2=total(chosen, "land_m2"),
        objective=objective,
        value=outcome.value_s,
        upper_bound=None,
        method="heuristic",
        sweeps=len(memory.seen),
    )


def _merit(memory: _Search, chosen: frozenset[str]) -> tuple[float, float]:
    return memory.seen[chosen].value_s, -memory.cost(chosen)


def _lines(memory: _Search) -> list[frozenset[str]]:
    """Return the closing lines that can be built whole, the cheapest first."""
    line = memory.options["site"].str.rpartition("-")[0]
    cheapest = memory.options.sort_values(["cost_eur_best", "option"]).drop_duplicates("site")
    whole = [frozenset(rows["option"]) for _, rows in cheapest.groupby(line[cheapest.index])]
    return sorted((c for c in whole if memory.fits(c)), key=memory.cost)


def _fill(memory: _Search, start: frozenset[str]) -> frozenset[str]:
    """Add the cheapest option on the fastest way, again and again, while limits allow."""
    chosen, best = start, start
    outcome: Outcome | None = memory.seen[start]
    while outcome is not None and np.isfinite(outcome.value_s):
        if _merit(memory, chosen) > _merit(memory, best):
            best = chosen
        built = {name.rpartition(":")[0] for name in chosen}
        rows = memory.options[memory.options["site"].isin(set(outcome.crossed) - built)]
        names = rows.sort_values(["cost_eur_best", "option"])["option"]
        more = next((chosen | {n} for n in names if memory.fits(chosen | {n})), None)
        if more is None:
            break
        chosen, outcome = more, memory.outcome(more)
    if outcome is not None and _merit(memory, chosen) > _merit(memory, best):
        best = chosen
    return best


def _thin(memory: _Search, chosen: frozenset[str]) -> frozenset[str]:
    """Drop options that do not help, the dearest first."""
    costs = memory.options.set_index("option")["cost_eur_best"]
    for name in sorted(chosen, key=lambda n: (-float(costs[n]), n)):
        fewer = chosen - {name}
        outcome = memory.outcome(fewer)
        if outcome is not None and outcome.value_s >= memory.seen[chosen].value_s:
            chosen = fewer
    return chosen
