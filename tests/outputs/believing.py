"""Three postures of which everything can be worked out: one is known, one is open, one is none."""

from functools import cache

from tests.posture.test_hinge import LINE, OPEN, ROWS, SEEN, SHORT, met

from marchland.posture.hinge import Hinge, hinge


@cache
def hinged() -> Hinge:
    """Return what the comparison of them hangs on."""
    every = {
        "none": met(LINE),
        "layered": met(SEEN, LINE),
        "forward_line": met(SEEN, SHORT, hold=3000.0),
        "tripwire": met(SEEN, OPEN, hold=3000.0),
    }
    return hinge(every, ROWS)
