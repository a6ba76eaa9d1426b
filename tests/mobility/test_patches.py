"""Patches: smooth, evenly spread, and the same in every region."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from marchland.mobility.patches import Patches
from marchland.model.grid import Grid

HALF_M = 500.0
WHOLE = slice(0, 60)


def field(key=1, rows=60, cols=60, x_m=0.0, y_m=6000.0):
    return Patches(key, HALF_M, Grid(3035, x_m, y_m, 100.0, rows, cols))


def normal(patches):
    return ndtri(patches.shares(WHOLE).astype(float))


def test_values_are_spread_evenly_at_any_place():
    values = np.array([field(key).shares(slice(7, 8))[0, :6] for key in range(3000)])
    np.testing.assert_allclose(values.mean(0), 0.5, atol=0.02)
    np.testing.assert_allclose(values.var(0), 1 / 12, atol=0.005)


def test_the_correlation_falls_to_a_half_at_its_distance():
    z = np.array([normal(field(key)) for key in range(60)])
    for cells, expected in ((5, 0.5), (25, 0.0)):
        found = np.corrcoef(z[:, :, :-cells].ravel(), z[:, :, cells:].ravel())[0, 1]
        assert found == pytest.approx(expected, abs=0.06)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 2**63))
def test_a_place_has_one_value_in_any_region(down, right, key):
    whole = field(key).shares(WHOLE)
    part = field(key, 30, 30, 100.0 * right, 6000.0 - 100.0 * down).shares(slice(0, 30))
    np.testing.assert_array_equal(part, whole[down : down + 30, right : right + 30])


def test_rows_fit_together():
    whole = field().shares(WHOLE)
    np.testing.assert_array_equal(field().shares(slice(13, 40)), whole[13:40])


def test_keys_make_fields_of_their_own():
    one, other, beside = (normal(f).ravel() for f in (field(1), field(2), field(1).beside(1)))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.4
    assert abs(np.corrcoef(one, beside)[0, 1]) < 0.4
    np.testing.assert_array_equal(one, normal(field(1).beside(0)).ravel())
