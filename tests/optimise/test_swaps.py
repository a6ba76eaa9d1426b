"""Single steps on the known ways, against trying every one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.optimise.test_pool import CANDIDATES, cuts
from tests.optimise.test_sums import ALL, MEMBERS, ROWS, plans

from marchland.optimise.pool import table
from marchland.optimise.solution import Objective
from marchland.optimise.swaps import Worth, climb


@given(
    known=st.lists(cuts, max_size=6),
    kind=st.sampled_from(["min", "expected", "cvar"]),
    share=st.floats(0.2, 1.0),
)
def test_no_single_step_betters_what_it_finds(known, kind, share):
    pool, objective = table([*ALL, *known], CANDIDATES), Objective(kind, share)

    def worth(x):
        return objective.value(pool.times(x, 2), MEMBERS)

    found = climb(Worth(pool, objective, MEMBERS), ROWS, np.zeros(4), 100)
    assert all(row.holds(found) for row in ROWS)
    assert worth(found) >= worth(np.zeros(4))
    for other in plans():
        more, less = (other > found).sum(), (other < found).sum()
        if more <= 1 and less <= 1:
            assert worth(other) <= worth(found) + 1e-6 * abs(worth(found)) + 1e-9


def test_a_step_at_most_is_a_step():
    pool, objective = table(ALL, CANDIDATES), Objective("expected")
    assert climb(Worth(pool, objective, MEMBERS), ROWS, np.zeros(4), 0).sum() == 0
