"""Non-explosive measures: what can be built, and what it does to movement.

The types have no place for a weapon: a measure acts on movement only through
:class:`Slow`, :class:`Hold`, :class:`Notice` and :class:`Reground`.
"""

from dataclasses import dataclass
from typing import Literal

from marchland.errors import ScopeError
from marchland.model.estimate import Estimate
from marchland.model.mover import Kind


@dataclass(frozen=True)
class Slow:
    """Multiplies speed on the ground it covers by a factor from 0 to 1."""

    factor: Estimate


@dataclass(frozen=True)
class Hold:
    """Delays each crossing once, by mover kind; a kind left out is not delayed.

    Parameters
    ----------
    delay_s : dict of {kind: Estimate or None}
        Delay of one crossing in s. None is unknown: no public source gives
        obstacle delays, so the analyst declares them or they stay unknown.
    """

    delay_s: dict[Kind, Estimate | None]


@dataclass(frozen=True)
class Notice:
    """Reports a crossing with a probability from 0 to 1."""

    probability: Estimate


@dataclass(frozen=True)
class Reground:
    """Changes the ground itself to another cover class, such as wet peat."""

    cover: str


Action = Slow | Hold | Notice | Reground
"""What a measure does to movement."""


@dataclass(frozen=True)
class Measure:
    """Something that can be built to warn of, slow or stop movement.

    Parameters
    ----------
    name : str
        The name used in scenarios and tables.
    layer : {"warn", "slow", "stop"}
        Its part in a layered defence.
    per : {"m", "m2", "piece"}
        What one unit is.
    site : {"gap", "crossing"}
        The kind of site it fits: open ground between obstacles, or a road through them.
    actions : tuple of Action
        What it does to movement.
    cost_eur, land_m2, build_s : Estimate
        For one unit.

    Raises
    ------
    ScopeError
        If an action is anything but :data:`Action`.
    """

    name: str
    layer: Literal["warn", "slow", "stop"]
    per: Literal["m", "m2", "piece"]
    site: Literal["gap", "crossing"]
    actions: tuple[Action, ...]
    cost_eur: Estimate
    land_m2: Estimate
    build_s: Estimate

    def __post_init__(self) -> None:
        """Refuse what is not an action of a non-explosive measure."""
        for action in self.actions:
            if not isinstance(action, Action):
                what = f"{type(action).__name__} is not an action of a measure"
                remedy = "A measure slows, holds, notices or changes the ground, and nothing else."
                raise ScopeError.one(f"measure {self.name}", what, remedy)

    @property
    def holds(self) -> frozenset[Kind]:
        """The kinds of mover that it holds at all, for a known time or not."""
        held = (action.delay_s for action in self.actions if isinstance(action, Hold))
        return frozenset(kind for delays in held for kind in delays)

    def delay_s(self, kind: Kind) -> Estimate | None:
        """Return the declared delay of one crossing in s, or None where it is unknown."""
        for action in self.actions:
            if isinstance(action, Hold) and kind in action.delay_s:
                return action.delay_s[kind]
        return Estimate(0, 0, 0, "s", "the measure does not act on this mover", "assumed")
