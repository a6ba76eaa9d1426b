"""Sinkage in snow: the two worked ruts that the sources carry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.ground.snow import sinkage

BOOK = catalogue()


@pytest.mark.parametrize(("depth_cm", "rut_cm"), [(15, 9.0), (12, 7.2)])
def test_the_worked_ruts_of_a_light_carrier(depth_cm, rut_cm):
    """CRREL Report 95-1: snow of density 0.2, on a road and on ice."""
    assert 100 * sinkage(depth_cm / 100, 0.2, BOOK) == pytest.approx(rut_cm)


@given(st.floats(0, 2), st.floats(0.05, 0.9), st.floats(0.05, 0.9))
def test_denser_snow_never_takes_a_deeper_rut(depth, one, other):
    loose, dense = sinkage(depth, np.array(sorted((one, other))), BOOK)
    assert 0 <= dense <= loose <= depth


def test_unknown_in_unknown_out():
    assert np.isnan(sinkage(np.array([np.nan]), 0.2, BOOK)).all()
