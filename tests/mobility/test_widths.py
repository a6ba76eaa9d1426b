"""Widths of strips, the echelons they let through, and the widest way."""

import numpy as np
import pytest
from hypothesis import given
from scipy.ndimage import label
from tests.drawing import ends, speeds
from tests.strategies import crossings

from marchland.catalogue.read import catalogue
from marchland.mobility.widths import echelon, passable_width, widest_path

BOOK = catalogue()

TWO_WAYS = """
    a..........b
    a...####...b
    a..........b
    a..........b
    a..........b
    a...####...b
    ############
"""


def width(drawing):
    return passable_width(speeds(drawing), ends(drawing))


@pytest.mark.parametrize("cells", [1, 3, 5, 9])
def test_a_strip_is_as_wide_in_its_middle_as_its_cells(cells):
    drawing = "\n".join(["#" * 40, *["a" + "." * 38 + "b"] * cells, "#" * 40])
    assert width(drawing)[1 + cells // 2, 20] == pytest.approx(100 * cells)


def test_denied_ground_has_no_width_and_avoided_ground_neither():
    assert (width("a#xb")[0] == [100, 0, 0, 100]).all()


def test_open_ground_without_end_has_no_bound():
    assert np.isinf(width("a..b")).all()


def test_the_widest_way_is_not_the_shortest():
    drawing = "\n".join(["a......b", "a.####.b", "a......b", "a......b", "a......b", "########"])
    found = widest_path(width(drawing), ends(drawing))
    assert found.width_m == pytest.approx(300)
    assert set(found.cells[:, 0]) == {3}


def test_where_nothing_passes_there_is_none():
    assert widest_path(width("a.#.b"), ends("a.#.b")) is None


@given(crossings())
def test_no_wider_ground_joins_the_ends_and_this_ground_does(world):
    pace, approach = world
    wide = passable_width(pace, approach)
    found = widest_path(wide, approach)
    levels = np.unique(wide[wide > 0])
    joining = []
    for level in levels:
        names, _ = label(wide >= level, np.ones((3, 3)))
        if set(names[approach.origins]) & set(names[approach.objectives]) - {0}:
            joining.append(level)
    assert (found is None) == (not joining)
    if found:
        assert found.width_m == max(joining)
        assert wide[tuple(found.cells.T)].min() == found.width_m
        assert approach.origins[tuple(found.cells[0])]
        assert approach.objectives[tuple(found.cells[-1])]
        assert (np.abs(np.diff(found.cells, axis=0)).max(axis=1) == 1).all()


@pytest.mark.parametrize(
    ("width_m", "name"),
    [(499, None), (500, "company"), (1600, "battalion"), (5999, "brigade"), (6000, "division"),
     (np.inf, "division")],
)  # fmt: skip
def test_the_largest_echelon_that_fits(width_m, name):
    assert echelon(width_m, BOOK) == name


def test_a_need_that_is_higher_lets_less_through():
    assert echelon(1600, BOOK, level="high") == "company"
    assert echelon(1600, BOOK, level="low") == "brigade"


def test_every_width_of_an_echelon_is_said_to_be_assumed():
    rows = {key: e for key, e in BOOK.estimates.items() if key.startswith("echelons.")}
    assert len(rows) == 4
    assert {(e.tag, e.source) for e in rows.values()} == {("assumed", "marchland")}
