"""Shares of the ground by class and by what limits movement."""

import numpy as np
import pytest

from marchland.catalogue.read import catalogue
from marchland.mobility.inventory import going, inventory
from marchland.mobility.restriction import limiting_factor, restriction
from marchland.mobility.speed import speed
from marchland.testing import world
from marchland.units import KM_H

TABLE = catalogue()
CARRIER, DRY = TABLE.mover("light_tracked"), TABLE.season("dry")
GROUND = world("....~\n..-=?")


def row():
    return inventory({("light_tracked", "dry"): going(GROUND, CARRIER, DRY, TABLE)}, TABLE).iloc[0]


def test_by_hand():
    found = row()
    assert found["unknown"] == pytest.approx(0.1)
    assert (found["unrestricted"], found["restricted"], found["severe"]) == pytest.approx(
        (7 / 9, 1 / 9, 1 / 9)
    )
    assert (found["limit_cover"], found["limit_water"]) == pytest.approx((6 / 9, 2 / 9))
    assert found["limit_road"] == pytest.approx(1 / 9)
    # the best five of nine known cells: the road at 35 km/h and four of farmland at 28.8
    assert found["v50_m_s"] / KM_H == pytest.approx(5 / (1 / 35 + 4 / 28.8))
    assert found["v90_m_s"] == 0


def test_shares_add_up():
    found = row()
    classes = [found[name] for name in TABLE.classes["restriction"]]
    limits = [found[f"limit_{name}"] for name in TABLE.classes["factor"]]
    assert sum(classes) == pytest.approx(1)
    assert sum(limits) == pytest.approx(1)


def test_it_is_the_ground_of_the_single_functions():
    found = going(GROUND, CARRIER, DRY, TABLE)
    pace = speed(GROUND, CARRIER, DRY)
    np.testing.assert_array_equal(found.restriction, restriction(pace, CARRIER))
    np.testing.assert_array_equal(found.limiting_factor, limiting_factor(GROUND, CARRIER, DRY))


def test_where_nothing_is_known_no_share_is_told():
    found = going(world("??"), CARRIER, DRY, TABLE)
    one = inventory({("light_tracked", "dry"): found}, TABLE).iloc[0]
    assert one["unknown"] == 1
    assert np.isnan([one["severe"], one["limit_soil"], one["v50_m_s"]]).all()
