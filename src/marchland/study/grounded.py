"""The first floor of a study: what is read, and the ground."""

from collections.abc import Callable
from functools import cached_property
from itertools import count

import xarray as xr

from marchland.barriers.evaluate import Ground
from marchland.catalogue.read import Catalogue
from marchland.model.measure import Measure
from marchland.model.provenance import Provenance
from marchland.scenario.form import Scenario
from marchland.steps import (
    declared_catalogue,
    fingerprint,
    read_ground,
    read_terrain,
)

Progress = Callable[[str], None]


class Grounded:
    """The ground of a study, and everyone who moves on it.

    Parameters
    ----------
    scenario : Scenario
        What is asked; never changed, see :meth:`Study.replace`.
    progress : callable, optional
        Told the name of each long step.
    """

    def __init__(self, scenario: Scenario, *, progress: Progress = lambda _: None) -> None:
        self.scenario, self.progress = scenario, progress

    def counted(self, name: str) -> Callable[[], None]:
        """Begin a step of many parts; return what is called after each of them."""
        done = count(1)
        self.progress(name)
        return lambda: self.progress(f"{name}: {next(done)} done")

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, with the scenario's declared values in place."""
        return declared_catalogue(self.scenario)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that may be used."""
        return tuple(self.catalogue.measure(name) for name in self.scenario.measures)

    @cached_property
    def _layers(self) -> tuple[xr.Dataset, tuple[Provenance, ...]]:
        return read_terrain(self.scenario, self.progress)

    @property
    def terrain(self) -> xr.Dataset:
        """The aligned stack, as :data:`marchland.schema.TERRAIN` describes."""
        return self._layers[0]

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """Every file read, with its licence and checksum."""
        return self._layers[1]

    @cached_property
    def ground(self) -> Ground:
        """The ground, the approaches across it and everyone who moves on it."""
        return read_ground(self.scenario, self.terrain, self.catalogue)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the scenario, the catalogue and every file read."""
        return fingerprint(self.scenario, self.catalogue, self.provenance)
