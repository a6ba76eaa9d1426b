"""Unrestricted, restricted, severely restricted, and why."""

import numpy as np
import pytest
from hypothesis import given
from tests.drawing import exactly
from tests.strategies import worlds

from marchland.catalogue.read import catalogue
from marchland.mobility.restriction import limiting_factor, restriction, thresholds
from marchland.mobility.speed import speed
from marchland.testing import world
from marchland.units import KM_H

TABLE = catalogue()
CARRIER, DRY, WET = TABLE.mover("light_tracked"), TABLE.season("dry"), TABLE.season("wet")
GO, SLOW, NO_GO = (
    TABLE.classes["restriction"][n] for n in ("unrestricted", "restricted", "severe")
)


def classes(drawing, season=DRY, table=TABLE):
    pace = speed(world(drawing), CARRIER, season, coefficients=table)
    return restriction(pace, CARRIER, coefficients=table).values[0].tolist()


def test_farmland_is_open_a_stream_slow_and_a_river_closed():
    assert classes(".-~?") == [GO, SLOW, NO_GO, 255]


def test_the_thresholds_are_those_of_the_catalogue():
    severe, open_ = thresholds(CARRIER, TABLE)
    assert (severe / KM_H, open_ / KM_H) == pytest.approx((5, 18))


def test_a_declared_threshold_moves_the_class():
    table = TABLE.declare({"thresholds.tracked.severe": exactly(12.0, "km/h")})
    assert classes("-", table=table) == [NO_GO]
    table = TABLE.declare({"thresholds.tracked.unrestricted": exactly(0.9, "1")})
    assert classes(".", table=table) == [SLOW]


@pytest.mark.parametrize("name", TABLE.names("mover"))
def test_every_mover_has_thresholds_in_order(name):
    severe, open_ = thresholds(TABLE.mover(name), TABLE)
    assert 0 < severe <= open_


@given(worlds())
def test_a_reason_for_every_class(ground):
    pace = speed(ground, CARRIER, WET)
    found = restriction(pace, CARRIER).values
    why = limiting_factor(ground, CARRIER, WET).values
    np.testing.assert_array_equal(found == 255, why == 255)
    slowed = (found == SLOW) | (found == NO_GO)
    assert (why[slowed] != TABLE.classes["factor"]["mover"]).all()


def test_the_reason_is_named():
    why = limiting_factor(world(".T~"), CARRIER, WET)
    names = {code: name for name, code in TABLE.classes["factor"].items()}
    assert [names[code] for code in why.values[0]] == ["soil", "cover", "water"]
    assert why.attrs["units"] == "class"
