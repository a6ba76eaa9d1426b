"""A study: a scenario and its results, each step computed once, on first use."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import xarray as xr

from marchland.barriers.evaluate import Ground, crossing_times, effect, fastest_cases
from marchland.barriers.lines import closing_lines
from marchland.barriers.options import options
from marchland.barriers.sites import Sites, sites
from marchland.catalogue.read import Catalogue
from marchland.consequences.burden import burden
from marchland.consequences.offfield import off_field
from marchland.consequences.price import price
from marchland.downloads.wanted import Way
from marchland.mobility.bottlenecks import Door
from marchland.mobility.corridors import corridors
from marchland.model.measure import Measure
from marchland.model.plan import Plan
from marchland.model.provenance import Provenance
from marchland.optimise.choose import Choices, choose
from marchland.outputs.notes import effect_notes, notes
from marchland.outputs.report import Case, Report, Restricted
from marchland.outputs.summary import summary
from marchland.outputs.write import check_target, write_report
from marchland.samples.find import sample_file
from marchland.scenario.form import Scenario
from marchland.scenario.read import build_scenario, read_scenario
from marchland.sources.lengths import border_facts
from marchland.sources.map import borders, towns
from marchland.sources.opendata.prepare import prepared
from marchland.steps import (
    all_doors,
    declared_catalogue,
    doors_that_differ,
    end_places,
    fastest_routes,
    fingerprint,
    read_ground,
    read_terrain,
    restricted,
    time_after,
    ways_that_differ,
    with_stack,
    worst_case,
)

Progress = Callable[[str], None]


def load(path: str | Path) -> "Study":
    """Return the study that a scenario file, or the ``run.json`` of a run, describes.

    Parameters
    ----------
    path : str or pathlib.Path
        A scenario in TOML, or ``run.json``.

    Returns
    -------
    Study
        Nothing of it is computed yet.

    Raises
    ------
    ScenarioError
        With everything wrong with the file.
    """
    return Study(read_scenario(Path(path)))


def fetch(path: str | Path, cache: str | Path, *, offline: bool = False) -> "Study":
    """Return the study of a scenario that names open data, with that data fetched.

    Parameters
    ----------
    path : str or pathlib.Path
        A scenario in TOML, or ``run.json``.
    cache : str or pathlib.Path
        The folder in which files are kept; shared by every study.
    offline : bool
        Whether no connection may be opened.

    Returns
    -------
    Study
        Its layers are made; nothing else is computed yet.

    Raises
    ------
    ScenarioError
        With everything wrong with the file.
    FetchError
        With every file that could not be had.
    """
    way = Way(Path(cache).absolute(), offline=offline)
    return Study(prepared(read_scenario(Path(path)), way))


def sample(name: str = "suwalki") -> "Study":
    """Return the study of a packaged sample, which needs no network.

    A generalised sample: for learning the tool, not for conclusions.

    Parameters
    ----------
    name : str
        ``suwalki``.

    Returns
    -------
    Study
        Nothing of it is computed yet.
    """
    return load(sample_file(name))


class Study:
    """A scenario and its results, each computed on first use and kept.

    Parameters
    ----------
    scenario : Scenario
        What is asked; never changed, see :meth:`replace`.
    progress : callable, optional
        Told the name of each long step.
    """

    def __init__(self, scenario: Scenario, *, progress: Progress = lambda _: None) -> None:
        self.scenario, self.progress = scenario, progress

    def replace(self, **changes: Any) -> "Study":  # noqa: ANN401
        """Return another study, like this but for some keys of the scenario."""
        raw = {**self.scenario.model_dump(mode="json"), **changes}
        scenario = build_scenario(raw, self.scenario.folder, self.scenario.name)
        return Study(with_stack(scenario, self.scenario), progress=self.progress)

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

    @cached_property
    def restricted(self) -> Restricted:
        """Restricted ground of every case, and why; of the headline, how likely."""
        return restricted(self.ground, self.headline, self.scenario, self.progress)

    @cached_property
    def before(self) -> pd.DataFrame:
        """Crossing times on the ground as it is, for every approach, mover and season."""
        ground = self.ground
        self.progress("crossing times on the ground as it is")
        return crossing_times(ground)

    @cached_property
    def headline(self) -> Case:
        """The fastest opposing movement: the worst case, which the maps show."""
        return worst_case(self.before)

    @cached_property
    def speed(self) -> xr.DataArray:
        """Speed of the headline case, m/s."""
        return self.ground.speed(*self.ground.case(self.headline.mover, self.headline.season))

    @cached_property
    def corridors(self) -> xr.Dataset:
        """Travel time and slack of the headline case, s."""
        self.progress("corridors")
        return corridors(self.speed, self.ground.ends(self.headline.approach))

    @property
    def travel_time(self) -> xr.DataArray:
        """Travel time from the origins in the headline case, s."""
        return self.corridors["travel_time"]

    @cached_property
    def lines(self) -> tuple[Door, ...]:
        """Lines that close every opposing approach to whoever a measure can hold."""
        return closing_lines(self.speed, self.ground, {k for m in self.measures for k in m.holds})

    @cached_property
    def bottlenecks(self) -> gpd.GeoDataFrame:
        """The narrowest door of every approach, mover and season, and the closing lines."""
        self.progress("bottlenecks")
        return all_doors(self.ground, self.headline, self.lines)

    @cached_property
    def avenues(self) -> gpd.GeoDataFrame:
        """Ways of every approach that differ, in pieces by width, for the headline's mover."""
        return ways_that_differ(self.ground, self.headline, self.progress)

    @cached_property
    def doors(self) -> gpd.GeoDataFrame:
        """Doors of every approach that differ, for the headline's mover."""
        return doors_that_differ(self.ground, self.headline, self.progress)

    @cached_property
    def sites(self) -> Sites:
        """Where something could be built, with footprints."""
        return sites(self.terrain, self.lines)

    @cached_property
    def options(self) -> pd.DataFrame:
        """Every measure that fits a site, priced, with what else it burdens."""
        priced = price(options(self.sites, self.measures), self.measures)
        return burden(priced, self.sites, self.terrain, self.catalogue)

    @cached_property
    def choices(self) -> Choices:
        """Sites, measures and options together."""
        return Choices(self.sites, self.measures, self.options)

    @cached_property
    def plan(self) -> Plan:
        """A plan within the scenario's limits, with how good it is known to be."""
        fastest, choices = fastest_cases(self.before, self.ground), self.choices
        self.progress(f"a plan from {len(choices.options)} options")
        return choose(self.ground, choices, self.scenario.limits.given(), cases=fastest)

    @cached_property
    def effect(self) -> pd.DataFrame:
        """Crossing times before and after the plan, worst case first."""
        before, built = self.before, self.choices.standing(self.plan.options)
        self.progress("crossing times with the plan built")
        return effect(before, crossing_times(self.ground, built))

    @cached_property
    def consequences(self) -> pd.DataFrame:
        """What the plan means off the field."""
        chosen = self.options[self.options["option"].isin(self.plan.options)]
        return off_field(chosen, self.sites, self.terrain, self.catalogue)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the scenario, the catalogue and every file read."""
        return fingerprint(self.scenario, self.catalogue, self.provenance)

    def write(self, out: str | Path, *, force: bool = False) -> Path:
        """Write everything into one folder; an earlier run is replaced only if `force`."""
        return _written(self, Path(out), force=force)

    def __str__(self) -> str:
        return summary(report(self))


def _written(study: Study, out: Path, *, force: bool) -> Path:
    check_target(out.resolve(), force=force)
    folder, progress = study.scenario.folder, study.progress
    return write_report(report(study), out, force=force, folder=folder, progress=progress)


def report(study: Study) -> Report:
    """Return everything a study has to say, computed.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Report
    """
    scenario, built = study.scenario, study.choices.standing(study.plan.options)
    return Report(
        scenario=scenario,
        catalogue=study.catalogue,
        terrain=study.terrain,
        headline=study.headline,
        rasters={
            "speed": study.speed,
            "travel_time": study.travel_time,
            "slack": study.corridors["slack"],
            "travel_time_after": time_after(study.speed, study.ground, study.headline, built),
        },
        bottlenecks=study.bottlenecks,
        sites=study.sites.table,
        options=study.options,
        plan=study.plan,
        effect=study.effect,
        consequences=study.consequences,
        facts=border_facts(scenario),
        borders=borders(scenario),
        towns=towns(scenario),
        provenance=study.provenance,
        fingerprint=study.fingerprint,
        notes=(
            *effect_notes(study.effect),
            *notes(
                scenario, study.terrain, study.ground.terminals, study.measures, study.provenance
            ),
        ),
        restricted=study.restricted,
        routes=fastest_routes(study.speed, study.ground, study.headline),
        places=end_places(scenario, study.headline),
        avenues=study.avenues,
        doors=study.doors,
    )
