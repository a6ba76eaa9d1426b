"""Checks of a problem before it is solved: everything wrong at once, and what is odd."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd

from marchland.catalogue.read import catalogue
from marchland.consequences.burden import BURDENS
from marchland.consequences.price import PRICED
from marchland.errors import Fault, ProblemError
from marchland.optimise.clauses import (
    Clause,
    Forbid,
    KeepOpen,
    Limit,
    Lock,
    Maximise,
    Precede,
    Quota,
    Within,
    members,
)
from marchland.optimise.infeasible import contradictions
from marchland.optimise.offer import Offer

TINY = 1e-3
"""A limit below this share of what the smallest option takes is in another unit."""


def check(offer: Offer, aim: Maximise, clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """Refuse a problem that makes no sense, and return what should be known of one that does.

    Parameters
    ----------
    offer : Offer
    aim : Maximise
    clauses : tuple of Clause

    Returns
    -------
    tuple of str
        Options that nobody can use, limits that do not bind, an aim that nothing can move.

    Raises
    ------
    ProblemError
        With everything wrong: columns, words and options that are not there, values that
        cannot be, limits in another unit; and if there is nothing of that kind, with the
        clauses that contradict one another and the nearest values that would do.
    """
    asked = _Check(offer, clauses)
    faults = [*_aim(aim), *asked.faults()]
    if not faults:
        parts = {str(clause): list(clause.rows(offer.table)) for clause in clauses}
        faults = contradictions(offer.candidates, parts)
    if faults:
        raise ProblemError("problem", faults)
    return (*offer.left_out, *asked.notes())


def _aim(aim: Maximise) -> Iterator[Fault]:
    if not 0 < aim.worst <= 1:
        yield Fault("maximise", f"a share of {aim.worst:g} is none", "Give one above 0, at most 1.")
    if not 0 <= aim.response_s < float("inf"):
        what = f"a response of {aim.response_s:g} s cannot be"
        yield Fault("maximise", what, "Declare a time of 0 s or more.")
    if aim.of == "margin" and not aim.response_s:
        what = "a margin needs the time that a response takes"
        yield Fault("maximise", what, "Give response_s; no source says it, so it is declared.")


@dataclass(frozen=True)
class _Check:
    """One offer and the clauses on it."""

    offer: Offer
    clauses: tuple[Clause, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield everything wrong with the clauses one by one."""
        for clause in self.clauses:
            missing = list(self._missing(clause))
            yield from missing
            if not missing:
                yield from self._values(clause)
        locked = [c for c in self.clauses if isinstance(c, Lock)]
        built = {name for c in locked if c.built for name in c.options}
        both = sorted(built & {name for c in locked if not c.built for name in c.options})
        for name in both:
            yield Fault(f"option {name}", "is both locked in and locked out", "Choose one.")

    def _missing(self, clause: Clause) -> Iterator[Fault]:
        """Yield what a clause speaks of and is not there."""
        table, where = self.offer.table, str(clause)
        columns = {name.removesuffix("_best") for name in table.columns}
        asked = [getattr(clause, name) for name in ("column", "within") if hasattr(clause, name)]
        for name in asked:
            if name not in columns and name not in table:
                remedy = f"Use one of: {', '.join(sorted(columns - _ends(table)))}."
                yield Fault(where, f"options have no column {name}", remedy)
                return
        yield from _kind(clause, table)
        words = {Precede: ("first", "then"), Quota: ("what",)}.get(type(clause), ())
        for word in (getattr(clause, name) for name in words):
            if len(table) and not members(table, word).any():
                known = sorted({*table["layer"], *table["measure"]})
                yield Fault(where, f"no option is of {word}", f"Use one of: {', '.join(known)}.")
        if isinstance(clause, Lock):
            for name in sorted(set(clause.options) - set(table["option"])):
                yield Fault(where, f"there is no option {name}", "See the options table.")
        if isinstance(clause, Within) and clause.approach not in self.offer.own(frozenset()):
            remedy = "Name an approach whose side is own."
            yield Fault(where, f"{clause.approach} is no approach of one's own", remedy)

    def _values(self, clause: Clause) -> Iterator[Fault]:
        where = str(clause)
        if isinstance(clause, Limit):
            yield from self._limit(clause)
        if isinstance(clause, Forbid):
            yield from self._forbid(clause)
        if isinstance(clause, Quota) and min(clause.least, clause.most or 0) < 0:
            yield Fault(where, "a number of options cannot be negative", "Give 0 or more.")
        elif isinstance(clause, Quota) and clause.most is not None and clause.least > clause.most:
            yield Fault(where, "the least is above the most", "Exchange them.")
        if isinstance(clause, KeepOpen) and clause.least < 0:
            yield Fault(where, "a number of crossings cannot be negative", "Give 0 or more.")
        if isinstance(clause, Within):
            now = self.offer.own(frozenset())[clause.approach]
            if not clause.most_s >= now:
                what = f"without any measure it already takes {now:,.6g} s"
                yield Fault(where, what, f"Allow at least {np.ceil(now):,.0f} s.")

    def _forbid(self, clause: Forbid) -> Iterator[Fault]:
        known = {*catalogue().names("measure"), *self.offer.table["measure"]}
        if isinstance(clause.value, str):
            if clause.column == "measure" and clause.value not in known:
                near = get_close_matches(clause.value, sorted(known), n=1)
                remedy = (
                    f"Did you mean {near[0]}?" if near else f"Known: {', '.join(sorted(known))}."
                )
                yield Fault(str(clause), f"there is no measure {clause.value}", remedy)
        elif not clause.value >= 0:
            what = "what an option may have cannot be negative or unknown"
            yield Fault(str(clause), what, "Give 0 or more.")

    def _limit(self, limit: Limit) -> Iterator[Fault]:
        amounts = limit.amounts(self.offer.table)
        used = amounts[amounts > 0]
        unit = {**PRICED, **BURDENS}.get(limit.column, "the column's unit")
        if not limit.most >= 0:
            yield Fault(str(limit), "a limit cannot be negative or unknown", "Give 0 or more.")
        elif used.size and 0 < limit.most < TINY * used.min():
            what = f"the smallest option takes {used.min():,.6g}, a thousand times as much"
            yield Fault(str(limit), what, f"Give the limit in {unit}.")

    def notes(self) -> Iterator[str]:
        """Yield what is odd, but can be solved."""
        table, shut = self.offer.table, np.zeros(len(self.offer.table), bool)
        for clause in self.clauses:
            alone = np.zeros(len(table), bool)
            if isinstance(clause, Limit):
                amounts = clause.amounts(table)
                alone = ~(amounts <= clause.most)
                if np.isnan(amounts).any():
                    yield f"{np.isnan(amounts).sum()} options may not be used: their " \
                          f"{clause.column} is unknown, and it is limited."  # fmt: skip
                elif amounts.sum() <= clause.most:
                    yield f"{clause} does not bind: all options together take less."
            elif isinstance(clause, Forbid):
                alone = clause.matches(table)
                if not alone.any():
                    yield f"{clause}: there is none."
            elif isinstance(clause, Lock) and not clause.built:
                alone = np.asarray(table["option"].isin(clause.options))
            shut |= alone
        if shut.any():
            yield f"{shut.sum()} of {len(table)} options can be in no plan."
        held = self.offer.candidates.delay_s
        if len(table) and not (held > 0).any():
            yield "No option holds any of the movements: no plan is better than none."


def _kind(clause: Clause, table: pd.DataFrame) -> Iterator[Fault]:
    """Yield a number asked of a column of words, or a word of one of numbers."""
    if not isinstance(clause, Limit | Forbid):
        return
    level = clause.level if isinstance(clause, Limit) else "best"
    named = next((c for c in (f"{clause.column}_{level}", clause.column) if c in table), None)
    if named is None:
        what = f"options have no {level} end of {clause.column}"
        yield Fault(str(clause), what, f"Leave the level out, or limit {clause.column} itself.")
        return
    word = isinstance(clause, Forbid) and isinstance(clause.value, str)
    numeric = pd.api.types.is_numeric_dtype(table[named])
    if len(table) and numeric and word:
        yield Fault(str(clause), f"{clause.column} holds numbers", "Give the most as a number.")
    elif len(table) and not numeric and not word:
        yield Fault(str(clause), f"{clause.column} holds words", "Forbid one of its words.")


def _ends(table: pd.DataFrame) -> set[str]:
    return {c for c in table.columns if c.endswith(("_low", "_high"))} | {"geometry"}
