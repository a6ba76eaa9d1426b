"""The plan of a study."""

import numpy as np

from marchland.optimise.recheck import recheck
from marchland.study.report import report


def test_a_plan_delays_nobody_less_and_keeps_its_limits(study):
    effect = study.effect
    for level in ("low", "best", "high"):
        assert (effect[f"after_{level}_s"] >= effect[f"before_{level}_s"]).all()
    assert study.plan.cost_eur.best <= study.scenario.limits.cost_eur
    assert study.plan.certificate.startswith("covering decomposition: gap ")
    assert study.plan.value <= study.plan.upper_bound
    assert study.plan.gap <= 0.02
    assert recheck(study.plan.proof).holds


def test_walkers_are_not_held(study):
    walkers = study.effect[study.effect["mover"] == "dismounted"]
    assert (walkers["after_best_s"] == walkers["before_best_s"]).all()


def test_ranges_are_in_order(study):
    for when in ("before", "after"):
        low, best, high = (study.effect[f"{when}_{v}_s"] for v in ("low", "best", "high"))
        assert ((low <= best) & (best <= high)).all()


def test_an_undeclared_delay_leaves_the_plan_empty_and_the_effect_as_it_was(study):
    silent = study.replace(coefficients={}, movers=["light_tracked"], seasons=["dry"])
    assert silent.plan.options == ()
    assert np.isnan(silent.plan.value)
    assert (silent.effect["after_best_s"] == silent.effect["before_best_s"]).all()
    assert any("not declared" in note for note in report(silent).notes)


def test_what_a_plan_hangs_on_is_only_told_where_it_is_asked_for(study):
    assert study.explained is None
    assert "subject to" in str(study.problem)


def test_a_plan_whose_limit_is_a_budget_is_that_budgets(study):
    limit = study.scenario.limits.cost_eur
    plan = {"sweeps": 4, "further_sweeps": 1, "budgets_eur": [limit / 8, limit]}
    asked = study.replace(movers=["light_tracked"], seasons=["dry"], plan=plan)
    best = asked.budgets.best()
    assert list(best["budget"]) == [limit / 8, limit]
    assert best["value"].iloc[1] >= asked.plan.value
    assert asked.plan.cost_eur.best <= limit
    assert len(asked.solved.pool) > 0
    assert recheck(asked.plan.proof).faults == ()
