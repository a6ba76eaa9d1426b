"""The fifth floor of a study: law, declared areas, and the whole account over years."""

from functools import cached_property

import pandas as pd

from marchland.catalogue.factbook import factbook
from marchland.consequences.account import (
    Account,
    Terms,
    area_account,
    joined,
    plan_account,
    whole_ledger,
    with_cut_off,
)
from marchland.consequences.assess import Assessment, area_mask, assess
from marchland.consequences.cases import BothCases, both_cases
from marchland.consequences.dossier import Law, law
from marchland.consequences.offfield import footprint, off_field
from marchland.consequences.rank import Ranking, rank
from marchland.consequences.reach import people_near
from marchland.model.declaration import MINED, Declaration
from marchland.model.estimate import Estimate
from marchland.model.law import Conflict
from marchland.model.provenance import Provenance
from marchland.posture.own_side import cut_off
from marchland.schema import grid_of
from marchland.sources.declarations import declared_areas
from marchland.study.postured import Postured

PLAN, AREAS, NOTHING = "plan", "declared areas", "nothing built"


class Accounted(Postured):
    """What binds on the day, what declared areas mean, and both cases."""

    @cached_property
    def _declared(self) -> tuple[tuple[Declaration, ...], tuple[Provenance, ...]]:
        return declared_areas(self.scenario)

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """The areas that the analyst declares: never sited, chosen or optimised here."""
        return self._declared[0]

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """Every file read, with its licence and checksum."""
        return (*super().provenance, *self._declared[1])

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Armed conflicts that the scenario says its parties are engaged in."""
        return tuple(Conflict.parse(text) for text in self.scenario.in_armed_conflict)

    @cached_property
    def law(self) -> tuple[Law, ...]:
        """What binds each party on the day; of states that the tables do not know, nothing."""
        known, scenario = factbook().parties, self.scenario
        return tuple(
            law(party, scenario.on, in_armed_conflict=self.conflicts)
            for party in scenario.party
            if party in known
        )

    @cached_property
    def assessment(self) -> Assessment:
        """What the declared areas mean; zero of everything without any."""
        return assess(
            self.declarations,
            self.scenario.on,
            self.terrain,
            self.catalogue,
            lifted_in=self.terms.lifted_in,
            in_armed_conflict=self.conflicts,
        )

    @property
    def terms(self) -> Terms:
        """Over how long accounts run, and what is switched on."""
        given = self.scenario.accounts
        return Terms(
            given.horizon_y,
            given.lifted_in_y,
            given.removed_in_y,
            given.discount_per_y,
            given.cost_growth,
        )

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """The account of the plan and, where areas are declared, of those; each for itself."""
        chosen = self.options[self.options["option"].isin(self.plan.options)]
        plan = plan_account(PLAN, chosen, self.consequences, self.effect, self.terms)
        found = {PLAN: with_cut_off(plan, cut_off(self.own_side))}
        if self.declarations:
            found[AREAS] = area_account(AREAS, self.assessment, self.terms)
        return found

    @cached_property
    def account(self) -> Account:
        """The account of everything that the scenario describes: its plan and its areas."""
        if not self.declarations:
            return self.accounts[PLAN]
        grid = grid_of(self.terrain)
        chosen = self.options[self.options["option"].isin(self.plan.options)]
        mask = footprint(chosen, self.sites)
        for area in self.declarations:
            if area.kind not in MINED:
                mask |= area_mask(area, grid)
        people = people_near(self.terrain["population"].values, mask, grid.cell_m, self.catalogue)
        return joined("plan and declared areas", self.accounts[PLAN], self.accounts[AREAS], people)

    @cached_property
    def pair(self) -> tuple[Account, Account]:
        """What is argued about: the plan and the declared areas, or the plan and nothing."""
        if self.declarations:
            return self.accounts[PLAN], self.accounts[AREAS]
        none = self.options[:0]
        table = off_field(none, self.sites, self.terrain, self.catalogue)
        still = self.effect.assign(
            **{f"after_{v}_s": self.effect[f"before_{v}_s"] for v in ("low", "best", "high")}
        )
        nobody = Estimate(0, 0, 0, "1", "nothing is built", "computed")
        bare = plan_account(NOTHING, none, table, still, self.terms)
        return self.accounts[PLAN], with_cut_off(bare, nobody)

    @cached_property
    def cases(self) -> BothCases:
        """The two arguments about :attr:`pair`, from computed figures only."""
        one, two = self.pair
        return both_cases(one.side, two.side)

    @cached_property
    def ranking(self) -> Ranking | None:
        """The order of :attr:`pair` by the scenario's weights; None where it gives none."""
        one, two = self.pair
        weights = self.scenario.accounts.weights
        return rank(one.side, two.side, weights) if weights else None

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What falls due over years, of the plan and of the declared areas."""
        return whole_ledger(self.accounts, self.terms)
