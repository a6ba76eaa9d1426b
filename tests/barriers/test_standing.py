"""What sites stand on, counted by hand."""

import numpy as np
from tests.drawing import measure, sites

from marchland.barriers.standing import class_shares, standing
from marchland.catalogue.read import catalogue
from marchland.testing import world

GROUND = world("""
    TT..
    .B=~
""")
WHERE = sites("""
    111.
    .23.
""")


def test_the_shares_of_cover_and_the_area_of_each_site():
    found = standing(WHERE, GROUND)
    assert found["line-1"].shares == {"forest": 2 / 3, "farmland": 1 / 3}
    assert found["line-1"].area_m2 == 30_000
    assert found["line-1"].share(("forest", "peat")) == 2 / 3


def test_a_bridge_is_seen():
    found = standing(WHERE, GROUND)
    assert [found[f"line-{n}"].bridge for n in (1, 2, 3)] == [False, True, False]


def test_without_a_terrain_only_the_table_speaks():
    one = standing(WHERE)["line-1"]
    assert (one.kind, one.length_m, one.shares, one.bridge) == ("gap", 100.0, {}, False)
    assert np.isnan(one.area_m2)


def test_the_amount_is_in_the_units_of_the_measure():
    one = standing(WHERE, GROUND)["line-1"]
    units = [measure(per="m"), measure(per="m2"), measure(per="piece")]
    assert [one.amount(each) for each in units] == [100, 30_000, 1]


def test_rows_of_shares_sum_to_one():
    shares = class_shares(WHERE, GROUND["cover"].values, catalogue().classes["cover"])
    np.testing.assert_allclose(shares.sum(axis=1), 1)
