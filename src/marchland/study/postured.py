"""The fourth floor of a study: postures side by side, and what is built costs one's own side."""

from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from marchland.barriers.built import Built
from marchland.barriers.evaluate import effect
from marchland.barriers.options import options
from marchland.catalogue.postures import postures
from marchland.consequences.price import price
from marchland.model.measure import Measure
from marchland.model.posture import Posture
from marchland.posture.answer import Asked
from marchland.posture.compare import Encounter, compared, totals
from marchland.posture.hinge import Hinge, hinge
from marchland.posture.own_side import CUT_OFF, People, named, own_side, settled
from marchland.posture.stance import Stance, stance
from marchland.schema import grid_of
from marchland.sources.map import towns
from marchland.sources.places import place_mask
from marchland.study.planned import Planned

SUMS = {"cost_eur": "cost_eur", "land_m2": "land_m2", "build_s": "build_s"}


class Postured(Planned):
    """Postures on the ground of a study, and the two sides of what is built."""

    @cached_property
    def people(self) -> People | None:
        """Where people live, by the layer of population or by towns; None where neither says."""
        least = self.catalogue.get("posture.service.people").best
        counted = self.terrain["population"].values
        found = self._towns
        if (counted > 0).any():
            rows, cols = np.nonzero(counted > 0)
            count = counted[rows, cols].astype(float)
        elif found.empty:
            return None
        else:
            rows, cols, count = (found[name].to_numpy() for name in ("row", "col", "people"))
        people = settled(rows, cols, count, self.ground, least)
        at = found[["row", "col"]].to_numpy(np.int64)
        names, size = found["name"].tolist(), found["people"].to_numpy(float)
        return replace(people, towns=named(names, at, size, self.ground))

    @cached_property
    def _towns(self) -> pd.DataFrame:
        """Towns on the grid: name, row, column and people."""
        found, grid = towns(self.scenario), grid_of(self.terrain)
        if found.empty:
            return pd.DataFrame(columns=["name", "row", "col", "people"])
        at = found.to_crs(grid.epsg).geometry
        rows = np.floor((grid.y_max_m - at.y.to_numpy()) / grid.cell_m).astype(int)
        cols = np.floor((at.x.to_numpy() - grid.x_min_m) / grid.cell_m).astype(int)
        inside = (rows >= 0) & (rows < grid.rows) & (cols >= 0) & (cols < grid.cols)
        told = {"name": found["name"].astype(str).to_numpy(), "row": rows, "col": cols,
                "people": found["population"].to_numpy(float)}  # fmt: skip
        return pd.DataFrame(told)[inside]

    @cached_property
    def own_side(self) -> pd.DataFrame:
        """What the plan costs one's own reinforcement, evacuation and daily life."""
        self.progress("what the plan costs one's own side")
        built = self.choices.standing(self.plan.options)
        return own_side(self.ground, built, self.effect, self.people)

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """What each posture of the scenario builds, within the scenario's limits."""
        return tuple(
            stance(p, self._posture_options, self.sites.table, self.scenario.limits.given(),
                   self._nearest_areas)
            for p in self._postures
        )  # fmt: skip

    @cached_property
    def postures(self) -> pd.DataFrame:
        """Postures side by side: one row for each and approach, in its worst case."""
        tables = [table for table, _ in self._met.values()]
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()

    @cached_property
    def hinge(self) -> Hinge | None:
        """What the comparison of postures hangs on; None without postures."""
        if not self._met:
            return None
        return hinge({name: met for name, (_, met) in self._met.items()}, self.catalogue)

    @cached_property
    def _met(self) -> dict[str, tuple[pd.DataFrame, tuple[Encounter, ...]]]:
        """What each posture does, by its name."""
        found = {}
        for one in self.stances:
            self.progress(f"posture {one.posture.name}")
            found[one.posture.name] = self._compared(one)
        return found

    @cached_property
    def _postures(self) -> tuple[Posture, ...]:
        own = {n: Posture(n, **p.model_dump()) for n, p in self.scenario.posture.items()}
        known = {**postures(), **own}
        return tuple(known[name] for name in self.scenario.postures)

    @cached_property
    def considered(self) -> tuple[Measure, ...]:
        """The measures that may be used, and those of the postures."""
        names = [*self.scenario.measures, *(m for p in self._postures for m in p.measures())]
        return tuple(self.catalogue.measure(name) for name in dict.fromkeys(names))

    @cached_property
    def _posture_options(self) -> pd.DataFrame:
        found = options(self.sites, self.considered, self.terrain, self.catalogue)
        return price(found, self.considered)

    @cached_property
    def _nearest_areas(self) -> tuple[str, ...]:
        """Area sites, those nearest to the headline's fastest way first."""
        slack = self.corridors["slack"].values
        least = np.full(len(self.sites.table) + 1, np.inf)
        np.minimum.at(least, self.sites.owner.ravel(), np.nan_to_num(slack.ravel(), nan=np.inf))
        names = self.sites.table["site"].to_numpy()
        return tuple(names[np.argsort(least[1:], kind="stable")])

    @cached_property
    def _asked(self) -> Asked | None:
        """What answers, as the scenario declares it."""
        told = self.scenario.response
        if told is None:
            return None
        bases = np.logical_or.reduce([place_mask(self.scenario, name) for name in told.bases])
        parts = (told.decision, told.assessment, told.communication)
        known = [None if part is None else part.estimate().si() for part in parts]
        season = self.ground.cases[0][1]
        return Asked(bases, self.catalogue.mover(told.mover), season, *known)

    def _compared(self, one: Stance) -> tuple[pd.DataFrame, tuple[Encounter, ...]]:
        known = {m.name: m for m in self.considered}
        there: dict[str, tuple[Measure, ...]] = {}
        for site, _, name in (option.rpartition(":") for option in one.options):
            there[site] = (*there.get(site, ()), known[name])
        built = Built(self.sites, there, defended=one.posture.defended)
        found = compared(self.ground, self.before, built, self._asked)
        chosen = self._posture_options[self._posture_options["option"].isin(one.options)]
        own = own_side(self.ground, built, self._no_effect, self.people)
        cut = own[own["what"].str.endswith(CUT_OFF)]["best"].max()
        table = found.table.assign(
            posture=one.posture.name,
            built=len(one.options),
            **totals(chosen, SUMS),
            people_cut_off=cut,
            left_out="; ".join(one.left_out),
        )
        return table, found.encounters

    @cached_property
    def _no_effect(self) -> pd.DataFrame:
        return effect(self.before, self.before).iloc[:0]
