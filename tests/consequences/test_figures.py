"""Figures side by side: one unit a row, three digits."""

import pytest

from marchland.consequences.figures import common_size, rounded, spread
from marchland.model.estimate import Estimate


def value(best, unit):
    return Estimate(best, best, best, unit, "here", "computed")


@pytest.mark.parametrize(
    ("one", "two", "unit", "said"),
    [
        (4860, 2898, "s", ("1.35 h", "0.805 h")),
        (3479, 0, "s", ("58 min", "0 min")),
        (1.4e6, 0, "m2", ("140 ha", "0 ha")),
        (4.52e7, 0, "EUR", ("45.2 EUR million", "0 EUR million")),
        (29, 0, "1", ("29", "0")),
    ],
)
def test_both_sides_of_a_row_take_the_unit_of_the_larger(one, two, unit, said):
    both = [value(best, unit) for best in (one, two)]
    size = common_size(*both)
    assert tuple(rounded(each, size) for each in both) == said
    assert tuple(rounded(each, common_size(*both[::-1])) for each in both) == said


def test_what_is_unknown_has_no_say_in_the_unit():
    assert common_size(None, value(60, "s")) == 60
    assert common_size(None, None) == 0


def test_a_difference_takes_the_unit_of_its_row():
    assert spread(-600.0, 60.0, "s", 7200.0) == "-0.167 to 0.0167 h"
    assert spread(-600.0, 60.0, "s") == "-10 to 1 min"
