"""Barriers delay a crossing: drawn worlds, on every stencil.

The way goes from ``a`` to ``b``; in capitals, that end stands on barrier 1.
"""

from functools import partial

import numpy as np
import pytest
from tests.drawing import at, barriers, cost, start

from marchland.kernels.march import march, march_relief
from marchland.kernels.walls import flat_walls

STENCILS = {"any": march, "eight": partial(march, stencil="eight"), "sixteen": march_relief}
INF = float("inf")


@pytest.fixture(params=STENCILS)
def delayed(request):
    """Seconds that barriers add to the way of a drawing."""
    solve = STENCILS[request.param]

    def added(drawing, *delay_s, reverse=False):
        first, last = ("b", "a") if reverse else ("a", "b")
        built = barriers(drawing.translate(str.maketrans("AB", "11")), *delay_s)
        ends = drawing.lower()
        ground = cost(ends), start(ends, first)
        with_, without = (
            solve(*ground, barriers=standing, reverse=reverse)[at(ends, last)].item()
            for standing in (built, None)
        )
        return with_ - without

    return added


@pytest.mark.parametrize("drawing", ["a1b", "a.1.b", "a.111.b", "a..B"])
def test_entering_is_paid_once_whatever_the_thickness(delayed, drawing):
    assert delayed(drawing, 60) == 60


@pytest.mark.parametrize("drawing", ["A111B", "A..b", "A11.b"])
def test_walking_along_inside_and_leaving_are_free(delayed, drawing):
    assert delayed(drawing, 60) == 0


def test_coming_back_is_paid_again(delayed):
    assert delayed("a.1.1.b", 60) == 120


def test_two_barriers_are_paid_one_after_the_other(delayed):
    assert delayed("a.12.b", 60, 30) == 90


def test_a_long_delay_is_walked_round(delayed):
    assert delayed("a1b\n...", 60) == pytest.approx(2 * np.sqrt(2) - 2)


def test_an_infinite_delay_closes(delayed):
    assert delayed("a.1.b", INF) == INF


@pytest.mark.parametrize("delay", [60, INF])
@pytest.mark.parametrize(
    "wall",
    ["a.1. ..1. ..1b", "a..1 ..1. .1.. 1..b", "1..a .1.. ..1. b..1", "a1.b 11.."],
    ids=["straight", "rising", "falling", "corner"],
)
def test_a_wall_one_cell_wide_does_not_leak(delayed, wall, delay):
    assert delayed(wall.replace(" ", "\n"), delay) >= delay * (1 - 1e-6)


@pytest.mark.parametrize(("drawing", "paid"), [("A..b", 0), ("a..B", 60), ("a.1.b", 60)])
def test_times_towards_a_place_pay_for_the_way_there(delayed, drawing, paid):
    assert delayed(drawing, 60, reverse=True) == paid


def test_without_barriers_there_are_no_walls():
    assert flat_walls(None, 1, reverse=False) is None
