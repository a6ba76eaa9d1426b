"""A problem reads like a sentence, prints like a tree and is never changed."""

import pytest
from tests.optimise.plans import offer

from marchland.errors import ProblemError
from marchland.optimise.clauses import (
    Forbid,
    KeepOpen,
    Limit,
    Lock,
    Maximise,
    Precede,
    Quota,
    Within,
)
from marchland.optimise.problem import Problem, problem
from marchland.optimise.solve import Solved

TWO_WAYS = offer(
    [100, 100, 50],
    [(0, (10.0, {0: 1})), (0, (10.0, {1: 1})), (0, (12.0, {2: 1}))],
    delays=[[5.0, 5.0, 5.0]],
)
PROBLEM = Problem(TWO_WAYS)


def test_it_prints_like_a_tree():
    problem = PROBLEM.maximise("min", of="ratio").limit("cost_eur", 200).forbid("measure", "ditch")
    assert str(problem) == "\n".join(
        [
            "Problem",
            "├── choose among 3 options at 3 sites",
            "│   └── 3 wall",
            "├── maximise the least crossing time as a multiple of that without measures",
            "│   └── opposing",
            "├── subject to",
            "│   ├── cost_eur at most 200",
            "│   ├── no option whose measure is ditch",
            "│   └── at most one option at a site",
            "└── left out",
            "    └── nothing",
        ]
    )


def test_every_word_adds_its_clause_to_another_problem():
    built = (
        PROBLEM.maximise("cvar", of="margin", worst=0.25, response_s=5)
        .limit("cost_eur", 200, level="high")
        .limit("land_m2", 3, level="high")
        .forbid("law", "prohibited")
        .forbid("cost_eur", 90.0)
        .require("warn", before="stop", least=1, most=2)
        .require("relief", within_s=60)
        .keep_open(2)
        .lock_in("line-0:wall")
        .lock_out("line-1:wall")
    )
    assert PROBLEM.clauses == ()
    assert built.aim == Maximise("cvar", "margin", 0.25, 5)
    assert built.clauses == (
        Limit("cost_eur", 200.0, "high"), Limit("land_m2", 3.0, "high"),
        Forbid("law", "prohibited"), Forbid("cost_eur", 90.0),
        Precede("warn", "stop"), Quota("warn", 1, 2), Within("relief", 60.0),
        KeepOpen(2), Lock(("line-0:wall",), built=True), Lock(("line-1:wall",), built=False),
    )  # fmt: skip


def test_a_second_limit_on_a_column_takes_the_place_of_the_first():
    assert PROBLEM.limit("cost_eur", 1).limit("cost_eur", 2).clauses == (Limit("cost_eur", 2.0),)


def test_a_requirement_says_what_it_requires():
    with pytest.raises(ProblemError, match="before, least, most or within_s"):
        PROBLEM.require("warn")


def test_it_is_solved_within_its_clauses():
    """Both ways of 10 must be held before the third of 12 counts."""
    assert PROBLEM.limit("cost_eur", 199).solve().value == 10
    assert PROBLEM.limit("cost_eur", 200).solve(gap=1e-4).value == 12
    assert PROBLEM.limit("cost_eur", 250).solve(gap=1e-4).value == 15
    assert PROBLEM.limit("cost_eur", 250).lock_out("line-2:wall").solve(gap=1e-4).value == 12
    locked = PROBLEM.limit("cost_eur", 100).lock_in("line-2:wall").solve()
    assert locked.options == ("line-2:wall",)


def test_what_makes_no_sense_is_not_solved():
    with pytest.raises(ProblemError, match="no plan keeps all 2"):
        PROBLEM.limit("cost_eur", 60).require("wall", least=2).solve()


def test_words_and_numbers_that_are_none_are_refused_with_what_is_known():
    asked = PROBLEM
    with pytest.raises(ProblemError, match="min, cvar, expected"):
        asked.maximise("max")
    with pytest.raises(ProblemError, match="no number"):
        asked.limit("cost_eur", "lots")


def test_a_problem_of_nothing_says_what_it_needs():
    with pytest.raises(ProblemError, match="4 faults") as caught:
        problem()
    assert [fault.where for fault in caught.value.faults] == [
        "options", "sites", "measures", "ground",
    ]  # fmt: skip
    assert "study.problem has all of it" in str(caught.value)
    with pytest.raises(ProblemError, match="options: is of type str"):
        problem("options")


def test_what_is_typed_at_a_prompt_answers_on_a_screen():
    here = Problem(offer([100], [(0, (10.0, {0: 1}))])).limit("cost_eur", 200)
    assert repr(here) == str(here)
    assert repr(here).startswith("Problem\n├── choose among 1 options at 1 sites")
    plan = here.solve()
    assert "proof" not in repr(plan)
    assert plan.proof is not None
    assert "solution" not in repr(Solved(plan))
