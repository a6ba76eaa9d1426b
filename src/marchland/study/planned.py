"""The third floor of a study: what could be built, a plan, and what it means."""

from dataclasses import replace
from functools import cached_property

import pandas as pd

from marchland.barriers.areas import Drawn, drained_peat, own_sites, with_areas
from marchland.barriers.evaluate import crossing_times, effect, fastest_cases
from marchland.barriers.options import impossible, options
from marchland.barriers.sites import Sites, sites
from marchland.consequences.burden import burden
from marchland.consequences.offfield import off_field
from marchland.consequences.price import price
from marchland.model.measure import Measure
from marchland.model.plan import Plan
from marchland.optimise.budgets import Budgets, Thrift, best_plans, for_budgets
from marchland.optimise.choices import Choices
from marchland.optimise.clauses import Limit, Maximise
from marchland.optimise.explain import Explained, explain
from marchland.optimise.offered import offered
from marchland.optimise.problem import Problem
from marchland.optimise.solve import Effort, Solved, solve
from marchland.sources.places import place_shape
from marchland.study.moving import Moving


class Planned(Moving):
    """What could be built on the ground of a study, and the plan."""

    @cached_property
    def sites(self) -> Sites:
        """Where something could be built, with footprints."""
        longest = self.catalogue.get("rules.site.longest").best
        drawn = [
            Drawn(one.place, one.kind, place_shape(self.scenario, one.place))
            for one in self.scenario.sites
        ]
        own = own_sites(drawn, self.terrain) if drawn else None
        found = sites(self.terrain, self.lines, longest_m=longest, before=own)
        if any("peat" in measure.fits for measure in self.considered):
            peat = drained_peat(self.terrain, self.catalogue)
            found = with_areas(found, peat, "peat", self.terrain, self.catalogue)
        return found

    @property
    def considered(self) -> tuple[Measure, ...]:
        """The measures for which sites are looked for."""
        return self.measures

    @cached_property
    def options(self) -> pd.DataFrame:
        """Every measure that fits a site, priced, with what else it burdens."""
        found = options(self.sites, self.measures, self.terrain, self.catalogue)
        return burden(price(found, self.measures), self.sites, self.terrain, self.catalogue)

    @cached_property
    def impossible(self) -> pd.DataFrame:
        """Measures that make no sense on a site, each with why."""
        return impossible(self.sites, self.measures, self.terrain, self.catalogue)

    @cached_property
    def choices(self) -> Choices:
        """Sites, measures and options together."""
        return Choices(self.sites, self.measures, self.options)

    @cached_property
    def problem(self) -> Problem:
        """The choice of a plan: options, opposing movement, aim and limits of the scenario."""
        fastest = fastest_cases(self.before, self.ground)
        asked = self.scenario.plan
        return Problem(
            offered(self.ground, self.choices, fastest),
            Maximise(asked.maximise, asked.of, asked.worst, asked.response_s),
            tuple(Limit(name, most) for name, most in self.scenario.limits.given().items()),
        )

    @cached_property
    def solved(self) -> Solved:
        """The plan, with all that the search has learnt of the ground."""
        problem, limit = self.problem, self.scenario.limits.cost_eur
        if limit in self._up_to_the_limit:
            return self._up_to_the_limit[limit]
        name = f"a plan from {len(self.choices.options)} options"
        told = self._effort.told(name, self.progress)
        problem.check()
        return solve(problem.offer, problem.aim, problem.clauses, told)

    @cached_property
    def _up_to_the_limit(self) -> dict[float, Solved]:
        """The plan of each budget up to the limit on cost, where that is one of them."""
        asked, limit = self.scenario.plan.budgets_eur, self.scenario.limits.cost_eur
        if limit is None or limit not in asked:
            return {}
        self.problem.check()
        within = [budget for budget in asked if budget <= limit]
        return best_plans(self.problem, within, self._effort, progress=self.progress)

    @property
    def _effort(self) -> Effort:
        asked = self.scenario.plan
        return Effort(asked.gap, asked.time_s, asked.sweeps)

    @property
    def plan(self) -> Plan:
        """The best plan within the scenario's limits, with its certificate."""
        return self.solved.plan

    @cached_property
    def explained(self) -> Explained | None:
        """What the plan hangs on, where the scenario asks for it and there is one."""
        if not self.scenario.plan.explain or not self.plan.options:
            return None
        name = "other plans, and what more or less money would buy"
        return explain(self.problem, self.solved, effort=self._effort.told(name, self.progress))

    @cached_property
    def budgets(self) -> Budgets | None:
        """What each budget of the scenario buys, on one ground; None where it names none."""
        asked = self.scenario.plan
        if not asked.budgets_eur or not self.problem.offer.candidates.names:
            return None
        thrift = Thrift(self._effort, self._further)
        return for_budgets(
            self.problem, asked.budgets_eur,
            known=self._up_to_the_limit, thrift=thrift, progress=self.progress,
        )  # fmt: skip

    @property
    def _further(self) -> Effort:
        """The effort for every search but the first of a budget: its share of both allowances."""
        first, sweeps = self._effort, self.scenario.plan.further_sweeps
        if sweeps is None:
            return first
        share = 1.0 if first.sweeps is None else min(sweeps / first.sweeps, 1.0)
        seconds = None if first.time_s is None else share * first.time_s
        return replace(first, sweeps=sweeps, time_s=seconds)

    @cached_property
    def effect(self) -> pd.DataFrame:
        """Crossing times before and after the plan, worst case first."""
        before, built = self.before, self.choices.standing(self.plan.options)
        name = "crossing times with the plan built"
        return effect(before, crossing_times(self.ground, built, tick=self.counted(name)))

    @cached_property
    def consequences(self) -> pd.DataFrame:
        """What the plan means off the field."""
        chosen = self.options[self.options["option"].isin(self.plan.options)]
        return off_field(chosen, self.sites, self.terrain, self.catalogue)
