"""A certificate is held against what a scenario asks and what a run says."""

from tests.outputs.test_verify import OFFER, PLAN, named, said

from marchland.optimise.problem import Problem
from marchland.outputs.bound import unbound


def where(run, certificate):
    return [fault.where for fault in unbound(run, certificate)]


def test_the_runs_own_certificate_is_bound_to_it():
    assert where(said(), PLAN.proof) == []


def test_the_certificate_of_a_wider_limit_is_not():
    wide = named(Problem(OFFER).limit("cost_eur", 250).solve(gap=1e-4))
    assert "scenario.limits.cost_eur" in where(said(wide), wide.proof)
    assert where(said(wide, 250.0), wide.proof) == []


def test_the_certificate_of_another_aim_is_not():
    mean = named(Problem(OFFER).limit("cost_eur", 200).maximise("expected").solve(gap=1e-4))
    assert "scenario.plan" in where(said(mean), mean.proof)


def test_a_condition_that_the_scenario_does_not_ask_for_is_told():
    more = named(Problem(OFFER).limit("cost_eur", 200).require("stop", least=1).solve(gap=1e-4))
    assert where(said(more), more.proof) == ["scenario.limits"]
