"""What a clause may be made of: words that are no weapons, numbers, and known ways to count."""

import math
from collections.abc import Iterator
from dataclasses import fields
from numbers import Real
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from marchland.catalogue.scope import scope_faults
from marchland.errors import Fault, ProblemError, ScopeError


class Asked:
    """A frozen dataclass that refuses what its fields cannot hold as soon as it is made."""

    def __post_init__(self) -> None:
        """Check every field.

        Raises
        ------
        ProblemError
            With every field that is no word, no number or not known.
        ScopeError
            If a word speaks of a weapon: Marchland never chooses among these.
        """
        hints = _hints(type(self))
        given = {name: (getattr(self, name), hint) for name, hint in hints.items()}
        wrong = [f for name, (value, hint) in given.items() for f in _faults(name, value, hint)]
        if wrong:
            raise ProblemError("problem", wrong)
        words = {
            name: value for name, (value, _) in given.items() if isinstance(value, str | tuple)
        }
        refused = [f for name, word in words.items() for f in scope_faults(name, {"": word})]
        if refused:
            raise ScopeError("problem", refused)


def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _faults(where: str, value: object, hint: Any) -> Iterator[Fault]:  # noqa: ANN401
    """Yield what keeps a value from being what a field holds."""
    kinds = get_args(hint) if get_origin(hint) not in (tuple, Literal, None) else (hint,)
    if value is None and NoneType in kinds:
        return
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            remedy = f"Use one of {', '.join(get_args(hint))}."
            yield Fault(where, f"{value!r:.60} is not known", remedy)
    elif get_origin(hint) is tuple:
        items = value if isinstance(value, tuple) else (value,)
        for number, item in enumerate(items, start=1):
            yield from _word(f"{where}[{number}]", item)
        if not items:
            yield Fault(where, "names nothing", "Name one or more.")
    elif str in kinds and not (float in kinds and isinstance(value, Real)):
        yield from _word(where, value)
    elif bool not in kinds:
        yield from _number(where, value, whole=int in kinds)


def _word(where: str, word: object) -> Iterator[Fault]:
    if not isinstance(word, str) or not word.strip():
        yield Fault(where, f"{word!r:.60} is no word", "Write it as text.")


def _number(where: str, number: object, *, whole: bool) -> Iterator[Fault]:
    if isinstance(number, bool) or not isinstance(number, Real):
        yield Fault(where, f"{number!r:.60} is no number", "Give a number, without quotes.")
    elif whole and not float(number).is_integer():
        yield Fault(where, f"{number!r} is no whole number", "Give a whole number.")


def check_effort(gap: object, time_s: object, sweeps: object) -> None:
    """Refuse an effort that no search can make.

    Parameters
    ----------
    gap, time_s, sweeps : object
        As :class:`marchland.optimise.solve.Effort` takes them.

    Raises
    ------
    ProblemError
        With everything wrong.
    """
    wrong = [*_number("gap", gap, whole=False)] or [*_above("gap", gap, "and at most 1", most=1.0)]
    for where, number in (("time_s", time_s), ("sweeps", sweeps)):
        if number is not None:
            faults = [*_number(where, number, whole=where == "sweeps")]
            wrong += faults or [*_above(where, number, "or leave it out")]
    if wrong:
        raise ProblemError("solve", wrong)


def _above(where: str, number: object, more: str, *, most: float = math.inf) -> Iterator[Fault]:
    if isinstance(number, Real) and not 0 < float(number) <= most:
        yield Fault(where, f"{number} cannot be", f"Give a number above 0, {more}.")
