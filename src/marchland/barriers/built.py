"""A set of options standing on the ground: what it holds, what it slows, what it changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import xarray as xr

from marchland.barriers.reground import regrounded
from marchland.barriers.sites import Sites
from marchland.catalogue.read import Catalogue
from marchland.kernels.walls import Barriers
from marchland.model.estimate import Estimate, Level
from marchland.model.measure import Measure, Reground
from marchland.model.mover import Kind


@dataclass(frozen=True)
class Built:
    """A set of options standing on the ground.

    Parameters
    ----------
    sites : Sites
    measures : mapping of {str: Measure or tuple of Measure}
        By site name: what stands there; several hold one after the other. Sites left out
        are as they were. The order in which they are named or were built changes nothing.
    defended : bool
        Whether what holds is defended: see :meth:`marchland.model.measure.Measure.delay_s`.
    floor : bool
        Whether what nobody has declared counts as nothing at all, for the least that it
        can do; otherwise it is unknown.
    """

    sites: Sites
    measures: Mapping[str, Measure | tuple[Measure, ...]]
    defended: bool = False
    floor: bool = False

    def standing(self) -> Iterator[tuple[int, str, tuple[Measure, ...]]]:
        """Yield the number, the name and the measures of each site with something on it."""
        for number, name in enumerate(self.sites.table["site"], start=1):
            there = self.measures.get(name, ())
            there = (there,) if isinstance(there, Measure) else there
            if there:
                yield number, name, tuple(sorted(there, key=lambda measure: measure.name))

    def unknown(self, kind: Kind) -> bool:
        """Tell whether any of it acts on this kind of mover as nobody has declared."""
        return not self.floor and bool(self.undeclared(kind))

    def undeclared(self, kind: Kind) -> tuple[str, ...]:
        """Return the measures of which nobody has declared what they do to this kind."""
        there = {m.name for _, _, there in self.standing() for m in there if not m.known(kind)}
        return tuple(sorted(there))

    def barriers(self, kind: Kind, level: Level) -> Barriers | None:
        """Return the delays for one kind of mover, or None where nothing holds it.

        Raises
        ------
        ValueError
            If a delay is unknown.
        """
        if not self.measures:
            return None
        delays = np.zeros(len(self.sites.table) + 1, np.float32)
        for number, _, there in self.standing():
            for measure in there:
                delay = measure.delay_s(kind, defended=self.defended)
                if delay is not None or not self.floor:
                    delays[number] += _known(delay, measure, kind, "delay").at(level)
        held = np.where(delays > 0, np.arange(delays.size), 0).astype(np.uint16)
        return Barriers(held[self.sites.owner], delays) if held.any() else None

    def share(self, kind: Kind, level: Level) -> np.ndarray | None:
        """Return what it leaves of speed at each cell, or None where nothing slows this kind.

        Parameters
        ----------
        kind : {"dismounted", "wheeled", "tracked"}
        level : {"low", "best", "high"}
            ``low`` is the slowest.

        Returns
        -------
        numpy.ndarray or None
            float32 from 0 to 1, shape of the grid.

        Raises
        ------
        ValueError
            If a share is unknown.
        """
        shares = np.ones(len(self.sites.table) + 1, np.float32)
        for number, _, there in self.standing():
            for measure in there:
                slow = measure.slow(kind)
                if slow is not None or not self.floor:
                    shares[number] *= _known(slow, measure, kind, "share").at(level)
        return None if (shares == 1).all() else shares[self.sites.owner]

    def acts(self, kind: Kind) -> bool:
        """Tell whether any of it delays this kind at all, for a known time or not."""
        there = [m for _, _, there in self.standing() for m in there]
        return self.changes_speed(kind) or any(kind in m.holds for m in there)

    def changes_speed(self, kind: Kind) -> bool:
        """Tell whether any of it changes how fast this kind moves, beside holding it."""
        there = [m for _, _, there in self.standing() for m in there]
        return any(m.becomes or m.slow(kind) is None or _slows(m, kind) for m in there)

    def ground(self, terrain: xr.Dataset, coefficients: Catalogue) -> xr.Dataset:
        """Return the terrain as it is once all of it stands and is ready.

        Raises
        ------
        ValueError
            If two measures would make different ground of one site.
        """
        numbers: dict[Reground, list[int]] = {}
        for number, name, there in self.standing():
            changes = {m.becomes for m in there if m.becomes is not None}
            if len(changes) > 1:
                raise ValueError(f"two measures change the ground of {name}")
            for change in changes:
                numbers.setdefault(change, []).append(number)
        changed = terrain
        for change, which in numbers.items():
            where = np.isin(np.arange(len(self.sites.table) + 1), which)[self.sites.owner]
            changed = regrounded(changed, where, change, coefficients)
        return changed


def _known(value: Estimate | None, measure: Measure, kind: Kind, what: str) -> Estimate:
    if value is None:
        raise ValueError(f"the {what} of {measure.name} for {kind} is not declared")
    return value


def _slows(measure: Measure, kind: Kind) -> bool:
    share = measure.slow(kind)
    return share is not None and share.low < 1
