"""People near two things count once, and spreading them loses nobody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.consequences.reach import dasymetric, distance_m, people_by_site, people_near
from marchland.errors import GridError
from marchland.testing import world

BOOK = catalogue()
MASKS = st.lists(st.booleans(), min_size=64, max_size=64).map(lambda v: np.array(v).reshape(8, 8))


def test_a_distance_is_between_centres():
    mask = np.zeros((1, 5), bool)
    mask[0, 0] = True
    assert distance_m(mask, 100.0).tolist() == [[0.0, 100.0, 200.0, 300.0, 400.0]]
    assert np.isinf(distance_m(np.zeros((2, 2), bool), 100.0)).all()


@given(MASKS, MASKS)
def test_people_near_two_sites_count_once(one, two):
    people = np.arange(64, dtype=np.float32).reshape(8, 8)
    near = [people_near(people, m, 250.0, BOOK) for m in (one, two, one | two)]
    for level in ("low", "best", "high"):
        first, second, both = (getattr(found, level) for found in near)
        assert max(first, second) <= both <= first + second
    again = people_near(people, two | one, 250.0, BOOK)
    assert again == near[2]


def test_wider_reach_finds_no_fewer():
    people = np.ones((30, 30), np.float32)
    mask = np.zeros((30, 30), bool)
    mask[15, 15] = True
    found = people_near(people, mask, 250.0, BOOK)
    # 500, 1000 and 2000 m are 2, 4 and 8 cells: lattice points in circles of those radii.
    assert (found.low, found.best, found.high) == (13, 49, 197)


def test_unknown_people_within_reach_are_unknown():
    people = np.full((3, 3), np.nan, np.float32)
    assert people_near(people, np.eye(3, dtype=bool), 100.0, BOOK) is None
    assert people_near(people, np.zeros((3, 3), bool), 100.0, BOOK).best == 0


@given(
    st.lists(st.integers(-1, 2), min_size=16, max_size=16),
    st.lists(st.floats(0, 9, width=32), min_size=16, max_size=16),
)
def test_spreading_keeps_every_zone_whole(zones, weights):
    zones = np.array(zones).reshape(4, 4)
    totals = np.array([10.0, 200.0, 3000.0])
    people = dasymetric(zones, totals, np.array(weights, np.float32).reshape(4, 4))
    for number in set(zones.ravel().tolist()) - {-1}:
        assert people[zones == number].sum() == pytest.approx(totals[number], rel=1e-5)
    assert np.isnan(people[zones < 0]).all()


def test_people_go_where_the_buildings_are():
    zones = np.zeros((1, 3), int)
    people = dasymetric(zones, np.array([90.0]), np.array([[0, 1, 2]], np.float32))
    assert people.tolist() == [[0.0, 30.0, 60.0]]


def test_zones_that_do_not_fit_are_refused():
    zones = np.zeros((1, 3), int)
    with pytest.raises(GridError, match="shape"):
        dasymetric(zones, np.array([1.0]), np.zeros((1, 2), np.float32))
    with pytest.raises(GridError, match="a total or a weight is missing"):
        dasymetric(zones + 1, np.array([1.0]), np.ones((1, 3), np.float32))


def test_each_site_has_the_people_near_it_alone():
    """As for the mask of that site, in a window as on the whole grid."""
    ground = world("\n".join(["." * 40] * 30), cell_m=250.0)
    people = np.random.default_rng(3).integers(0, 9, (30, 40)).astype(np.float32)
    people[0, 0] = np.nan
    ground["population"] = ground["population"].copy(data=people)
    owner = np.zeros((30, 40), np.uint16)
    owner[20:23, 30], owner[2, 3], owner[29, 0] = 1, 2, 4
    found = people_by_site(ground, owner, 4, BOOK)
    for number in (1, 4):
        near = people_near(people, owner == number, 250.0, BOOK)
        assert [column[number - 1] for column in found] == [near.low, near.best, near.high]
    assert np.isnan(found[2][1]), "somebody unknown lives within reach"
    assert np.isnan([column[2] for column in found]).all(), "there is no such site"
