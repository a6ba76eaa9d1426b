"""A plan of which every other can be tried, and what it hangs on."""

from functools import cache

from tests.optimise.plans import offer

from marchland.model.plan import Plan
from marchland.optimise.explain import Explained, explain
from marchland.optimise.problem import Problem
from marchland.optimise.solve import Effort, solve

LINES = offer(
    [1, 1, 2, 9],
    [(0, (10.0, {0: 1, 2: 1})), (0, (10.0, {1: 1, 2: 1})), (0, (19.0, {3: 1}))],
    delays=[[8.0, 8.0, 8.0, 8.0]],
)


@cache
def explained() -> tuple[Plan, Explained]:
    """Return the best plan for two euro, and what it hangs on."""
    problem = Problem(LINES).limit("cost_eur", 2)
    first = solve(problem.offer, problem.aim, problem.clauses, Effort(gap=1e-6))
    return first.plan, explain(problem, first, effort=Effort(gap=1e-6))
