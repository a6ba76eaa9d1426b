"""Non-explosive measures: what can be built, and what it does to movement.

The types have no place for a weapon: a measure acts on movement only through
:class:`Slow`, :class:`Hold`, :class:`Notice` and :class:`Reground`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from marchland.errors import ScopeError
from marchland.model.estimate import Estimate
from marchland.model.mover import Kind

Layer = Literal["warn", "slow", "stop", "respond"]
"""The part that a measure plays in a layered defence."""

SiteKind = Literal["gap", "crossing", "bridge", "peat", "low", "base"]
"""Where a measure can stand: open ground on a line, a road or a bridge through it, drained
peat, low ground by a river, or a place from which people set out."""

Law = Literal["building", "forest", "land", "nature", "privacy", "roads", "water"]
"""The fields of law that somebody has to look into before it is built."""


@dataclass(frozen=True)
class Slow:
    """Multiplies speed on the ground it covers by a factor from 0 to 1.

    Parameters
    ----------
    factor : Estimate or None
        None is unknown, until the analyst declares it.
    kinds : tuple of {"dismounted", "wheeled", "tracked"}
        Whom it slows; everyone by default.
    """

    factor: Estimate | None
    kinds: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Hold:
    """Delays each crossing once, by mover kind; a kind left out is not delayed.

    Parameters
    ----------
    delay_s : dict of {kind: Estimate or None}
        Delay of one crossing in s where nobody defends the obstacle. None is unknown: no
        public source gives obstacle delays, so the analyst declares them or they stay
        unknown.
    defended_s : dict of {kind: Estimate or None}
        The same where it is watched and answered in time. Where it is not declared the
        undefended delay stands in for it, as a floor.
    """

    delay_s: dict[Kind, Estimate | None]
    defended_s: dict[Kind, Estimate | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """Reports a crossing with a probability from 0 to 1; None is unknown until declared."""

    probability: Estimate | None


@dataclass(frozen=True)
class Reground:
    """Changes the ground itself, such as to wet peat; roads, rails and buildings are left.

    Parameters
    ----------
    cover : str
        The class of cover that it becomes. Under peat and wetland soil is peat from then
        on, and what was known of its moisture and stems is forgotten.
    water : str or None
        The class of water that stands on it, where any does.
    depth_m : Estimate or None
        Depth of that water.
    """

    cover: str
    water: str | None = None
    depth_m: Estimate | None = None


Action = Slow | Hold | Notice | Reground
"""What a measure does to movement."""


@dataclass(frozen=True)
class Measure:
    """Something that can be built to warn of, slow or stop movement.

    Parameters
    ----------
    name : str
        The name used in scenarios and tables.
    layer : {"warn", "slow", "stop", "respond"}
        Its part in a layered defence.
    per : {"m", "m2", "piece"}
        What one unit is.
    site : {"gap", "crossing", "bridge", "peat", "low", "base"}
        The kind of site it fits.
    actions : tuple of Action
        What it does to movement.
    cost_eur : Estimate or None
        For one unit; None is unknown.
    land_m2, build_s : Estimate
        For one unit.
    also : tuple of site kinds
        Other kinds of site that it fits.
    only_on, not_on : tuple of str
        Classes of cover on which alone, or on which never, it makes sense.
    remove_s : Estimate or None
        Work to take one unit away again; None is unknown.
    ready_y : Estimate or None
        Years from building until it acts, such as until peat is wet; None is at once.
    scope : str
        What its cost includes, where that is not plain.
    law : tuple of str
        Fields of law to look into.

    Raises
    ------
    ScopeError
        If an action is anything but :data:`Action`.
    """

    name: str
    layer: Layer
    per: Literal["m", "m2", "piece"]
    site: SiteKind
    actions: tuple[Action, ...]
    cost_eur: Estimate | None
    land_m2: Estimate
    build_s: Estimate
    also: tuple[SiteKind, ...] = ()
    only_on: tuple[str, ...] = ()
    not_on: tuple[str, ...] = ()
    remove_s: Estimate | None = None
    ready_y: Estimate | None = None
    scope: str = ""
    law: tuple[Law, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is not an action of a non-explosive measure."""
        for action in self.actions:
            if not isinstance(action, Action):
                what = f"{type(action).__name__} is not an action of a measure"
                remedy = "A measure slows, holds, notices or changes the ground, and nothing else."
                raise ScopeError.one(f"measure {self.name}", what, remedy)

    @property
    def fits(self) -> frozenset[SiteKind]:
        """The kinds of site that it can stand on."""
        return frozenset((self.site, *self.also))

    @property
    def holds(self) -> frozenset[Kind]:
        """The kinds of mover that it holds at all, for a known time or not."""
        held = (action.delay_s for action in self.actions if isinstance(action, Hold))
        return frozenset(kind for delays in held for kind in delays)

    @property
    def becomes(self) -> Reground | None:
        """What it makes of the ground, or None where it leaves it as it is."""
        return next((action for action in self.actions if isinstance(action, Reground)), None)

    @property
    def notices(self) -> bool:
        """Whether it reports crossings at all, with a known probability or not."""
        return any(isinstance(action, Notice) for action in self.actions)

    @property
    def notice(self) -> Estimate | None:
        """The probability that it reports a crossing; None where it does not or nobody knows."""
        found = (action for action in self.actions if isinstance(action, Notice))
        return next((action.probability for action in found), None)

    def delay_s(self, kind: Kind, *, defended: bool = False) -> Estimate | None:
        """Return the declared delay of one crossing in s, or None where it is unknown.

        Parameters
        ----------
        kind : {"dismounted", "wheeled", "tracked"}
        defended : bool
            Whether the obstacle is defended; where that delay is not declared the
            undefended one stands in for it, as a floor.
        """
        for action in self.actions:
            if isinstance(action, Hold) and kind in action.delay_s:
                more = action.defended_s.get(kind) if defended else None
                return more or action.delay_s[kind]
        return Estimate(0, 0, 0, "s", "the measure does not act on this mover", "assumed")

    def slow(self, kind: Kind) -> Estimate | None:
        """Return what it leaves of a mover's speed, 0 to 1, or None where that is unknown."""
        for action in self.actions:
            if isinstance(action, Slow) and kind in action.kinds:
                return action.factor
        return Estimate(1, 1, 1, "1", "the measure does not act on this mover", "assumed")

    def known(self, kind: Kind, *, defended: bool = False) -> bool:
        """Tell whether everything that it does to a kind of mover is known."""
        return self.delay_s(kind, defended=defended) is not None and self.slow(kind) is not None


Measures = Mapping[str, tuple[Measure, ...]]
"""Measures by the name of the site on which they stand."""
