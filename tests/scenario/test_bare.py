"""Forms are strict and frozen, and a declared value is an estimate."""

import pytest
from pydantic import ValidationError

from marchland.scenario.bare import Declared, Form


def test_a_declared_value_is_an_estimate_that_says_who_declared_it():
    found = Declared(low=1, best=2, high=3, unit="h", by="somebody").estimate()
    assert (found.best, found.source, found.tag) == (2, "somebody", "declared")


def test_the_wrong_order_and_unknown_keys_are_refused():
    with pytest.raises(ValidationError, match="low <= best <= high"):
        Declared(low=3, best=2, high=1, unit="h", by="somebody")
    with pytest.raises(ValidationError, match="extra"):
        Form(charge_kg=1)
