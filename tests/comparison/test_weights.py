"""Weights are the user's, read whole or refused whole."""

import pytest

from marchland.comparison.weights import read_weights
from marchland.errors import InputError


def test_weights_are_read():
    assert read_weights([]) == {}
    assert read_weights(["cost=1", "land=0.5"]) == {"cost": 1.0, "land": 0.5}


def test_every_fault_is_told():
    with pytest.raises(InputError) as told:
        read_weights(["cost", "=1", "land=much", "people=1", "people=2", "own=inf"])
    assert len(told.value.faults) == 5
    assert "weighs people again" in str(told.value)


def test_what_nobody_has_a_figure_of_and_what_is_below_zero_is_told_before_anything_is_computed():
    with pytest.raises(InputError) as told:
        read_weights(["joy=1", "cost=-1"])
    assert [fault.where for fault in told.value.faults] == ["joy", "cost=-1"]
